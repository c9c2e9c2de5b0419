package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.util.ArrayList;
import java.util.List;

/** A key behind a service: it may be out of reach, and counts what it is asked. */
final class ServiceKey implements WrappingKey, UnwrappingKey {

    static final String ALGORITHM = "service";

    private final AesWrappingKey key;
    final List<byte[]> asked = new ArrayList<>();
    final List<SecretBytes> given = new ArrayList<>();
    boolean outOfReach;

    /** How many of the next wrapped keys it refuses to look at. */
    int denied;

    boolean retryable = true;

    ServiceKey(int seed) {
        key = AesWrappingKey.ofBytes(TestKeys.bytes(seed, 32));
    }

    @Override
    public String wrappingAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
        given.add(contentKey);
        requireReach();
        return key.wrap(contentKey, context);
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
        asked.add(wrappedKey);
        requireReach();
        if (denied > 0) {
            denied--;
            throw new MaterialsException(Reason.KEY_UNAVAILABLE, "The service denies access to this key");
        }
        return key.unwrap(wrappedKey, "AESWrap", contentKeyAlgorithm, context);
    }

    private void requireReach() {
        if (outOfReach) {
            throw new MaterialsException(Reason.KEY_UNAVAILABLE, "The service does not answer", retryable, null);
        }
    }
}
