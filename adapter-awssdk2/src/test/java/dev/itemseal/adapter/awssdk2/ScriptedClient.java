package dev.itemseal.adapter.awssdk2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** A client that answers what the test has written down, and keeps what it was asked. For one thread. */
final class ScriptedClient implements DynamoDbClient {

    private final Deque<Function<Object, Object>> script = new ArrayDeque<>();
    private final List<Object> asked = new ArrayList<>();

    /** The next answer, made of the request. */
    <Q, R> ScriptedClient answer(Class<Q> request, Function<Q, R> answer) {
        script.add(asking -> answer.apply(request.cast(asking)));
        return this;
    }

    /** The next call fails. */
    ScriptedClient fail(RuntimeException failure) {
        script.add(asking -> {
            throw failure;
        });
        return this;
    }

    List<Object> asked() {
        return asked;
    }

    private <R> R next(Object request, Class<R> response) {
        asked.add(request);
        return response.cast(script.remove().apply(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return next(request, PutItemResponse.class);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return next(request, BatchGetItemResponse.class);
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return next(request, BatchWriteItemResponse.class);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return next(request, TransactWriteItemsResponse.class);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
