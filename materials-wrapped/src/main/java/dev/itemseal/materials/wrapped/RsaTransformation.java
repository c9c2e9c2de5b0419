package dev.itemseal.materials.wrapped;

import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The ways in which RSA wraps a content key (rules WRP-4, WRP-5, WRP-8, WRP-9). No name from an item ever reaches the
 * JCA: it selects a constant here.
 */
public enum RsaTransformation {
    /** OAEP with SHA-1. */
    OAEP_SHA1("RSA/ECB/OAEPWithSHA-1AndMGF1Padding", "SHA-1", 20),
    /** OAEP with SHA-256: what is written unless another one is named. */
    OAEP_SHA256("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "SHA-256", 32),
    /** OAEP with SHA-384. */
    OAEP_SHA384("RSA/ECB/OAEPWithSHA-384AndMGF1Padding", "SHA-384", 48),
    /** OAEP with SHA-512. */
    OAEP_SHA512("RSA/ECB/OAEPWithSHA-512AndMGF1Padding", "SHA-512", 64),
    /** PKCS #1 v1.5, which is open to padding oracle attacks: only for tables that other clients filled so. */
    PKCS1("RSA/ECB/PKCS1Padding");

    private final String jcaName;
    private final Optional<String> labelDigest;
    private final int paddingLength;

    RsaTransformation(String jcaName, String labelDigest, int digestLength) {
        this.jcaName = jcaName;
        this.labelDigest = Optional.of(labelDigest);
        paddingLength = 2 * digestLength + 2;
    }

    RsaTransformation(String jcaName) {
        this.jcaName = jcaName;
        labelDigest = Optional.empty();
        paddingLength = 11;
    }

    /** {@return the JCA's name, which is also the one in the material description} */
    public String jcaName() {
        return jcaName;
    }

    /**
     * What the JCA must be told beside the name of OAEP, lest it take its own defaults: the label's digest is the one that
     * is named, but MGF1 has SHA-1 throughout, as in the existing clients.
     */
    Optional<OAEPParameterSpec> parameters() {
        return labelDigest.map(
                digest -> new OAEPParameterSpec(digest, "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
    }

    /** How many bytes of the modulus the padding takes. */
    int paddingLength() {
        return paddingLength;
    }

    /**
     * Finds a transformation by name.
     *
     * @param name the name, exactly as {@link #jcaName()} gives it
     * @return the transformation, or empty if it is not one of these
     */
    public static Optional<RsaTransformation> ofJcaName(String name) {
        for (RsaTransformation transformation : values()) {
            if (transformation.jcaName.equals(name)) {
                return Optional.of(transformation);
            }
        }
        return Optional.empty();
    }
}
