package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A table whose items are encrypted: takes and gives plaintext items. Safe for use by several threads.
 *
 * <p>No method throws or blocks. Stages complete exceptionally with an {@link dev.itemseal.api.error.ItemsealException}:
 * what {@link dev.itemseal.api.store.ItemStore} and {@link dev.itemseal.api.ItemEncryptor} throw, {@code UNSAFE_OPERATION}
 * for what an encrypted table can't do, and {@code WRONG_ITEM} if the store gave another item than the one asked for.
 */
public final class AsyncEncryptedTable {

    private final AsyncEncryptedStore store;
    private final String name;
    private final RetryPolicy retries;

    AsyncEncryptedTable(AsyncEncryptedStore store, String name, RetryPolicy retries) {
        this.store = Objects.requireNonNull(store, "store");
        this.name = Objects.requireNonNull(name, "name");
        this.retries = Objects.requireNonNull(retries, "retries");
    }

    /** {@return the table's name} */
    public String name() {
        return name;
    }

    /**
     * Describes the table; the store is asked the first time.
     *
     * @return completes with the table's keys and indexes
     */
    public CompletionStage<TableInfo> info() {
        return config().thenApply(CryptoConfig::table);
    }

    /** Lets the table be described anew when it is used next, for example after an index was added. */
    public void refresh() {
        store.tables().refresh(name);
    }

    /**
     * Uses another configuration: other actions, keys or table name override.
     *
     * @param config a configuration for this very table
     * @return the same table, for calls with this configuration
     * @throws dev.itemseal.api.error.ConfigurationException with {@code INVALID_SETTING} if it is for another table
     */
    public AsyncEncryptedTable with(CryptoConfig config) {
        return new AsyncEncryptedTable(store.with(config, name), name, retries);
    }

    /**
     * Gets an item.
     *
     * @param key the key attributes, all of them and no others
     * @return completes with the item, or with empty if there is none
     */
    public CompletionStage<Optional<Item>> get(Item key) {
        return store.get(GetRequest.of(name, key));
    }

    /**
     * Gets an item as every write that was answered before has left it.
     *
     * @param key the key attributes, all of them and no others
     * @return completes with the item, or with empty if there is none
     */
    public CompletionStage<Optional<Item>> getConsistently(Item key) {
        return store.get(new GetRequest(name, key, true));
    }

    /**
     * Puts an item in the place of whatever is there under its key.
     *
     * @param item the item
     * @return completes with the item whose place it took, or with empty if there was none
     */
    public CompletionStage<Optional<Item>> put(Item item) {
        return put(item, WriteCondition.always());
    }

    /**
     * Puts an item, under a condition.
     *
     * @param item the item
     * @param condition what must hold of the item that is there; compares no encrypted attribute
     * @return completes with the item whose place it took, or with empty if there was none
     */
    public CompletionStage<Optional<Item>> put(Item item, WriteCondition condition) {
        return store.put(new WriteRequest.Put(name, item, condition));
    }

    /**
     * Deletes an item; that none is there is no error.
     *
     * @param key the key attributes, all of them and no others
     * @return completes with the item that was deleted, or with empty if there was none
     */
    public CompletionStage<Optional<Item>> delete(Item key) {
        return delete(key, WriteCondition.always());
    }

    /**
     * Deletes an item, under a condition.
     *
     * @param key the key attributes, all of them and no others
     * @param condition what must hold of the item that is there; compares no encrypted attribute
     * @return completes with the item that was deleted, or with empty if there was none
     */
    public CompletionStage<Optional<Item>> delete(Item key, WriteCondition condition) {
        return store.delete(new WriteRequest.Delete(name, key, condition));
    }

    /**
     * Changes an item without losing anybody's write: reads and verifies it, lets the caller change it, and writes it back
     * unless somebody else did so meanwhile; then all of it is done again. Attributes that are not signed and that the
     * caller leaves alone are not touched, so that others may update them directly.
     *
     * @param key the key attributes, all of them and no others
     * @param change makes the new item of the present one, with the same key; may be called several times, and must not
     *     block for long
     * @return completes with the item as it is now, or with empty if there was none, and then nothing is written;
     *     exceptionally with {@code CONDITION_FAILED} if others were faster each time, or with {@code INVALID_REQUEST} if
     *     the key was changed, and then nothing is written either; or with {@code STORE_UNAVAILABLE}, which is not
     *     retryable, if the answer to a write was lost and nobody can tell what became of it: its cause is why, what failed
     *     in finding out is suppressed in it, and the change was made once, will be yet, or never
     */
    public CompletionStage<Optional<Item>> update(Item key, UnaryOperator<Item> change) {
        Objects.requireNonNull(change, "change");
        return config().thenCompose(
                        config -> new ManagedUpdate(store.store(), store.crypto(config), key, change, retries).run());
    }

