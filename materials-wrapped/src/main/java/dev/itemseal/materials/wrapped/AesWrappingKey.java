package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * An AES key that wraps content keys and unwraps them again, by RFC 3394 (rules WRP-3 and WRP-7). Safe for use by
 * several threads.
 */
public final class AesWrappingKey implements WrappingKey, UnwrappingKey {

    /** The name in the description and in the JCA. */
    static final String ALGORITHM = "AESWrap";

    /** Another name for the same, which the Python client reads so. */
    private static final String ALIAS = "AES";

    private final CipherPool wrapping;
    private final CipherPool unwrapping;

    private AesWrappingKey(SecretKey key) {
        wrapping = CipherPool.aesWrap(Cipher.WRAP_MODE, key);
        unwrapping = CipherPool.aesWrap(Cipher.UNWRAP_MODE, key);
    }

    /**
     * Takes an AES key of the JCA.
     *
     * @param key a key of algorithm {@code AES}, of 128, 192 or 256 bits if it shows its bytes
     * @return the wrapping key
     * @throws ConfigurationException with {@code INVALID_KEY} if it is another kind of key or has another size
     */
    public static AesWrappingKey of(SecretKey key) {
        byte[] encoded = key.getEncoded();
        boolean fits = "AES".equals(key.getAlgorithm());
        String size = "";
        if (encoded != null) {
            fits &= ContentKeyAlgorithm.AES.allowsLength(encoded.length);
            size = " of " + encoded.length * 8 + " bits";
            Arrays.fill(encoded, (byte) 0);
        }
        if (!fits) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "An AES wrapping key must have 128, 192 or 256 bits, but this one is " + key.getAlgorithm() + size);
        }
        return new AesWrappingKey(key);
    }

    /**
     * Makes an AES key from its bytes.
     *
     * @param bytes 16, 24 or 32 bytes, which are copied
     * @return the wrapping key
     * @throws ConfigurationException with {@code INVALID_KEY} if there are more or fewer
     */
    public static AesWrappingKey ofBytes(byte[] bytes) {
        return of(SecretBytes.copyOf(bytes, "AES"));
    }

    @Override
    public String wrappingAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
        try {
            return wrapping.with(cipher -> cipher.wrap(contentKey));
        } catch (GeneralSecurityException e) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "A content key for the table '" + context.tableName()
                            + "' can't be wrapped with the AES key; see whether the key permits it",
                    false,
                    e);
        }
    }

    @Override
    public boolean accepts(String wrappingAlgorithm) {
        return ALGORITHM.equals(wrappingAlgorithm) || ALIAS.equals(wrappingAlgorithm);
    }

    @Override
    public SecretBytes unwrap(
            byte[] wrappedKey,
            String wrappingAlgorithm,
            ContentKeyAlgorithm contentKeyAlgorithm,
            EncryptionContext context) {
        try {
            byte[] bytes = unwrapping
                    .with(cipher -> Optional.ofNullable(
                            cipher.unwrap(wrappedKey, "AES", Cipher.SECRET_KEY).getEncoded()))
                    .orElseThrow(() -> staysInside(context));
            SecretBytes contentKey = SecretBytes.copyOf(bytes, "AES");
            Arrays.fill(bytes, (byte) 0);
            return contentKey;
        } catch (GeneralSecurityException e) {
            throw Unwrapping.failed(context);
        }
    }

    private static MaterialsException staysInside(EncryptionContext context) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The content key of an item of the table '" + context.tableName()
                        + "' does unwrap, but the device of the AES key keeps it inside; let its JCA provider give unwrapped"
                        + " keys out, for example by making them extractable");
    }

    @Override
    public String toString() {
        return "AesWrappingKey(hidden)";
    }
}
