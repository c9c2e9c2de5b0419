package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The versions whose keys could be had, kept for a time. What items name beside them is not trusted: it is looked up within a
 * limit, remembered for a short time if it can't be had, and drives out nothing. Safe for use by several threads.
 */
final class KeptVersions {

    /** A version that does not exist is not looked up again for so long. */
    static final Duration MISSING_FOR = RecentFailure.LASTING;

    private static final Lifetime OF_MISSING = new Lifetime(MISSING_FOR, Duration.ZERO);

    private final ProviderStore store;
    private final NewestVersion.Timing timing;
    private final LeastRecentlyUsed<MaterialsVersion, KeptVersion> versions;
    private final LeastRecentlyUsed<MaterialsVersion, CachedValue<Optional<MaterialsProvider>>> firstLookUps;
    private final LeastRecentlyUsed<String, LookUpLimit> limits;

    KeptVersions(ProviderStore store, NewestVersion.Timing timing, int most) {
        this.store = store;
        this.timing = timing;
        versions = new LeastRecentlyUsed<>(most);
        firstLookUps = new LeastRecentlyUsed<>(most);
        limits = new LeastRecentlyUsed<>(most);
    }

    /** A version whose keys could be had; empty if this process has not had them, or not lately. */
    Optional<KeptVersion> find(MaterialsVersion wanted) {
        return versions.find(wanted);
    }

    /**
     * The provider of a version that an item names and that this process has not had yet.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version, it can't be had, or too many were
     *     looked up in vain
     */
    MaterialsProvider lookUp(MaterialsVersion wanted) {
        LookUpLimit limit = limits.findOrMake(
                wanted.materialName(),
                name -> new LookUpLimit(timing.surroundings().clock()));
        return firstLookUps
                .findOrMake(
                        wanted,
                        version -> new CachedValue<>(
                                timing.surroundings(), found -> OF_MISSING, () -> firstLookUp(version, limit)))
                .value(limit::enter)
                .orElseThrow(wanted::missing);
    }

    private Optional<MaterialsProvider> firstLookUp(MaterialsVersion wanted, LookUpLimit limit) {
        Optional<KeptVersion> kept = find(wanted); // somebody else may have been faster
        if (kept.isPresent()) {
            limit.found();
            return Optional.of(kept.get().provider());
        }
        Instant started = timing.surroundings().clock().instant();
        Optional<MaterialsProvider> found;
        try {
            found = store.provider(wanted.materialName(), wanted.version());
        } catch (RuntimeException e) {
            limit.failed(e);
            throw e;
        }
        if (found.isPresent()) {
            limit.found();
            keep(wanted, found.get(), started);
            firstLookUps.remove(wanted);
        }
        return found;
    }

    /**
     * A version that items are to be written under, with the keys that the store has now: those that are kept may be of a
     * row that was deleted, and what is written under them is lost where another one took its number. Asking for it is
     * not limited.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version, or it can't be had
     */
    KeptVersion toWrite(MaterialsVersion wanted) {
        Optional<KeptVersion> kept = find(wanted);
        if (kept.isPresent()) {
            kept.get().providerLoadedAgain();
            return kept.get();
        }
        Instant started = timing.surroundings().clock().instant();
        MaterialsProvider provider =
                store.provider(wanted.materialName(), wanted.version()).orElseThrow(wanted::missing);
        return keep(wanted, provider, started);
    }

    /**
     * A version that items are to be written under, created if it is not there. One that this process has had is never
     * created again: other keys under its number would take the place of those that items need.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if it can't be had, or was deleted
     */
    KeptVersion getOrCreate(MaterialsVersion wanted) {
        if (find(wanted).isPresent()) {
            return toWrite(wanted);
        }
        Instant started = timing.surroundings().clock().instant();
        return keep(wanted, store.getOrCreate(wanted.materialName(), wanted.version()), started);
    }

    private KeptVersion keep(MaterialsVersion version, MaterialsProvider provider, Instant since) {
        KeptVersion kept = versions.findOrMake(version, this::kept);
        kept.keep(provider, since);
        return kept;
    }

    private KeptVersion kept(MaterialsVersion version) {
        return new KeptVersion(
                version,
                new CachedValue<>(
                        timing.surroundings(),
                        found -> found.isPresent() ? timing.lifetime() : OF_MISSING,
                        () -> store.provider(version.materialName(), version.version())));
    }

    /** Forgets that versions of a name do not exist. */
    void forgetMissing(String materialName) {
        versions.removeIf((version, kept) -> version.materialName().equals(materialName) && kept.isMissing());
        firstLookUps.removeIf((version, lookUp) -> version.materialName().equals(materialName)
                && lookUp.kept().filter(Optional::isEmpty).isPresent());
    }
}
