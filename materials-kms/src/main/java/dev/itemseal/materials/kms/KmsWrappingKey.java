package dev.itemseal.materials.kms;

import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.materials.kms.KmsContext.Direction;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A KMS key that wraps content keys with {@code Encrypt} and unwraps them with {@code Decrypt} (rule WRP-21), so that it can
 * stand beside other wrapping keys. Each item costs one call in each direction; a connection with a cache saves some for
 * reads. Neither of the two existing clients reads items that were written so.
 *
 * <p>The wrapped key is bound to the table's name and the item's primary key, which go to KMS, and so into the log of KMS
 * calls (CloudTrail), in clear text. Safe for use by several threads.
 *
 * <p>Beside what the two interfaces say, both directions throw {@link dev.itemseal.api.error.ConfigurationException} as
 * {@link KmsMaterialsProvider} does, and refuse an item that lacks an attribute of the primary key with
 * {@code MISSING_KEY_ATTRIBUTE}.
 */
public final class KmsWrappingKey implements WrappingKey, UnwrappingKey {

    private static final String ALGORITHM = "kms-encrypt";
    private static final Map<String, String> LABEL = Map.of(KmsContext.WRAPPING_ALGORITHM, ALGORITHM);

    private final DataKeys dataKeys;
    private final KmsContext kmsContext;

    private KmsWrappingKey(DataKeys dataKeys, KmsContext kmsContext) {
        this.dataKeys = dataKeys;
        this.kmsContext = kmsContext;
    }

    /**
     * Takes a key of KMS.
     *
     * @param connection how KMS is reached
     * @param keys which keys content keys are wrapped and unwrapped with
     * @return the wrapping key
     */
    public static KmsWrappingKey of(KmsConnection connection, KmsKeys keys) {
        return of(connection, keys, item -> Map.of());
    }

    /**
     * Takes a key of KMS, and adds entries to the encryption context.
     *
     * @param connection how KMS is reached
     * @param keys which keys content keys are wrapped and unwrapped with
     * @param additionalContext as for {@link KmsMaterialsProvider.Builder#additionalContext}
     * @return the wrapping key
     */
    public static KmsWrappingKey of(
            KmsConnection connection,
            KmsKeys keys,
            Function<EncryptionContext, Map<String, String>> additionalContext) {
        Objects.requireNonNull(additionalContext, "additionalContext");
        return new KmsWrappingKey(new DataKeys(connection, keys), new KmsContext(additionalContext));
    }

    @Override
    public String wrappingAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
        Map<String, String> bound = kmsContext.of(context, LABEL, Direction.WRITING);
        return Caller.waiting(caller -> dataKeys.encrypt(contentKey, context, bound, caller));
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
        Map<String, String> bound = kmsContext.of(context, LABEL, Direction.READING);
        return Caller.waiting(caller ->
                dataKeys.unwrap(wrappedKey, context, bound, caller).thenApply(unwrapped -> asAes(unwrapped.secret())));
    }

    private static SecretBytes asAes(SecretBytes secret) {
        byte[] bytes = secret.toByteArray();
        secret.destroy();
        SecretBytes contentKey = SecretBytes.copyOf(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return contentKey;
    }

    @Override
    public String toString() {
        return "KmsWrappingKey(key hidden)";
    }
}
