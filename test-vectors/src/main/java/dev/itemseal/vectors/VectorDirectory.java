package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A directory of vectors: goes through its scenarios, and tells of those that can't be worked on. For one thread. */
final class VectorDirectory implements AutoCloseable {

    private static final String SCENARIOS = "file://scenarios.json";

    private final VectorFiles files;
    private final Map<Path, PlaintextFile> plaintexts = new HashMap<>();
    private final Plugins commonPlugins;
    private final Optional<ItemStore> metaTables;
    private final ScenarioKms kms;
    private final Consumer<Finding> findings;

    /** Those of the scenario that is being worked on. */
    private Plugins plugins;

    /** By scenario. */
    private Map<String, List<Refusal>> refusals = Map.of();

    /**
     * Prepares the work.
     *
     * @param writes whether items are encrypted
     */
    VectorDirectory(Path directory, Plugins plugins, Backends backends, boolean writes, Consumer<Finding> findings) {
        this.files = new VectorFiles(directory);
        this.commonPlugins = plugins;
        this.plugins = plugins;
        this.metaTables = backends.metaTables();
        this.kms = new ScenarioKms(backends.kmsEndpoint(), writes, files);
        this.findings = findings;
    }

    /** What is done with a scenario. */
    interface Work {
        void on(Scenario scenario) throws LayoutException;
    }

    void forEachScenario(Work work) {
        JsonNode scenarios;
        JsonNode top;
        Set<String> unmet = new TreeSet<>();
        try {
            top = files.read(SCENARIOS);
            scenarios = Layout.array(top, "scenarios");
            refusals = refusals(top);
            unmet.addAll(refusals.keySet());
        } catch (LayoutException e) {
            findings.accept(ofScenario(Outcome.FAILED, "(all)", 1, e.getMessage()));
            return;
        }
        int position = 0;
        for (JsonNode node : scenarios) {
            String name = Scenario.nameOf(node, position++);
            unmet.remove(name);
            try {
                Scenario scenario = Scenario.of(node, name, Layout.optionalText(top, "plaintext"));
                try {
                    if (ScenarioKms.isNeededBy(scenario)) {
                        plugins = kms.addTo(commonPlugins, scenario, node, keys());
                    }
                    work.on(scenario);
                } catch (LayoutException | ItemsealException e) {
                    boolean skipped = e instanceof ItemsealException known && known.reason() == Reason.UNKNOWN_PLUGIN;
                    String message = skipped && ScenarioKms.isNeededBy(scenario) ? ScenarioKms.MISSING : e.getMessage();
                    findings.accept(
                            ofScenario(skipped ? Outcome.SKIPPED : Outcome.FAILED, name, itemCount(scenario), message));
                } finally {
                    plugins = commonPlugins;
                }
            } catch (LayoutException e) {
                findings.accept(ofScenario(Outcome.FAILED, name, 1, e.getMessage()));
            }
        }
        unmet.forEach(name -> findings.accept(
                ofScenario(Outcome.FAILED, name, 1, "'refusals' has items of it, but there is no such scenario")));
    }

    private Map<String, List<Refusal>> refusals(JsonNode top) throws LayoutException {
        Optional<String> file = Layout.optionalText(top, "refusals");
        return file.isEmpty()
                ? Map.of()
                : Refusal.allOf(files.readList(file.get())).stream().collect(Collectors.groupingBy(Refusal::scenario));
    }

    /** The items that a scenario's reader must refuse. */
    List<Refusal> refusals(Scenario scenario) {
        return refusals.getOrDefault(scenario.name(), List.of());
    }

    private static Finding ofScenario(Outcome outcome, String name, int items, String message) {
        return new Finding(outcome, name, Optional.empty(), Optional.empty(), items, message);
    }

    /** The number of items that a scenario is about, refusals included, as far as its files tell, but 1 at least. */
    int itemCount(Scenario scenario) {
        int count = 0;
        try {
            for (JsonNode items : files.read(scenario.ciphertext())) {
                count += items.size();
            }
        } catch (LayoutException e) {
            count = plaintextItemCount(scenario);
        }
        return Math.max(1, count + refusals(scenario).size());
    }

    private int plaintextItemCount(Scenario scenario) {
        try {
            return plaintext(scenario).stream()
                    .mapToInt(table -> table.items().size())
                    .sum();
        } catch (LayoutException | ItemsealException e) {
            return 1;
        }
    }

    List<PlaintextTable> plaintext(Scenario scenario) throws LayoutException {
        Path file = files.resolve(scenario.plaintext()); // by its many spellings one file would be held many times
        PlaintextFile known = plaintexts.get(file);
        if (known == null) {
            known = new PlaintextFile(files.read(scenario.plaintext()));
            plaintexts.put(file, known);
        }
        return known.tables(scenario);
    }

    JsonNode ciphertext(Scenario scenario) throws LayoutException {
        return files.read(scenario.ciphertext());
    }

    Path ciphertextFile(Scenario scenario) throws LayoutException {
        return files.resolve(scenario.ciphertext());
    }

    /** Whether these are the vectors that the two existing clients publish, the only ones that name no generator. */
    boolean isPublished() throws LayoutException {
        return !files.read(SCENARIOS).has("generator");
    }

    /** The keys that scenarios name, by name. */
    JsonNode keys() throws LayoutException {
        return files.read(Layout.text(files.read(SCENARIOS), "keys"));
    }

    /**
     * Makes a scenario's provider, over the items of its meta table if it has one.
     *
     * @throws ConfigurationException with {@code UNKNOWN_PLUGIN} if there is none of that kind
     */
    MaterialsProvider provider(Scenario scenario, Settings settings) throws LayoutException {
        if (scenario.metaStore().isPresent()) {
            return metaItems(scenario.metaStore().get()).provider(settings);
        }
        return plugins.materialsProvider(settings);
    }

    @Override
    public void close() {
        kms.close();
    }

    private MetaItems metaItems(Scenario.MetaStoreEntry entry) throws LayoutException {
        return metaItems().with(files.read(entry.items().ciphertext()));
    }

    private MetaItems metaItems() {
        return metaTables.map(store -> MetaItems.in(store, plugins)).orElseGet(() -> MetaItems.inMemory(plugins));
    }

    /** The meta table of a scenario, made anew if its file is not there. */
    MetaItems metaItemsToWriteWith(Scenario scenario, Scenario.MetaStoreEntry entry) throws LayoutException {
        Settings protection = ProviderSettings.ofMetaTable(scenario, keys());
        if (!Files.exists(ciphertextFile(entry.items()))) {
            MetaItems made = metaItems();
            made.make(entry, protection);
            return made;
        }
        MetaItems loaded = metaItems(entry);
        if (!loaded.haveKeys(entry, protection)) {
            throw new LayoutException("the meta table in '" + entry.items().ciphertext() + "' has no keys of the name '"
                    + entry.materialName() + "'; correct the name, or delete the file");
        }
        return loaded;
    }
}
