package dev.itemseal.api.materials;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Objects;
import javax.crypto.SecretKey;

/** An AES key that the JCA works with: one held in memory, or one that a JCA provider keeps in an HSM. */
public final class AesContentKey implements ContentKey {

    private final SecretKey key;

    private AesContentKey(SecretKey key) {
        this.key = key;
    }

    /**
     * Takes an AES key of the JCA.
     *
     * @param key a key of algorithm {@code AES}, of 128, 192 or 256 bits if it shows its bytes
     * @return the content key
     * @throws ConfigurationException with {@code INVALID_KEY} if it is another kind of key or has another size
     */
    public static AesContentKey of(SecretKey key) {
        Objects.requireNonNull(key, "key");
        int length = KeySizes.rawLength(key);
        if (!"AES".equals(key.getAlgorithm()) || (length >= 0 && !isAesLength(length))) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "A content key must be an AES key of 128, 192 or 256 bits, but this one is " + key.getAlgorithm()
                            + (length >= 0 ? " of " + length * 8 + " bits" : ""));
        }
        return new AesContentKey(key);
    }

    /**
     * Makes an AES key from its bytes.
     *
     * @param bytes 16, 24 or 32 bytes, which are copied
     * @return the content key
     * @throws ConfigurationException with {@code INVALID_KEY} if there are more or fewer
     */
    public static AesContentKey ofBytes(byte[] bytes) {
        return of(SecretBytes.copyOf(bytes, "AES"));
    }

    /** {@return the JCA key} */
    public SecretKey key() {
        return key;
    }

    private static boolean isAesLength(int bytes) {
        return bytes == 16 || bytes == 24 || bytes == 32;
    }

    @Override
    public String toString() {
        return "AesContentKey(hidden)";
    }
}
