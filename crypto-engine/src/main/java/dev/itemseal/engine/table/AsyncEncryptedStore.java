package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store that encrypts what goes into another store and decrypts what comes out: itself a store, so that it can stand
 * wherever one is expected. Safe for use by several threads.
 *
 * <p>It takes and gives plaintext items. What it can't do without breaking or bypassing a signature is refused with
 * {@code UNSAFE_OPERATION}, saying what to do instead: a condition that compares an encrypted attribute, an update of a
 * signed one, an index that does not hold whole items. An item that is not the one that was asked for is refused with
 * {@code WRONG_ITEM}.
 *
 * <p>A write that fails may have been done: with {@code STORE_UNAVAILABLE}, where its answer was lost; and with whatever the
 * encryptor throws, where the item that it replaced, changed or deleted can't be decrypted or doesn't verify, and so is not
 * given to the caller.
 */
public final class AsyncEncryptedStore implements AsyncItemStore {

    private final AsyncItemStore store;
    private final TableConfigs tables;
    private final ItemEncryptor encryptor;
    private final ReservedAttributes reserved;
    private final Executor executor;

    /**
     * Makes an encrypted store.
     *
     * @param store where stored items are
     * @param tables how the items of each table are encrypted
     * @param encryptor what encrypts them
     * @param reserved the names that the encryptor reserves
     * @param executor where providers and table descriptions that block may run
     */
    public AsyncEncryptedStore(
            AsyncItemStore store,
            TableConfigs tables,
            ItemEncryptor encryptor,
            ReservedAttributes reserved,
            Executor executor) {
        this.store = Objects.requireNonNull(store, "store");
        this.tables = Objects.requireNonNull(tables, "tables");
        this.encryptor = Objects.requireNonNull(encryptor, "encryptor");
        this.reserved = Objects.requireNonNull(reserved, "reserved");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public CompletionStage<Optional<Item>> get(GetRequest request) {
        return withTable(request.tableName(), table -> {
            table.requireKey(request.key());
            return store.get(request).thenCompose(found -> decrypted(found, request.key(), table));
        });
    }

    @Override
    public CompletionStage<Optional<Item>> put(WriteRequest.Put request) {
        return withTable(
                request.tableName(),
                table -> encrypted(request, table)
                        .thenCompose(put -> store.put((WriteRequest.Put) put))
                        .thenCompose(old -> decrypted(old, table.keyOf(request.item()), table)));
    }

    @Override
    public CompletionStage<Optional<Item>> update(WriteRequest.Update request) {
        return withTable(
                request.tableName(),
                table -> encrypted(request, table)
                        .thenCompose(update -> store.update((WriteRequest.Update) update))
                        .thenCompose(old -> decrypted(old, request.key(), table)));
    }

    @Override
    public CompletionStage<Optional<Item>> delete(WriteRequest.Delete request) {
        return withTable(
                request.tableName(),
                table -> encrypted(request, table)
                        .thenCompose(delete -> store.delete((WriteRequest.Delete) delete))
                        .thenCompose(old -> decrypted(old, request.key(), table)));
    }

    @Override
    public CompletionStage<Page> query(QueryRequest request) {
        return withTable(request.tableName(), table -> {
            TableIndex index = table.requireWholeItems(request.indexName());
            requireFindable(request.condition(), index, table);
            Item expected = table.expectedOf(equalities(request.condition(), index));
            return store.query(request).thenCompose(page -> decrypted(page, expected, table));
        });
    }

    private static void requireFindable(KeyCondition condition, TableIndex index, TableCrypto table) {
        table.requireFindable(index.partitionKeyName(), condition.partitionKey());
        condition
                .sortRange()
                .ifPresent(range -> index.sortKeyName().ifPresent(name -> {
                    table.requireFindable(name, range.operand());
                    range.upperBound().ifPresent(bound -> table.requireFindable(name, bound));
                }));
    }

    private static Item equalities(KeyCondition condition, TableIndex index) {
        Item.Builder equalities = Item.builder(2).put(index.partitionKeyName(), condition.partitionKey());
        condition
                .sortRange()
                .filter(range -> range.comparison() == KeyCondition.Comparison.EQUAL)
                .ifPresent(range -> index.sortKeyName().ifPresent(name -> equalities.put(name, range.operand())));
        return equalities.build();
    }

    @Override
    public CompletionStage<Page> scan(ScanRequest request) {
        return withTable(request.tableName(), table -> {
            table.requireWholeItems(request.indexName());
            return store.scan(request).thenCompose(page -> decrypted(page, Item.empty(), table));
        });
    }

    private static CompletionStage<Page> decrypted(Page page, Item expected, TableCrypto table) {
        return table.decryptedPage(page.items(), expected).thenApply(items -> new Page(items, page.lastKey()));
    }

    @Override
    public CompletionStage<BatchGetResult> batchGet(List<GetRequest> requests) {
        return tables(requests.stream().map(GetRequest::tableName)).thenCompose(byName -> {
            BatchRequests<GetRequest> batch = new BatchRequests<>();
            requests.forEach(request -> batch.add(tableOf(byName, request.tableName()), request.key(), request));
            return store.batchGet(requests).thenCompose(result -> decrypted(result, batch, byName));
        });
    }

    private static CompletionStage<BatchGetResult> decrypted(
            BatchGetResult result, BatchRequests<GetRequest> batch, Map<String, TableCrypto> byName) {
        List<GetRequest> unprocessed = result.unprocessed().stream()
                .map(request -> batch.undone(request.tableName(), request.key()))
                .toList();
        List<TableItem> found = new ArrayList<>();
        result.items().forEach((table, items) -> items.forEach(item -> found.add(new TableItem(table, item))));
        return Stages.mapInOrder(found, stored -> {
                    TableCrypto table = byName.get(stored.tableName());
                    if (table == null) {
                        throw BatchRequests.strangeAnswer(
                                "items of table '" + stored.tableName() + "', which was not asked for");
                    }
                    return table.decrypted(
                                    stored.item(), batch.found(table.config().table(), stored.item()))
                            .thenApply(item -> new TableItem(stored.tableName(), item));
                })
                .thenApply(items -> {
                    Map<String, List<Item>> itemsByTable = new HashMap<>();
                    items.forEach(item -> itemsByTable
                            .computeIfAbsent(item.tableName(), name -> new ArrayList<>())
                            .add(item.item()));
                    return new BatchGetResult(itemsByTable, unprocessed);
                });
    }

    @Override
    public CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests) {
        return prepare(requests)
                .thenCompose(this::write)
                .thenApply(left -> left.stream().map(PreparedWrite::asked).toList());
    }

