package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * A private RSA key that unwraps content keys, whichever OAEP variant wrapped them (rules WRP-5 and WRP-8).
 * {@link RsaWrappingKey} is the other half. Safe for use by several threads.
 */
public final class RsaUnwrappingKey implements UnwrappingKey {

    /** Another name of PKCS #1 v1.5 in old items (rule WRP-9). */
    private static final String PKCS1_ALIAS = "RSA";

    private final PrivateKey key;
    private final Map<RsaTransformation, CipherPool> unwrapping = new EnumMap<>(RsaTransformation.class);
    private final SecureRandom random = new SecureRandom();

    private RsaUnwrappingKey(PrivateKey key, EnumSet<RsaTransformation> accepted) {
        this.key = key;
        accepted.forEach(transformation ->
                unwrapping.put(transformation, CipherPool.rsa(transformation, Cipher.DECRYPT_MODE, key)));
    }

    /**
     * Takes a private key that unwraps OAEP and refuses PKCS #1 v1.5.
     *
     * @param key an RSA key
     * @return the unwrapping key
     * @throws ConfigurationException with {@code INVALID_KEY} if it is another kind of key
     */
    public static RsaUnwrappingKey of(PrivateKey key) {
        if (!"RSA".equals(key.getAlgorithm())) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "An RSA unwrapping key must be a private RSA key, but this one is of algorithm "
                            + key.getAlgorithm());
        }
        return new RsaUnwrappingKey(key, EnumSet.complementOf(EnumSet.of(RsaTransformation.PKCS1)));
    }

    /**
     * Opts in to PKCS #1 v1.5 (rule WRP-9): {@code RSA/ECB/PKCS1Padding}, {@code RSA}, and the items of the oldest Java
     * clients, which name no wrapping. Who can change stored items can make any item use it, and its padding check
     * is an oracle that can only be hidden as well as is practical: a key that does not unwrap is replaced by a
     * random one, so that the item is refused as {@code NOT_AUTHENTIC} like any other. Rewrite such items with OAEP, then
     * take this out.
     *
     * @return an unwrapping key that accepts it too
     */
    public RsaUnwrappingKey allowingPkcs1() {
        return new RsaUnwrappingKey(key, EnumSet.allOf(RsaTransformation.class));
    }

    /** For the warnings. */
    PrivateKey key() {
        return key;
    }

    @Override
    public boolean accepts(String wrappingAlgorithm) {
        return transformation(wrappingAlgorithm).isPresent();
    }

    private Optional<RsaTransformation> transformation(String wrappingAlgorithm) {
        Optional<RsaTransformation> named =
                wrappingAlgorithm.equals(PKCS1_ALIAS) || wrappingAlgorithm.equals(UNNAMED_WRAPPING)
                        ? Optional.of(RsaTransformation.PKCS1)
                        : RsaTransformation.ofJcaName(wrappingAlgorithm);
        return named.filter(unwrapping::containsKey);
    }

    @Override
    public SecretBytes unwrap(
            byte[] wrappedKey,
            String wrappingAlgorithm,
            ContentKeyAlgorithm contentKeyAlgorithm,
            EncryptionContext context) {
        RsaTransformation transformation = transformation(wrappingAlgorithm)
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.ALGORITHM_REFUSED,
                        "The RSA key was asked to unwrap what it does not accept, for an item of the table '"
                                + context.tableName() + "'; ask accepts first"));
        return transformation == RsaTransformation.PKCS1
                ? unwrapPkcs1(wrappedKey, contentKeyAlgorithm)
                : decrypted(transformation, wrappedKey)
                        .map(RsaUnwrappingKey::secret)
                        .orElseThrow(() -> Unwrapping.failed(context));
    }

    /** Never fails for what the item holds: see {@link #allowingPkcs1()}. The replacement is made in any case. */
    private SecretBytes unwrapPkcs1(byte[] wrappedKey, ContentKeyAlgorithm contentKeyAlgorithm) {
        byte[] replacement = new byte[contentKeyAlgorithm.newKeyLength()];
        random.nextBytes(replacement);
        byte[] contentKey = decrypted(RsaTransformation.PKCS1, wrappedKey)
                .filter(bytes -> contentKeyAlgorithm.allowsLength(bytes.length))
                .orElse(replacement);
        return secret(contentKey);
    }

    private Optional<byte[]> decrypted(RsaTransformation transformation, byte[] wrappedKey) {
        if (key instanceof RSAKey rsa && wrappedKey.length != (rsa.getModulus().bitLength() + 7) / 8) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Objects.requireNonNull(unwrapping.get(transformation)).with(cipher -> cipher.doFinal(wrappedKey)));
        } catch (GeneralSecurityException e) {
            // Why it failed must not matter to anyone.
            return Optional.empty();
        }
    }

    private static SecretBytes secret(byte[] bytes) {
        SecretBytes secret = SecretBytes.copyOf(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    @Override
    public String toString() {
        return "RsaUnwrappingKey(hidden)";
    }
}
