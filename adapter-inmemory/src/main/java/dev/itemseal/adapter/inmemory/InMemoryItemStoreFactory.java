package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.plugin.ItemStoreFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import java.util.Set;

/** Makes an {@link InMemoryItemStore} without tables, under the id {@code inmemory}. It has no settings. */
public final class InMemoryItemStoreFactory implements ItemStoreFactory {

    /** Makes the factory. */
    public InMemoryItemStoreFactory() {}

    @Override
    public String id() {
        return "inmemory";
    }

    @Override
    public ItemStore create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of());
        return InMemoryItemStore.create();
    }
}
