package dev.itemseal.adapter.awssdk2;

import dev.itemseal.adapter.awssdk2.ConditionFailures.Target;
import dev.itemseal.adapter.awssdk2.TableRequests.GuardedCondition;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.BatchRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The operations of transactions: what goes to DynamoDB, and what comes back to the caller. */
final class TransactionOperations {

    private final ClientTables tables;

    TransactionOperations(ClientTables tables) {
        this.tables = tables;
    }

    CompletionStage<TransactGetItemsResponse> get(
            TransactGetItemsRequest request,
            Function<TransactGetItemsRequest, CompletionStage<TransactGetItemsResponse>> send) {
        List<Get> gets = request.transactItems().stream()
                .map(TransactionOperations::requireGet)
                .toList();
        return tables.toRead(gets.stream().map(Get::tableName).toList()).thenCompose(byName -> {
            List<GetOfItem> asked = gets.stream()
                    .map(get -> GetOfItem.of(get, Objects.requireNonNull(byName.get(get.tableName()))))
                    .toList();
            TransactGetItemsRequest prepared = request.toBuilder()
                    .transactItems(asked.stream()
                            .map(get -> TransactGetItem.builder()
                                    .get(get.prepared())
                                    .build())
                            .toList())
                    .build();
            return send.apply(prepared).thenCompose(response -> readable(response, asked));
        });
    }

    private static Get requireGet(TransactGetItem item) {
        if (item.get() == null) {
            throw notOneRequest();
        }
        return item.get();
    }

    /** A get of a transaction; without a table if its item is given as it is stored. */
    private record GetOfItem(Get prepared, Optional<TableRequests> table, Item key, Selection selection) {

        static GetOfItem of(Get get, Optional<TableRequests> found) {
            if (found.isEmpty()) {
                return new GetOfItem(get, found, Item.empty(), Selection.WHOLE_ITEMS);
            }
            Item key = found.get().key(get.key());
            Selection selection = Selection.of(
                    found.get(), get.projectionExpression(), get.expressionAttributeNames(), List.of(), key.names());
            Get prepared = selection.isOfWholeItems()
                    ? get
                    : get.toBuilder()
                            .projectionExpression(selection.expression())
                            .expressionAttributeNames(selection.names())
                            .build();
            return new GetOfItem(prepared, found, key, selection);
        }

        CompletionStage<ItemResponse> readable(ItemResponse response) {
            return table.isEmpty() || response.item().isEmpty()
                    ? CompletableFuture.completedFuture(response)
                    : table.get()
                            .decrypted(response.item(), key)
                            .thenApply(item -> response.toBuilder()
                                    .item(selection.asked(item))
                                    .build());
        }
    }

    private static CompletionStage<TransactGetItemsResponse> readable(
            TransactGetItemsResponse response, List<GetOfItem> asked) {
        List<ItemResponse> found = response.responses();
        if (found.size() != asked.size()) {
            throw BatchRequests.strangeAnswer(found.size() + " items for " + asked.size() + " requests");
        }
        List<Integer> positions = IntStream.range(0, found.size()).boxed().toList();
        return BatchRequests.inOrder(positions, i -> asked.get(i).readable(found.get(i)))
                .thenApply(readable -> response.toBuilder().responses(readable).build());
    }

    CompletionStage<TransactWriteItemsResponse> write(
            TransactWriteItemsRequest request,
            Function<TransactWriteItemsRequest, CompletionStage<TransactWriteItemsResponse>> send) {
        List<TransactWriteItem> items = request.transactItems();
        return tables.toWrite(
                        items.stream().map(TransactionOperations::tableName).toList())
                .thenCompose(byName -> {
                    List<Target> targets = new ArrayList<>();
                    items.forEach(
                            item -> targets.add(target(item, Objects.requireNonNull(byName.get(tableName(item))))));
                    List<Integer> positions =
                            IntStream.range(0, items.size()).boxed().toList();
                    CompletionStage<TransactWriteItemsResponse> sent = BatchRequests.inOrder(
                                    positions, i -> prepared(items.get(i), targets.get(i)))
                            .thenCompose(prepared -> send.apply(
                                    request.toBuilder().transactItems(prepared).build()));
                    return ConditionFailures.readable(sent, targets);
                });
    }

    private static String tableName(TransactWriteItem item) {
        List<Object> requests = Stream.<Object>of(
                        Optional.ofNullable(item.put()),
                        Optional.ofNullable(item.delete()),
                        Optional.ofNullable(item.update()),
                        Optional.ofNullable(item.conditionCheck()))
                .filter(request -> ((Optional<?>) request).isPresent())
                .toList();
        if (requests.size() != 1) {
            throw notOneRequest();
        }
        if (item.put() != null) {
            return item.put().tableName();
        } else if (item.delete() != null) {
            return item.delete().tableName();
        }
        return item.update() != null
                ? item.update().tableName()
                : item.conditionCheck().tableName();
    }

    private static StoreException notOneRequest() {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "A part of a transaction is not exactly one request; make it one get, put, delete, update or condition"
                        + " check");
    }

    private static Target target(TransactWriteItem item, Optional<TableRequests> table) {
        return new Target(table, table.map(found -> key(item, found)).orElse(Item.empty()));
    }

    private static Item key(TransactWriteItem item, TableRequests table) {
        if (item.put() != null) {
            return table.crypto().keyOf(AttributeValueMapping.toItem(item.put().item()));
        } else if (item.delete() != null) {
            return table.key(item.delete().key());
        }
        return table.key(
                item.update() != null
                        ? item.update().key()
                        : item.conditionCheck().key());
    }

    private static CompletionStage<TransactWriteItem> prepared(TransactWriteItem item, Target target) {
        if (target.table().isEmpty()) {
            return CompletableFuture.completedFuture(item);
        }
        TableRequests table = target.table().get();
        if (item.put() != null) {
            return prepared(item.put(), table)
                    .thenApply(put -> item.toBuilder().put(put).build());
        } else if (item.update() != null) {
            return CompletableFuture.completedFuture(
                    item.toBuilder().update(prepared(item.update(), table)).build());
        } else if (item.delete() != null) {
            Delete delete = item.delete();
            table.requireComparable(delete.conditionExpression(), delete.expressionAttributeNames());
        } else {
            ConditionCheck check = item.conditionCheck();
            table.requireComparable(check.conditionExpression(), check.expressionAttributeNames());
        }
        return CompletableFuture.completedFuture(item);
    }

    private static CompletionStage<Put> prepared(Put put, TableRequests table) {
        table.requireComparable(put.conditionExpression(), put.expressionAttributeNames());
        return table.encrypted(AttributeValueMapping.toItem(put.item()))
                .thenApply(item -> put.toBuilder().item(item).build());
    }

    private static Update prepared(Update update, TableRequests table) {
        Map<String, String> names = update.expressionAttributeNames();
        table.requireUpdatable(update.updateExpression(), names);
        GuardedCondition condition = table.guarded(update.conditionExpression(), names);
        return condition.expression() == null
                ? update
                : update.toBuilder()
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(condition.names().isEmpty() ? null : condition.names())
                        .build();
    }
}
