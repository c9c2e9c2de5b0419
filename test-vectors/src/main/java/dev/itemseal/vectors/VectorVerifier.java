package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StandardItemEncryptor;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Verifies a directory of vectors in the published layout: decrypts every stored item and compares it with its plaintext,
 * and sees to it that items which must be refused are, at the stage of reading and for the reason that their file names.
 *
 * <p>Stored items whose key belongs to no plaintext item are skipped, as are scenarios whose provider is not on the path.
 * A plaintext item without a stored one has failed, unless the scenario says that its maker refused it, or the table has
 * no such items in the scenario's version. Whatever is wrong with a file fails what needs it, and nothing else.
 */
public final class VectorVerifier {

    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private final VectorDirectory directory;
    private final Consumer<Finding> findings;
    private Tally tally = Tally.EMPTY;

    private VectorVerifier(Path directory, Plugins plugins, Backends backends, Consumer<Finding> findings) {
        this.findings = finding -> {
            tally = tally.plus(finding);
            findings.accept(finding);
        };
        this.directory = new VectorDirectory(directory, plugins, backends, false, this.findings);
    }

    /**
     * Verifies a directory. Scenarios with KMS are verified from their recording, and skipped if they have none.
     *
     * @param directory the directory, with {@code scenarios.json} and the files that it names
     * @param plugins where providers come from
     * @param findings is told of every item, in the order of the files, on the calling thread
     * @return the number of items by outcome
     */
    public static Tally verify(Path directory, Plugins plugins, Consumer<Finding> findings) {
        return verify(directory, plugins, Optional.empty(), findings);
    }

    /**
     * Verifies a directory. The KMS at an endpoint is asked for the data keys of scenarios with KMS; one that has a recording is
     * verified from that if the endpoint doesn't have its key.
     *
     * @param directory the directory, with {@code scenarios.json} and the files that it names
     * @param plugins where providers come from
     * @param kmsEndpoint where a KMS listens, if there is one; calls are signed with the credentials of the system properties,
     *     the environment or the profile, or else with such as no real service takes
     * @param findings is told of every item, in the order of the files, on the calling thread
     * @return the number of items by outcome
     */
    public static Tally verify(Path directory, Plugins plugins, Optional<URI> kmsEndpoint, Consumer<Finding> findings) {
        Objects.requireNonNull(kmsEndpoint, "kmsEndpoint");
        return verify(directory, plugins, Backends.withKms(kmsEndpoint), findings);
    }

    /**
     * Verifies a directory with the meta tables of its most-recent scenarios in a store of the caller's.
     *
     * @param directory the directory, with {@code scenarios.json} and the files that it names
     * @param plugins where providers come from
     * @param metaTables where the meta tables are put, under the names that scenarios give them: created if they are not
     *     there, else their items of the same keys are replaced; it implements
     *     {@link dev.itemseal.api.store.TableAdministration}
     * @param findings is told of every item, in the order of the files, on the calling thread
     * @return the number of items by outcome
     */
    public static Tally verify(Path directory, Plugins plugins, ItemStore metaTables, Consumer<Finding> findings) {
        return verify(directory, plugins, Backends.withMetaTables(metaTables), findings);
    }

    private static Tally verify(Path directory, Plugins plugins, Backends backends, Consumer<Finding> findings) {
        Objects.requireNonNull(plugins, "plugins");
        Objects.requireNonNull(findings, "findings");
        VectorVerifier verifier = new VectorVerifier(directory, plugins, backends, findings);
        try (VectorDirectory opened = verifier.directory) {
            opened.forEachScenario(verifier::verify);
        }
        return verifier.tally;
    }

    private void verify(Scenario scenario) throws LayoutException {
        // First of all, so that a provider that is not there yet is told as such.
        MaterialsProvider provider = provider(scenario);
        JsonNode stored = directory.ciphertext(scenario);
        RefusedItems refused = RefusedItems.of(scenario.encryptErrors());
        boolean published = directory.isPublished();
        Set<String> unknownTables = new TreeSet<>();
        stored.fieldNames().forEachRemaining(unknownTables::add);
        for (PlaintextTable table : directory.plaintext(scenario)) {
            String name = table.table().name();
            unknownTables.remove(name);
            new TableCheck(scenario, table, provider, refused, published).verify(stored.path(name));
        }
        unknownTables.forEach(name -> findings.accept(new Finding(
                Outcome.SKIPPED,
                scenario.name(),
                Optional.of(name),
                Optional.empty(),
                stored.path(name).size(),
                "the plaintext file has no such table")));
        directory.refusals(scenario).forEach(refusal -> verify(refusal, scenario));
    }

    private void verify(Refusal refusal, Scenario scenario) {
        try {
            Scenario reader = refusal.keyNames().map(scenario::withKeys).orElse(scenario);
            RefusalCheck check = RefusalCheck.of(refusal, directory, scenario);
            findings.accept(check.finding(check.problem(encryptor, provider(reader))));
        } catch (LayoutException | ItemsealException e) {
            findings.accept(new Finding(
                    Outcome.FAILED,
                    scenario.name(),
                    refusal.tableName(),
                    Optional.of(refusal.id()),
                    1,
                    e.getMessage()));
        }
    }

