package dev.itemseal.api.materials;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * Secret bytes, such as a raw key: hidden from {@code toString}, compared in constant time, wiped when destroyed.
 *
 * <p>It is a JCA key of its own, so that a raw key need not be copied into one that can't be wiped. Safe for use by
 * several threads, except that {@link #destroy()} must not run while another thread still uses the secret.
 */
public final class SecretBytes implements SecretKey {

    private static final long serialVersionUID = 1L;

    /** Filled with zeros once destroyed. */
    private final transient byte[] bytes;

    /** What it is a key of. */
    private final String algorithm;

    /** Whether it may not be used any more. */
    private volatile boolean destroyed;

    private SecretBytes(byte[] bytes, String algorithm) {
        this.bytes = bytes;
        this.algorithm = algorithm;
    }

    /**
     * Makes a secret.
     *
     * @param bytes the secret, which is copied; the caller may wipe its own
     * @param algorithm the JCA name of the algorithm that it is a key of, such as {@code AES}
     * @return the secret
     */
    public static SecretBytes copyOf(byte[] bytes, String algorithm) {
        return new SecretBytes(bytes.clone(), Objects.requireNonNull(algorithm, "algorithm"));
    }

    /** {@return the length in bytes} */
    public int length() {
        return bytes.length;
    }

    /**
     * {@return a copy of the secret, which the caller must wipe}
     *
     * @throws IllegalStateException if the secret was destroyed
     */
    public byte[] toByteArray() {
        if (destroyed) {
            throw new IllegalStateException("the secret was destroyed; it was used after the item that it served");
        }
        return bytes.clone();
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return toByteArray();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /**
     * Not for serialization: a secret would leave the process by accident.
     *
     * @param out not used
     * @throws java.io.NotSerializableException always
     */
    private void writeObject(java.io.ObjectOutputStream out) throws java.io.NotSerializableException {
        throw new java.io.NotSerializableException(SecretBytes.class.getName());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes secret
                && algorithm.equals(secret.algorithm)
                && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** {@return a hash code that depends on the algorithm and the length alone} */
    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + bytes.length;
    }

    @Override
    public String toString() {
        return algorithm + "(hidden)";
    }
}
