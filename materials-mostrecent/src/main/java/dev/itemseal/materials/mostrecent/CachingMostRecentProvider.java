package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import dev.itemseal.materials.mostrecent.CachedValue.Surroundings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes items under the newest version of the materials, and reads them under the version that they name (rules MRP-1 to
 * MRP-3). Safe for use by several threads; make one and keep it, since it keeps the versions that it has seen.
 *
 * <p>A version is used without asking the store for the time to live. After that it is loaded again, in the background and
 * once, while all go on with what is there: until the grace period ends, a store that fails or is slow stops nobody and is
 * reported in the log. After the grace period, or without one, callers wait for the store and get its failure. So what was
 * deleted or locked in the store is used at most for the time to live and the grace period together, and a new version is
 * taken up as late; {@link #refresh()} makes it sooner.
 *
 * <p>What an item asks for is not trusted: a version that does not exist is remembered for some seconds, and one beyond the
 * newest version makes the store be asked at most once a second.
 */
public final class CachingMostRecentProvider implements MaterialsProvider {

    /** A version that does not exist is not looked up again for so long. */
    static final Duration MISSING_FOR = Duration.ofSeconds(5);

    /** For versions beyond the newest known one, the newest one is looked up once in so long. */
    static final Duration LOOK_UP_PAUSE = Duration.ofSeconds(1);

    private static final long NONE = -1;
    private static final int BACKGROUND_THREADS = 4;
    private static final int IDLE_SECONDS = 10;
    private static final Lifetime OF_MISSING = new Lifetime(MISSING_FOR, Duration.ZERO);

    private final ProviderStore store;
    private final Function<EncryptionContext, String> materialName;
    private final Lifetime lifetime;
    private final Surroundings surroundings;
    private final LeastRecentlyUsed<String, Newest> newest;
    private final LeastRecentlyUsed<MaterialsVersion, CachedValue<Optional<MaterialsProvider>>> versions;

    private CachingMostRecentProvider(Builder builder) {
        store = builder.store;
        materialName = builder.materialName;
        lifetime = new Lifetime(builder.timeToLive, builder.gracePeriod);
        surroundings = new Surroundings(
                builder.clock == null ? InstantSource.system() : builder.clock,
                builder.executor == null ? ownThreads() : builder.executor);
        newest = new LeastRecentlyUsed<>(builder.maxEntries);
        versions = new LeastRecentlyUsed<>(builder.maxEntries);
    }

    /** Threads that end when they have nothing to do, so that nobody has to close the provider. */
    private static Executor ownThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                BACKGROUND_THREADS,
                BACKGROUND_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "itemseal-most-recent");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Starts a provider with one material name.
     *
     * @param store where versions come from
     * @param materialName the name; not empty and without {@code #}
     * @return a builder, for one thread
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is not allowed (rule MRP-2)
     */
    public static Builder builder(ProviderStore store, String materialName) {
        String name = MaterialsVersion.requireName(materialName);
        return new Builder(store, context -> name);
    }

    /**
     * Starts a provider that chooses the material name by item, for tenants for example.
     *
     * @param store where versions come from
     * @param materialName gives the name for an item; the same for writing and reading it, never null, and refused with
     *     {@code INVALID_SETTING} if it is empty or holds {@code #}. When an item is read, nothing in the context is
     *     verified yet, so it throws one of Itemseal's errors for a tenant that it does not know: whatever it gives is
     *     looked up in the store
     * @return a builder, for one thread
     */
    public static Builder builder(ProviderStore store, Function<EncryptionContext, String> materialName) {
        return new Builder(store, materialName);
    }

    /**
     * Gives keys of the newest version, which is created if there is none.
     *
     * @param context the item and where it belongs
     * @return the materials, whose content key is for this item alone
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if the newest version can't be had and the grace period of
     *     the last one that could has ended
     * @throws ConfigurationException with {@code INVALID_SETTING} if the material name is not allowed
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        String name = nameFor(context);
        long version = newest.findOrMake(name, Newest::new).toWrite.value();
        return existing(new MaterialsVersion(name, version)).encryptionMaterials(context);
    }

    /**
     * Gives keys of the version that the item names.
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, whose content key is for this item alone
     * @throws dev.itemseal.api.error.ItemRefusedException with {@code DESCRIPTION_MISSING_ENTRY},
     *     {@code DESCRIPTION_MALFORMED} or {@code DESCRIPTION_MISMATCH} (rule MRP-3)
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version, or it can't be had and its
     *     grace period has ended
     * @throws ConfigurationException with {@code INVALID_SETTING} if the material name is not allowed
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        MaterialsVersion wanted = MaterialsVersion.of(context, nameFor(context));
        if (versions.find(wanted).isEmpty()) {
            requireKnown(wanted);
        }
        return existing(wanted).decryptionMaterials(context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item names a version of the configured materials, whether or not there is such a version.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        return MaterialsVersion.isNamedBy(context, nameFor(context));
    }

    /**
     * Forgets everything, so that the next item asks the store: for a new version to be used at once, or a deleted or
     * locked one no more. There is no grace for what was forgotten.
     */
    public void refresh() {
        newest.clear();
        versions.clear();
    }

    private String nameFor(EncryptionContext context) {
        return MaterialsVersion.requireName(materialName.apply(context));
    }

    /** Refuses versions beyond the newest one, without asking the store for each. */
    private void requireKnown(MaterialsVersion wanted) {
        CachedValue<Long> known = newest.findOrMake(wanted.materialName(), Newest::new).known;
        if (wanted.version() > known.value() && wanted.version() > known.valueNoOlderThan(LOOK_UP_PAUSE)) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "The item names " + wanted + " of its materials, which is newer than any that the store had a"
                            + " moment ago; try again if it was just created, else the item is forged or the store is"
                            + " another one",
                    true,
                    null);
        }
    }

    private MaterialsProvider existing(MaterialsVersion wanted) {
        return versions.findOrMake(wanted, this::cached)
                .value()
                .orElseThrow(() -> new MaterialsException(
                        Reason.KEY_UNAVAILABLE,
                        "The store has no " + wanted + " of the item's materials: it was deleted, or was never there;"
                                + " restore it in the store"));
    }

    private CachedValue<Optional<MaterialsProvider>> cached(MaterialsVersion version) {
        return new CachedValue<>(
                surroundings,
                found -> found.isPresent() ? lifetime : OF_MISSING,
                () -> store.provider(version.materialName(), version.version()));
    }

    /** What is known of the newest version of one material name. */
    private final class Newest {

        private final String name;

        /** The bound for versions that items name, or {@link #NONE}. */
        final CachedValue<Long> known;

        /** The version that items are written under; it exists, and its keys could be had. */
        final CachedValue<Long> toWrite;

        Newest(String name) {
            this.name = name;
            this.known = new CachedValue<>(surroundings, version -> lifetime, this::lookUp);
            this.toWrite = new CachedValue<>(surroundings, version -> lifetime, this::lookUpToWrite);
        }

        private long lookUp() {
            OptionalLong found = store.newestVersion(name);
            long version = found.orElse(NONE);
            if (version > known.kept().orElse(NONE)) {
                versions.removeIf((key, cached) -> key.materialName().equals(name)
                        && cached.kept().filter(Optional::isEmpty).isPresent());
            }
            return version;
        }

        /** Fails if the keys can't be had: then the version before is used as long as its grace period lasts. */
        private long lookUpToWrite() {
            long version = lookUp();
            if (version == NONE) {
                version = 0;
                MaterialsProvider first = store.getOrCreate(name, version);
                versions.findOrMake(new MaterialsVersion(name, version), CachingMostRecentProvider.this::cached)
                        .keep(Optional.of(first));
            } else {
                existing(new MaterialsVersion(name, version));
            }
            known.keep(version);
            return version;
        }
    }

    @Override
    public String toString() {
        return "CachingMostRecentProvider(keys hidden)";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final ProviderStore store;
        private final Function<EncryptionContext, String> materialName;
        private Duration timeToLive = Duration.ofMinutes(5);
        private Duration gracePeriod = Duration.ofMinutes(5);
        private int maxEntries = 1000;
        private InstantSource clock;
        private Executor executor;

        private Builder(ProviderStore store, Function<EncryptionContext, String> materialName) {
            this.store = Objects.requireNonNull(store, "store");
            this.materialName = Objects.requireNonNull(materialName, "materialName");
        }

        /**
         * Sets how long a version is used without asking the store.
         *
         * @param duration more than zero; five minutes unless this is called
         * @return this
         */
        public Builder timeToLive(Duration duration) {
            timeToLive = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Sets how long after the time to live a version is used while the store fails or is slow.
         *
         * @param duration zero for none, so that the time to live is a hard limit; five minutes unless this is called
         * @return this
         */
        public Builder gracePeriod(Duration duration) {
            gracePeriod = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Bounds how much is kept.
         *
         * @param most the most versions, and the most material names, at least 1; 1,000 unless this is called
         * @return this
         */
        public Builder maxEntries(int most) {
            maxEntries = most;
            return this;
        }

        /**
         * Sets the clock; the system's unless this is called.
         *
         * @param source the time, safe for use by several threads
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets where versions are loaded again during the grace period; up to four daemon threads of its own, which end
         * when idle, unless this is called.
         *
         * @param background runs work that blocks
         * @return this
         */
        public Builder executor(Executor background) {
            executor = Objects.requireNonNull(background, "background");
            return this;
        }

        /**
         * Makes the provider, without asking the store.
         *
         * @return the provider
         * @throws ConfigurationException with {@code INVALID_SETTING} if the time to live is not positive, the grace
         *     period negative, or the bound less than 1
         */
        public CachingMostRecentProvider build() {
            if (timeToLive.isNegative() || timeToLive.isZero() || gracePeriod.isNegative() || maxEntries < 1) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The most-recent provider needs a time to live of more than zero, a grace period of zero or more"
                                + " and room for at least one version");
            }
            return new CachingMostRecentProvider(this);
        }
    }
}
