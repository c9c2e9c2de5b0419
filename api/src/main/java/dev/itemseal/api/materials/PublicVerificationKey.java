package dev.itemseal.api.materials;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.security.PublicKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** A public key of the JCA that verifies signatures. */
public final class PublicVerificationKey implements VerificationKey {

    private final PublicKey key;
    private final SigningAlgorithm defaultAlgorithm;
    private final Set<SigningAlgorithm> algorithms;

    private PublicVerificationKey(PublicKey key, SigningAlgorithm defaultAlgorithm, Set<SigningAlgorithm> algorithms) {
        this.key = key;
        this.defaultAlgorithm = defaultAlgorithm;
        this.algorithms = algorithms;
    }

    /**
     * Takes a public key.
     *
     * @param key an RSA or EC key
     * @param defaultAlgorithm the algorithm of items that name none
     * @param further algorithms that items may name instead
     * @return the verification key
     * @throws ConfigurationException with {@code INVALID_KEY} if the key and an algorithm don't belong together
     */
    public static PublicVerificationKey of(
            PublicKey key, SigningAlgorithm defaultAlgorithm, SigningAlgorithm... further) {
        Objects.requireNonNull(key, "key");
        Set<SigningAlgorithm> algorithms = EnumSet.of(defaultAlgorithm, further);
        for (SigningAlgorithm algorithm : algorithms) {
            if (!algorithm.family().name().equals(key.getAlgorithm())) {
                throw new ConfigurationException(
                        Reason.INVALID_KEY,
                        "A verification key for " + algorithm.jcaName() + " must be a public key of algorithm "
                                + algorithm.family() + ", but this one is of algorithm " + key.getAlgorithm());
            }
        }
        return new PublicVerificationKey(key, defaultAlgorithm, Collections.unmodifiableSet(algorithms));
    }

    /** {@return the JCA key} */
    public PublicKey key() {
        return key;
    }

    @Override
    public SigningAlgorithm defaultAlgorithm() {
        return defaultAlgorithm;
    }

    @Override
    public Set<SigningAlgorithm> algorithms() {
        return algorithms;
    }

    @Override
    public String toString() {
        return "PublicVerificationKey" + algorithms;
    }
}
