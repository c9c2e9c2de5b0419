package dev.itemseal.api.plugin;

import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.ItemStore;

/** What a factory gets to build on: the plugins that its own settings name. */
public interface PluginContext {

    /**
     * Makes a nested materials provider.
     *
     * @param settings the settings whose {@link Settings#id()} names the provider
     * @return the provider, never null
     * @throws dev.itemseal.api.error.ConfigurationException if no or more than one plugin has that id, or its settings
     *     are wrong
     * @throws dev.itemseal.api.error.PluginException if the plugin broke its contract
     */
    MaterialsProvider materialsProvider(Settings settings);

    /**
     * Makes a wrapping key, or a pair.
     *
     * @param settings the settings whose {@link Settings#id()} names the kind of key
     * @return what wraps and what unwraps, never null
     * @throws dev.itemseal.api.error.ConfigurationException if no or more than one plugin has that id, or its settings
     *     are wrong
     * @throws dev.itemseal.api.error.PluginException if the plugin broke its contract
     */
    WrappingKeys wrappingKeys(Settings settings);

    /**
     * Makes a store.
     *
     * @param settings the settings whose {@link Settings#id()} names the store
     * @return the store, never null; what else it can do, the ports that it implements tell
     * @throws dev.itemseal.api.error.ConfigurationException if no or more than one plugin has that id, or its settings
     *     are wrong
     * @throws dev.itemseal.api.error.PluginException if the plugin broke its contract
     */
    ItemStore itemStore(Settings settings);

    /**
     * Makes an item encryptor with its usual settings, for providers that keep their own keys in a table.
     *
     * @return the encryptor, never null
     * @throws dev.itemseal.api.error.ConfigurationException with {@code UNKNOWN_PLUGIN} or {@code AMBIGUOUS_PLUGIN} if
     *     not exactly one module on the path brings one
     * @throws dev.itemseal.api.error.PluginException if the plugin broke its contract
     */
    ItemEncryptor itemEncryptor();
}
