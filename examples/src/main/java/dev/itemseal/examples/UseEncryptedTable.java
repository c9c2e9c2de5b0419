package dev.itemseal.examples;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Works with a table whose items are encrypted, as if they weren't. */
public final class UseEncryptedTable {

    private UseEncryptedTable() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // Any store will do; this one is in memory.
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(TableDefinition.of(
                TableInfo.of("Orders", TableIndex.of("customer", "order")),
                Map.of("customer", AttributeType.S, "order", AttributeType.N)));

        // The table's keys are asked of the store; all else is encrypted unless it is excepted.
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("status", CryptoAction.SIGN_ONLY)
                .with("views", CryptoAction.DO_NOTHING);
        EncryptedTable orders = EncryptedResource.of(store, store, ExampleKeys.provider(), actions)
                .table("Orders");

        Item order = Item.fromJava(Map.of("customer", "ann", "order", 1, "status", "new", "total", 12.5, "views", 0));
        orders.put(order, WriteCondition.notExists("customer"));
        Item key = Item.fromJava(Map.of("customer", "ann", "order", 1));
        System.out.println("came back: " + orders.get(key).equals(Optional.of(order)));
        System.out.println("in the table: " + store.items("Orders"));

        // A change that loses nobody's write, without a version attribute.
        orders.update(
                key,
                item -> item.with("status", AttributeValue.ofString("paid"))
                        .with("paid-by", AttributeValue.ofString("card")));

        KeyCondition ofAnn = KeyCondition.partition(AttributeValue.ofString("ann"));
        orders.items(QueryRequest.of("Orders", ofAnn))
                .forEach(item -> System.out.println("attributes now: " + new TreeSet<>(item.names())));

        // What can't work says so, and what to do instead.
        try {
            orders.delete(key, WriteCondition.equalTo("total", AttributeValue.ofNumber("12.5")));
        } catch (StoreException e) {
            System.out.println("refused: " + e.reason());
        }
        System.out.println("deleted: " + orders.delete(key).isPresent());
    }
}
