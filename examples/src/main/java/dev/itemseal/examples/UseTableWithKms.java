package dev.itemseal.examples;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.materials.kms.CacheLimits;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** An encrypted table with direct KMS: the table asks DynamoDB for its keys, and the context makes itself. */
public final class UseTableWithKms {

    private UseTableWithKms() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds.
     *
     * @param args the table's name, the KMS key's ARN
     */
    public static void main(String[] args) {
        try (DynamoDbClient dynamoDb = DynamoDbClient.create();
                KmsClient kms = KmsClient.create()) {
            run(dynamoDb, kms, args[0], args[1]);
        }
    }

    /**
     * Runs the example.
     *
     * @param dynamoDb the SDK's own client
     * @param kms likewise
     * @param tableName a table of orders
     * @param keyArn a symmetric key
     */
    public static void run(DynamoDbClient dynamoDb, KmsClient kms, String tableName, String keyArn) {
        // A cache spares calls where the same items are read again; it delays revocation by up to five minutes.
        KmsConnection connection = KmsConnection.builder(KmsClients.of(kms))
                .cache(CacheLimits.standard())
                .build();
        MaterialsProvider provider = KmsMaterialsProvider.of(connection, KmsKeys.of(keyArn));
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("views", CryptoAction.DO_NOTHING);

        DynamoDbItemStore store = DynamoDbItemStore.over(dynamoDb);
        EncryptedTable orders =
                EncryptedResource.of(store, store, provider, actions).table(tableName);

        Item key = Item.fromJava(Map.of("customer", "fred", "order", 1));
        Item order = Item.fromJava(Map.of("customer", "fred", "order", 1, "total", 84.95, "views", 0));
        orders.put(order);
        System.out.println("came back: " + orders.getConsistently(key).equals(Optional.of(order)));
        System.out.println("came back again: " + orders.getConsistently(key).equals(Optional.of(order)));
        System.out.println("deleted: " + orders.delete(key).isPresent());
    }
}
