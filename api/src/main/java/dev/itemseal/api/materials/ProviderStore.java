package dev.itemseal.api.materials;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The port to numbered versions of named materials. Versions count up from 0; what a version holds never changes.
 * Implementations are safe for use by several threads and by several processes over the same storage.
 *
 * <p>Every method throws {@link dev.itemseal.api.error.MaterialsException} with {@code KEY_UNAVAILABLE} if the materials
 * can't be had: the storage fails ({@code retryable()} tells whether it passes), or what is stored is not authentic; the
 * cause tells which. It throws {@link dev.itemseal.api.error.ConfigurationException} with {@code INVALID_SETTING} for a
 * material name that is empty or holds {@code #} (rule MRP-2).
 */
public interface ProviderStore {

    /**
     * Looks up the newest version. Every version whose creation was answered before is seen.
     *
     * @param materialName the materials' name
     * @return the largest version, 0 or more; empty if there is none
     */
    OptionalLong newestVersion(String materialName);

    /**
     * Gives the provider for a version.
     *
     * @param materialName the materials' name
     * @param version the version
     * @return the provider, whose items name this version; empty if there is no such version
     */
    Optional<MaterialsProvider> provider(String materialName, long version);

    /**
     * Gives the provider for a version, which is created if it is not there. Of several callers at the same time one
     * creates it, and all get its provider.
     *
     * @param materialName the materials' name
     * @param version the version, 0 or more
     * @return the provider, never null
     * @throws IllegalArgumentException if the version is negative
     */
    MaterialsProvider getOrCreate(String materialName, long version);

    /**
     * Creates the version after the newest one, or version 0 if there is none. If somebody else creates it at the same
     * time, theirs is the one.
     *
     * @param materialName the materials' name
     * @return the version, which is there now
     */
    long createNext(String materialName);

    /**
     * Tells when a version was created, for rotation by age. A storage that does not keep this need not implement it.
     *
     * @param materialName the materials' name
     * @param version a version that is there
     * @return the time, by the clock of the process that created it; empty if that one did not keep it
     * @throws dev.itemseal.api.error.ConfigurationException with {@code INVALID_SETTING} if this storage never keeps it,
     *     which is what the default does
     */
    default Optional<Instant> created(String materialName, long version) {
        throw new ConfigurationException(
                Reason.INVALID_SETTING,
                "This provider store does not keep when versions were created, so they can't be rotated by age; create new"
                        + " versions by calls instead");
    }
}
