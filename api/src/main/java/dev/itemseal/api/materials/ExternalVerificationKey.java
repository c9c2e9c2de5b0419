package dev.itemseal.api.materials;

/**
 * A verification key that is not a JCA key, for example one behind a service: it verifies by itself.
 *
 * <p>Implementations are safe for use by several threads, hide the key in {@code toString} and compare MACs in constant
 * time.
 */
public non-sealed interface ExternalVerificationKey extends VerificationKey {

    /**
     * Verifies.
     *
     * @param algorithm one of {@link #algorithms()}
     * @param stringToSign what was signed, which must not be kept or changed
     * @param signature the signature or MAC, as found: of any length and content
     * @return whether it holds
     * @throws dev.itemseal.api.error.MaterialsException if the key can't be used now
     */
    boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature);
}
