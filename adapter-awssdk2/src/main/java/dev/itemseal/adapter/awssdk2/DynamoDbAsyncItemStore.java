package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * DynamoDB as a store, through the SDK's asynchronous client. Safe for use by several threads.
 *
 * <p>Calls that are throttled or fail are repeated by the client, as it is configured. What a batch leaves unprocessed is
 * asked for again a few times by the store, and then handed back. A query asks DynamoDB once for the table's keys, which
 * needs the permission {@code dynamodb:DescribeTable}.
 *
 * <p>Where the client repeats a write, the answer to an earlier call may have been lost, and that call may have written. So a
 * condition that does not hold then is told as {@code STORE_UNAVAILABLE}, since nobody can tell; and what is returned as the
 * item before may be the one that this very request wrote. Transactions are known again, and written once.
 *
 * <p>An item with a value of a type that this version of the SDK does not know fails with
 * {@link dev.itemseal.api.error.InvalidItemException} and {@code UNSUPPORTED_VALUE}.
 */
public final class DynamoDbAsyncItemStore implements AsyncItemStore, TableMetadataSource {

    private final DynamoDbAsyncClient client;
    private final DynamoDbTables tables;
    private final UnprocessedRounds rounds;

    /** The tables that were queried, whose keys stand in key conditions. */
    private final Map<String, TableInfo> queried = new ConcurrentHashMap<>();

    DynamoDbAsyncItemStore(DynamoDbAsyncClient client, Waiting waiting) {
        this.client = client;
        this.tables = new DynamoDbTables(client, waiting);
        this.rounds = new UnprocessedRounds(waiting);
    }

    /**
     * Makes a store.
     *
     * @param client the client; it stays the caller's, to be closed when the store is no longer used
     * @return the store
     */
    public static DynamoDbAsyncItemStore over(DynamoDbAsyncClient client) {
        return new DynamoDbAsyncItemStore(Objects.requireNonNull(client, "client"), Waiting.WITHOUT_THREAD);
    }

    @Override
    public CompletionStage<Optional<Item>> get(GetRequest request) {
        return Calls.stage(() -> Calls.call(
                Operation.on("get", request.tableName()),
                () -> client.getItem(RequestMapping.of(request)),
                response -> RequestMapping.item(response.hasItem(), response.item())));
    }

    @Override
    public CompletionStage<Optional<Item>> put(WriteRequest.Put request) {
        return Calls.stage(() -> Calls.call(
                Operation.on("put", request.tableName()),
                () -> client.putItem(RequestMapping.of(request)),
                response -> RequestMapping.item(response.hasAttributes(), response.attributes())));
    }

    @Override
    public CompletionStage<Optional<Item>> update(WriteRequest.Update request) {
        return Calls.stage(() -> Calls.call(
                Operation.on("update", request.tableName()),
                () -> client.updateItem(RequestMapping.of(request)),
                response -> RequestMapping.item(response.hasAttributes(), response.attributes())));
    }

    @Override
    public CompletionStage<Optional<Item>> delete(WriteRequest.Delete request) {
        return Calls.stage(() -> Calls.call(
                Operation.on("delete", request.tableName()),
                () -> client.deleteItem(RequestMapping.of(request)),
                response -> RequestMapping.item(response.hasAttributes(), response.attributes())));
    }

    @Override
    public CompletionStage<Page> query(QueryRequest request) {
        return Calls.stage(() -> index(request)
                .thenCompose(index -> Calls.call(
                        Operation.on("query", request.tableName()),
                        () -> client.query(RequestMapping.of(request, index)),
                        response -> RequestMapping.page(response.items(), response.lastEvaluatedKey())))
                .whenComplete((page, failure) -> {
                    if (failure != null) {
                        queried.remove(request.tableName()); // the table may be another one by now
                    }
                }));
    }

    /** The index that a query asks. One that is not known may be new. */
    private CompletionStage<TableIndex> index(QueryRequest request) {
        TableInfo known = queried.get(request.tableName());
        if (known != null) {
            Optional<TableIndex> index = index(request, known);
            if (index.isPresent()) {
                return CompletableFuture.completedFuture(index.get());
            }
        }
        return describeAsync(request.tableName()).thenApply(table -> {
            queried.put(table.name(), table);
            return index(request, table)
                    .orElseThrow(() -> new StoreException(
                            Reason.INVALID_REQUEST,
                            "Table '" + table.name() + "' has no index '"
                                    + request.indexName().orElseThrow() + "'; there are "
                                    + table.secondaryIndexes().keySet()));
        });
    }

    private static Optional<TableIndex> index(QueryRequest request, TableInfo table) {
        return request.indexName().isEmpty()
                ? Optional.of(table.primaryIndex())
                : Optional.ofNullable(
                        table.secondaryIndexes().get(request.indexName().get()));
    }

