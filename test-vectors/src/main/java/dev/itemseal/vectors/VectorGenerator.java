package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the ciphertext files that the scenarios of a directory name and that are missing. What is there stays as it is.
 * A most-recent scenario whose meta table has no file yet gets that too, with new keys.
 *
 * <p>Items that can't be encrypted are left out of the file and have failed, unless the scenario lists them under
 * {@code encrypt_errors}: then they are skipped. If no item of a scenario can be encrypted, its file is not written.
 */
public final class VectorGenerator {

    private final VectorDirectory directory;
    private final Consumer<Finding> findings;
    private Tally tally = Tally.EMPTY;

    private VectorGenerator(Path directory, Plugins plugins, Optional<URI> kmsEndpoint, Consumer<Finding> findings) {
        this.findings = finding -> {
            tally = tally.plus(finding);
            findings.accept(finding);
        };
        this.directory = new VectorDirectory(directory, plugins, Backends.withKms(kmsEndpoint), true, this.findings);
    }

    /**
     * Generates what a directory lacks. Scenarios with KMS are skipped.
     *
     * @param directory the directory, with {@code scenarios.json}, keys and plaintext
     * @param plugins where providers come from
     * @param findings is told of every item, in the order of the files, on the calling thread
     * @return the number of items by outcome; those of files that are there already are skipped
     */
    public static Tally generate(Path directory, Plugins plugins, Consumer<Finding> findings) {
        return generate(directory, plugins, Optional.empty(), findings);
    }

    /**
     * Generates what a directory lacks. The KMS at an endpoint makes the data keys of scenarios with KMS. They are kept, in the
     * clear, in the file that a scenario names as its recording.
     *
     * @param directory the directory, with {@code scenarios.json}, keys and plaintext
     * @param plugins where providers come from
     * @param kmsEndpoint where a KMS listens, if there is one; calls are signed with the credentials of the system properties,
     *     the environment or the profile, or else with such as no real service takes
     * @param findings is told of every item, in the order of the files, on the calling thread
     * @return the number of items by outcome; those of files that are there already are skipped
     */
    public static Tally generate(
            Path directory, Plugins plugins, Optional<URI> kmsEndpoint, Consumer<Finding> findings) {
        Objects.requireNonNull(plugins, "plugins");
        Objects.requireNonNull(kmsEndpoint, "kmsEndpoint");
        Objects.requireNonNull(findings, "findings");
        VectorGenerator generator = new VectorGenerator(directory, plugins, kmsEndpoint, findings);
        try (VectorDirectory opened = generator.directory) {
            opened.forEachScenario(generator::generate);
        }
        return generator.tally;
    }

    private void generate(Scenario scenario) throws LayoutException {
        Path file = directory.ciphertextFile(scenario);
        if (Files.exists(file)) {
            findings.accept(new Finding(
                    Outcome.SKIPPED,
                    scenario.name(),
                    Optional.empty(),
                    Optional.empty(),
                    directory.itemCount(scenario),
                    "'" + scenario.ciphertext() + "' is there already"));
            return;
        }
        Settings settings = ProviderSettings.toWrite(scenario, directory.keys());
        if (scenario.metaStore().isPresent()) {
            generate(scenario, scenario.metaStore().get(), settings);
        } else {
            ScenarioWriter writer = encrypted(scenario, directory.provider(scenario, settings));
            writer.write();
            writer.findings.forEach(findings);
        }
    }

    /** The meta table's file comes first: there is never an item whose keys are nowhere. */
    private void generate(Scenario scenario, Scenario.MetaStoreEntry entry, Settings settings) throws LayoutException {
        MetaItems metaItems = directory.metaItemsToWriteWith(scenario, entry);
        ScenarioWriter writer = encrypted(scenario, metaItems.provider(settings));
        if (writer.hasItems() && !Files.exists(directory.ciphertextFile(entry.items()))) {
            write(entry.items(), metaItems.stored(entry.tableName()));
        }
        writer.write();
        writer.findings.forEach(findings);
    }

    private ScenarioWriter encrypted(Scenario scenario, MaterialsProvider provider) throws LayoutException {
        ScenarioWriter writer = new ScenarioWriter(scenario, provider);
        for (PlaintextTable table : directory.plaintext(scenario)) {
            writer.encrypt(table);
        }
        return writer;
    }

    private void write(Scenario scenario, JsonNode tables) throws LayoutException {
        Path file = directory.ciphertextFile(scenario);
        try {
            Files.createDirectories(file.getParent());
            VectorFiles.create(file, tables);
        } catch (IOException e) {
            throw new LayoutException("'" + scenario.ciphertext() + "' can't be written (" + e.getMessage() + ")");
        }
    }

    /** Encrypts the items of one scenario. Its findings count once the file is written. */
    private final class ScenarioWriter {

        private final Scenario scenario;
        private final MaterialsProvider provider;
        private final ItemEncryptor encryptor;
        private final RefusedItems refused;
        private final ObjectNode tables = JsonNodeFactory.instance.objectNode();
        private final List<Finding> findings = new ArrayList<>();

        ScenarioWriter(Scenario scenario, MaterialsProvider provider) {
            this.scenario = scenario;
            this.provider = provider;
            this.encryptor = StandardItemEncryptor.builder()
                    .dialect(scenario.dialect())
                    .descriptionBinding(scenario.bound() ? DescriptionBinding.WRITTEN : DescriptionBinding.CHECKED)
                    .build();
            this.refused = RefusedItems.of(scenario.encryptErrors());
        }

        void encrypt(PlaintextTable table) {
            tables.putArray(table.table().name());
            int position = 0;
            for (JsonNode node : table.items()) {
                position++;
                try {
                    encrypt(table.item(node), table);
                } catch (LayoutException | ItemsealException e) {
                    tell(Outcome.FAILED, table, "number " + position + " of the plaintext file", e.getMessage());
                }
            }
        }

        private void encrypt(PlaintextItem item, PlaintextTable table) {
            try {
                CryptoConfig config = CryptoConfig.of(provider, table.table(), item.actions());
                Item encrypted = encryptor.encrypt(item.input(), config);
                ((ArrayNode) tables.get(table.table().name())).add(DynamoDbJson.node(encrypted));
                tell(Outcome.PASSED, table, item.name(), "");
            } catch (ItemsealException e) {
                boolean listed = refused.take(table.table().name(), item.key());
                tell(listed ? Outcome.SKIPPED : Outcome.FAILED, table, item.name(), e.reason() + ": " + e.getMessage());
            }
        }

        private void tell(Outcome outcome, PlaintextTable table, String item, String message) {
            findings.add(new Finding(
                    outcome, scenario.name(), Optional.of(table.table().name()), Optional.of(item), 1, message));
        }

        boolean hasItems() {
            return findings.stream().anyMatch(finding -> finding.outcome() == Outcome.PASSED);
        }

        void write() throws LayoutException {
            if (hasItems()) {
                VectorGenerator.this.write(scenario, tables);
            }
        }
    }
}
