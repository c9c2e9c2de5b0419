package dev.itemseal.api.store;

import java.util.Set;

/** The port through which tables are made, where a store can. Implementations are safe for use by several threads. */
public interface TableAdministration {

    /**
     * Creates a table, and waits until it can be used.
     *
     * @param definition the table
     * @return whether this call created it; false if a table of that name was there already, whatever its indexes
     * @throws dev.itemseal.api.error.StoreException if the store refuses or fails
     */
    boolean createTable(TableDefinition definition);

    /**
     * Lists the tables.
     *
     * @return their names, never null
     * @throws dev.itemseal.api.error.StoreException if the store refuses or fails
     */
    Set<String> listTables();
}
