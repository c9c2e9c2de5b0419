package dev.itemseal.conformance;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.store.TableMetadataSource;

/** The in-memory store's descriptions of tables fulfil the contract. */
class InMemoryTableMetadataTest extends TableMetadataSourceContract {

    private final InMemoryItemStore store = InMemoryItemStore.create();

    @Override
    protected TableMetadataSource source() {
        return store;
    }
}
