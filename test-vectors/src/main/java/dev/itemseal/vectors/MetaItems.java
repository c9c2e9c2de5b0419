package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.mostrecent.MetaStore;
import java.nio.file.Path;
import java.util.Map;

/** The meta table of a most-recent scenario, in memory unless a store is given, where the scenario's provider finds it. For one thread. */
final class MetaItems {

    /** The id by which settings name the store that has them. */
    static final String STORE = "meta-items";

    private final ItemStore store;
    private final Plugins plugins;

    private MetaItems(ItemStore store, Plugins plugins) {
        this.store = store;
        this.plugins = plugins.withItemStore(STORE, store);
    }

    /** Starts with a store that may have tables; what is put into them replaces what is there. */
    static MetaItems in(ItemStore store, Plugins plugins) {
        return new MetaItems(store, plugins);
    }

    /**
     * Starts in memory, without any table.
     *
     * @throws dev.itemseal.api.error.ConfigurationException with {@code UNKNOWN_PLUGIN} if there is no store in memory
     */
    static MetaItems inMemory(Plugins plugins) {
        return in(
                plugins.itemStore(
                        Settings.of(Map.of("store", "inmemory"), Path.of("")).section("store")),
                plugins);
    }

    /** Loads the stored items of meta tables. */
    MetaItems with(JsonNode tables) {
        for (Map.Entry<String, JsonNode> table : tables.properties()) {
            createTable(table.getKey());
            for (JsonNode item : table.getValue()) {
                store.put(WriteRequest.Put.of(table.getKey(), DynamoDbJson.item(item)));
            }
        }
        return this;
    }

    private void createTable(String name) {
        ((TableAdministration) store)
                .createTable(TableDefinition.of(
                        TableInfo.of(name, TableIndex.of("N", "V")),
                        Map.of("N", AttributeType.S, "V", AttributeType.N)));
    }

    /** Makes the scenario's meta table, with its versions up to the newest one. */
    void make(Scenario.MetaStoreEntry entry, Settings protection) {
        createTable(entry.tableName());
        MetaStore metaStore = metaStore(entry, protection);
        for (int version = 0; version <= entry.newestVersion(); version++) {
            metaStore.getOrCreate(entry.materialName(), version);
        }
    }

    /** Whether there are keys of the scenario's name, so that writing creates none that nobody else would have. */
    boolean haveKeys(Scenario.MetaStoreEntry entry, Settings protection) {
        return metaStore(entry, protection).newestVersion(entry.materialName()).isPresent();
    }

    /**
     * Makes an empty meta table.
     *
     * @param protection whose keys protect its items
     * @return a meta store on it, to be completed
     */
    MetaStore.Builder newTable(String tableName, ItemEncryptor encryptor, MaterialsProvider protection) {
        createTable(tableName);
        return MetaStore.builder(store, encryptor, protection, tableName);
    }

    private MetaStore metaStore(Scenario.MetaStoreEntry entry, Settings protection) {
        return MetaStore.builder(
                        store, StandardItemEncryptor.create(), plugins.materialsProvider(protection), entry.tableName())
                .build();
    }

    MaterialsProvider provider(Settings settings) {
        return plugins.materialsProvider(settings);
    }

    /** A table's items as they are stored, in the layout of ciphertext files. */
    JsonNode stored(String tableName) {
        ObjectNode tables = JsonNodeFactory.instance.objectNode();
        ArrayNode items = tables.putArray(tableName);
        ScanRequest request = ScanRequest.of(tableName);
        Page page = store.scan(request);
        page.items().forEach(item -> items.add(DynamoDbJson.node(item)));
        while (page.lastKey().isPresent()) {
            page = store.scan(request.startAfter(page.lastKey().get()));
            page.items().forEach(item -> items.add(DynamoDbJson.node(item)));
        }
        return tables;
    }
}
