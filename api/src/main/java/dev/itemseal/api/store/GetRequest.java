package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.Objects;

/**
 * Asks for one item.
 *
 * @param tableName the table
 * @param key the key attributes, all of them and no others
 * @param consistent whether every write that was answered before must be seen
 */
public record GetRequest(String tableName, Item key, boolean consistent) {

    /**
     * Makes a request.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @param consistent whether every write that was answered before must be seen
     */
    public GetRequest {
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(key, "key");
    }

    /**
     * Makes a request that need not be consistent.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @return the request
     */
    public static GetRequest of(String tableName, Item key) {
        return new GetRequest(tableName, key, false);
    }
}
