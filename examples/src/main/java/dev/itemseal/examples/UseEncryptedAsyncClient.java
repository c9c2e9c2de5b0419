package dev.itemseal.examples;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.api.AttributeActions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The same for a program that uses the SDK's asynchronous client: none of the SDK's threads ever waits. */
public final class UseEncryptedAsyncClient {

    private UseEncryptedAsyncClient() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds.
     *
     * @param args the table's name
     */
    public static void main(String[] args) {
        try (DynamoDbAsyncClient client = DynamoDbAsyncClient.create()) {
            run(client, args[0]).join();
        }
    }

    /**
     * Runs the example.
     *
     * @param plain the SDK's own client
     * @param table a table of orders
     * @return ends when the example does
     */
    public static CompletableFuture<Void> run(DynamoDbAsyncClient plain, String table) {
        // Providers that block run on a few threads of the client's own, or on an executor that you give.
        EncryptedDynamoDbAsyncClient client =
                EncryptedDynamoDbAsyncClient.of(plain, ExampleKeys.provider(), AttributeActions.encryptAndSignAll());

        Map<String, AttributeValue> key = Map.of("customer", fromS("bob"), "order", fromN("1"));
        Map<String, AttributeValue> order =
                Map.of("customer", fromS("bob"), "order", fromN("1"), "total", fromN("84.95"));

        return client.putItem(request -> request.tableName(table).item(order))
                .thenCompose(done -> client.getItem(
                        request -> request.tableName(table).key(key).consistentRead(true)))
                .thenAccept(
                        read -> System.out.println("came back: " + read.item().equals(order)))
                .thenCompose(done -> client.managedUpdate(table, key, item -> {
                    item.put("paid-by", fromS("card"));
                    return item;
                }))
                .thenCompose(done -> client.queryPaginator(request -> request.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("customer = :customer")
                                .expressionAttributeValues(Map.of(":customer", fromS("bob"))))
                        .items()
                        .subscribe(item -> System.out.println(
                                "paid by: " + item.get("paid-by").s())))
                .thenCompose(done ->
                        client.deleteItem(request -> request.tableName(table).key(key)))
                .thenAccept(done -> System.out.println("deleted"));
    }
}
