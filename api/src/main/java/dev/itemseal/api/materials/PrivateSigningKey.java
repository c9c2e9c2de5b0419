package dev.itemseal.api.materials;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.security.PrivateKey;
import java.util.Objects;

/** A private key of the JCA that signs. */
public final class PrivateSigningKey implements SigningKey {

    private final PrivateKey key;
    private final SigningAlgorithm algorithm;

    private PrivateSigningKey(PrivateKey key, SigningAlgorithm algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /**
     * Takes a private key.
     *
     * @param algorithm an algorithm of the key's family
     * @param key an RSA or EC key
     * @return the signing key
     * @throws ConfigurationException with {@code INVALID_KEY} if key and algorithm don't belong together
     */
    public static PrivateSigningKey of(SigningAlgorithm algorithm, PrivateKey key) {
        Objects.requireNonNull(key, "key");
        if (!algorithm.family().name().equals(key.getAlgorithm())) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "A signing key for " + algorithm.jcaName() + " must be a private key of algorithm "
                            + algorithm.family() + ", but this one is of algorithm " + key.getAlgorithm());
        }
        return new PrivateSigningKey(key, algorithm);
    }

    /** {@return the JCA key} */
    public PrivateKey key() {
        return key;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public String toString() {
        return algorithm.jcaName() + " private key (hidden)";
    }
}
