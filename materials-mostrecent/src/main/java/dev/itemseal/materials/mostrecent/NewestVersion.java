package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.materials.MaterialsProvider;
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

    private final String name;
    private final ProviderStore store;
    private final KeptVersions versions;
    private final Timing timing;
    private final CachedValue<Long> known;
    private final CachedValue<Long> toWrite;

    /** Of the version that was newest at the last look-up; read and written by one load at a time. */
    private volatile @Nullable Creation creation;

    NewestVersion(String name, ProviderStore store, KeptVersions versions, Timing timing) {
        this.name = name;
        this.store = store;
        this.versions = versions;
        this.timing = timing;
        known = new CachedValue<>(timing.surroundings(), version -> timing.lifetime(), this::lookUp);
        toWrite = new CachedValue<>(timing.surroundings(), version -> timing.lifetime(), this::lookUpToWrite);
    }

    /** The bound for versions that items name; negative if there is no version. */
    CachedValue<Long> known() {
        return known;
    }

    /** The version that items are written under; it exists, and its keys could be had. */
    CachedValue<Long> toWrite() {
        return toWrite;
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
    private long lookUpToWrite() {
        Instant started = timing.surroundings().clock().instant();
        long version = lookUp();
        if (version == NONE) {
            version = create(0);
        } else {
            version = rotated(version);
            versions.provider(new MaterialsVersion(name, version));
        }
        known.keepHighest(version, started, Comparator.naturalOrder());
        return version;
    }

    /** Of several who create it one does, and all get that one. */
    private long create(long version) {
        MaterialsProvider created = store.getOrCreate(name, version);
        versions.put(new MaterialsVersion(name, version), created);
        return found(version);
    }

    /** The version after one that is too old; if it can't be had, that one goes on being used (rule MRP-14). */
    private long rotated(long version) {
        try {
            return isTooOld(version) && version < MaterialsVersion.MAX_VERSION ? create(version + 1) : version;
        } catch (MaterialsException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Materials may be due for rotation by age, but that failed; the newest version is used on, and it is"
                            + " tried again after the time to live",
                    e);
            return version;
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
