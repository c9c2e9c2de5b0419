package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for a page of the items that a key condition finds, in the order of their sort keys.
 *
 * @param tableName the table
 * @param indexName the secondary index; empty for the table itself
 * @param condition which items
 * @param descending whether the largest sort key comes first
 * @param limit the most items on the page, at least 1; empty for as many as fit
 * @param startAfter the key after which the page begins, as {@link Page#lastKey()} gave it; empty for the first page
 * @param consistent whether every write that was answered before must be seen; not on a secondary index
 */
public record QueryRequest(
        String tableName,
        Optional<String> indexName,
        KeyCondition condition,
        boolean descending,
        OptionalInt limit,
        Optional<Item> startAfter,
        boolean consistent) {

    /**
     * Makes a request.
     *
     * @param tableName the table
     * @param indexName the secondary index; empty for the table itself
     * @param condition which items
     * @param descending whether the largest sort key comes first
     * @param limit the most items on the page, at least 1; empty for as many as fit
     * @param startAfter the key after which the page begins; empty for the first page
     * @param consistent whether every write that was answered before must be seen
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public QueryRequest {
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(indexName, "indexName");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(startAfter, "startAfter");
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("a page has room for at least one item");
        }
    }

    /**
     * Makes the request for the first page of a table's items, in ascending order.
     *
     * @param tableName the table
     * @param condition which items
     * @return the request
     */
    public static QueryRequest of(String tableName, KeyCondition condition) {
        return new QueryRequest(
                tableName, Optional.empty(), condition, false, OptionalInt.empty(), Optional.empty(), false);
    }

    /**
     * Asks an index.
     *
     * @param name the secondary index
     * @return a request to it
     */
    public QueryRequest index(String name) {
        return new QueryRequest(tableName, Optional.of(name), condition, descending, limit, startAfter, consistent);
    }

    /** {@return a request for the largest sort key first} */
    public QueryRequest inDescendingOrder() {
        return new QueryRequest(tableName, indexName, condition, true, limit, startAfter, consistent);
    }

    /**
     * Bounds the page.
     *
     * @param most the most items on it, at least 1
     * @return a request with the bound
     * @throws IllegalArgumentException if it is less than 1
     */
    public QueryRequest limit(int most) {
        return new QueryRequest(
                tableName, indexName, condition, descending, OptionalInt.of(most), startAfter, consistent);
    }

    /**
     * Asks for the page after a key.
     *
     * @param key as {@link Page#lastKey()} gave it
     * @return a request for that page
     */
    public QueryRequest startAfter(Item key) {
        return new QueryRequest(tableName, indexName, condition, descending, limit, Optional.of(key), consistent);
    }

    /** {@return a request that sees every write that was answered before} */
    public QueryRequest consistently() {
        return new QueryRequest(tableName, indexName, condition, descending, limit, startAfter, true);
    }
}
