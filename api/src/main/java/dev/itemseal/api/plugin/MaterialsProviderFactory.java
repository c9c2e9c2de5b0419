package dev.itemseal.api.plugin;

import dev.itemseal.api.materials.MaterialsProvider;

/**
 * The service through which materials providers come from configuration. An implementation has a public constructor
 * without arguments and is declared twice: in {@code module-info} with {@code provides}, and in
 * {@code META-INF/services} for the class path.
 */
public interface MaterialsProviderFactory {

    /** {@return the id by which configurations name this provider, such as {@code wrapped}; constant, not empty} */
    String id();

    /**
     * Makes a provider.
     *
     * @param settings the provider's own settings; one that the factory does not know is refused
     * @param plugins where nested plugins come from
     * @return the provider, never null
     * @throws dev.itemseal.api.error.ConfigurationException if a setting is missing or wrong, naming it
     */
    MaterialsProvider create(Settings settings, PluginContext plugins);
}