    /**
     * A write of a batch beside the form in which it is stored. What was not carried out is tried again in that same form,
     * and never encrypted anew: so whichever try takes effect, the item is the same.
     *
     * @param asked as the caller gave it
     * @param encrypted as it is stored
     * @param table the table
     * @param key which item it is
     */
    record PreparedWrite(WriteRequest asked, WriteRequest encrypted, TableInfo table, Item key) {}

    private record TableItem(String tableName, Item item) {}

    CompletionStage<List<PreparedWrite>> prepare(List<WriteRequest> requests) {
        return tables(requests.stream().map(WriteRequest::tableName))
                .thenCompose(byName -> Stages.mapInOrder(requests, request -> {
                    TableCrypto table = named(request.tableName(), byName);
                    requireBatchable(request);
                    return encrypted(request, table)
                            .thenApply(encrypted -> new PreparedWrite(
                                    request, encrypted, table.config().table(), keyOf(request, table)));
                }));
    }

    private static void requireBatchable(WriteRequest request) {
        boolean putOrDelete = request instanceof WriteRequest.Put || request instanceof WriteRequest.Delete;
        if (!putOrDelete || !request.condition().clauses().isEmpty()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A batch for table '" + request.tableName()
                            + "' holds something else than puts and deletes without conditions; use a transaction, or single"
                            + " writes");
        }
    }

    /** {@return completes with what of a batch was not carried out} */
    CompletionStage<List<PreparedWrite>> write(List<PreparedWrite> prepared) {
        BatchRequests<PreparedWrite> batch = new BatchRequests<>();
        prepared.forEach(write -> batch.add(write.table(), write.key(), write));
        return store.batchWrite(prepared.stream().map(PreparedWrite::encrypted).toList())
                .thenApply(unprocessed -> unprocessed.stream()
                        .map(request -> batch.undone(request.tableName(), itemOf(request)))
                        .toList());
    }

    /** What tells which item a write of a batch is about. */
    private static Item itemOf(WriteRequest request) {
        if (request instanceof WriteRequest.Put put) {
            return put.item();
        }
        return request instanceof WriteRequest.Delete delete ? delete.key() : Item.empty();
    }

    @Override
    public CompletionStage<List<Optional<Item>>> transactGet(List<GetRequest> requests) {
        return tables(requests.stream().map(GetRequest::tableName)).thenCompose(byName -> {
            requests.forEach(request -> named(request.tableName(), byName).requireKey(request.key()));
            return store.transactGet(requests).thenCompose(found -> {
                if (found.size() != requests.size()) {
                    throw BatchRequests.strangeAnswer(found.size() + " items for " + requests.size() + " requests");
                }
                List<Integer> positions =
                        IntStream.range(0, found.size()).boxed().toList();
                return Stages.mapInOrder(positions, i -> {
                    GetRequest request = requests.get(i);
                    return decrypted(found.get(i), request.key(), named(request.tableName(), byName));
                });
            });
        });
    }

    @Override
    public CompletionStage<Void> transactWrite(List<WriteRequest> requests) {
        return tables(requests.stream().map(WriteRequest::tableName))
                .thenCompose(byName ->
                        Stages.mapInOrder(requests, request -> encrypted(request, named(request.tableName(), byName))))
                .thenCompose(store::transactWrite);
    }

    /** The form in which a write goes to the store. */
    private static CompletionStage<WriteRequest> encrypted(WriteRequest request, TableCrypto table) {
        return Stages.stage(() -> {
            request.condition().clauses().stream()
                    .filter(clause -> clause instanceof WriteCondition.EqualTo)
                    .forEach(clause -> table.requireComparable(clause.attributeName()));
            if (request instanceof WriteRequest.Put put) {
                return table.encrypted(put.item())
                        .thenApply(item -> new WriteRequest.Put(put.tableName(), item, put.condition()));
            }
            table.requireKey(keyOf(request, table));
            return CompletableFuture.completedFuture(
                    request instanceof WriteRequest.Update update ? ofUnsigned(update, table) : request);
        });
    }

    /** An update that touches what is not signed, on the condition that it makes no unsigned item. */
    private static WriteRequest.Update ofUnsigned(WriteRequest.Update update, TableCrypto table) {
        update.set().names().forEach(table::requireUpdatable);
        update.remove().forEach(table::requireUpdatable);
        return table.attributeThatUpdatesNeed()
                .map(name -> new WriteRequest.Update(
                        update.tableName(),
                        update.key(),
                        update.set(),
                        update.remove(),
                        update.condition().and(new WriteCondition.Exists(name))))
                .orElse(update);
    }

    private static Item keyOf(WriteRequest request, TableCrypto table) {
        if (request instanceof WriteRequest.Put put) {
            return table.keyOf(put.item());
        } else if (request instanceof WriteRequest.Update update) {
            return update.key();
        } else if (request instanceof WriteRequest.Delete delete) {
            return delete.key();
        }
        return ((WriteRequest.Check) request).key();
    }

    private static CompletionStage<Optional<Item>> decrypted(Optional<Item> stored, Item key, TableCrypto table) {
        return stored.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : table.decrypted(stored.get(), key).thenApply(Optional::of);
    }

    private static TableInfo tableOf(Map<String, TableCrypto> byName, String tableName) {
        return named(tableName, byName).config().table();
    }

    /** One of the tables of a request, which were looked up all. */
    private static TableCrypto named(String tableName, Map<String, TableCrypto> byName) {
        return Objects.requireNonNull(byName.get(tableName));
    }

    TableCrypto crypto(CryptoConfig config) {
        return new TableCrypto(config, encryptor, reserved, executor);
    }

    private <T> CompletionStage<T> withTable(String tableName, Function<TableCrypto, CompletionStage<T>> work) {
        return tables.configOf(tableName, executor).thenCompose(config -> work.apply(crypto(config)));
    }

    private CompletionStage<Map<String, TableCrypto>> tables(Stream<String> tableNames) {
        return tables.configsOf(tableNames.toList(), executor).thenApply(configs -> {
            Map<String, TableCrypto> byName = new HashMap<>();
            configs.forEach((name, config) -> byName.put(name, crypto(config)));
            return byName;
        });
    }

    /** The same store, with another configuration for one of its tables. */
    AsyncEncryptedStore with(CryptoConfig config, String tableName) {
        if (!config.table().name().equals(tableName)) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "A configuration for table '" + config.table().name() + "' was given to table '" + tableName
                            + "'; to sign under another name, use a table name override");
        }
        return new AsyncEncryptedStore(store, tables.with(config), encryptor, reserved, executor);
    }

    AsyncItemStore store() {
        return store;
    }

    TableConfigs tables() {
        return tables;
    }

    Executor executor() {
        return executor;
    }
}
