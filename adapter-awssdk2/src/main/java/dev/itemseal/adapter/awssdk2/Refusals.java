package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;

/** What {@link OperationGroup#REFUSED} fails with. */
final class Refusals {

    private Refusals() {}

    static StoreException statements() {
        return new StoreException(
                Reason.UNSAFE_OPERATION,
                "An encrypted client runs no PartiQL statements, since it would neither encrypt what they write nor decrypt"
                        + " what they read; use the operations on items (putItem, query, transactWriteItems and so on), and for"
                        + " tables that are not encrypted the SDK's own client");
    }

    static StoreException vectorSearch(String tableName) {
        return ClientTables.unsafe(
                tableName,
                "a vector search would give parts of items that can't be verified, and finds nothing by what is encrypted;"
                        + " query or scan instead");
    }
}
