package dev.itemseal.examples;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Direct KMS with the item encryptor, step by step. {@link UseTableWithKms} does most of the steps by itself. */
public final class EncryptItemWithKms {

    private EncryptItemWithKms() {}

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
        // 1. The keys: KMS makes a data key for every item. One connection serves all providers.
        KmsConnection connection = KmsConnection.of(KmsClients.of(kms));
        MaterialsProvider provider = KmsMaterialsProvider.of(connection, KmsKeys.of(keyArn));

        // 2. The table: its name and its keys, asked of DynamoDB. TableInfo.of(…) says them without asking.
        TableInfo table = DynamoDbItemStore.over(dynamoDb).describe(tableName);

        // 3. What is done to each attribute. The keys stay readable, and are signed.
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("views", CryptoAction.DO_NOTHING);

        // 4. All of it together. Make it once per table and keep it.
        CryptoConfig config = CryptoConfig.of(provider, table, actions);

        // 5. The context that data keys are bound to, and that KMS logs, is made of the table and of each item's keys.
        EncryptionContext context = config.contextToWrite();
        System.out.println("bound to: " + context.tableName().equals(tableName) + ", " + context.primaryIndex());

        // 6. Encrypt an item, and put what comes out into the table.
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        Item key = Item.fromJava(Map.of("customer", "emil", "order", 1));
        Item order = Item.fromJava(Map.of("customer", "emil", "order", 1, "total", 84.95, "views", 0));
        Item encrypted = encryptor.encrypt(order, config);
        dynamoDb.putItem(request -> request.tableName(tableName).item(AttributeValueMapping.fromItem(encrypted)));

        // 7. Read it again: the same configuration decrypts.
        Item stored = AttributeValueMapping.toItem(dynamoDb.getItem(request -> request.tableName(tableName)
                        .key(AttributeValueMapping.fromItem(key))
                        .consistentRead(true))
                .item());
        System.out.println("came back: " + encryptor.decrypt(stored, config).equals(order));

        dynamoDb.deleteItem(request -> request.tableName(tableName).key(AttributeValueMapping.fromItem(key)));
    }
}
