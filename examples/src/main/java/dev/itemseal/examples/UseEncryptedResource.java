package dev.itemseal.examples;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.BatchWriter;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Works with several encrypted tables: batches, transactions, and all tables of a store. */
public final class UseEncryptedResource {

    private UseEncryptedResource() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        InMemoryItemStore store = InMemoryItemStore.create();
        for (String name : List.of("Customers", "Invoices")) {
            store.createTable(
                    TableDefinition.of(TableInfo.of(name, TableIndex.of("id")), Map.of("id", AttributeType.S)));
        }
        EncryptedResource tables =
                EncryptedResource.of(store, store, ExampleKeys.provider(), AttributeActions.encryptAndSignAll());

        // A batch over two tables. What the store leaves undone comes back as it was given.
        List<WriteRequest> undone = tables.store()
                .batchWrite(List.of(
                        WriteRequest.Put.of("Customers", Item.fromJava(Map.of("id", "c1", "name", "Ann"))),
                        WriteRequest.Put.of("Invoices", Item.fromJava(Map.of("id", "i1", "total", 12.5)))));
        System.out.println("left undone: " + undone.size());
        BatchGetResult found = tables.store()
                .batchGet(List.of(
                        GetRequest.of("Customers", Item.fromJava(Map.of("id", "c1"))),
                        GetRequest.of("Invoices", Item.fromJava(Map.of("id", "i1")))));
        System.out.println("found in tables: " + new TreeSet<>(found.items().keySet()));

        // All or nothing.
        tables.store()
                .transactWrite(List.of(
                        WriteRequest.Delete.of("Invoices", Item.fromJava(Map.of("id", "i1"))),
                        WriteRequest.Put.of("Customers", Item.fromJava(Map.of("id", "c1", "name", "Ann", "owes", 0)))));

        // Many writes into one table: gathered into batches, and tried again within a bound.
        EncryptedTable customers = tables.table("Customers");
        try (BatchWriter writer = customers.batchWriter()) {
            for (int i = 2; i <= 60; i++) {
                writer.put(Item.fromJava(Map.of("id", "c" + i, "name", "customer " + i)));
            }
        }
        System.out.println(
                "customers: " + customers.items(ScanRequest.of("Customers")).count());
        System.out.println(
                "tables: " + tables.tables(store).map(EncryptedTable::name).toList());
    }
}
