package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Describes, creates and lists tables. */
final class DynamoDbTables {

    /** With the delays between them, some five minutes; tables take seconds, and their indexes a little longer. */
    private static final int MAX_LOOKS = 70;

    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(50), Duration.ofSeconds(5));

    private final DynamoDbAsyncClient client;
    private final Waiting waiting;

    DynamoDbTables(DynamoDbAsyncClient client, Waiting waiting) {
        this.client = client;
        this.waiting = waiting;
    }

    CompletionStage<TableInfo> describe(String tableName) {
        return description(tableName).thenApply(TableMapping::info);
    }

    private CompletionStage<TableDescription> description(String tableName) {
        return Calls.call(
                Operation.on("description", tableName),
                () -> client.describeTable(request -> request.tableName(tableName)),
                DescribeTableResponse::table);
    }

    CompletionStage<Boolean> create(TableDefinition definition) {
        String tableName = definition.table().name();
        return Calls.call(
                        Operation.on("creation", tableName),
                        () -> client.createTable(TableMapping.creation(definition))
                                .handle((created, failure) -> isCreated(failure)),
                        created -> created)
                .thenCompose(created -> untilReady(tableName, 1).thenApply(ready -> created));
    }

    private static boolean isCreated(Throwable failure) {
        if (failure == null) {
            return true;
        }
        if (Calls.cause(failure) instanceof ResourceInUseException) {
            return false;
        }
        throw new CompletionException(Calls.cause(failure));
    }

    private CompletionStage<TableDescription> untilReady(String tableName, int look) {
        return description(tableName).thenCompose(table -> {
            if (TableMapping.isReady(table)) {
                return CompletableFuture.completedFuture(table);
            }
            return waiting.after(BACKOFF.computeDelay(look)).thenCompose(goOn -> {
                if (!goOn || look == MAX_LOOKS) {
                    throw new StoreException(
                            Reason.STORE_UNAVAILABLE,
                            "Table '" + tableName + "' can't be used yet, but is " + table.tableStatusAsString()
                                    + "; look at it again later",
                            true,
                            null);
                }
                return untilReady(tableName, look + 1);
            });
        });
    }

    CompletionStage<Set<String>> list() {
        return listAfter(null, new TreeSet<>());
    }

    private CompletionStage<Set<String>> listAfter(@Nullable String last, Set<String> names) {
        return Calls.call(
                        new Operation("listing of the tables", List.of()),
                        () -> client.listTables(ListTablesRequest.builder()
                                .exclusiveStartTableName(last)
                                .build()),
                        (ListTablesResponse response) -> response)
                .thenCompose(response -> {
                    names.addAll(response.tableNames());
                    return response.lastEvaluatedTableName() == null
                            ? CompletableFuture.completedFuture(names)
                            : listAfter(response.lastEvaluatedTableName(), names);
                });
    }
}
