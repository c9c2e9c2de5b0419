package dev.itemseal.api.plugin;

import dev.itemseal.api.store.ItemStore;

/**
 * The service through which stores come from configuration. An implementation has a public constructor without arguments
 * and is declared twice: in {@code module-info} with {@code provides}, and in {@code META-INF/services} for the class
 * path.
 */
public interface ItemStoreFactory {

    /** {@return the id by which configurations name this store, such as {@code inmemory}; constant, not empty} */
    String id();

    /**
     * Makes a store. One that can describe or create tables implements
     * {@link dev.itemseal.api.store.TableMetadataSource} or {@link dev.itemseal.api.store.TableAdministration} as well.
     *
     * @param settings the store's own settings; one that the factory does not know is refused
     * @param plugins where nested plugins come from
     * @return the store, never null
     * @throws dev.itemseal.api.error.ConfigurationException if a setting is missing or wrong, naming it
     */
    ItemStore create(Settings settings, PluginContext plugins);
}
