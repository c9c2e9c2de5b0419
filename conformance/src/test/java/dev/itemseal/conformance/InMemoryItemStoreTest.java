package dev.itemseal.conformance;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.store.ItemStore;

/** The in-memory store fulfils the contract. */
class InMemoryItemStoreTest extends ItemStoreContract {

    private final InMemoryItemStore store = InMemoryItemStore.create();

    @Override
    protected ItemStore store() {
        return store;
    }
}
