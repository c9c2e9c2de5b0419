package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.security.Key;
import java.util.Optional;
import javax.crypto.SecretKey;

/** A provider's keys for signatures, one of which may be missing. */
record SignatureKeys(Optional<SigningKey> signing, Optional<VerificationKey> verification) {

    SignatureKeys {
        if (signing.isEmpty() && verification.isEmpty()) {
            throw new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "A materials provider needs a signing key to write, a verification key to read, or both; it has none");
        }
    }

    /** The algorithm of a key that comes without one: that of its own name, or the usual one of its kind. */
    static SigningAlgorithm usualAlgorithm(Key key) {
        if (key instanceof SecretKey) {
            return SigningAlgorithm.ofJcaName(key.getAlgorithm())
                    .filter(named -> named.family() == SigningAlgorithm.Family.HMAC)
                    .orElse(SigningAlgorithm.HMAC_SHA256);
        }
        if (key.getAlgorithm().equals(SigningAlgorithm.Family.RSA.name())) {
            return SigningAlgorithm.SHA256_WITH_RSA;
        }
        throw new ConfigurationException(
                Reason.MISSING_SETTING,
                "A signing or verification key of algorithm " + key.getAlgorithm()
                        + " needs its signature algorithm to be named, such as SHA256withECDSA for an EC key");
    }

    static MaterialsException noSigningKey(EncryptionContext context) {
        return new MaterialsException(
                Reason.NO_SIGNING_KEY,
                "An item for the table '" + context.tableName()
                        + "' can't be written: the materials provider has no signing key and is for reading only; give it one");
    }

    static MaterialsException noVerificationKey(EncryptionContext context) {
        return new MaterialsException(
                Reason.NO_VERIFICATION_KEY,
                "An item of the table '" + context.tableName()
                        + "' can't be read: the materials provider has no verification key and is for writing only;"
                        + " give it one");
    }

    /** Whether signatures are made or verified with a secret that both sides have. */
    boolean useMac() {
        return signing.filter(key -> key.algorithm().family() == SigningAlgorithm.Family.HMAC)
                        .isPresent()
                || verification
                        .filter(key -> key.defaultAlgorithm().family() == SigningAlgorithm.Family.HMAC)
                        .isPresent();
    }

    /** Warns of keys that are used although new ones of their size are refused (rules KEY-2 and KEY-3). */
    void warnIfWeak() {
        signing.ifPresent(key -> {
            if (key instanceof MacKey mac && mac.weak()) {
                Warnings.weakMacKey("signing");
            } else if (key instanceof PrivateSigningKey pair) {
                Warnings.ifWeakRsa("signing", pair.key());
            }
        });
        // One MAC key for both directions is one weak key.
        verification.filter(key -> signing.filter(key::equals).isEmpty()).ifPresent(key -> {
            if (key instanceof MacKey mac && mac.weak()) {
                Warnings.weakMacKey("verification");
            } else if (key instanceof PublicVerificationKey pair) {
                Warnings.ifWeakRsa("verification", pair.key());
            }
        });
    }
}