    @Override
    public CompletionStage<Page> scan(ScanRequest request) {
        return Calls.stage(() -> Calls.call(
                Operation.on("scan", request.tableName()),
                () -> client.scan(RequestMapping.of(request)),
                response -> RequestMapping.page(response.items(), response.lastEvaluatedKey())));
    }

    @Override
    public CompletionStage<BatchGetResult> batchGet(List<GetRequest> requests) {
        return Calls.stage(() -> {
            List<GetRequest> batch = List.copyOf(requests);
            Operation operation = operation("batch of gets", batch, ItemStore.MAX_BATCH_GETS, GetRequest::tableName);
            Map<String, List<Item>> found = new HashMap<>();
            return rounds.run(BatchMapping.ofGets(batch), left -> batchGet(operation, left, found))
                    .thenApply(left -> new BatchGetResult(found, BatchMapping.unprocessedGets(batch, left)));
        });
    }

    private CompletionStage<Map<String, KeysAndAttributes>> batchGet(
            Operation operation, Map<String, KeysAndAttributes> gets, Map<String, List<Item>> found) {
        return Calls.call(operation, () -> client.batchGetItem(request -> request.requestItems(gets)), response -> {
            response.responses()
                    .forEach((table, items) ->
                            items.forEach(item -> found.computeIfAbsent(table, name -> new ArrayList<>())
                                    .add(AttributeValueMapping.toItem(item))));
            return response.unprocessedKeys();
        });
    }

    @Override
    public CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests) {
        return Calls.stage(() -> {
            List<WriteRequest> batch = List.copyOf(requests);
            Operation operation =
                    operation("batch of writes", batch, ItemStore.MAX_BATCH_WRITES, WriteRequest::tableName);
            return rounds.run(
                            BatchMapping.ofWrites(batch),
                            left -> Calls.call(
                                    operation,
                                    () -> client.batchWriteItem(request -> request.requestItems(left)),
                                    BatchWriteItemResponse::unprocessedItems))
                    .thenApply(left -> BatchMapping.unprocessedWrites(batch, left));
        });
    }

    @Override
    public CompletionStage<List<Optional<Item>>> transactGet(List<GetRequest> requests) {
        return Calls.stage(() -> {
            List<GetRequest> transaction = List.copyOf(requests);
            return Calls.call(
                    operation(
                            "transaction of gets",
                            transaction,
                            ItemStore.MAX_TRANSACTION_REQUESTS,
                            GetRequest::tableName),
                    () -> client.transactGetItems(RequestMapping.ofGets(transaction)),
                    RequestMapping::items);
        });
    }

    @Override
    public CompletionStage<Void> transactWrite(List<WriteRequest> requests) {
        return Calls.stage(() -> {
            List<WriteRequest> transaction = List.copyOf(requests);
            return Calls.call(
                    operation(
                            "transaction of writes",
                            transaction,
                            ItemStore.MAX_TRANSACTION_REQUESTS,
                            WriteRequest::tableName),
                    () -> client.transactWriteItems(RequestMapping.ofWrites(transaction)),
                    response -> null);
        });
    }

    /** The operation on some requests at once, of which there must be at least one and not too many. */
    private static <R> Operation operation(String name, List<R> requests, int most, Function<R, String> tableName) {
        if (requests.isEmpty()) {
            throw new StoreException(Reason.INVALID_REQUEST, "A " + name + " has no requests; leave it out");
        }
        if (requests.size() > most) {
            throw new StoreException(
                    Reason.STORE_LIMIT,
                    "A " + name + " has " + requests.size() + " requests and may have " + most
                            + "; cut it into several");
        }
        return Operation.onAll(name, requests.stream().map(tableName).toList());
    }

    /**
     * Describes a table, and waits for the answer: not to be called where blocking is not allowed.
     *
     * @param tableName the table's name
     * @return its name and indexes, never null
     * @throws StoreException as {@link TableMetadataSource#describe} says
     */
    @Override
    public TableInfo describe(String tableName) {
        return Calls.join(describeAsync(tableName));
    }

    /**
     * Describes a table.
     *
     * @param tableName the table's name
     * @return completes with its name and indexes, or exceptionally with what {@link #describe} throws
     */
    public CompletionStage<TableInfo> describeAsync(String tableName) {
        return Calls.stage(() -> tables.describe(tableName));
    }

    /**
     * Creates a table that is paid by request, whose secondary indexes are global, and waits until it can be used.
     *
     * @param definition the table
     * @return completes with whether this call created it, or exceptionally with what
     *     {@link dev.itemseal.api.store.TableAdministration#createTable} throws
     */
    public CompletionStage<Boolean> createTableAsync(TableDefinition definition) {
        return Calls.stage(() -> tables.create(definition));
    }

    /**
     * Lists the tables of the account and region.
     *
     * @return completes with their names, or exceptionally with what
     *     {@link dev.itemseal.api.store.TableAdministration#listTables} throws
     */
    public CompletionStage<Set<String>> listTablesAsync() {
        return tables.list();
    }
}
