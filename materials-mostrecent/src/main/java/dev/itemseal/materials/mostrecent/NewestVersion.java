package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import dev.itemseal.materials.mostrecent.CachedValue.Surroundings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the newest version of one material name. Safe for use by several threads. */
final class NewestVersion {

    private static final Logger LOGGER = System.getLogger("dev.itemseal.materials.mostrecent");
    private static final long NONE = -1;
    private static final Lifetime OF_GONE = new Lifetime(KeptVersions.MISSING_FOR, Duration.ZERO);

    /**
     * How long things are kept.
     *
     * @param lifetime of versions, and of what is known of the newest one
     * @param rotationAge the age at which the next version is created
     * @param surroundings the time, and where things are loaded again
     */
    record Timing(Lifetime lifetime, Optional<Duration> rotationAge, Surroundings surroundings) {}

    /** When a version was created, if that is kept. */
    private record Creation(long version, Optional<Instant> time) {}

    /**
     * What a look-up for writing found.
     *
     * @param number the version to write under
     * @param version its keys; empty if the store has nothing but versions before it, which was written under
     */
    private record Found(long number, Optional<KeptVersion> version) {}

    private final String name;
    private final ProviderStore store;
    private final KeptVersions versions;
    private final HighestWritten written;
    private final Timing timing;
    private final int sinceRefresh;
    private final CachedValue<Long> known;

    private final CachedValue<Found> toWrite;

    /** Of the version that was newest at the last look-up; read and written by one load at a time. */
    private volatile @Nullable Creation creation;

    NewestVersion(String name, ProviderStore store, KeptVersions versions, HighestWritten written, Timing timing) {
        this.name = name;
        this.store = store;
        this.versions = versions;
        this.written = written;
        this.timing = timing;
        sinceRefresh = written.refreshes();
        known = new CachedValue<>(timing.surroundings(), version -> timing.lifetime(), this::lookUp);
        toWrite = new CachedValue<>(
                timing.surroundings(),
                found -> found.version().isPresent() ? timing.lifetime() : OF_GONE,
                this::lookUpToWrite);
    }

    /** The number of the newest version, negative if there is none. Whoever writes the meta table may have invented it. */
    CachedValue<Long> known() {
        return known;
    }

    /**
     * The version that items are written under; its keys could be had.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if it can't be had, or is one before the last that was
     *     written under
     */
    KeptVersion toWrite() {
        Found found = toWrite.value();
        return found.version().orElseThrow(() -> gone(found.number()));
    }

    /** The next number is told, as the store would count on from an older version and give this one to other keys. */
    private static MaterialsException gone(long number) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The store has neither version " + number
                        + " of the materials, which this process has written under, nor a newer one. Nothing is written"
                        + " under an older one, whose keys may be why it was followed by another. Restore the version"
                        + " or, until it is restored, create version " + (number + 1) + " with getOrCreate; not with"
                        + " createNext, which would give version " + number + " other keys than its items have. If it"
                        + " was deleted on purpose, refresh the provider or start the process anew");
    }

    private long lookUp() {
        return found(store.newestVersion(name).orElse(NONE));
    }

    private long found(long version) {
        if (version > known.kept().orElse(NONE)) {
            versions.forgetMissing(name);
        }
        return version;
    }

    /** Fails if the keys can't be had: then the version before is used as long as its grace period lasts. */
    private Found lookUpToWrite() {
        Instant started = timing.surroundings().clock().instant();
        long newest = lookUp();
        long floor = written.floor(name, sinceRefresh).orElse(NONE);
        if (newest < floor) {
            return new Found(floor, Optional.empty());
        }
        KeptVersion version = newest == NONE
                ? create(0)
                : rotated(newest).orElseGet(() -> versions.toWrite(new MaterialsVersion(name, newest)));
        long number = version.version().version();
        known.keepHighest(number, started, Comparator.naturalOrder());
        written.raise(name, number, sinceRefresh);
        return new Found(number, Optional.of(version));
    }

    /** Of several who create it one does, and all get that one. */
    private KeptVersion create(long number) {
        KeptVersion created = versions.getOrCreate(new MaterialsVersion(name, number));
        found(number);
        return created;
    }

    /** The version after one that is too old; if it can't be had, that one goes on being used (rule MRP-14). */
    private Optional<KeptVersion> rotated(long number) {
        try {
            return isTooOld(number) && number < MaterialsVersion.MAX_VERSION
                    ? Optional.of(create(number + 1))
                    : Optional.empty();
        } catch (MaterialsException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Materials may be due for rotation by age, but that failed; the newest version is used on, and it is"
                            + " tried again after the time to live",
                    e);
            return Optional.empty();
        }
    }

    private boolean isTooOld(long version) {
        if (timing.rotationAge().isEmpty()) {
            return false;
        }
        Creation last = creation;
        if (last == null || last.version() != version) {
            last = new Creation(version, store.created(name, version));
            creation = last;
        }
        Instant now = timing.surroundings().clock().instant();
        return last.time()
                .filter(time -> Duration.between(time, now)
                                .compareTo(timing.rotationAge().get())
                        < 0)
                .isEmpty();
    }
}
