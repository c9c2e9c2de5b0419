package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.WrappingKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;

/**
 * A public RSA key that wraps content keys (rules WRP-4, WRP-5 and WRP-16). {@link RsaUnwrappingKey} is the other half.
 * Safe for use by several threads.
 */
public final class RsaWrappingKey implements WrappingKey {

    private final PublicKey key;
    private final RsaTransformation transformation;
    private final CipherPool wrapping;

    private RsaWrappingKey(PublicKey key, RsaTransformation transformation, CipherPool wrapping) {
        this.key = key;
        this.transformation = transformation;
        this.wrapping = wrapping;
    }

    /**
     * Takes a public key that wraps with {@link RsaTransformation#OAEP_SHA256}.
     *
     * @param key an RSA key
     * @return the wrapping key
     * @throws ConfigurationException with {@code INVALID_KEY} if it is another kind of key, or too small
     */
    public static RsaWrappingKey of(PublicKey key) {
        return of(key, RsaTransformation.OAEP_SHA256);
    }

    /**
     * Takes a public key.
     *
     * @param key an RSA key
     * @param transformation how it wraps
     * @return the wrapping key
     * @throws ConfigurationException with {@code INVALID_KEY} if it is another kind of key, or so small that a content
     *     key of 256 bits and the padding don't fit
     */
    public static RsaWrappingKey of(PublicKey key, RsaTransformation transformation) {
        if (!"RSA".equals(key.getAlgorithm())) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "An RSA wrapping key must be a public RSA key, but this one is of algorithm " + key.getAlgorithm());
        }
        int needed = transformation.paddingLength() + ContentKeyAlgorithm.AES_256.newKeyLength();
        if (key instanceof RSAKey rsa && (rsa.getModulus().bitLength() + 7) / 8 < needed) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "An RSA wrapping key for " + transformation.jcaName() + " must have at least " + needed * 8
                            + " bits, but this one has " + rsa.getModulus().bitLength());
        }
        return new RsaWrappingKey(key, transformation, CipherPool.rsa(transformation, Cipher.ENCRYPT_MODE, key));
    }

    /**
     * Gives a key like this one whose padding takes its random bytes from a generator; this one stays as it is, and without
     * a call of this they come from the JCA's own.
     *
     * @param source a cryptographically secure generator that is safe for use by several threads
     * @return the new wrapping key
     */
    public RsaWrappingKey random(SecureRandom source) {
        Objects.requireNonNull(source, "source");
        return new RsaWrappingKey(key, transformation, CipherPool.rsa(transformation, key, source));
    }

    /** For the warnings. */
    PublicKey key() {
        return key;
    }

    @Override
    public String wrappingAlgorithm() {
        return transformation.jcaName();
    }

    @Override
    public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
        byte[] bytes = contentKey.toByteArray();
        try {
            return wrapping.with(cipher -> cipher.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "A content key for the table '" + context.tableName()
                            + "' can't be wrapped with the RSA key; see whether the key permits it",
                    false,
                    e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "RsaWrappingKey(" + transformation.jcaName() + ')';
    }
}
