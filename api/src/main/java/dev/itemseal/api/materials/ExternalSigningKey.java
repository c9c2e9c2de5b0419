package dev.itemseal.api.materials;

/**
 * A signing key that is not a JCA key, for example one behind a service: it signs by itself.
 *
 * <p>Implementations are safe for use by several threads and hide the key in {@code toString}.
 */
public non-sealed interface ExternalSigningKey extends SigningKey {

    /**
     * Signs.
     *
     * @param stringToSign what is signed, which must not be kept or changed
     * @return the signature or MAC under {@link #algorithm()}, fresh, never null
     * @throws dev.itemseal.api.error.MaterialsException if the key can't be used now
     */
    byte[] sign(byte[] stringToSign);
}
