package dev.itemseal.engine;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Makes and verifies MACs and signatures (rules SIG-1 to SIG-5). For one thread; thrown away after any exception. */
final class Signatures {

    private final Map<SigningAlgorithm, Mac> macs = new EnumMap<>(SigningAlgorithm.class);
    private final @Nullable SecureRandom random;

    /**
     * Makes them.
     *
     * @param random the generator for signatures that are random; without one, the key's provider takes the one that suits it
     */
    Signatures(@Nullable SecureRandom random) {
        this.random = random;
    }

    byte[] sign(SigningKey key, byte[] message, int length) {
        if (key instanceof MacKey mac) {
            return mac(mac, message, length);
        } else if (key instanceof PrivateSigningKey pair) {
            return sign(pair, message, length);
        }
        return sign((ExternalSigningKey) key, message, length);
    }

    private static byte[] sign(ExternalSigningKey key, byte[] message, int length) {
        return Plugin.call("a signing key", () -> key.sign(Arrays.copyOf(message, length)));
    }

    boolean verify(VerificationKey key, SigningAlgorithm algorithm, byte[] message, int length, byte[] signature) {
        if (key instanceof MacKey mac) {
            return MessageDigest.isEqual(mac(mac, message, length), signature);
        } else if (key instanceof PublicVerificationKey pair) {
            return verify(pair, algorithm, message, length, signature);
        }
        return verify((ExternalVerificationKey) key, algorithm, message, length, signature);
    }

    private static boolean verify(
            ExternalVerificationKey key, SigningAlgorithm algorithm, byte[] message, int length, byte[] signature) {
        return Plugin.call(
                "a verification key", () -> key.verify(algorithm, Arrays.copyOf(message, length), signature));
    }

    private byte[] mac(MacKey key, byte[] message, int length) {
        try {
            Mac mac = reusable(key) ? macs.get(key.algorithm()) : null;
            if (mac == null) {
                mac = Mac.getInstance(key.algorithm().jcaName());
                if (reusable(key)) {
                    macs.put(key.algorithm(), mac);
                }
            }
            mac.init(key.key());
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw refusedKey(key.algorithm(), e);
        } catch (ProviderException e) {
            throw DeviceKeys.failed(key.algorithm().jcaName(), e);
        }
    }

    /** A key that stays in its device may belong to a provider of its own, which a MAC finds at its first use alone. */
    private static boolean reusable(MacKey key) {
        return key.key() instanceof SecretBytes || "RAW".equals(key.key().getFormat());
    }

    private byte[] sign(PrivateSigningKey key, byte[] message, int length) {
        try {
            Signature signature = signature(key.algorithm());
            if (random == null) {
                signature.initSign(key.key());
            } else {
                signature.initSign(key.key(), random);
            }
            signature.update(message, 0, length);
            return signature.sign();
        } catch (InvalidKeyException | SignatureException e) {
            throw refusedKey(key.algorithm(), e);
        } catch (ProviderException e) {
            throw DeviceKeys.failed(key.algorithm().jcaName(), e);
        }
    }

    private static boolean verify(
            PublicVerificationKey key, SigningAlgorithm algorithm, byte[] message, int length, byte[] found) {
        Signature signature = signature(algorithm);
        try {
            signature.initVerify(key.key());
            signature.update(message, 0, length);
        } catch (InvalidKeyException | SignatureException e) {
            throw refusedKey(algorithm, e);
        } catch (ProviderException e) {
            throw DeviceKeys.failed(algorithm.jcaName(), e);
        }
        try {
            return signature.verify(found);
        } catch (SignatureException e) {
            // Bytes that are not a signature at all, such as those of the wrong length.
            return false;
        } catch (ProviderException e) {
            throw DeviceKeys.failed(algorithm.jcaName(), e);
        }
    }

    private static Signature signature(SigningAlgorithm algorithm) {
        try {
            return Signature.getInstance(algorithm.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw refusedKey(algorithm, e);
        }
    }

    private static ConfigurationException refusedKey(SigningAlgorithm algorithm, GeneralSecurityException cause) {
        return new ConfigurationException(
                Reason.INVALID_KEY,
                "The platform's cryptography did not take the signing or verification key for " + algorithm.jcaName()
                        + "; look at its kind, size and provider",
                cause);
    }
}
