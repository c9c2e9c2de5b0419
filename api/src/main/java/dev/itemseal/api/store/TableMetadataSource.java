package dev.itemseal.api.store;

/** The port through which tables are described. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface TableMetadataSource {

    /**
     * Describes a table.
     *
     * @param tableName the table's name
     * @return its name and indexes, never null
     * @throws dev.itemseal.api.error.StoreException with {@code TABLE_NOT_FOUND} if there is no such table, or with
     *     {@code STORE_UNAVAILABLE} if it can't be described now
     */
    TableInfo describe(String tableName);
}
