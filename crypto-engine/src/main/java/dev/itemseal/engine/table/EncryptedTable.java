package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose items are encrypted: takes and gives plaintext items. Safe for use by several threads.
 *
 * <p>Each method does what the method of the same name of {@link AsyncEncryptedTable} does, waits for it, and throws what
 * it completes exceptionally with.
 */
public final class EncryptedTable {

    private final AsyncEncryptedTable table;

    /**
     * Makes the synchronous form.
     *
     * @param table what does the work
     */
    public EncryptedTable(AsyncEncryptedTable table) {
        this.table = Objects.requireNonNull(table, "table");
    }

    /** {@return the table's name} */
    public String name() {
        return table.name();
    }

    /** {@return the table's keys and indexes; the store is asked the first time} */
    public TableInfo info() {
        return Stages.join(table.info());
    }

    /** Lets the table be described anew when it is used next, for example after an index was added. */
    public void refresh() {
        table.refresh();
    }

    /**
     * Uses another configuration: other actions, keys or table name override.
     *
     * @param config a configuration for this very table
     * @return the same table, for calls with this configuration
     * @throws dev.itemseal.api.error.ConfigurationException with {@code INVALID_SETTING} if it is for another table
     */
    public EncryptedTable with(CryptoConfig config) {
        return new EncryptedTable(table.with(config));
    }

    /**
     * Gets an item.
     *
     * @param key the key attributes, all of them and no others
     * @return the item, or empty if there is none
     */
    public Optional<Item> get(Item key) {
        return Stages.join(table.get(key));
    }

    /**
     * Gets an item as every write that was answered before has left it.
     *
     * @param key the key attributes, all of them and no others
     * @return the item, or empty if there is none
     */
    public Optional<Item> getConsistently(Item key) {
        return Stages.join(table.getConsistently(key));
    }

    /**
     * Puts an item in the place of whatever is there under its key.
     *
     * @param item the item
     * @return the item whose place it took, or empty if there was none
     */
    public Optional<Item> put(Item item) {
        return Stages.join(table.put(item));
    }

    /**
     * Puts an item, under a condition.
     *
     * @param item the item
     * @param condition what must hold of the item that is there; compares no encrypted attribute
     * @return the item whose place it took, or empty if there was none
     */
    public Optional<Item> put(Item item, WriteCondition condition) {
        return Stages.join(table.put(item, condition));
    }

    /**
     * Deletes an item; that none is there is no error.
     *
     * @param key the key attributes, all of them and no others
     * @return the item that was deleted, or empty if there was none
     */
    public Optional<Item> delete(Item key) {
        return Stages.join(table.delete(key));
    }

    /**
     * Deletes an item, under a condition.
     *
     * @param key the key attributes, all of them and no others
     * @param condition what must hold of the item that is there; compares no encrypted attribute
     * @return the item that was deleted, or empty if there was none
     */
    public Optional<Item> delete(Item key, WriteCondition condition) {
        return Stages.join(table.delete(key, condition));
    }

    /**
     * Changes an item without losing anybody's write, as {@link AsyncEncryptedTable#update} says.
     *
     * @param key the key attributes, all of them and no others
     * @param change makes the new item of the present one, with the same key; may be called several times
     * @return the item as it is now, or empty if there was none, and then nothing is written
     */
    public Optional<Item> update(Item key, UnaryOperator<Item> change) {
        return Stages.join(table.update(key, change));
    }

    /**
     * Finds items by key.
     *
     * @param request which ones, of this table
     * @return a page of them
     */
    public Page query(QueryRequest request) {
        return Stages.join(table.query(request));
    }

    /**
     * Goes through the table.
     *
     * @param request which part of it
     * @return a page of items
     */
    public Page scan(ScanRequest request) {
        return Stages.join(table.scan(request));
    }

    /**
     * Finds items by key, page after page as the stream is read.
     *
     * @param first which ones, of this table; a limit bounds pages, not the stream
     * @return the items; no page is asked for once the stream is closed
     */
    public Stream<Item> items(QueryRequest first) {
        return new Pages(key -> query(key.map(first::startAfter).orElse(first))).items();
    }

    /**
     * Goes through the table, page after page as the stream is read.
     *
     * @param first which part of it; a limit bounds pages, not the stream
     * @return the items; no page is asked for once the stream is closed
     */
    public Stream<Item> items(ScanRequest first) {
        return new Pages(key -> scan(key.map(first::startAfter).orElse(first))).items();
    }

    /**
     * Goes through the whole table in segments, several at a time.
     *
     * @param segments how many segments, at least 1
     * @return the items, in no particular order, as a parallel stream; no page is asked for once it is closed
     * @throws IllegalArgumentException if there are to be less than one or too many segments
     */
    public Stream<Item> itemsOfSegments(int segments) {
        List<Pages> parts = IntStream.range(0, segments)
                .mapToObj(segment -> ScanRequest.of(name()).segment(segment, segments))
                .map(first -> new Pages(key -> scan(key.map(first::startAfter).orElse(first))))
                .toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a table is cut into at least one segment");
        }
        return parts.parallelStream().flatMap(Pages::items).onClose(() -> parts.forEach(Pages::close));
    }

    /**
     * Gets several items.
     *
     * @param keys their keys, each once, at most 100
     * @return those that were found, and the requests that were not looked at
     */
    public BatchGetResult batchGet(List<Item> keys) {
        return Stages.join(table.batchGet(keys));
    }

    /**
     * Puts and deletes several items, each by itself.
     *
     * @param requests puts and deletes of this table without conditions, each key once, at most 25
     * @return the requests that were not carried out, exactly as they were given
     */
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return Stages.join(table.batchWrite(requests));
    }

    /** {@return a writer that gathers writes into batches, for one thread; to be closed} */
    public BatchWriter batchWriter() {
        return new BatchWriter(table);
    }

    /**
     * Gets several items as they are at one moment.
     *
     * @param keys their keys, at most 100
     * @return for each key, in order, the item, or empty if there is none
     */
    public List<Optional<Item>> transactGet(List<Item> keys) {
        return Stages.join(table.transactGet(keys));
    }

    /**
     * Writes several items, all or none.
     *
     * @param requests what to write, of this table, each key once, at most 100
     */
    public void transactWrite(List<WriteRequest> requests) {
        Stages.join(table.transactWrite(requests));
    }

    /** What is there, as it is stored and unverified: for what needs keys alone and must not stumble over damaged items. */
    Optional<Item> stored(Item key) {
        return Stages.join(table.storeBehind().get(new GetRequest(name(), key, true)));
    }

    /** As {@link #items(QueryRequest)}, but as stored and unverified. */
    Stream<Item> stored(QueryRequest first) {
        return new Pages(key -> Stages.join(
                        table.storeBehind().query(key.map(first::startAfter).orElse(first))))
                .items();
    }

    /** How the table's items are encrypted. */
    CryptoConfig config() {
        return Stages.join(table.config());
    }
}
