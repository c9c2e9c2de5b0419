package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import dev.itemseal.materials.mostrecent.CachedValue.Surroundings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * <p>A failure is remembered, for a second if it passes and for five if it doesn't, so that neither an outage nor a meta item
 * that was changed makes the store be asked for every item.
 *
 * <p>What an item asks for is not trusted: a version beyond the newest one makes the store be asked at most once a second, and
 * of versions that this process has not had yet at most 100 are looked up in vain at once, and one more each second, for
 * each material name. Beyond that they fail with {@code KEY_UNAVAILABLE}, {@code retryable()}. Versions that could be had
 * go on being used all the time.
 *
 * <p>Having written items under a version, it writes under no older one, though the newer be deleted in the store, as long as
 * the material name is among the last that were written under. Each look-up for writing reads the version's keys again: where
 * its number was given to other keys in the store, items are written under those, as late as a new version is taken up. It
 * creates no version anew that it still keeps.
 */
public final class CachingMostRecentProvider implements MaterialsProvider {

    /** For versions beyond the newest known one, the newest one is looked up once in so long. */
    static final Duration LOOK_UP_PAUSE = Duration.ofSeconds(1);

    static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(5);

    /** The longest time to live and the longest grace period. */
    static final Duration LONGEST = Duration.ofDays(365);

    /** The longest age for rotation. */
    static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    private static final int BACKGROUND_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final ProviderStore store;
    private final Function<EncryptionContext, String> materialName;
    private final NewestVersion.Timing timing;
    private final int maxEntries;
    private final HighestWritten written;

    /** Another object after a refresh, so that what was being loaded before it is not kept. */
    private volatile Kept kept;

    /** What is known of the store. */
    private record Kept(LeastRecentlyUsed<String, NewestVersion> newest, KeptVersions versions) {}

    private CachingMostRecentProvider(Builder builder) {
        store = builder.store;
        materialName = builder.materialName;
        timing = new NewestVersion.Timing(
                new Lifetime(builder.timeToLive, builder.gracePeriod),
                Optional.ofNullable(builder.rotationAge),
                new Surroundings(
                        builder.clock == null ? InstantSource.system() : builder.clock,
                        builder.executor == null ? ownThreads() : builder.executor));
        maxEntries = builder.maxEntries;
        written = new HighestWritten(maxEntries);
        kept = nothingKept();
    }

    private Kept nothingKept() {
        return new Kept(new LeastRecentlyUsed<>(maxEntries), new KeptVersions(store, timing, maxEntries));
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
     *     the last one that could has ended, if the store has only older versions than the one that was written under, or if
     *     the thread was interrupted while it waited for another one's look-up
     * @throws ConfigurationException with {@code INVALID_SETTING} if the material name is not allowed
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        return newestOf(nameFor(context), kept).toWrite().provider().encryptionMaterials(context);
    }

    /**
     * Gives keys of the version that the item names.
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, whose content key is for this item alone
     * @throws dev.itemseal.api.error.ItemRefusedException with {@code DESCRIPTION_MISSING_ENTRY},
     *     {@code DESCRIPTION_MALFORMED} or {@code DESCRIPTION_MISMATCH} (rule MRP-3)
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version, or it can't be had and its
     *     grace period has ended, if too many were looked up in vain, or if the thread was interrupted while it waited for
     *     another one's look-up
     * @throws ConfigurationException with {@code INVALID_SETTING} if the material name is not allowed
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        MaterialsVersion wanted = MaterialsVersion.of(context, nameFor(context));
        return provider(wanted, kept).decryptionMaterials(context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item names a version of the configured materials, whether or not there is such a version. For items
     * that name none, the function that gives the material name is not asked.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        return context.materialDescription()
                        .entry(MaterialDescription.MATERIALS_VERSION)
                        .isPresent()
                && MaterialsVersion.isNamedBy(context, nameFor(context));
    }

    /**
     * Forgets everything, so that the next item asks the store: for a new version to be used at once, or a deleted or
     * locked one no more. There is no grace for what was forgotten, and items are written under an older version than
     * before if that is the newest one now, which is logged as a warning. What bounds look-ups is forgotten too, so don't
     * call it whenever something fails.
     */
    public void refresh() {
        written.refresh();
        kept = nothingKept();
    }

    private String nameFor(EncryptionContext context) {
        return MaterialsVersion.requireName(materialName.apply(context));
    }

