package dev.itemseal.api.store;

/** The port through which tables are described. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface TableMetadataSource {

    /**
     * Describes a table.
     *
     * @param tableName the table's name
     * @return its name and indexes, never null
     * @throws dev.itemseal.api.error.ItemsealException if there is no such table or it can't be described now
     */
    TableInfo describe(String tableName);
}
