package dev.itemseal.integration;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** SDK clients that put and get items of one table, keyed by {@code id}, as fast as can be. */
final class ItemsInMemory {

    private final Map<AttributeValue, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();

    Collection<Map<String, AttributeValue>> items() {
        return items.values();
    }

    DynamoDbClient client() {
        return new DynamoDbClient() {
            @Override
            public PutItemResponse putItem(PutItemRequest request) {
                return put(request);
            }

            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                return get(request);
            }

            @Override
            public String serviceName() {
                return "memory";
            }

            @Override
            public void close() {}
        };
    }

    DynamoDbAsyncClient asyncClient(Executor executor) {
        return new DynamoDbAsyncClient() {
            @Override
            public CompletableFuture<PutItemResponse> putItem(PutItemRequest request) {
                return CompletableFuture.supplyAsync(() -> put(request), executor);
            }

            @Override
            public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
                return CompletableFuture.supplyAsync(() -> get(request), executor);
            }

            @Override
            public String serviceName() {
                return "memory";
            }

            @Override
            public void close() {}
        };
    }

    private PutItemResponse put(PutItemRequest request) {
        items.put(request.item().get("id"), new HashMap<>(request.item()));
        return PutItemResponse.builder().build();
    }

    private GetItemResponse get(GetItemRequest request) {
        return GetItemResponse.builder()
                .item(items.get(request.key().get("id")))
                .build();
    }
}