    /**
     * Finds items by key.
     *
     * @param request which ones, of this table
     * @return completes with a page of them
     */
    public CompletionStage<Page> query(QueryRequest request) {
        return Stages.stage(() -> {
            requireThis(request.tableName());
            return store.query(request);
        });
    }

    /**
     * Goes through the table.
     *
     * @param request which part of it
     * @return completes with a page of items
     */
    public CompletionStage<Page> scan(ScanRequest request) {
        return Stages.stage(() -> {
            requireThis(request.tableName());
            return store.scan(request);
        });
    }

    /**
     * Visits the pages that a query finds, one after the other.
     *
     * @param first the request for the first page
     * @param visitor takes a page, and completes with whether it wants the next one
     * @return completes when the last page was visited or the visitor wanted no more
     */
    public CompletionStage<Void> eachPage(QueryRequest first, Function<Page, CompletionStage<Boolean>> visitor) {
        return visit(key -> query(key.map(first::startAfter).orElse(first)), visitor);
    }

    /**
     * Visits the pages of a scan, one after the other.
     *
     * @param first the request for the first page
     * @param visitor takes a page, and completes with whether it wants the next one
     * @return completes when the last page was visited or the visitor wanted no more
     */
    public CompletionStage<Void> eachPage(ScanRequest first, Function<Page, CompletionStage<Boolean>> visitor) {
        return visit(key -> scan(key.map(first::startAfter).orElse(first)), visitor);
    }

    /** Where a walk over pages stands: before the first page, or after a key, or at the end. */
    private record Walk(Optional<Item> after, boolean ended) {}

    private static CompletionStage<Void> visit(
            Function<Optional<Item>, CompletionStage<Page>> ask, Function<Page, CompletionStage<Boolean>> visitor) {
        return Stages.repeat(
                        new Walk(Optional.empty(), false),
                        Walk::ended,
                        walk -> ask.apply(walk.after())
                                .thenCompose(page -> visitor.apply(page)
                                        .thenApply(more -> new Walk(
                                                page.lastKey(),
                                                !more || page.lastKey().isEmpty()))))
                .thenApply(ended -> null);
    }

    /**
     * Gets several items.
     *
     * @param keys their keys, each once, at most 100
     * @return completes with those that were found, and the requests that were not looked at
     */
    public CompletionStage<BatchGetResult> batchGet(List<Item> keys) {
        return store.batchGet(keys.stream().map(key -> GetRequest.of(name, key)).toList());
    }

    /**
     * Puts and deletes several items, each by itself.
     *
     * @param requests puts and deletes of this table without conditions, each key once, at most 25
     * @return completes with the requests that were not carried out, exactly as they were given
     */
    public CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests) {
        return Stages.stage(() -> {
            requests.forEach(request -> requireThis(request.tableName()));
            return store.batchWrite(requests);
        });
    }

    /**
     * Puts and deletes any number of items, in batches, and tries what was not carried out again, in the very form in which
     * it was tried before.
     *
     * @param requests puts and deletes of this table without conditions; of several for one key, the last one counts
     * @return completes with the requests that were not carried out in all tries, exactly as they were given
     */
    public CompletionStage<List<WriteRequest>> writeAll(List<WriteRequest> requests) {
        return Stages.stage(() -> {
            requests.forEach(request -> requireThis(request.tableName()));
            return new BulkWrite(store, retries).run(requests);
        });
    }

    /**
     * Gets several items as they are at one moment.
     *
     * @param keys their keys, at most 100
     * @return completes with, for each key in order, the item, or empty if there is none
     */
    public CompletionStage<List<Optional<Item>>> transactGet(List<Item> keys) {
        return store.transactGet(
                keys.stream().map(key -> GetRequest.of(name, key)).toList());
    }

    /**
     * Writes several items, all or none.
     *
     * @param requests what to write, of this table, each key once, at most 100
     * @return completes when all are written
     */
    public CompletionStage<Void> transactWrite(List<WriteRequest> requests) {
        return Stages.stage(() -> {
            requests.forEach(request -> requireThis(request.tableName()));
            return store.transactWrite(requests);
        });
    }

    private void requireThis(String tableName) {
        if (!tableName.equals(name)) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A request for table '" + tableName + "' was given to table '" + name
                            + "'; give it to its own table, or use a resource for several tables");
        }
    }

    /** The store behind, for what needs keys alone and must not stumble over damaged items. */
    AsyncItemStore storeBehind() {
        return store.store();
    }

    /** How the table's items are encrypted. */
    CompletionStage<CryptoConfig> config() {
        return store.tables().configOf(name, store.executor());
    }
}
