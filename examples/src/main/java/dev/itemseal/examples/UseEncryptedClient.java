package dev.itemseal.examples;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.error.StoreException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Turns encryption on in one place of a program that uses the SDK's own client. */
public final class UseEncryptedClient {

    private UseEncryptedClient() {}

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
     * @param plain the SDK's own client
     * @param table a table of orders
     */
    public static void run(DynamoDbClient plain, String table) {
        // The one place. Everything is encrypted and signed but the keys, and what is excepted here.
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("status", CryptoAction.SIGN_ONLY)
                .with("views", CryptoAction.DO_NOTHING);
        EncryptedDynamoDbClient encrypted = EncryptedDynamoDbClient.of(plain, ExampleKeys.provider(), actions);

        // The rest of the program stays as it is.
        readAndWrite(encrypted, table);

        // What lies in the table is ciphertext.
        Map<String, AttributeValue> key = key(1);
        System.out.println("total is stored as: "
                + plain.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                        .item()
                        .get("total")
                        .type());
        change(encrypted, table, key);

        for (int number = 1; number <= 3; number++) {
            Map<String, AttributeValue> each = key(number);
            Map<String, AttributeValue> deleted = encrypted
                    .deleteItem(request -> request.tableName(table).key(each).returnValues(ReturnValue.ALL_OLD))
                    .attributes();
            System.out.println("deleted: " + deleted.get("status").s() + ", total "
                    + deleted.get("total").n() + ", views "
                    + deleted.get("views").n());
        }
    }

    private static void readAndWrite(DynamoDbClient client, String table) {
        client.putItem(request ->
                request.tableName(table).item(order(1)).conditionExpression("attribute_not_exists(customer)"));
        client.transactWriteItems(request -> request.transactItems(put(table, order(2)), put(table, order(3))));

        System.out.println("came back: "
                + client.getItem(request -> request.tableName(table).key(key(1)).consistentRead(true))
                        .item()
                        .equals(order(1)));
        System.out.println("new orders of ann: "
                + client
                        .queryPaginator(request -> request.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("customer = :customer")
                                .filterExpression("#status = :new")
                                .expressionAttributeNames(Map.of("#status", "status"))
                                .expressionAttributeValues(Map.of(":customer", fromS("ann"), ":new", fromS("new"))))
                        .items()
                        .stream()
                        .count());

        // What can't work says so, and what to do instead: no condition can compare what is encrypted.
        try {
            client.scan(request -> request.tableName(table)
                    .filterExpression("#total > :limit")
                    .expressionAttributeNames(Map.of("#total", "total"))
                    .expressionAttributeValues(Map.of(":limit", fromN("10"))));
        } catch (StoreException e) {
            System.out.println("refused: " + e.reason());
        }
    }

    private static void change(EncryptedDynamoDbClient client, String table, Map<String, AttributeValue> key) {
        // DynamoDB can change what is not signed.
        client.updateItem(request -> request.tableName(table)
                .key(key)
                .updateExpression("ADD #views :one")
                .expressionAttributeNames(Map.of("#views", "views"))
                .expressionAttributeValues(Map.of(":one", fromN("1"))));

        // All else is changed here, and nobody's write is lost.
        client.managedUpdate(table, key, item -> {
            item.put("status", fromS("paid"));
            return item;
        });
    }

    private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(table).item(item).build())
                .build();
    }

    private static Map<String, AttributeValue> key(int number) {
        return Map.of("customer", fromS("ann"), "order", fromN(Integer.toString(number)));
    }

    private static Map<String, AttributeValue> order(int number) {
        Map<String, AttributeValue> order = new TreeMap<>(key(number));
        order.put("status", fromS("new"));
        order.put("views", fromN("0"));
        order.put("total", fromN("84.95"));
        return order;
    }
}
