package dev.itemseal.api.plugin;

import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.util.Objects;
import java.util.Optional;

/**
 * What wraps content keys and what unwraps them again; who only writes or only reads has one of the two.
 *
 * @param wrapping the key that wraps, if there is one
 * @param unwrapping the key that unwraps, if there is one
 */
public record WrappingKeys(Optional<WrappingKey> wrapping, Optional<UnwrappingKey> unwrapping) {

    /**
     * Makes a pair.
     *
     * @param wrapping the key that wraps, if there is one
     * @param unwrapping the key that unwraps, if there is one
     */
    public WrappingKeys {
        Objects.requireNonNull(wrapping, "wrapping");
        Objects.requireNonNull(unwrapping, "unwrapping");
    }
}
