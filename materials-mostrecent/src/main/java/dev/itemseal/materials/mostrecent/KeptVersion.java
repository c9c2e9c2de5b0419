package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.materials.MaterialsProvider;
import java.time.Instant;
import java.util.Optional;

/**
 * A version whose keys could be had at some time.
 *
 * @param version the version
 * @param cached its provider; empty if it is gone
 */
record KeptVersion(MaterialsVersion version, CachedValue<Optional<MaterialsProvider>> cached) {

    /**
     * The provider, loaded again if it must be.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if the version is gone or can't be had
     */
    MaterialsProvider provider() {
        return cached.value().orElseThrow(version::missing);
    }

    /**
     * The provider of the row that the store has now: somebody may have deleted it and put another one in its place.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if the version is gone or can't be had
     */
    MaterialsProvider providerLoadedAgain() {
        return cached.valueLoadedAgain().orElseThrow(version::missing);
    }

    boolean isMissing() {
        return cached.kept().filter(Optional::isEmpty).isPresent();
    }

    void keep(MaterialsProvider provider, Instant since) {
        cached.keep(Optional.of(provider), since);
    }
}
