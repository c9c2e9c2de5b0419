package dev.itemseal.adapter.awssdk2;

import dev.itemseal.adapter.awssdk2.TableRequests.GuardedCondition;
import dev.itemseal.api.item.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The operations on one item: what goes to DynamoDB, and what comes back to the caller. */
final class ItemOperations {

    private final ClientTables tables;

    ItemOperations(ClientTables tables) {
        this.tables = tables;
    }

    CompletionStage<GetItemResponse> get(
            GetItemRequest request, Function<GetItemRequest, CompletionStage<GetItemResponse>> send) {
        return tables.toRead(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : get(request, found.get(), send));
    }

    private static CompletionStage<GetItemResponse> get(
            GetItemRequest request,
            TableRequests table,
            Function<GetItemRequest, CompletionStage<GetItemResponse>> send) {
        Item key = table.key(request.key());
        Selection selection = Selection.of(
                table,
                request.projectionExpression(),
                request.expressionAttributeNames(),
                request.attributesToGet(),
                key.names());
        GetItemRequest prepared = selection.isOfWholeItems()
                ? request
                : request.toBuilder()
                        .projectionExpression(selection.expression())
                        .expressionAttributeNames(selection.names())
                        .attributesToGet(selection.attributes())
                        .build();
        return send.apply(prepared)
                .thenCompose(response -> response.item().isEmpty()
                        ? CompletableFuture.completedFuture(response)
                        : table.decrypted(response.item(), key)
                                .thenApply(item -> response.toBuilder()
                                        .item(selection.asked(item))
                                        .build()));
    }

    CompletionStage<PutItemResponse> put(
            PutItemRequest request, Function<PutItemRequest, CompletionStage<PutItemResponse>> send) {
        return tables.toWrite(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : put(request, found.get(), send));
    }

    private static CompletionStage<PutItemResponse> put(
            PutItemRequest request,
            TableRequests table,
            Function<PutItemRequest, CompletionStage<PutItemResponse>> send) {
        table.requireComparable(request.conditionExpression(), request.expressionAttributeNames());
        table.requireExpected(request.expected());
        Item item = AttributeValueMapping.toItem(request.item());
        Item key = table.crypto().keyOf(item);
        CompletionStage<PutItemResponse> sent = table.encrypted(item)
                .thenCompose(encrypted ->
                        send.apply(request.toBuilder().item(encrypted).build()));
        return ConditionFailures.readable(sent, key, table)
                .thenCompose(response -> response.attributes().isEmpty()
                        ? CompletableFuture.completedFuture(response)
                        : table.decrypted(response.attributes(), key)
                                .thenApply(old ->
                                        response.toBuilder().attributes(old).build()));
    }

    CompletionStage<DeleteItemResponse> delete(
            DeleteItemRequest request, Function<DeleteItemRequest, CompletionStage<DeleteItemResponse>> send) {
        return tables.toWrite(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : delete(request, found.get(), send));
    }

    private static CompletionStage<DeleteItemResponse> delete(
            DeleteItemRequest request,
            TableRequests table,
            Function<DeleteItemRequest, CompletionStage<DeleteItemResponse>> send) {
        table.requireComparable(request.conditionExpression(), request.expressionAttributeNames());
        table.requireExpected(request.expected());
        Item key = table.key(request.key());
        return ConditionFailures.readable(send.apply(request), key, table)
                .thenCompose(response -> response.attributes().isEmpty()
                        ? CompletableFuture.completedFuture(response)
                        : table.decrypted(response.attributes(), key)
                                .thenApply(old ->
                                        response.toBuilder().attributes(old).build()));
    }

    CompletionStage<UpdateItemResponse> update(
            UpdateItemRequest request, Function<UpdateItemRequest, CompletionStage<UpdateItemResponse>> send) {
        return tables.toWrite(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : update(request, found.get(), send));
    }

    private static CompletionStage<UpdateItemResponse> update(
            UpdateItemRequest request,
            TableRequests table,
            Function<UpdateItemRequest, CompletionStage<UpdateItemResponse>> send) {
        Item key = table.key(request.key());
        table.requireUpdatable(request.updateExpression(), request.expressionAttributeNames());
        request.attributeUpdates().keySet().forEach(table.crypto()::requireUpdatable);
        table.requireExpected(request.expected());
        return ConditionFailures.readable(send.apply(guarded(request, table)), key, table)
                .thenCompose(response -> readable(response, request.returnValues(), key, table));
    }

    /** An update that takes effect on signed items alone. */
    private static UpdateItemRequest guarded(UpdateItemRequest request, TableRequests table) {
        boolean beforeExpressions = request.updateExpression() == null
                && request.conditionExpression() == null
                && (request.hasAttributeUpdates() || request.hasExpected());
        if (!beforeExpressions) {
            GuardedCondition condition =
                    table.guarded(request.conditionExpression(), request.expressionAttributeNames());
            return condition.expression() == null
                    ? request
                    : request.toBuilder()
                            .conditionExpression(condition.expression())
                            .expressionAttributeNames(condition.names().isEmpty() ? null : condition.names())
                            .build();
        }
        Optional<String> signature = table.crypto().attributeThatUpdatesNeed();
        if (signature.isEmpty()) {
            return request;
        }
        boolean oneSuffices = request.conditionalOperator() == ConditionalOperator.OR
                && request.expected().size() > 1;
        if (oneSuffices || request.expected().containsKey(signature.get())) {
            throw ClientTables.unsafe(
                    table.name(),
                    "an update's expected values leave no room for the one that makes sure that the item is signed; use a"
                            + " condition expression");
        }
        Map<String, ExpectedAttributeValue> expected = new HashMap<>(request.expected());
        expected.put(
                signature.get(),
                ExpectedAttributeValue.builder()
                        .comparisonOperator(ComparisonOperator.NOT_NULL)
                        .build());
        return request.toBuilder()
                .expected(expected)
                .conditionalOperator((ConditionalOperator) null)
                .build();
    }

    private static CompletionStage<UpdateItemResponse> readable(
            UpdateItemResponse response, ReturnValue asked, Item key, TableRequests table) {
        Map<String, AttributeValue> attributes = response.attributes();
        if (attributes.isEmpty()) {
            return CompletableFuture.completedFuture(response);
        }
        if (asked == ReturnValue.ALL_OLD || asked == ReturnValue.ALL_NEW) {
            return table.decrypted(attributes, key)
                    .thenApply(item -> response.toBuilder().attributes(item).build());
        }
        return CompletableFuture.completedFuture(
                response.toBuilder().attributes(table.unsigned(attributes)).build());
    }
}
