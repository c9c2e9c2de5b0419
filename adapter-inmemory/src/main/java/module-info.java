import dev.itemseal.adapter.inmemory.InMemoryItemStoreFactory;
import dev.itemseal.api.plugin.ItemStoreFactory;

/**
 * Tables in memory, with DynamoDB's rules: {@link dev.itemseal.adapter.inmemory.InMemoryItemStore}, for tests and for
 * whoever needs no server.
 */
module dev.itemseal.adapter.inmemory {
    requires transitive dev.itemseal.api;
    requires static org.jspecify;

    exports dev.itemseal.adapter.inmemory;

    provides ItemStoreFactory with
            InMemoryItemStoreFactory;
}
