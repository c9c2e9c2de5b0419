package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a page of all items of a table or of one of its segments, in no particular order.
 *
 * @param tableName the table
 * @param indexName the secondary index; empty for the table itself
 * @param segment which segment, from 0 on
 * @param segments into how many segments the table is cut, at least 1
 * @param limit the most items on the page, at least 1; empty for as many as fit
 * @param startAfter the key after which the page begins, as {@link Page#lastKey()} gave it; empty for the first page
 * @param consistent whether every write that was answered before must be seen; not on a secondary index
 */
public record ScanRequest(
        String tableName,
        Optional<String> indexName,
        int segment,
        int segments,
        OptionalInt limit,
        Optional<Item> startAfter,
        boolean consistent) {

    /** The most segments that a table is cut into. */
    public static final int MAX_SEGMENTS = 1_000_000;

    /**
     * Makes a request.
     *
     * @param tableName the table
     * @param indexName the secondary index; empty for the table itself
     * @param segment which segment, from 0 on
     * @param segments into how many segments the table is cut, at least 1
     * @param limit the most items on the page, at least 1; empty for as many as fit
     * @param startAfter the key after which the page begins; empty for the first page
     * @param consistent whether every write that was answered before must be seen
     * @throws IllegalArgumentException if the limit or a segment is out of range
     */
    public ScanRequest {
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(indexName, "indexName");
        Objects.requireNonNull(startAfter, "startAfter");
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("a page has room for at least one item");
        }
        if (segments < 1 || segments > MAX_SEGMENTS || segment < 0 || segment >= segments) {
            throw new IllegalArgumentException("segment " + segment + " of " + segments + " does not exist");
        }
    }

    /**
     * Makes the request for the first page of a whole table.
     *
     * @param tableName the table
     * @return the request
     */
    public static ScanRequest of(String tableName) {
        return new ScanRequest(tableName, Optional.empty(), 0, 1, OptionalInt.empty(), Optional.empty(), false);
    }

    /**
     * Asks an index.
     *
     * @param name the secondary index
     * @return a request to it
     */
    public ScanRequest index(String name) {
        return new ScanRequest(tableName, Optional.of(name), segment, segments, limit, startAfter, consistent);
    }

    /**
     * Asks for one segment.
     *
     * @param number which segment, from 0 on
     * @param of into how many segments the table is cut
     * @return a request for it
     * @throws IllegalArgumentException if there is no such segment
     */
    public ScanRequest segment(int number, int of) {
        return new ScanRequest(tableName, indexName, number, of, limit, startAfter, consistent);
    }

    /**
     * Bounds the page.
     *
     * @param most the most items on it, at least 1
     * @return a request with the bound
     * @throws IllegalArgumentException if it is less than 1
     */
    public ScanRequest limit(int most) {
        return new ScanRequest(tableName, indexName, segment, segments, OptionalInt.of(most), startAfter, consistent);
    }

    /**
     * Asks for the page after a key.
     *
     * @param key as {@link Page#lastKey()} gave it
     * @return a request for that page
     */
    public ScanRequest startAfter(Item key) {
        return new ScanRequest(tableName, indexName, segment, segments, limit, Optional.of(key), consistent);
    }

    /** {@return a request that sees every write that was answered before} */
    public ScanRequest consistently() {
        return new ScanRequest(tableName, indexName, segment, segments, limit, startAfter, true);
    }
}
