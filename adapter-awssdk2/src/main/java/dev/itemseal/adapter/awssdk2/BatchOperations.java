package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.BatchRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The operations on batches: what goes to DynamoDB, and what comes back to the caller. What DynamoDB leaves undone comes
 * back as the caller gave it.
 */
final class BatchOperations {

    private final ClientTables tables;

    BatchOperations(ClientTables tables) {
        this.tables = tables;
    }

    CompletionStage<BatchGetItemResponse> get(
            BatchGetItemRequest request, Function<BatchGetItemRequest, CompletionStage<BatchGetItemResponse>> send) {
        return tables.toRead(request.requestItems().keySet()).thenCompose(byName -> {
            GetBatch batch = new GetBatch(request, byName);
            return send.apply(batch.prepared()).thenCompose(batch::readable);
        });
    }

    private record TableItem(String tableName, Map<String, AttributeValue> item) {}

    /** One batch of gets on its way. */
    private static final class GetBatch {

        private final BatchGetItemRequest request;
        private final Map<String, Optional<TableRequests>> tables;
        private final BatchRequests<Map<String, AttributeValue>> keys = new BatchRequests<>();
        private final Map<String, Selection> selections = new HashMap<>();

        GetBatch(BatchGetItemRequest request, Map<String, Optional<TableRequests>> tables) {
            this.request = request;
            this.tables = tables;
        }

        BatchGetItemRequest prepared() {
            Map<String, KeysAndAttributes> prepared = new LinkedHashMap<>(request.requestItems());
            prepared.replaceAll((name, asked) -> requireAsked(name, tables)
                    .map(table -> prepared(asked, table))
                    .orElse(asked));
            return request.toBuilder().requestItems(prepared).build();
        }

        private KeysAndAttributes prepared(KeysAndAttributes asked, TableRequests table) {
            asked.keys().forEach(key -> keys.add(table.table(), table.key(key), key));
            Selection selection = Selection.of(
                    table,
                    asked.projectionExpression(),
                    asked.expressionAttributeNames(),
                    asked.attributesToGet(),
                    table.table().protectedKeyNames());
            selections.put(table.name(), selection);
            return selection.isOfWholeItems()
                    ? asked
                    : asked.toBuilder()
                            .projectionExpression(selection.expression())
                            .expressionAttributeNames(selection.names())
                            .attributesToGet(selection.attributes())
                            .build();
        }

        CompletionStage<BatchGetItemResponse> readable(BatchGetItemResponse response) {
            List<TableItem> found = new ArrayList<>();
            response.responses().forEach((name, items) -> {
                requireAsked(name, tables);
                items.forEach(item -> found.add(new TableItem(name, item)));
            });
            // All tables at once: the keys are for one thread at a time.
            return BatchRequests.inOrder(found, this::readable).thenApply(readable -> {
                BatchGetItemResponse.Builder changed = response.toBuilder();
                if (response.hasResponses()) {
                    Map<String, List<Map<String, AttributeValue>>> byName = new LinkedHashMap<>();
                    response.responses().keySet().forEach(name -> byName.put(name, new ArrayList<>()));
                    readable.forEach(read ->
                            Objects.requireNonNull(byName.get(read.tableName())).add(read.item()));
                    changed.responses(byName);
                }
                if (response.hasUnprocessedKeys()) {
                    changed.unprocessedKeys(asGiven(response.unprocessedKeys()));
                }
                return changed.build();
            });
        }

        private CompletionStage<TableItem> readable(TableItem stored) {
            Optional<TableRequests> table = requireAsked(stored.tableName(), tables);
            if (table.isEmpty()) { // given as it is stored
                return CompletableFuture.completedFuture(stored);
            }
            Item key = keys.found(table.get().table(), AttributeValueMapping.toItem(stored.item()));
            Selection selection = Objects.requireNonNull(selections.get(stored.tableName()));
            return table.get()
                    .decrypted(stored.item(), key)
                    .thenApply(item -> new TableItem(stored.tableName(), selection.asked(item)));
        }

