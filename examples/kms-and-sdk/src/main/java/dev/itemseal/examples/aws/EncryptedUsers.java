package dev.itemseal.examples.aws;

import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Puts a user into a DynamoDB table and reads it again, with a data key from KMS for every item. Region and credentials are
 * found where the AWS SDK always looks.
 */
public final class EncryptedUsers {

    private EncryptedUsers() {}

    /**
     * Runs the example.
     *
     * @param args the table, whose partition key is the text {@code user}, and the ARN of the KMS key
     */
    public static void main(String[] args) {
        String table = args[0];
        try (KmsClient kms = KmsClient.create();
                DynamoDbClient plain = DynamoDbClient.create()) {
            // 1. Whose keys. Make it once and keep it.
            MaterialsProvider provider =
                    KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(kms)), KmsKeys.of(args[1]));

            // 2. The SDK's own interface, encrypted.
            DynamoDbClient encrypted =
                    EncryptedDynamoDbClient.of(plain, provider, AttributeActions.encryptAndSignAll());

            Map<String, AttributeValue> key = Map.of("user", AttributeValue.fromS("U-1042"));
            Map<String, AttributeValue> user =
                    Map.of("user", key.get("user"), "balance", AttributeValue.fromN("84.95"));
            encrypted.putItem(request -> request.tableName(table).item(user));

            // 3. In the table the balance is ciphertext; who reads it through the encrypted client has the number.
            System.out.println("stored: " + typeOfBalance(plain, table, key));
            System.out.println("came back: " + typeOfBalance(encrypted, table, key));
        }
    }

    private static AttributeValue.Type typeOfBalance(
            DynamoDbClient client, String table, Map<String, AttributeValue> key) {
        return client.getItem(request -> request.tableName(table).key(key))
                .item()
                .get("balance")
                .type();
    }
}
