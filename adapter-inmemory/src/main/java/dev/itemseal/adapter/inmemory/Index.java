package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The rows of a table or of a secondary index, in the order of their keys. For one thread at a time. */
final class Index {

    private static final int MAX_PAGE_BYTES = 1024 * 1024;
    private static final long HASHES = 1L << Integer.SIZE;

    private final IndexKeys keys;
    private final NavigableMap<RowKey, Row> rows = new TreeMap<>();

    Index(IndexKeys keys) {
        this.keys = keys;
    }

    IndexKeys keys() {
        return keys;
    }

    Optional<Item> get(RowKey key) {
        return Optional.ofNullable(rows.get(key)).map(Row::item);
    }

    void put(RowKey key, Item item) {
        rows.put(key, new Row(item, ItemSize.of(item)));
    }

    void remove(RowKey key) {
        rows.remove(key);
    }

    void clear() {
        rows.clear();
    }

    List<Item> itemsByKey() {
        NavigableMap<RowKey, Row> sorted = new TreeMap<>(RowKey.BY_VALUES);
        sorted.putAll(rows);
        return sorted.values().stream().map(Row::item).toList();
    }

    Page query(QueryRequest request) {
        IndexKeys.Range range = keys.range(request.condition());
        return page(range, request.startAfter(), request.descending(), request.limit());
    }

    /** A segment is a range of hashes, so that each partition is in exactly one. */
    Page scan(ScanRequest request) {
        long first = ceilDiv(request.segment() * HASHES, request.segments());
        long last = ceilDiv((request.segment() + 1) * HASHES, request.segments()) - 1;
        IndexKeys.Range range = new IndexKeys.Range(RowKey.beforeHash((int) first), RowKey.afterHash((int) last));
        return page(range, request.startAfter(), false, request.limit());
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    private Page page(IndexKeys.Range range, Optional<Item> startAfter, boolean descending, OptionalInt limit) {
        RowKey from = range.from();
        RowKey to = range.to();
        if (startAfter.isPresent()) {
            RowKey start = keys.placeNamed(startAfter.get());
            if (!range.holds(start)) {
                throw Refusals.invalid(
                        "A page of " + keys.where() + " shall begin after a key that the request does not"
                                + " find itself; give the last key of a page of the same request");
            }
            from = descending ? from : start;
            to = descending ? start : to;
        }
        NavigableMap<RowKey, Row> found = rows.subMap(from, false, to, false);
        return page(descending ? found.descendingMap() : found, limit);
    }

    /** As in DynamoDB, a page that has reached the limit has a last key even if nothing comes after it. */
    private Page page(NavigableMap<RowKey, Row> found, OptionalInt limit) {
        List<Item> items = new ArrayList<>();
        int size = 0;
        for (Row row : found.values()) {
            size += row.sizeBytes();
            if (size > MAX_PAGE_BYTES) {
                return pageWithMore(items);
            }
            items.add(row.item());
            if (items.size() == limit.orElse(Integer.MAX_VALUE)) {
                return pageWithMore(items);
            }
        }
        return new Page(items, Optional.empty());
    }

    private Page pageWithMore(List<Item> items) {
        return new Page(items, Optional.of(keys.keyAttributes(items.get(items.size() - 1))));
    }

    /**
     * What an index holds of an item.
     *
     * @param item the item, or what is projected of it
     * @param sizeBytes its size as DynamoDB counts it
     */
    private record Row(Item item, int sizeBytes) {}
}
