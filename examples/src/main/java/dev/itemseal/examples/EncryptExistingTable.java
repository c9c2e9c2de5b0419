package dev.itemseal.examples;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encrypts a table that is full of plaintext items, while programs go on using it. */
public final class EncryptExistingTable {

    private EncryptExistingTable() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds. The table must be empty: it would be encrypted
     * with keys that nobody has afterwards.
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
     * @param plain the SDK's own client
     * @param table a table of orders, empty
     */
    public static void run(DynamoDbClient plain, String table) {
        for (int number = 1; number <= 3; number++) {
            Map<String, AttributeValue> order =
                    Map.of("customer", fromS("kim"), "order", fromN(Integer.toString(number)), "total", fromN("84.95"));
            plain.putItem(request -> request.tableName(table).item(order));
        }

        MaterialsProvider provider = ExampleKeys.provider();
        AttributeActions actions = AttributeActions.encryptAndSignAll();

        // For as long as it lasts, plaintext items are read as they are. Nobody can tell them from forged ones
        // meanwhile.
        StandardItemEncryptor migrating =
                StandardItemEncryptor.builder().readingPlaintext(true).build();
        EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(
                plain,
                EncryptedClientConfig.builder()
                        .table(table, provider, actions)
                        .encryptor(migrating, ReservedAttributes.DEFAULT)
                        .build());
        System.out.println("read: "
                + client.scan(request -> request.tableName(table).consistentRead(true))
                        .items()
                        .size());

        // What is not encrypted yet is written again, each on the condition that nobody changed it meanwhile.
        client.raw().scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .filter(item -> !item.containsKey(ReservedAttributes.DEFAULT.signatureName()))
                .forEach(item -> client.managedUpdate(table, keyOf(item), same -> same));

        // From here on every item must be signed.
        EncryptedDynamoDbClient strict = EncryptedDynamoDbClient.of(plain, provider, actions);
        System.out.println("read and verified: "
                + strict.scan(request -> request.tableName(table).consistentRead(true))
                        .items()
                        .size());

        Map<String, AttributeValue> smuggledIn =
                Map.of("customer", fromS("kim"), "order", fromN("4"), "total", fromN("0"));
        plain.putItem(request -> request.tableName(table).item(smuggledIn));
        try {
            strict.getItem(
                    request -> request.tableName(table).key(keyOf(smuggledIn)).consistentRead(true));
        } catch (ItemRefusedException e) {
            System.out.println("refused: " + e.reason());
        }

        plain.scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .forEach(item ->
                        plain.deleteItem(request -> request.tableName(table).key(keyOf(item))));
    }

    private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of("customer", item.get("customer"), "order", item.get("order"));
    }
}
