package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoAction;
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

/**
 * A store that encrypts what goes into another store and decrypts what comes out: itself a store, so that it can stand
 * wherever one is expected. Safe for use by several threads.
 *
 * <p>It takes and gives plaintext items. What it can't do without breaking or bypassing a signature is refused with
 * {@code UNSAFE_OPERATION}, saying what to do instead: a condition that compares an encrypted attribute, an update of a
 * signed one, an index that does not hold whole items. An item that is not the one that was asked for is refused with
 * {@code WRONG_ITEM}.
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
        return withConfig(request.tableName(), config -> {
            ItemKeys.requireKey(request.key(), config.table());
            return store.get(request).thenCompose(found -> decrypted(found, request.key(), config));
        });
    }

    @Override
    public CompletionStage<Optional<Item>> put(WriteRequest.Put request) {
        return withConfig(request.tableName(), config -> {
            Item key = ItemKeys.of(request.item(), config.table());
            return encrypted(request, config)
                    .thenCompose(put -> store.put((WriteRequest.Put) put))
                    .thenCompose(old -> decrypted(old, key, config));
        });
    }

    @Override
    public CompletionStage<Optional<Item>> update(WriteRequest.Update request) {
        return withConfig(
                request.tableName(),
                config -> encrypted(request, config)
                        .thenCompose(update -> store.update((WriteRequest.Update) update))
                        .thenCompose(old -> decrypted(old, request.key(), config)));
    }

    @Override
    public CompletionStage<Optional<Item>> delete(WriteRequest.Delete request) {
        return withConfig(
                request.tableName(),
                config -> encrypted(request, config)
                        .thenCompose(delete -> store.delete((WriteRequest.Delete) delete))
                        .thenCompose(old -> decrypted(old, request.key(), config)));
    }

    @Override
    public CompletionStage<Page> query(QueryRequest request) {
        return withConfig(request.tableName(), config -> {
            TableIndex index = RequestChecks.requireIndex(request.indexName(), config);
            Item asked = askedFor(request.condition(), index, config);
            return store.query(request)
                    .thenCompose(page -> Stages.mapInOrder(page.items(), item -> decryptedStored(item, asked, config))
                            .thenApply(items -> new Page(items, page.lastKey())));
        });
    }

    /** The attributes that every item of the answer must have; by ciphertext, in an index that holds it, none can be told. */
    private static Item askedFor(KeyCondition condition, TableIndex index, CryptoConfig config) {
        Item.Builder asked = Item.builder(2).put(index.partitionKeyName(), condition.partitionKey());
        condition
                .sortRange()
                .filter(range -> range.comparison() == KeyCondition.Comparison.EQUAL)
                .ifPresent(range -> index.sortKeyName().ifPresent(name -> asked.put(name, range.operand())));
        for (String name : index.keyNames()) {
            if (config.attributeActions().action(name) == CryptoAction.ENCRYPT_AND_SIGN) {
                asked.remove(name);
            }
        }
        return asked.build();
    }

    @Override
    public CompletionStage<Page> scan(ScanRequest request) {
        return withConfig(request.tableName(), config -> {
            RequestChecks.requireIndex(request.indexName(), config);
            return store.scan(request)
                    .thenCompose(page -> Stages.mapInOrder(
                                    page.items(), item -> decryptedStored(item, Item.empty(), config))
                            .thenApply(items -> new Page(items, page.lastKey())));
        });
    }

    @Override
    public CompletionStage<BatchGetResult> batchGet(List<GetRequest> requests) {
        return configs(requests.stream().map(GetRequest::tableName).toList()).thenCompose(configs -> {
            requests.forEach(request -> ItemKeys.requireKey(
                    request.key(), configs.get(request.tableName()).table()));
            return store.batchGet(requests).thenCompose(result -> decrypted(result, requests, configs));
        });
    }

    private CompletionStage<BatchGetResult> decrypted(
            BatchGetResult result, List<GetRequest> requests, Map<String, CryptoConfig> configs) {
        Map<ItemId, GetRequest> asked = new HashMap<>();
        requests.forEach(request -> asked.put(new ItemId(request.tableName(), request.key()), request));
        List<GetRequest> unprocessed = result.unprocessed().stream()
                .map(request -> asked.getOrDefault(new ItemId(request.tableName(), request.key()), request))
                .toList();
        List<TableItem> found = new ArrayList<>();
        result.items().forEach((table, items) -> items.forEach(item -> found.add(new TableItem(table, item))));
        return Stages.mapInOrder(found, stored -> {
                    CryptoConfig config = configs.get(stored.tableName());
                    if (config == null) {
                        throw oddAnswer("items of table '" + stored.tableName() + "', which was not asked for");
                    }
                    Item key = ItemKeys.of(stored.item(), config.table());
                    // Each at most once: what comes twice stands in the place of another.
                    if (asked.remove(new ItemId(stored.tableName(), key)) == null) {
                        throw ItemKeys.wrongItem(config.table());
                    }
                    return decryptedStored(stored.item(), key, config)
                            .thenApply(item -> new TableItem(stored.tableName(), item));
                })
                .thenApply(items -> {
                    Map<String, List<Item>> byTable = new HashMap<>();
                    items.forEach(item -> byTable.computeIfAbsent(item.tableName(), name -> new ArrayList<>())
                            .add(item.item()));
                    return new BatchGetResult(byTable, unprocessed);
                });
    }

    @Override
    public CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests) {
        return prepare(requests).thenCompose(this::write);
    }

    /**
     * A write of a batch beside the form in which it is stored. What was not carried out is tried again in that same form,
     * and never encrypted anew: so whichever try takes effect, the item is the same.
     *
     * @param asked as the caller gave it
     * @param encrypted as it is stored
     * @param id which item it is
     */
    record PreparedWrite(WriteRequest asked, WriteRequest encrypted, ItemId id) {}

    /** Tells items of several tables apart. */
    record ItemId(String tableName, Item key) {}

    private record TableItem(String tableName, Item item) {}

    CompletionStage<List<PreparedWrite>> prepare(List<WriteRequest> requests) {
        return configs(requests.stream().map(WriteRequest::tableName).toList())
                .thenCompose(configs -> Stages.mapInOrder(requests, request -> {
                    CryptoConfig config = configs.get(request.tableName());
                    requireBatchable(request, config);
                    ItemId id = new ItemId(request.tableName(), keyOf(request, config));
                    return encrypted(request, config).thenApply(encrypted -> new PreparedWrite(request, encrypted, id));
                }));
    }

    private static void requireBatchable(WriteRequest request, CryptoConfig config) {
        boolean putOrDelete = request instanceof WriteRequest.Put || request instanceof WriteRequest.Delete;
        if (!putOrDelete || !request.condition().clauses().isEmpty()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A batch for table '" + config.table().name()
                            + "' holds something else than puts and deletes without conditions; use a transaction, or single"
                            + " writes");
        }
    }

    /** Writes a batch, and gives what was not carried out as the caller gave it. */
    CompletionStage<List<WriteRequest>> write(List<PreparedWrite> batch) {
        return writePrepared(batch)
                .thenApply(left -> left.stream().map(PreparedWrite::asked).toList());
    }

    CompletionStage<List<PreparedWrite>> writePrepared(List<PreparedWrite> batch) {
        return store.batchWrite(batch.stream().map(PreparedWrite::encrypted).toList())
                .thenApply(unprocessed -> unprocessed.stream()
                        .map(request -> batch.stream()
                                .filter(prepared -> isSame(prepared, request))
                                .findFirst()
                                .orElseThrow(() -> oddAnswer("a write of table '" + request.tableName()
                                        + "' as not carried out that was not in the batch")))
                        .toList());
    }

    private static boolean isSame(PreparedWrite prepared, WriteRequest request) {
        Item given = request instanceof WriteRequest.Put put
                ? put.item()
                : request instanceof WriteRequest.Delete delete ? delete.key() : Item.empty();
        return prepared.id().tableName().equals(request.tableName())
                && prepared.id().key().names().stream()
                        .allMatch(name -> prepared.id().key().attribute(name).equals(given.attribute(name)));
    }

    @Override
    public CompletionStage<List<Optional<Item>>> transactGet(List<GetRequest> requests) {
        return configs(requests.stream().map(GetRequest::tableName).toList()).thenCompose(configs -> {
            requests.forEach(request -> ItemKeys.requireKey(
                    request.key(), configs.get(request.tableName()).table()));
            return store.transactGet(requests).thenCompose(found -> {
                if (found.size() != requests.size()) {
                    throw oddAnswer(found.size() + " items for " + requests.size() + " requests");
                }
                List<Integer> positions = new ArrayList<>();
                for (int i = 0; i < found.size(); i++) {
                    positions.add(i);
                }
                return Stages.mapInOrder(positions, i -> {
                    GetRequest request = requests.get(i);
                    return decrypted(found.get(i), request.key(), configs.get(request.tableName()));
                });
            });
        });
    }

    @Override
    public CompletionStage<Void> transactWrite(List<WriteRequest> requests) {
        return configs(requests.stream().map(WriteRequest::tableName).toList())
                .thenCompose(configs ->
                        Stages.mapInOrder(requests, request -> encrypted(request, configs.get(request.tableName()))))
                .thenCompose(store::transactWrite);
    }

    /** The form in which a write goes to the store. */
    private CompletionStage<WriteRequest> encrypted(WriteRequest request, CryptoConfig config) {
        return Stages.stage(() -> {
            RequestChecks.requireComparable(request.condition(), config);
            if (request instanceof WriteRequest.Put put) {
                ItemKeys.of(put.item(), config.table());
                return encryptor
                        .encryptAsync(put.item(), config, executor)
                        .thenApply(item -> new WriteRequest.Put(put.tableName(), item, put.condition()));
            }
            if (request instanceof WriteRequest.Update update) {
                return done(RequestChecks.requireUnsignedOnly(update, config, reserved));
            }
            ItemKeys.requireKey(keyOf(request, config), config.table());
            return done(request);
        });
    }

    private static StoreException oddAnswer(String what) {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "The store answered with " + what + "; look at the store, which broke its contract");
    }

    private static CompletionStage<WriteRequest> done(WriteRequest request) {
        return CompletableFuture.completedFuture(request);
    }

    private static Item keyOf(WriteRequest request, CryptoConfig config) {
        if (request instanceof WriteRequest.Put put) {
            return ItemKeys.of(put.item(), config.table());
        } else if (request instanceof WriteRequest.Update update) {
            return update.key();
        } else if (request instanceof WriteRequest.Delete delete) {
            return delete.key();
        }
        return ((WriteRequest.Check) request).key();
    }

    private CompletionStage<Optional<Item>> decrypted(Optional<Item> stored, Item key, CryptoConfig config) {
        return stored.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : decryptedStored(stored.get(), key, config).thenApply(Optional::of);
    }

    /** Decrypts an item, of which the attributes in the key must be as they stand there. */
    private CompletionStage<Item> decryptedStored(Item stored, Item key, CryptoConfig config) {
        return encryptor.decryptAsync(stored, config, executor).thenApply(item -> {
            ItemKeys.requireKey(item, key, config.table());
            return item;
        });
    }

    private <T> CompletionStage<T> withConfig(String tableName, Function<CryptoConfig, CompletionStage<T>> work) {
        return tables.configOf(tableName, executor).thenCompose(work);
    }

    private CompletionStage<Map<String, CryptoConfig>> configs(List<String> tableNames) {
        List<String> distinct = tableNames.stream().distinct().toList();
        return Stages.mapInOrder(distinct, name -> tables.configOf(name, executor))
                .thenApply(configs -> {
                    Map<String, CryptoConfig> byName = new HashMap<>();
                    for (int i = 0; i < distinct.size(); i++) {
                        byName.put(distinct.get(i), configs.get(i));
                    }
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
        return new AsyncEncryptedStore(store, tables.only(config), encryptor, reserved, executor);
    }

    AsyncItemStore store() {
        return store;
    }

    TableConfigs tables() {
        return tables;
    }

    ItemEncryptor encryptor() {
        return encryptor;
    }

    ReservedAttributes reserved() {
        return reserved;
    }

    Executor executor() {
        return executor;
    }
}
