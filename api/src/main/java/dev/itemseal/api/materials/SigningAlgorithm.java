package dev.itemseal.api.materials;

import java.util.Optional;

/**
 * The algorithms that sign an item (rule SIG-2). No name from an item ever reaches the JCA: it selects a constant here.
 */
public enum SigningAlgorithm {
    /** HMAC with SHA-224. */
    HMAC_SHA224("HmacSHA224", Family.HMAC, 28),
    /** HMAC with SHA-256: the usual MAC. */
    HMAC_SHA256("HmacSHA256", Family.HMAC, 32),
    /** HMAC with SHA-384. */
    HMAC_SHA384("HmacSHA384", Family.HMAC, 48),
    /** HMAC with SHA-512. */
    HMAC_SHA512("HmacSHA512", Family.HMAC, 64),
    /** RSA with PKCS #1 v1.5 padding and SHA-224. */
    SHA224_WITH_RSA("SHA224withRSA", Family.RSA, 28),
    /** RSA with PKCS #1 v1.5 padding and SHA-256: the usual signature. */
    SHA256_WITH_RSA("SHA256withRSA", Family.RSA, 32),
    /** RSA with PKCS #1 v1.5 padding and SHA-384. */
    SHA384_WITH_RSA("SHA384withRSA", Family.RSA, 48),
    /** RSA with PKCS #1 v1.5 padding and SHA-512. */
    SHA512_WITH_RSA("SHA512withRSA", Family.RSA, 64),
    /** ECDSA with SHA-256, DER-encoded; the Python client can't read it. */
    SHA256_WITH_ECDSA("SHA256withECDSA", Family.EC, 32),
    /** ECDSA with SHA-384, DER-encoded; the Python client can't read it. */
    SHA384_WITH_ECDSA("SHA384withECDSA", Family.EC, 48),
    /** ECDSA with SHA-512, DER-encoded; the Python client can't read it. */
    SHA512_WITH_ECDSA("SHA512withECDSA", Family.EC, 64);

    /** The kinds of keys that sign. */
    public enum Family {
        /** A secret key for both directions. */
        HMAC,
        /** An RSA key pair. */
        RSA,
        /** A key pair on an elliptic curve. */
        EC
    }

    private final String jcaName;
    private final Family family;
    private final int digestLength;

    SigningAlgorithm(String jcaName, Family family, int digestLength) {
        this.jcaName = jcaName;
        this.family = family;
        this.digestLength = digestLength;
    }

    /** {@return the JCA's name, which is also the one in the material description} */
    public String jcaName() {
        return jcaName;
    }

    /** {@return the kind of key that it takes} */
    public Family family() {
        return family;
    }

    /** {@return the length of the hash within, in bytes; for HMAC also the length of the MAC} */
    public int digestLength() {
        return digestLength;
    }

    /**
     * Finds an algorithm by name.
     *
     * @param name the JCA's name, exactly as {@link #jcaName()} gives it
     * @return the algorithm, or empty if it is not one of these
     */
    public static Optional<SigningAlgorithm> ofJcaName(String name) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.jcaName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
