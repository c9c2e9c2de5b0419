package dev.itemseal.api.plugin;

/**
 * The service through which kinds of wrapping keys come from configuration. An implementation has a public constructor
 * without arguments and is declared twice: in {@code module-info} with {@code provides}, and in
 * {@code META-INF/services} for the class path.
 */
public interface WrappingKeyFactory {

    /** {@return the id by which configurations name this kind of key, such as {@code aes}; constant, not empty} */
    String id();

    /**
     * Makes a key, or a pair of keys.
     *
     * @param settings the key's own settings; one that the factory does not know is refused
     * @return what wraps and what unwraps, never null
     * @throws dev.itemseal.api.error.ConfigurationException if a setting is missing or wrong, naming it
     */
    WrappingKeys create(Settings settings);
}
