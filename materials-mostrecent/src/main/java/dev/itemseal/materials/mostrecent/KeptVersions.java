package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import java.time.Duration;
import java.util.Optional;

/** The providers of versions, kept for a time, and for a short time that there is none. Safe for use by several threads. */
final class KeptVersions {

    /** A version that does not exist is not looked up again for so long. */
    static final Duration MISSING_FOR = Duration.ofSeconds(5);

    private static final Lifetime OF_MISSING = new Lifetime(MISSING_FOR, Duration.ZERO);

    private final ProviderStore store;
    private final NewestVersion.Timing timing;
    private final LeastRecentlyUsed<MaterialsVersion, CachedValue<Optional<MaterialsProvider>>> versions;

    KeptVersions(ProviderStore store, NewestVersion.Timing timing, int most) {
        this.store = store;
        this.timing = timing;
        versions = new LeastRecentlyUsed<>(most);
    }

    /** Whether anything is kept of this version, be it that there is none. */
    boolean knows(MaterialsVersion version) {
        return versions.find(version).isPresent();
    }

    /**
     * The provider of a version.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version, or it can't be had
     */
    MaterialsProvider provider(MaterialsVersion wanted) {
        return versions.findOrMake(wanted, this::cached)
                .value()
                .orElseThrow(() -> new MaterialsException(
                        Reason.KEY_UNAVAILABLE,
                        "The store has no " + wanted + " of the item's materials: it was deleted, or was never there;"
                                + " restore it in the store"));
    }

    private CachedValue<Optional<MaterialsProvider>> cached(MaterialsVersion version) {
        return new CachedValue<>(
                timing.surroundings(),
                found -> found.isPresent() ? timing.lifetime() : OF_MISSING,
                () -> store.provider(version.materialName(), version.version()));
    }

    /** Keeps a provider that came another way. */
    void put(MaterialsVersion version, MaterialsProvider provider) {
        versions.findOrMake(version, this::cached).keep(Optional.of(provider));
    }

    /** Forgets that versions of a name do not exist. */
    void forgetMissing(String materialName) {
        versions.removeIf((version, cached) -> version.materialName().equals(materialName)
                && cached.kept().filter(Optional::isEmpty).isPresent());
    }

    void clear() {
        versions.clear();
    }
}