    private MaterialsProvider provider(Scenario scenario) throws LayoutException {
        return directory.provider(
                scenario, ProviderSettings.toRead(scenario, directory.keys(), hasUnnamedWrapping(scenario)));
    }

    /** Whether an item has a wrapped key but doesn't say how it is wrapped, as those of the oldest Java clients. */
    private boolean hasUnnamedWrapping(Scenario scenario) {
        try {
            for (JsonNode items : directory.ciphertext(scenario)) {
                for (JsonNode item : items) {
                    MaterialDescription description = descriptionOf(item);
                    if (description.entry(MaterialDescription.CONTENT_KEY).isPresent()
                            && description
                                    .entry(MaterialDescription.WRAPPING_ALGORITHM)
                                    .isEmpty()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (LayoutException e) {
            return false; // told when the items are verified
        }
    }

    private static MaterialDescription descriptionOf(JsonNode item) {
        try {
            return ItemInspection.of(DynamoDbJson.item(item), ReservedAttributes.DEFAULT)
                    .description()
                    .orElse(MaterialDescription.empty());
        } catch (ItemsealException e) {
            return MaterialDescription.empty(); // malformed, which is told when the item is verified
        }
    }

    /** The items of one table in one scenario. */
    private final class TableCheck {

        private final Scenario scenario;
        private final PlaintextTable table;
        private final MaterialsProvider provider;
        private final RefusedItems refused;
        private final boolean published;
        private final Map<Item, PlaintextItem> missing = new LinkedHashMap<>();

        TableCheck(
                Scenario scenario,
                PlaintextTable table,
                MaterialsProvider provider,
                RefusedItems refused,
                boolean published) {
            this.scenario = scenario;
            this.table = table;
            this.provider = provider;
            this.refused = refused;
            this.published = published;
        }

        void verify(JsonNode storedItems) {
            Map<Item, PlaintextItem> plaintexts = plaintexts();
            missing.putAll(plaintexts);
            for (JsonNode node : storedItems) {
                try {
                    Item stored = DynamoDbJson.item(node);
                    Item key = table.key(stored);
                    PlaintextItem plaintext = plaintexts.get(key);
                    if (plaintext == null) {
                        tell(Outcome.SKIPPED, PlaintextTable.nameOf(key), "no plaintext item has this key");
                    } else {
                        missing.remove(key);
                        verify(stored, plaintext);
                    }
                } catch (ItemsealException e) {
                    tell(Outcome.FAILED, "(unreadable)", e.reason() + ": " + e.getMessage());
                }
            }
            missing.values().forEach(this::tellOfMissing);
        }

        private Map<Item, PlaintextItem> plaintexts() {
            Map<Item, PlaintextItem> plaintexts = new LinkedHashMap<>();
            int position = 0;
            for (JsonNode node : table.items()) {
                position++;
                try {
                    PlaintextItem item = table.item(node);
                    if (plaintexts.putIfAbsent(item.key(), item) != null) {
                        tell(Outcome.FAILED, item.name(), "two plaintext items have this key");
                    }
                } catch (LayoutException | ItemsealException e) {
                    tell(Outcome.FAILED, "number " + position + " of the plaintext file", e.getMessage());
                }
            }
            return plaintexts;
        }

        private void verify(Item stored, PlaintextItem plaintext) {
            try {
                CryptoConfig config = CryptoConfig.of(provider, table.table(), plaintext.actions());
                Optional<String> difference = new ItemComparison(
                                plaintext.actions(), table.table().protectedKeyNames(), published)
                        .difference(plaintext.expected(), encryptor.decrypt(stored, config));
                tell(
                        difference.isPresent() ? Outcome.FAILED : Outcome.PASSED,
                        plaintext.name(),
                        difference
                                .map(what -> "the decrypted item " + what + tagsOf(plaintext))
                                .orElse(""));
            } catch (ItemsealException e) {
                tell(Outcome.FAILED, plaintext.name(), e.reason() + ": " + e.getMessage() + tagsOf(plaintext));
            }
        }

        private void tellOfMissing(PlaintextItem item) {
            if (refused.take(table.table().name(), item.key())) {
                tell(Outcome.SKIPPED, item.name(), "its maker refused to encrypt it");
            } else if (!item.inVersion()) {
                tell(Outcome.SKIPPED, item.name(), "version '" + scenario.version() + "' has no such item");
            } else {
                tell(Outcome.FAILED, item.name(), "the ciphertext file has no item with this key");
            }
        }

        private static String tagsOf(PlaintextItem item) {
            return item.tags().isEmpty() ? "" : " (tags " + item.tags() + ")";
        }

        private void tell(Outcome outcome, String item, String message) {
            findings.accept(new Finding(
                    outcome, scenario.name(), Optional.of(table.table().name()), Optional.of(item), 1, message));
        }
    }
}
