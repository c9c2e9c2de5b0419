package dev.itemseal.materials.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cached data key is bound to: the client, and with it an identity; the keys that its readers accept, so that what one
 * reader refuses is no other's failure; and all that the client sends. The latter is hashed, so that values of items don't
 * stay in memory.
 */
final class CacheKey {

    private final KmsClients.Endpoint endpoint;
    private final KmsKeys accepted;
    private final byte[] digest;

    private CacheKey(KmsClients.Endpoint endpoint, KmsKeys accepted, byte[] digest) {
        this.endpoint = endpoint;
        this.accepted = accepted;
        this.digest = digest;
    }

    static CacheKey of(
            KmsClients.Endpoint endpoint, KmsKeys accepted, String keyId, byte[] blob, Map<String, String> context) {
        MessageDigest sha256 = sha256();
        add(sha256, keyId.getBytes(StandardCharsets.UTF_8));
        add(sha256, blob);
        new TreeMap<>(context).forEach((name, value) -> {
            add(sha256, name.getBytes(StandardCharsets.UTF_8));
            add(sha256, value.getBytes(StandardCharsets.UTF_8));
        });
        return new CacheKey(endpoint, accepted, sha256.digest());
    }

    private static void add(MessageDigest sha256, byte[] part) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        sha256.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key
                && endpoint == key.endpoint
                && accepted == key.accepted
                && Arrays.equals(digest, key.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }
}
