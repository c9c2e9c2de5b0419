package dev.itemseal.materials.tink;

import com.google.crypto.tink.Aead;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A Tink keyset that wraps content keys and unwraps them again (rule WRP-20). Every AEAD of Tink will do, also one of
 * several keys: the primary one wraps, any of them unwraps, which is how keys are exchanged.
 *
 * <p>The wrapped key is bound to its table's name. Neither of the two existing clients reads items that were written so.
 * Safe for use by several threads.
 */
public final class TinkWrappingKey implements WrappingKey, UnwrappingKey {

    private static final String ALGORITHM = "tink-aead";

    /** Keeps what is wrapped here apart from anything else that the same keyset encrypts. */
    private static final byte[] LABEL = "itemseal/tink-aead".getBytes(StandardCharsets.UTF_8);

    private final Aead aead;

    private TinkWrappingKey(Aead aead) {
        this.aead = aead;
    }

    /**
     * Takes an AEAD of Tink. A {@link GeneralSecurityException} when it decrypts is a key that does not unwrap, unless an
     * {@link IOException} is among its causes: then a service behind the AEAD could not be asked, which is
     * {@code KEY_UNAVAILABLE} and may pass. Some AEADs say the same of a key that their service rejects. An unchecked
     * exception is {@code KEY_UNAVAILABLE} too.
     *
     * @param aead the primitive of a keyset, or one of a key management service, safe for use by several threads
     * @return the wrapping key
     */
    public static TinkWrappingKey of(Aead aead) {
        return new TinkWrappingKey(Objects.requireNonNull(aead, "aead"));
    }

    @Override
    public String wrappingAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
        byte[] bytes = contentKey.toByteArray();
        try {
            return aead.encrypt(bytes, associatedData(context));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "A content key for the table '" + context.tableName()
                            + "' can't be wrapped with the Tink keyset; see the cause",
                    isOutage(e),
                    e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public boolean accepts(String wrappingAlgorithm) {
        return ALGORITHM.equals(wrappingAlgorithm);
    }

    @Override
    public SecretBytes unwrap(
            byte[] wrappedKey,
            String wrappingAlgorithm,
            ContentKeyAlgorithm contentKeyAlgorithm,
            EncryptionContext context) {
        try {
            byte[] bytes = aead.decrypt(wrappedKey, associatedData(context));
            SecretBytes contentKey = SecretBytes.copyOf(bytes, "AES");
            Arrays.fill(bytes, (byte) 0);
            return contentKey;
        } catch (GeneralSecurityException | RuntimeException e) {
            if (e instanceof RuntimeException || isOutage(e)) {
                throw new MaterialsException(
                        Reason.KEY_UNAVAILABLE,
                        "The Tink keyset could not be asked to unwrap the content key of an item of the table '"
                                + context.tableName() + "'; see the cause, and whether its service can be reached and"
                                + " permits it. If it fails so for this item alone, it was written with another keyset or its"
                                + " material description was changed",
                        isOutage(e),
                        e);
            }
            throw new MaterialsException(
                    Reason.KEY_NOT_UNWRAPPED,
                    "The content key of an item of the table '" + context.tableName()
                            + "' does not unwrap with the Tink keyset; the item was written with another keyset or for"
                            + " another table, or its material description was changed");
        }
    }

    /** Whether a service behind the AEAD could not be asked. A keyset in the process never says so. */
    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static byte[] associatedData(EncryptionContext context) {
        byte[] tableName = context.tableName().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + LABEL.length + tableName.length)
                .putInt(LABEL.length)
                .put(LABEL)
                .putInt(tableName.length)
                .put(tableName)
                .array();
    }

    @Override
    public String toString() {
        return "TinkWrappingKey(hidden)";
    }
}
