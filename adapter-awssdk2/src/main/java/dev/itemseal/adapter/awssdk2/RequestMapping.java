package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.StorableItem.attributes;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Requests as the SDK has them, batches apart, and its answers as the port has them. */
final class RequestMapping {

    private RequestMapping() {}

    static GetItemRequest of(GetRequest request) {
        return GetItemRequest.builder()
                .tableName(request.tableName())
                .key(attributes(request.key()))
                .consistentRead(request.consistent())
                .build();
    }

    static PutItemRequest of(WriteRequest.Put request) {
        PlaceholderExpression expression = new PlaceholderExpression();
        return PutItemRequest.builder()
                .tableName(request.tableName())
                .item(attributes(request.item()))
                .conditionExpression(expression.condition(request.condition()))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValues(ReturnValue.ALL_OLD)
                .build();
    }

    static UpdateItemRequest of(WriteRequest.Update request) {
        PlaceholderExpression expression = new PlaceholderExpression();
        return UpdateItemRequest.builder()
                .tableName(request.tableName())
                .key(attributes(request.key()))
                .updateExpression(expression.changes(request))
                .conditionExpression(expression.condition(request.condition()))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValues(ReturnValue.ALL_OLD)
                .build();
    }

    static DeleteItemRequest of(WriteRequest.Delete request) {
        PlaceholderExpression expression = new PlaceholderExpression();
        return DeleteItemRequest.builder()
                .tableName(request.tableName())
                .key(attributes(request.key()))
                .conditionExpression(expression.condition(request.condition()))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValues(ReturnValue.ALL_OLD)
                .build();
    }

    static QueryRequest of(dev.itemseal.api.store.QueryRequest request, TableIndex index) {
        PlaceholderExpression expression = new PlaceholderExpression();
        return QueryRequest.builder()
                .tableName(request.tableName())
                .indexName(request.indexName().orElse(null))
                .keyConditionExpression(expression.keyCondition(request.condition(), index))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .scanIndexForward(!request.descending())
                .limit(limit(request.limit()))
                .exclusiveStartKey(startKey(request.startAfter()))
                .consistentRead(request.consistent())
                .build();
    }

    static ScanRequest of(dev.itemseal.api.store.ScanRequest request) {
        boolean inSegments = request.segments() > 1;
        return ScanRequest.builder()
                .tableName(request.tableName())
                .indexName(request.indexName().orElse(null))
                .segment(inSegments ? request.segment() : null)
                .totalSegments(inSegments ? request.segments() : null)
                .limit(limit(request.limit()))
                .exclusiveStartKey(startKey(request.startAfter()))
                .consistentRead(request.consistent())
                .build();
    }

    private static @Nullable Integer limit(OptionalInt limit) {
        return limit.isPresent() ? limit.getAsInt() : null;
    }

    private static @Nullable Map<String, AttributeValue> startKey(Optional<Item> startAfter) {
        return startAfter.map(StorableItem::attributes).orElse(null);
    }

    static Page page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> lastKey) {
        return new Page(items.stream().map(AttributeValueMapping::toItem).toList(), item(!lastKey.isEmpty(), lastKey));
    }

    /** An item of an answer, if it has one. */
    static Optional<Item> item(boolean there, Map<String, AttributeValue> attributes) {
        return there ? Optional.of(AttributeValueMapping.toItem(attributes)) : Optional.empty();
    }

    static TransactGetItemsRequest ofGets(List<GetRequest> requests) {
        return TransactGetItemsRequest.builder()
                .transactItems(requests.stream()
                        .map(request -> TransactGetItem.builder()
                                .get(get -> get.tableName(request.tableName()).key(attributes(request.key())))
                                .build())
                        .toList())
                .build();
    }

    static List<Optional<Item>> items(TransactGetItemsResponse response) {
        return response.responses().stream()
                .map(found -> item(found.hasItem() && !found.item().isEmpty(), found.item()))
                .toList();
    }

    /** The SDK gives each transaction a token by which DynamoDB knows it again, so that its retries write but once. */
    static TransactWriteItemsRequest ofWrites(List<WriteRequest> requests) {
        return TransactWriteItemsRequest.builder()
                .transactItems(
                        requests.stream().map(RequestMapping::inTransaction).toList())
                .build();
    }

    private static TransactWriteItem inTransaction(WriteRequest request) {
        PlaceholderExpression expression = new PlaceholderExpression();
        String changes = request instanceof WriteRequest.Update update ? expression.changes(update) : null;
        String condition = expression.condition(request.condition());
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        if (request instanceof WriteRequest.Put put) {
            item.put(write -> write.tableName(put.tableName())
                    .item(attributes(put.item()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(expression.names())
                    .expressionAttributeValues(expression.values()));
        } else if (request instanceof WriteRequest.Update update) {
            item.update(write -> write.tableName(update.tableName())
                    .key(attributes(update.key()))
                    .updateExpression(changes)
                    .conditionExpression(condition)
                    .expressionAttributeNames(expression.names())
                    .expressionAttributeValues(expression.values()));
        } else if (request instanceof WriteRequest.Delete delete) {
            item.delete(write -> write.tableName(delete.tableName())
                    .key(attributes(delete.key()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(expression.names())
                    .expressionAttributeValues(expression.values()));
        } else {
            item.conditionCheck(write -> write.tableName(request.tableName())
                    .key(attributes(((WriteRequest.Check) request).key()))
                    .conditionExpression(condition)
                    .expressionAttributeNames(expression.names())
                    .expressionAttributeValues(expression.values()));
        }
        return item.build();
    }
}
