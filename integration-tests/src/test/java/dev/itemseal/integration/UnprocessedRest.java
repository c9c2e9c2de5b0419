package dev.itemseal.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Lets DynamoDB see only the first request of each batch, and gives the rest back as unprocessed, as DynamoDB would. */
final class UnprocessedRest implements ExecutionInterceptor {

    private static final ExecutionAttribute<Map<String, List<WriteRequest>>> WRITES =
            new ExecutionAttribute<>("UnprocessedWrites");
    private static final ExecutionAttribute<Map<String, KeysAndAttributes>> KEYS =
            new ExecutionAttribute<>("UnprocessedKeys");

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (context.request() instanceof BatchWriteItemRequest write) {
            return firstOf(write, attributes);
        }
        return context.request() instanceof BatchGetItemRequest get ? firstOf(get, attributes) : context.request();
    }

    private static BatchWriteItemRequest firstOf(BatchWriteItemRequest request, ExecutionAttributes attributes) {
        Map.Entry<String, List<WriteRequest>> first =
                request.requestItems().entrySet().iterator().next();
        Map<String, List<WriteRequest>> rest = new HashMap<>(request.requestItems());
        rest.put(first.getKey(), first.getValue().subList(1, first.getValue().size()));
        rest.values().removeIf(List::isEmpty);
        attributes.putAttribute(WRITES, rest);
        return request.toBuilder()
                .requestItems(Map.of(first.getKey(), List.of(first.getValue().get(0))))
                .build();
    }

    private static BatchGetItemRequest firstOf(BatchGetItemRequest request, ExecutionAttributes attributes) {
        Map.Entry<String, KeysAndAttributes> first =
                request.requestItems().entrySet().iterator().next();
        List<Map<String, AttributeValue>> keys =
                new ArrayList<>(first.getValue().keys());
        Map<String, AttributeValue> firstKey = keys.remove(0);
        Map<String, KeysAndAttributes> rest = new HashMap<>(request.requestItems());
        rest.put(first.getKey(), first.getValue().toBuilder().keys(keys).build());
        rest.values().removeIf(left -> left.keys().isEmpty());
        attributes.putAttribute(KEYS, rest);
        return request.toBuilder()
                .requestItems(Map.of(
                        first.getKey(),
                        first.getValue().toBuilder().keys(List.of(firstKey)).build()))
                .build();
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.response() instanceof BatchWriteItemResponse write) {
            return write.toBuilder()
                    .unprocessedItems(attributes.getAttribute(WRITES))
                    .build();
        }
        return context.response() instanceof BatchGetItemResponse get
                ? get.toBuilder().unprocessedKeys(attributes.getAttribute(KEYS)).build()
                : context.response();
    }
}
