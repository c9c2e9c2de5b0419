package dev.itemseal.examples;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** One call to KMS for many items: numbered keys stand in a meta table, which is under KMS. */
public final class UseMostRecentKeys {

    private UseMostRecentKeys() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds. The meta table stays.
     *
     * @param args the table's name, the meta table's name, the KMS key's ARN
     */
    public static void main(String[] args) {
        try (DynamoDbClient dynamoDb = DynamoDbClient.create();
                KmsClient kms = KmsClient.create()) {
            MaterialsProvider operator =
                    KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(kms)), KmsKeys.of(args[2]));
            run(dynamoDb, operator, args[0], args[1]);
        }
    }

    /**
     * Runs the example.
     *
     * @param dynamoDb the SDK's own client
     * @param operator whose keys the meta table is encrypted with: direct KMS for example
     * @param tableName a table of orders
     * @param metaTableName the meta table; it is created if it is not there
     */
    public static void run(
            DynamoDbClient dynamoDb, MaterialsProvider operator, String tableName, String metaTableName) {
        DynamoDbItemStore store = DynamoDbItemStore.over(dynamoDb);
        MetaStore metaStore = MetaStore.builder(store, StandardItemEncryptor.create(), operator, metaTableName)
                .build();
        metaStore.createTable();

        // Make one provider and keep it: what it knows is in it.
        CachingMostRecentProvider provider = CachingMostRecentProvider.builder(metaStore, "orders")
                .timeToLive(Duration.ofMinutes(1))
                .build();
        EncryptedTable orders = EncryptedResource.of(store, store, provider, AttributeActions.encryptAndSignAll())
                .table(tableName);
        for (int number = 1; number <= 10; number++) {
            orders.put(Item.fromJava(Map.of("customer", "ida", "order", number, "total", 12.5)));
        }
        System.out.println("versions: " + metaStore.versions("orders"));

        // Rotation: new items are under the next version, and older ones are read as before.
        metaStore.createNext("orders");
        provider.refresh(); // else within the time to live
        orders.put(Item.fromJava(Map.of("customer", "ida", "order", 11, "total", 12.5)));
        System.out.println("versions: " + metaStore.versions("orders"));

        QueryRequest ofIda = QueryRequest.of(tableName, KeyCondition.partition(AttributeValue.ofString("ida")))
                .consistently();
        System.out.println("came back: "
                + orders.items(ofIda).filter(item -> item.has("total")).count());
        for (int number = 1; number <= 11; number++) {
            orders.delete(Item.fromJava(Map.of("customer", "ida", "order", number)));
        }
    }
}
