package dev.itemseal.api.plugin;

import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.store.ItemStore;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds plugins on the module path and the class path, and makes what the configuration names. The only place where
 * services are looked up. Immutable and safe for use by several threads.
 */
public final class Plugins implements PluginContext {

    private static final int LONGEST_SHOWN_ID = 20;

    private final List<MaterialsProviderFactory> providers;
    private final List<WrappingKeyFactory> wrappingKeys;
    private final List<KeyMaker> keyMakers;
    private final List<ItemStoreFactory> itemStores;
    private final List<ItemEncryptorFactory> itemEncryptors;

    private Plugins(
            List<MaterialsProviderFactory> providers,
            List<WrappingKeyFactory> wrappingKeys,
            List<KeyMaker> keyMakers,
            List<ItemStoreFactory> itemStores,
            List<ItemEncryptorFactory> itemEncryptors) {
        this.providers = providers;
        this.wrappingKeys = wrappingKeys;
        this.keyMakers = keyMakers;
        this.itemStores = itemStores;
        this.itemEncryptors = itemEncryptors;
    }

    /**
     * Looks for plugins now.
     *
     * @return what was found
     * @throws PluginException with {@code PLUGIN_CONTRACT} if a plugin can't be loaded or does not tell its name
     */
    public static Plugins load() {
        try {
            return new Plugins(
                    found(ServiceLoader.load(MaterialsProviderFactory.class), MaterialsProviderFactory::id),
                    found(ServiceLoader.load(WrappingKeyFactory.class), WrappingKeyFactory::id),
                    found(ServiceLoader.load(KeyMaker.class), KeyMaker::algorithms),
                    found(ServiceLoader.load(ItemStoreFactory.class), ItemStoreFactory::id),
                    found(ServiceLoader.load(ItemEncryptorFactory.class), Object::getClass));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT,
                    "A plugin on the path can't be loaded; take its jar off the path or mend it: " + e.getMessage(),
                    e);
        }
    }

    private static <T> List<T> found(ServiceLoader<T> loader, Function<T, Object> names) {
        List<T> factories = new ArrayList<>();
        for (T factory : loader) {
            made(factory, "without a name", () -> names.apply(factory));
            factories.add(factory);
        }
        return List.copyOf(factories);
    }

    @Override
    public MaterialsProvider materialsProvider(Settings settings) {
        return created(settings, Unmade.INSTANCE, own -> {
            MaterialsProviderFactory factory = one("materials provider", providers, MaterialsProviderFactory::id, own);
            return made(factory, factory.id(), () -> factory.create(own, this));
        });
    }

    @Override
    public WrappingKeys wrappingKeys(Settings settings) {
        return created(settings, new WrappingKeys(Optional.empty(), Optional.empty()), own -> {
            WrappingKeyFactory factory = one("wrapping key", wrappingKeys, WrappingKeyFactory::id, own);
            return made(factory, factory.id(), () -> factory.create(own));
        });
    }

    @Override
    public ItemStore itemStore(Settings settings) {
        return created(settings, Unmade.INSTANCE, own -> {
            ItemStoreFactory factory = one("store", itemStores, ItemStoreFactory::id, own);
            return made(factory, factory.id(), () -> factory.create(own, this));
        });
    }

    /**
     * Makes what the settings describe, or tells all mistakes in them: at once, or, where somebody is collecting them
     * already, to that one, who goes on with what stands in for it.
     */
    private static <T> T created(Settings settings, T unmade, Function<Settings, T> creation) {
        if (settings.isCollecting()) {
            return settings.attempt(() -> creation.apply(settings)).orElse(unmade);
        }
        Settings collecting = settings.collecting();
        Optional<T> made = collecting.attempt(() -> creation.apply(collecting));
        collecting.check();
        return made.orElseThrow();
    }

    @Override
    public ItemEncryptor itemEncryptor() {
        if (itemEncryptors.isEmpty()) {
            throw new ConfigurationException(
                    Reason.UNKNOWN_PLUGIN,
                    "No module on the path brings an item encryptor; add the module crypto-engine");
        }
        if (itemEncryptors.size() > 1) {
            throw new ConfigurationException(
                    Reason.AMBIGUOUS_PLUGIN,
                    "More than one plugin brings an item encryptor: "
                            + origins(itemEncryptors)
                            + "; take all but one off the path");
        }
        ItemEncryptorFactory factory = itemEncryptors.get(0);
        return made(factory, "item encryptor", factory::create);
    }

    /**
     * Adds a store that the application has already, so that settings can name it.
     *
     * @param id the id by which settings name it, not empty
     * @param store the store
     * @return these plugins and the store, which is given as it is; settings for it are refused
     */
    public Plugins withItemStore(String id, ItemStore store) {
        List<ItemStoreFactory> more = new ArrayList<>(itemStores);
        more.add(new GivenItemStore(id, store));
        return new Plugins(providers, wrappingKeys, keyMakers, List.copyOf(more), itemEncryptors);
    }

    /**
     * Adds a provider of materials that the application has already, so that settings can name it.
     *
     * @param id the id by which settings name it, not empty
     * @param provider the provider
     * @return these plugins and the provider, which is given as it is; settings for it are refused
     */
    public Plugins withMaterialsProvider(String id, MaterialsProvider provider) {
        List<MaterialsProviderFactory> more = new ArrayList<>(providers);
        more.add(new GivenMaterialsProvider(id, provider));
        return new Plugins(List.copyOf(more), wrappingKeys, keyMakers, itemStores, itemEncryptors);
    }

    /** {@return the algorithms that new keys can be made for, immutable, sorted} */
    public Set<String> keyAlgorithms() {
        Set<String> algorithms = new TreeSet<>();
        keyMakers.forEach(maker -> algorithms.addAll(maker.algorithms()));
        return Collections.unmodifiableSet(algorithms);
    }

    /**
     * Makes a new key, or a pair of keys.
     *
     * @param algorithm one of {@link #keyAlgorithms()}
     * @param sizeBits the size; without one, what is recommended
     * @param encoding how the key is encoded; without one, as text
     * @return the encoded key: a {@code SECRET} part alone, or a {@code PRIVATE} and a {@code PUBLIC} one. The caller
     *     destroys what it has stored; never null
     * @throws ConfigurationException with {@code UNKNOWN_PLUGIN} or {@code AMBIGUOUS_PLUGIN} if no or more than one
     *     plugin makes such keys, with {@code INVALID_KEY} if there are no keys of that size or they would be too weak,
     *     or with {@code INVALID_SETTING} if they have no such encoding
     * @throws PluginException with {@code PLUGIN_CONTRACT} if the plugin broke its contract
     */
    public Map<KeyPart, SecretBytes> newKey(String algorithm, OptionalInt sizeBits, Optional<KeyEncoding> encoding) {
        List<KeyMaker> matching = keyMakers.stream()
                .filter(maker -> maker.algorithms().contains(algorithm))
                .toList();
        if (matching.isEmpty()) {
            throw new ConfigurationException(
                    Reason.UNKNOWN_PLUGIN,
                    "Nothing on the path makes keys for the algorithm '" + algorithm + "'; there are " + keyAlgorithms()
                            + ", of " + homes(keyMakers) + "; correct the name or add the module that brings it");
        }
        if (matching.size() > 1) {
            throw new ConfigurationException(
                    Reason.AMBIGUOUS_PLUGIN,
                    "More than one plugin makes keys for the algorithm '" + algorithm + "': "
                            + origins(matching)
                            + "; take all but one off the path");
        }
        KeyMaker maker = matching.get(0);
        return made(maker, algorithm, () -> maker.make(algorithm, sizeBits, encoding));
    }

    private static <T> T one(String what, List<T> factories, Function<T, String> idOf, Settings settings) {
        String id = settings.id();
        List<T> matching =
                factories.stream().filter(f -> id.equals(idOf.apply(f))).toList();
        if (matching.isEmpty()) {
            throw new ConfigurationException(
                    Reason.UNKNOWN_PLUGIN,
                    "The setting '" + settings.fullName("") + "' names the " + what + " '" + shown(id)
                            + "', which is not on the path; found are "
                            + factories.stream().map(idOf).sorted().toList() + ", of " + homes(factories)
                            + "; correct the id or add the module that brings it");
        }
        if (matching.size() > 1) {
            throw new ConfigurationException(
                    Reason.AMBIGUOUS_PLUGIN,
                    "The setting '" + settings.fullName("") + "' names the " + what + " '" + id
                            + "', which more than one plugin brings: "
                            + origins(matching)
                            + "; take all but one off the path");
        }
        return matching.get(0);
    }

    /** What is longer than the ids that we know of may be a key that someone has put there by mistake. */
    private static String shown(String id) {
        return id.length() > LONGEST_SHOWN_ID ? "…" : id;
    }

    private static <T> T made(Object factory, String id, Supplier<T> call) {
        T made;
        try {
            made = call.get();
        } catch (ItemsealException e) {
            throw e;
        } catch (LinkageError e) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT,
                    "The plugin '" + id + "' of " + origin(factory)
                            + " lacks a class, or has one for another Java; add what"
                            + " it needs to the path, or take another version of it: " + e,
                    e);
        } catch (RuntimeException e) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT,
                    "The plugin '" + id + "' of " + origin(factory) + " failed with "
                            + e.getClass().getName()
                            + ", which is not one of Itemseal's errors; its author must mend it",
                    e);
        }
        if (made == null) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT,
                    "The plugin '" + id + "' of " + origin(factory) + " made null; its author must mend it");
        }
        return made;
    }

    private static List<String> homes(List<?> factories) {
        return factories.stream().map(Plugins::home).distinct().sorted().toList();
    }

    private static List<String> origins(List<?> factories) {
        return factories.stream().map(Plugins::origin).sorted().toList();
    }

    private static String origin(Object factory) {
        return factory.getClass().getName() + " in " + home(factory);
    }

    /** The module, or the jar or directory on the class path. */
    private static String home(Object factory) {
        Class<?> type = factory.getClass();
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getModule().isNamed() || source == null
                ? type.getModule().toString()
                : source.getLocation().toString();
    }

    /** A provider that was made elsewhere. */
    private record GivenMaterialsProvider(String id, MaterialsProvider provider) implements MaterialsProviderFactory {

        GivenMaterialsProvider {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(provider, "provider");
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            settings.requireOnly(Set.of());
            return provider;
        }
    }

    /** A store that was made elsewhere. */
    private record GivenItemStore(String id, ItemStore store) implements ItemStoreFactory {

        GivenItemStore {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(store, "store");
        }

        @Override
        public ItemStore create(Settings settings, PluginContext plugins) {
            settings.requireOnly(Set.of());
            return store;
        }
    }
}
