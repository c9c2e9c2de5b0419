package dev.itemseal.api.materials;

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
}