        private Map<String, KeysAndAttributes> asGiven(Map<String, KeysAndAttributes> unprocessed) {
            Map<String, KeysAndAttributes> given = new LinkedHashMap<>(unprocessed);
            given.replaceAll((name, left) -> requireAsked(name, tables).isEmpty()
                    ? left
                    : Objects.requireNonNull(request.requestItems().get(name)).toBuilder()
                            .keys(left.keys().stream()
                                    .map(key -> keys.undone(name, AttributeValueMapping.toItem(key)))
                                    .toList())
                            .build());
            return given;
        }
    }

    CompletionStage<BatchWriteItemResponse> write(
            BatchWriteItemRequest request,
            Function<BatchWriteItemRequest, CompletionStage<BatchWriteItemResponse>> send) {
        return tables.toWrite(request.requestItems().keySet()).thenCompose(byName -> {
            BatchRequests<WriteRequest> batch = new BatchRequests<>();
            return prepared(request, byName, batch)
                    .thenCompose(send)
                    .thenApply(response -> asGiven(response, byName, batch));
        });
    }

    private static CompletionStage<BatchWriteItemRequest> prepared(
            BatchWriteItemRequest request,
            Map<String, Optional<TableRequests>> byName,
            BatchRequests<WriteRequest> batch) {
        record Write(String tableName, WriteRequest request) {}
        List<Write> writes = new ArrayList<>();
        request.requestItems().forEach((name, list) -> list.forEach(write -> writes.add(new Write(name, write))));
        return BatchRequests.inOrder(
                        writes,
                        write -> requireAsked(write.tableName(), byName)
                                .map(table -> prepared(write.request(), table, batch))
                                .orElseGet(() -> CompletableFuture.completedFuture(write.request())))
                .thenApply(prepared -> {
                    Map<String, List<WriteRequest>> items = new LinkedHashMap<>();
                    for (int i = 0; i < writes.size(); i++) {
                        items.computeIfAbsent(writes.get(i).tableName(), name -> new ArrayList<>())
                                .add(prepared.get(i));
                    }
                    return request.toBuilder().requestItems(items).build();
                });
    }

    private static CompletionStage<WriteRequest> prepared(
            WriteRequest write, TableRequests table, BatchRequests<WriteRequest> batch) {
        if ((write.putRequest() == null) == (write.deleteRequest() == null)) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A batch for table '" + table.name() + "' holds a request that is not either a put or a delete;"
                            + " make it one of them");
        }
        if (write.deleteRequest() != null) {
            batch.add(table.table(), table.key(write.deleteRequest().key()), write);
            return CompletableFuture.completedFuture(write);
        }
        Item item = AttributeValueMapping.toItem(write.putRequest().item());
        batch.add(table.table(), table.crypto().keyOf(item), write);
        return table.encrypted(item)
                .thenApply(encrypted -> write.toBuilder()
                        .putRequest(
                                write.putRequest().toBuilder().item(encrypted).build())
                        .build());
    }

    private static BatchWriteItemResponse asGiven(
            BatchWriteItemResponse response,
            Map<String, Optional<TableRequests>> byName,
            BatchRequests<WriteRequest> batch) {
        if (!response.hasUnprocessedItems()) {
            return response;
        }
        Map<String, List<WriteRequest>> given = new LinkedHashMap<>(response.unprocessedItems());
        given.replaceAll((name, left) -> requireAsked(name, byName).isEmpty()
                ? left
                : left.stream().map(write -> batch.undone(name, itemOf(write))).toList());
        return response.toBuilder().unprocessedItems(given).build();
    }

    /** What tells which item a write is about. */
    private static Item itemOf(WriteRequest write) {
        if (write.putRequest() != null) {
            return AttributeValueMapping.toItem(write.putRequest().item());
        }
        return write.deleteRequest() != null
                ? AttributeValueMapping.toItem(write.deleteRequest().key())
                : Item.empty();
    }

    private static Optional<TableRequests> requireAsked(String tableName, Map<String, Optional<TableRequests>> byName) {
        Optional<TableRequests> table = byName.get(tableName);
        if (table == null) {
            throw BatchRequests.strangeAnswer("something of table '" + tableName + "', which was not asked for");
        }
        return table;
    }
}
