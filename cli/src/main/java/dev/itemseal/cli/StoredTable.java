package dev.itemseal.cli;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.engine.table.AsyncEncryptedResource;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The table that a configuration names.
 *
 * @param table the table, which takes and gives plaintext items
 * @param definition its keys
 * @param config how its items are encrypted
 */
record StoredTable(EncryptedTable table, TableDefinition definition, CryptoConfig config) {

    private static final String FILE = "file";

    KeyTexts keys() {
        return new KeyTexts(definition);
    }

    /** Does work that doesn't change the table; the exit status. */
    static int read(Path configuration, ToIntFunction<StoredTable> work) {
        return with(ConfigurationFile.read(configuration), work, TableFile::forReading);
    }

    /** Does work that may change the table, which is saved where it has changed, unless the work fails. */
    static int change(Path configuration, ToIntFunction<StoredTable> work) {
        return with(ConfigurationFile.read(configuration), work, TableFile::forWriting);
    }

    private static int with(
            ConfigurationFile configuration, ToIntFunction<StoredTable> work, Function<Path, TableFile> opening) {
        Plugins plugins = Plugins.load();
        Settings settings = configuration.store();
        if (!settings.hasId() || !settings.id().equals("inmemory")) {
            return work.applyAsInt(of(plugins.itemStore(settings), configuration, plugins));
        }
        settings.requireOnly(Set.of(FILE));
        settings.required(FILE);
        ItemStore store = plugins.itemStore(
                Settings.of(Map.of("store", settings.id()), Path.of("")).section("store")); // the file is ours, not its
        StoredTable table = of(store, configuration, plugins);
        try (TableFile file = opening.apply(settings.file(FILE).orElseThrow())) {
            return inMemory((InMemoryItemStore) store, file, table, work);
        }
    }

    private static int inMemory(
            InMemoryItemStore store, TableFile file, StoredTable table, ToIntFunction<StoredTable> work) {
        String name = table.table().name();
        store.createTable(table.definition());
        store.load(name, file.read());
        List<Item> before = store.items(name);
        int status = work.applyAsInt(table);
        List<Item> after = store.items(name);
        if (!after.equals(before)) {
            file.write(after);
        }
        return status;
    }

    private static StoredTable of(ItemStore store, ConfigurationFile configuration, Plugins plugins) {
        ItemSettings items = configuration.items(plugins);
        CryptoConfig config = items.config();
        EncryptedResource resource = new EncryptedResource(
                AsyncEncryptedResource.builder(AsyncItemStore.bridging(store, Runnable::run), Runnable::run, config)
                        .encryptor(items.encryptor(), items.reservedAttributes())
                        .build());
        return new StoredTable(resource.table(config.table().name()), items.definition(), config);
    }
}
