package dev.itemseal.api.materials;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Objects;
import java.util.Set;
import javax.crypto.SecretKey;

/** A secret key of the JCA that makes and verifies MACs. */
public final class MacKey implements SigningKey, VerificationKey {

    /** Below this length in bits a key is weak: it is used, with a warning by the provider, but not newly made. */
    public static final int WEAK_BELOW_BITS = 128;

    private final SecretKey key;
    private final SigningAlgorithm algorithm;
    private final int sizeBits;
    private final boolean ephemeral;

    private MacKey(SecretKey key, SigningAlgorithm algorithm, int sizeBits, boolean ephemeral) {
        this.key = key;
        this.algorithm = algorithm;
        this.sizeBits = sizeBits;
        this.ephemeral = ephemeral;
    }

    /**
     * Takes a secret key of the JCA.
     *
     * @param algorithm an algorithm of the HMAC family
     * @param key a secret key of at least one byte, if it shows its bytes, and not made for AES
     * @return the MAC key
     * @throws ConfigurationException with {@code INVALID_KEY} if the algorithm is no HMAC, the key is empty, or it is an
     *     AES key (rule KEY-5)
     */
    public static MacKey of(SigningAlgorithm algorithm, SecretKey key) {
        return made(algorithm, key, false);
    }

    /**
     * Takes a key that was made for one item: the encryptor destroys it when the item is done.
     *
     * @param algorithm an algorithm of the HMAC family
     * @param key at least one byte, and not made for AES; nobody else uses it
     * @return the MAC key
     * @throws ConfigurationException with {@code INVALID_KEY} as {@link #of} does
     */
    public static MacKey ephemeral(SigningAlgorithm algorithm, SecretBytes key) {
        return made(algorithm, key, true);
    }

    private static MacKey made(SigningAlgorithm algorithm, SecretKey key, boolean ephemeral) {
        Objects.requireNonNull(key, "key");
        int length = KeySizes.rawLength(key);
        if (algorithm.family() != SigningAlgorithm.Family.HMAC || length == 0 || "AES".equals(key.getAlgorithm())) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "A MAC key needs an HMAC algorithm and at least one byte of a key that is not an AES key; asked for is "
                            + algorithm.jcaName() + ", with a key of algorithm " + key.getAlgorithm()
                            + (length == 0 ? " without any byte" : ""));
        }
        return new MacKey(key, algorithm, length < 0 ? -1 : length * 8, ephemeral);
    }

    /**
     * Makes a MAC key from its bytes.
     *
     * @param algorithm an algorithm of the HMAC family
     * @param bytes the key, at least one byte, which is copied
     * @return the MAC key
     * @throws ConfigurationException with {@code INVALID_KEY} if the algorithm is no HMAC or the key is empty
     */
    public static MacKey ofBytes(SigningAlgorithm algorithm, byte[] bytes) {
        return of(algorithm, SecretBytes.copyOf(bytes, algorithm.jcaName()));
    }

    /** {@return the JCA key} */
    public SecretKey key() {
        return key;
    }

    /** {@return whether the key was made for one item: then the encryptor destroys it when it is done} */
    public boolean forOneItem() {
        return ephemeral;
    }

    /** {@return whether the key shows its size and has less than {@value #WEAK_BELOW_BITS} bits} */
    public boolean weak() {
        return sizeBits >= 0 && sizeBits < WEAK_BELOW_BITS;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public SigningAlgorithm defaultAlgorithm() {
        return algorithm;
    }

    @Override
    public Set<SigningAlgorithm> algorithms() {
        return Set.of(algorithm);
    }

    @Override
    public String toString() {
        return algorithm.jcaName() + "(hidden)";
    }
}