    private MaterialsProvider provider(MaterialsVersion wanted, Kept known) {
        Optional<KeptVersion> had = known.versions().find(wanted);
        if (had.isPresent()) {
            return had.get().provider();
        }
        requireNotBeyond(newestNumber(wanted, known), wanted);
        return known.versions().lookUp(wanted);
    }

    /** The newest version that is known, looked up again if the wanted one is newer; all if that fails for long. */
    private long newestNumber(MaterialsVersion wanted, Kept known) {
        CachedValue<Long> newest = newestOf(wanted.materialName(), known).known();
        try {
            long number = newest.value();
            return wanted.version() > number ? newest.valueNoOlderThan(LOOK_UP_PAUSE) : number;
        } catch (MaterialsException e) {
            if (e.retryable()) {
                throw e;
            }
            return MaterialsVersion.MAX_VERSION; // the wanted one may be there nevertheless, and fails itself if not
        }
    }

    /** Refuses versions beyond the newest one, without asking the store for each. */
    private static void requireNotBeyond(long newest, MaterialsVersion wanted) {
        if (wanted.version() > newest) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "The item names " + wanted + " of its materials, which is newer than any that the store had a"
                            + " moment ago; try again if it was just created, else the item is forged or the store is"
                            + " another one",
                    true,
                    null);
        }
    }

    private NewestVersion newestOf(String name, Kept known) {
        return known.newest()
                .findOrMake(name, missing -> new NewestVersion(missing, store, known.versions(), written, timing));
    }

    @Override
    public String toString() {
        return "CachingMostRecentProvider(keys hidden)";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final ProviderStore store;
        private final Function<EncryptionContext, String> materialName;
        private Duration timeToLive = DEFAULT_TIME_TO_LIVE;
        private Duration gracePeriod = Duration.ofMinutes(5);
        private @Nullable Duration rotationAge;
        private int maxEntries = 1000;
        private @Nullable InstantSource clock;
        private @Nullable Executor executor;

        private Builder(ProviderStore store, Function<EncryptionContext, String> materialName) {
            this.store = Objects.requireNonNull(store, "store");
            this.materialName = Objects.requireNonNull(materialName, "materialName");
        }

        /**
         * Sets how long a version is used without asking the store.
         *
         * @param duration more than zero, at most 365 days; five minutes unless this is called
         * @return this
         */
        public Builder timeToLive(Duration duration) {
            timeToLive = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Sets how long after the time to live a version is used while the store fails or is slow.
         *
         * @param duration zero for none, so that the time to live is a hard limit, at most 365 days; five minutes unless
         *     this is called
         * @return this
         */
        public Builder gracePeriod(Duration duration) {
            gracePeriod = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Creates the next version when items are written and the newest version is older than this. It is looked at when the
         * newest version is looked up, so up to a time to live later; several processes create one version only. A version
         * of which it is not known when it was created, since another program did, counts as too old. If creating fails, the
         * version at hand is used on and a warning is logged.
         *
         * @param age more than the time to live, at most 36,500 days; versions are created by calls only unless this is
         *     called
         * @return this
         */
        public Builder rotatingAfter(Duration age) {
            rotationAge = Objects.requireNonNull(age, "age");
            return this;
        }

        /**
         * Bounds how much is kept.
         *
         * @param most the most versions, and the most material names, at least 1; 1,000 unless this is called. With fewer
         *     than are in use, the store is asked for many items
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
         *     period negative, the bound less than 1, the age for rotation not more than the time to live, or one of the
         *     times longer than it may be
         */
        public CachingMostRecentProvider build() {
            if (timeToLive.isNegative() || timeToLive.isZero() || gracePeriod.isNegative() || maxEntries < 1) {
                throw refused(
                        "a time to live of more than zero, a grace period of zero or more and room for at least one"
                                + " version");
            }
            if (timeToLive.compareTo(LONGEST) > 0 || gracePeriod.compareTo(LONGEST) > 0) {
                throw refused("a time to live and a grace period of at most " + LONGEST.toDays() + " days");
            }
            if (rotationAge != null
                    && (rotationAge.compareTo(timeToLive) <= 0 || rotationAge.compareTo(LONGEST_AGE) > 0)) {
                throw refused(
                        "an age for rotation that is more than the time to live, since it looks no more often, and at"
                                + " most " + LONGEST_AGE.toDays() + " days");
            }
            return new CachingMostRecentProvider(this);
        }

        private static ConfigurationException refused(String needed) {
            return new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The most-recent provider needs " + needed + "; correct the builder's call");
        }
    }
}
