package dev.itemseal.adapter.awssdk2;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client whose calls end with the future that they are done for. It has the operations that a managed update asks for. */
final class CancellableClient implements DynamoDbAsyncClient {

    private final DynamoDbAsyncClient client;
    private final CallerFuture<?> future;

    CancellableClient(DynamoDbAsyncClient client, CallerFuture<?> future) {
        this.client = client;
        this.future = future;
    }

    @Override
    public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
        return future.send(request, client::getItem);
    }

    @Override
    public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest request) {
        return future.send(request, client::updateItem);
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        client.close();
    }
}
