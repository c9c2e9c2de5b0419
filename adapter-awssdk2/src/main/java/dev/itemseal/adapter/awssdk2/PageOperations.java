package dev.itemseal.adapter.awssdk2;

import dev.itemseal.adapter.awssdk2.expression.Condition;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The operations that give pages of items: what goes to DynamoDB, and what comes back to the caller. */
final class PageOperations {

    private final ClientTables tables;

    PageOperations(ClientTables tables) {
        this.tables = tables;
    }

    CompletionStage<QueryResponse> query(
            QueryRequest request, Function<QueryRequest, CompletionStage<QueryResponse>> send) {
        return tables.toRead(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : query(request, found.get(), send));
    }

    private static CompletionStage<QueryResponse> query(
            QueryRequest request, TableRequests table, Function<QueryRequest, CompletionStage<QueryResponse>> send) {
        requireWholeItems(request.indexName(), request.select(), table);
        requireFilter(request.filterExpression(), request.expressionAttributeNames(), table);
        table.requireConditions(request.queryFilter());
        Item expected = table.crypto().expectedOf(equalities(request, table));
        Selection selection = Selection.of(
                table,
                request.projectionExpression(),
                request.expressionAttributeNames(),
                request.attributesToGet(),
                expected.names());
        QueryRequest prepared = selection.isOfWholeItems()
                ? request
                : request.toBuilder()
                        .projectionExpression(selection.expression())
                        .expressionAttributeNames(selection.names())
                        .attributesToGet(selection.attributes())
                        .build();
        return send.apply(prepared)
                .thenCompose(response -> response.items().isEmpty()
                        ? CompletableFuture.completedFuture(response)
                        : decrypted(response.items(), expected, selection, table)
                                .thenApply(items ->
                                        response.toBuilder().items(items).build()));
    }

    /** The attributes that every item of the answer must have, since the query asks for them. */
    private static Item equalities(QueryRequest request, TableRequests table) {
        table.requireConditions(request.keyConditions());
        Item.Builder equalities = Item.builder(2);
        request.keyConditions().forEach((name, condition) -> {
            if (condition.comparisonOperator() == ComparisonOperator.EQ
                    && condition.attributeValueList().size() == 1) {
                equalities.put(
                        name,
                        AttributeValueMapping.toValue(
                                condition.attributeValueList().get(0)));
            }
        });
        if (request.keyConditionExpression() != null) {
            Condition condition = table.requireComparable(table.expression(
                    "key condition", request.keyConditionExpression(), request.expressionAttributeNames()));
            condition.equalities().forEach((name, placeholder) -> {
                AttributeValue value = request.expressionAttributeValues().get(placeholder);
                // Without a value DynamoDB refuses the query, which is its to do.
                if (value != null) {
                    equalities.put(name, AttributeValueMapping.toValue(value));
                }
            });
        }
        return equalities.build();
    }

    CompletionStage<ScanResponse> scan(ScanRequest request, Function<ScanRequest, CompletionStage<ScanResponse>> send) {
        return tables.toRead(request.tableName())
                .thenCompose(found -> found.isEmpty() ? send.apply(request) : scan(request, found.get(), send));
    }

    private static CompletionStage<ScanResponse> scan(
            ScanRequest request, TableRequests table, Function<ScanRequest, CompletionStage<ScanResponse>> send) {
        requireWholeItems(request.indexName(), request.select(), table);
        requireFilter(request.filterExpression(), request.expressionAttributeNames(), table);
        table.requireConditions(request.scanFilter());
        Selection selection = Selection.of(
                table,
                request.projectionExpression(),
                request.expressionAttributeNames(),
                request.attributesToGet(),
                Set.of());
        ScanRequest prepared = selection.isOfWholeItems()
                ? request
                : request.toBuilder()
                        .projectionExpression(selection.expression())
                        .expressionAttributeNames(selection.names())
                        .attributesToGet(selection.attributes())
                        .build();
        return send.apply(prepared)
                .thenCompose(response -> response.items().isEmpty()
                        ? CompletableFuture.completedFuture(response)
                        : decrypted(response.items(), Item.empty(), selection, table)
                                .thenApply(items ->
                                        response.toBuilder().items(items).build()));
    }

    /** Refuses an index that leaves out attributes, except where none are read or DynamoDB fetches them from the table. */
    private static void requireWholeItems(String indexName, Select select, TableRequests table) {
        if (select != Select.COUNT && select != Select.ALL_ATTRIBUTES) {
            table.crypto().requireWholeItems(Optional.ofNullable(indexName));
        }
    }

    private static void requireFilter(String filter, Map<String, String> names, TableRequests table) {
        if (filter != null) {
            table.requireComparable(table.expression("filter", filter, names));
        }
    }

    private static CompletionStage<List<Map<String, AttributeValue>>> decrypted(
            List<Map<String, AttributeValue>> stored, Item expected, Selection selection, TableRequests table) {
        return table.decryptedPage(stored, expected)
                .thenApply(items -> items.stream().map(selection::asked).toList());
    }
}
