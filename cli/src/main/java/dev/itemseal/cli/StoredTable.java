package dev.itemseal.cli;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
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
        return with(ConfigurationFile.read(configuration), false, work, TableFile::forReading);
    }

    /** Does work that may change the table, which is saved where it has changed, unless the work fails. */
    static int change(Path configuration, ToIntFunction<StoredTable> work) {
        return with(ConfigurationFile.read(configuration), false, work, TableFile::forWriting);
    }

    /** The same, on a table that is created where it isn't there. */
    static int changeOrCreate(Path configuration, ToIntFunction<StoredTable> work) {
        return with(ConfigurationFile.read(configuration), true, work, TableFile::forWriting);
    }

    private static int with(
            ConfigurationFile configuration,
            boolean create,
            ToIntFunction<StoredTable> work,
            Function<Path, TableFile> opening) {
        Plugins plugins = Plugins.load();
        Settings settings = configuration.store();
        if (!settings.hasId() || !settings.id().equals("inmemory")) {
            ItemStore store = plugins.itemStore(settings);
            StoredTable table = of(store, configuration, plugins);
            if (create) {
                create(store, table.definition(), settings.id());
            }
            requireKeys(store, table.definition().table());
            return work.applyAsInt(table);
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

    private static void create(ItemStore store, TableDefinition definition, String id) {
        if (!(store instanceof TableAdministration administration)) {
            throw new UsageException("the store '" + id + "' can't create tables: create the table in its own way");
        }
        administration.createTable(definition);
    }

    /** Refuses a table that is not there, or has other keys, before any item is looked at. */
    private static void requireKeys(ItemStore store, TableInfo table) {
        if (store instanceof TableMetadataSource source) {
            TableIndex there = source.describe(table.name()).primaryIndex();
            if (!there.equals(table.primaryIndex())) {
                throw new UsageException("the keys of table '" + table.name() + "' are " + keys(there) + ", and not "
                        + keys(table.primaryIndex())
                        + ": correct the settings 'table.partition-key' and 'table.sort-key'");
            }
        }
    }

    private static String keys(TableIndex index) {
        return "'" + index.partitionKeyName() + "'"
                + index.sortKeyName().map(name -> " and '" + name + "'").orElse(" alone");
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
