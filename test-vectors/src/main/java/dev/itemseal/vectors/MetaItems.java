package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import java.nio.file.Path;
import java.util.Map;

/** Puts the stored items of meta tables where the provider of a most-recent scenario finds them. */
final class MetaItems {

    /** The id by which settings name the store that has them. */
    static final String STORE = "meta-items";

    private MetaItems() {}

    /**
     * Loads meta tables into a store in memory.
     *
     * @param tables the items by table
     * @return the plugins together with that store
     * @throws dev.itemseal.api.error.ConfigurationException with {@code UNKNOWN_PLUGIN} if there is no store in memory
     */
    static Plugins loaded(JsonNode tables, Plugins plugins) {
        ItemStore store = plugins.itemStore(
                Settings.of(Map.of("store", "inmemory"), Path.of("")).section("store"));
        TableAdministration administration = (TableAdministration) store;
        for (Map.Entry<String, JsonNode> table : tables.properties()) {
            administration.createTable(TableDefinition.of(
                    TableInfo.of(table.getKey(), TableIndex.of("N", "V")),
                    Map.of("N", AttributeType.S, "V", AttributeType.N)));
            for (JsonNode item : table.getValue()) {
                store.put(WriteRequest.Put.of(table.getKey(), DynamoDbJson.item(item)));
            }
        }
        return plugins.withItemStore(STORE, store);
    }
}
