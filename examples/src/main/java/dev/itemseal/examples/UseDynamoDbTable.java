package dev.itemseal.examples;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.engine.table.BatchWriter;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link UseEncryptedTable} and {@link UseEncryptedResource} on DynamoDB: nothing but the store is another. */
public final class UseDynamoDbTable {

    private UseDynamoDbTable() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds.
     *
     * @param args the table's name
     */
    public static void main(String[] args) {
        try (DynamoDbClient client = DynamoDbClient.create()) {
            run(client, args[0]);
        }
    }

    /**
     * Runs the example.
     *
     * @param client the SDK's own client
     * @param tableName a table of orders
     */
    public static void run(DynamoDbClient client, String tableName) {
        DynamoDbItemStore store = DynamoDbItemStore.over(client);
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("status", CryptoAction.SIGN_ONLY);
        EncryptedResource tables = EncryptedResource.of(store, store, ExampleKeys.provider(), actions);
        EncryptedTable orders = tables.table(tableName);

        try (BatchWriter writer = orders.batchWriter()) {
            for (int number = 1; number <= 30; number++) {
                writer.put(Item.fromJava(
                        Map.of("customer", "dora", "order", number, "status", "new", "total", 12.5 * number)));
            }
        }
        Item key = Item.fromJava(Map.of("customer", "dora", "order", 2));
        System.out.println(
                "total: " + orders.getConsistently(key).orElseThrow().toJava().get("total"));

        orders.update(key, item -> item.with("status", AttributeValue.ofString("paid")));
        QueryRequest ofDora = QueryRequest.of(tableName, KeyCondition.partition(AttributeValue.ofString("dora")))
                .consistently();
        System.out.println("paid: "
                + orders.items(ofDora)
                        .filter(item -> item.attribute("status").equals(Optional.of(AttributeValue.ofString("paid"))))
                        .count());

        // A batch may go over several tables of the resource.
        System.out.println("found: "
                + tables.store()
                        .batchGet(List.of(GetRequest.of(tableName, key)))
                        .items()
                        .get(tableName)
                        .size());

        try (BatchWriter writer = orders.batchWriter()) {
            for (int number = 1; number <= 30; number++) {
                writer.delete(Item.fromJava(Map.of("customer", "dora", "order", number)));
            }
        }
        System.out.println("left: " + orders.items(ofDora).count());
    }
}
