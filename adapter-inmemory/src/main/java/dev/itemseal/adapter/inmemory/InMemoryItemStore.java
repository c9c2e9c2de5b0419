package dev.itemseal.adapter.inmemory;

import dev.itemseal.adapter.inmemory.Faults.Operation;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Tables in memory that behave as DynamoDB does, where a caller would notice. Safe for use by several threads.
 *
 * <p>The rules of DynamoDB that hold here: types and sizes of keys (2,048 and 1,024 bytes, not empty), items of at most
 * 400 KB by its own count, nesting of at most 32 levels, no empty sets, numbers of at most 38 digits, which come back in
 * canonical notation; the order of sort keys; pages of at most 1 MB; secondary indexes, sparse and projected; the limits of
 * batches and transactions, and their refusal of one item twice. Every read is consistent, except that a secondary index is
 * not asked to be; every index follows at once. Like a real table, a scan goes through partitions in no order that means
 * something, and segments cut by partition. A batch get leaves unprocessed what exceeds 16 MB.
 *
 * <p>Unlike DynamoDB, names of tables and indexes are free, throughput is unlimited, and transactions never conflict; what a
 * real store does at times can be asked for with {@link #withFaults}.
 */
public final class InMemoryItemStore implements ItemStore, TableMetadataSource, TableAdministration {

    private static final int MAX_BATCH_GET_BYTES = 16 * 1024 * 1024;
    private static final int MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

    /** Also the lock for everything in it. */
    private final Map<String, Table> tables;

    private final Faults faults;

    private InMemoryItemStore(Map<String, Table> tables, Faults faults) {
        this.tables = tables;
        this.faults = faults;
    }

    /**
     * Makes a store without tables.
     *
     * @return the store
     */
    public static InMemoryItemStore create() {
        return new InMemoryItemStore(new TreeMap<>(), new Faults() {});
    }

    /**
     * Gives another way to the same tables, on which faults happen; this one stays as it is.
     *
     * @param faults what happens to requests, in place of this store's own faults
     * @return a store with the same tables
     */
    public InMemoryItemStore withFaults(Faults faults) {
        return new InMemoryItemStore(tables, faults);
    }

    @Override
    public boolean createTable(TableDefinition definition) {
        synchronized (tables) {
            return tables.putIfAbsent(definition.table().name(), new Table(definition)) == null;
        }
    }

    @Override
    public Set<String> listTables() {
        synchronized (tables) {
            return new TreeSet<>(tables.keySet());
        }
    }

    @Override
    public TableInfo describe(String tableName) {
        return definition(tableName).table();
    }

    /**
     * Gives the definition of a table.
     *
     * @param tableName the table
     * @return the definition that it was created with
     * @throws StoreException with {@code TABLE_NOT_FOUND} if there is no such table
     */
    public TableDefinition definition(String tableName) {
        return locked(() -> table(tableName).definition());
    }

    /**
     * Gives everything that a table holds, to be stored elsewhere.
     *
     * @param tableName the table
     * @return its items as they are at one moment, in the order of their keys, immutable
     * @throws StoreException with {@code TABLE_NOT_FOUND} if there is no such table
     */
    public List<Item> items(String tableName) {
        return locked(() -> table(tableName).itemsByKey());
    }

    /**
     * Replaces everything that a table holds.
     *
     * @param tableName the table
     * @param items its new items, each key once
     * @throws StoreException with {@code TABLE_NOT_FOUND} if there is no such table, or, leaving the table as it was, with
     *     {@code INVALID_REQUEST} or {@code STORE_LIMIT} if it can't hold an item
     */
    public void load(String tableName, List<Item> items) {
        locked(() -> {
            table(tableName).load(items);
            return tableName;
        });
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return performed(Operation.GET, List.of(request), () -> read(request));
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return performed(Operation.PUT, List.of(request), () -> write(request));
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return performed(Operation.UPDATE, List.of(request), () -> write(request));
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return performed(Operation.DELETE, List.of(request), () -> write(request));
    }

    @Override
    public Page query(QueryRequest request) {
        return performed(
                Operation.QUERY,
                List.of(request),
                () -> locked(() -> table(request.tableName()).query(request)));
    }

    @Override
    public Page scan(ScanRequest request) {
        return performed(
                Operation.SCAN,
                List.of(request),
                () -> locked(() -> table(request.tableName()).scan(request)));
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        List<GetRequest> batch = List.copyOf(requests);
        return performed(Operation.BATCH_GET, batch, () -> {
            locked(() -> RequestLists.places("A batch", batch, MAX_BATCH_GETS, this::place));
            Set<Integer> left = faults.unprocessed(Operation.BATCH_GET, batch);
            Map<String, List<Item>> found = new LinkedHashMap<>();
            List<GetRequest> unprocessed = new ArrayList<>();
            int size = 0;
            for (int i = 0; i < batch.size(); i++) {
                GetRequest request = batch.get(i);
                Optional<Item> item = left.contains(i) ? Optional.empty() : read(request);
                size += item.map(ItemSize::of).orElse(0);
                if (left.contains(i) || size > MAX_BATCH_GET_BYTES) {
                    unprocessed.add(request);
                } else {
                    item.ifPresent(it -> found.computeIfAbsent(request.tableName(), name -> new ArrayList<>())
                            .add(it));
                }
            }
            return new BatchGetResult(found, unprocessed);
        });
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        List<WriteRequest> batch = List.copyOf(requests);
        return performed(Operation.BATCH_WRITE, batch, () -> {
            RequestLists.requireUnconditionalPutsAndDeletes(batch);
            locked(() -> RequestLists.places("A batch", batch, MAX_BATCH_WRITES, this::place));
            Set<Integer> left = faults.unprocessed(Operation.BATCH_WRITE, batch);
            List<WriteRequest> unprocessed = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (left.contains(i)) {
                    unprocessed.add(batch.get(i));
                } else {
                    write(batch.get(i));
                }
            }
            return List.copyOf(unprocessed);
        });
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        List<GetRequest> transaction = List.copyOf(requests);
        return performed(
                Operation.TRANSACT_GET,
                transaction,
                () -> locked(() -> {
                    RequestLists.places("A transaction", transaction, MAX_TRANSACTION_REQUESTS, this::place);
                    List<Optional<Item>> items =
                            transaction.stream().map(this::read).toList();
                    requireFits(items);
                    return items;
                }));
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        List<WriteRequest> transaction = List.copyOf(requests);
        performed(
                Operation.TRANSACT_WRITE,
                transaction,
                () -> locked(() -> {
                    RequestLists.places("A transaction", transaction, MAX_TRANSACTION_REQUESTS, this::place);
                    List<Table.Write> writes =
                            transaction.stream().map(this::planned).toList();
                    List<Integer> failed = new ArrayList<>();
                    for (int i = 0; i < writes.size(); i++) {
                        if (!writes.get(i).conditionHolds()) {
                            failed.add(i);
                        }
                    }
                    if (!failed.isEmpty()) {
                        throw new StoreException(
                                "A transaction was cancelled, since the conditions of its requests " + failed
                                        + " (from 0 on) do not hold; read the items again and decide anew",
                                failed,
                                false);
                    }
                    requireFits(writes.stream().map(Table.Write::after).toList());
                    writes.forEach(write -> write.table().perform(write));
                    return transaction;
                }));
    }

    private static void requireFits(List<Optional<Item>> items) {
        long size = items.stream()
                .mapToLong(item -> item.map(ItemSize::of).orElse(0))
                .sum();
        if (size > MAX_TRANSACTION_BYTES) {
            throw Refusals.limit("The items of a transaction have more than " + MAX_TRANSACTION_BYTES
                    + " bytes together; cut it into several");
        }
    }

    private Optional<Item> read(GetRequest request) {
        return locked(() -> {
            Table table = table(request.tableName());
            return table.get(table.place(request.key()));
        });
    }

    private Optional<Item> write(WriteRequest request) {
        return locked(() -> {
            Table.Write write = planned(request);
            if (!write.conditionHolds()) {
                throw new StoreException(
                        Reason.CONDITION_FAILED,
                        "A write to table '" + request.tableName()
                                + "' did not happen, since its condition does not hold; read the item again and decide anew");
            }
            write.table().perform(write);
            return write.before();
        });
    }

    private Table.Write planned(WriteRequest request) {
        return table(request.tableName()).plan(request);
    }

    private RequestLists.Place place(GetRequest request) {
        return new RequestLists.Place(
                request.tableName(), table(request.tableName()).place(request.key()));
    }

    private RequestLists.Place place(WriteRequest request) {
        return new RequestLists.Place(request.tableName(), planned(request).key());
    }

    private Table table(String tableName) {
        Table table = tables.get(tableName);
        if (table == null) {
            throw new StoreException(
                    Reason.TABLE_NOT_FOUND,
                    "There is no table '" + tableName + "' in memory; there are " + tables.keySet()
                            + ": create it or correct the name");
        }
        return table;
    }

    private <T> T locked(Supplier<T> action) {
        synchronized (tables) {
            return action.get();
        }
    }

    /** Without the lock, so that faults may use the store. */
    private <T> T performed(Operation operation, List<?> requests, Supplier<T> action) {
        faults.before(operation, requests);
        T answer = action.get();
        faults.after(operation, requests);
        return answer;
    }
}
