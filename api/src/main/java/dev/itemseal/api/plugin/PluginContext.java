package dev.itemseal.api.plugin;

import dev.itemseal.api.materials.MaterialsProvider;

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
}
