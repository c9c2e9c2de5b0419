package dev.itemseal.testkit;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;

/**
 * What the service gives out instead of a plaintext: a version, the length and text of the key's id, and what Tink made,
 * bound to that id and to the whole encryption context.
 */
final class CiphertextBlob {

    private static final byte VERSION = 1;

    private final String keyId;
    private final byte[] sealed;

    private CiphertextBlob(String keyId, byte[] sealed) {
        this.keyId = keyId;
        this.sealed = sealed;
    }

    static CiphertextBlob parse(byte[] bytes) {
        int start = 2 + (bytes.length > 1 ? bytes[1] & 0xff : 0);
        if (bytes.length <= start || bytes[0] != VERSION) {
            throw ServiceErrorException.invalidCiphertext();
        }
        String keyId = new String(bytes, 2, start - 2, StandardCharsets.US_ASCII);
        if (!KeyRing.isKeyId(keyId)) {
            throw ServiceErrorException.invalidCiphertext();
        }
        return new CiphertextBlob(keyId, Arrays.copyOfRange(bytes, start, bytes.length));
    }

    static CiphertextBlob seal(LocalKey key, byte[] plaintext, Map<String, String> context) {
        try {
            byte[] sealed = aead(key.requireEncryption()).encrypt(plaintext, bound(key.id(), context));
            return new CiphertextBlob(key.id(), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever it is given", e);
        }
    }

    String keyId() {
        return keyId;
    }

    byte[] open(LocalKey key, Map<String, String> context) {
        try {
            return aead(key.requireEncryption()).decrypt(sealed, bound(keyId, context));
        } catch (GeneralSecurityException e) {
            throw ServiceErrorException.invalidCiphertext();
        }
    }

    byte[] toBytes() {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[2 + id.length + sealed.length];
        bytes[0] = VERSION;
        bytes[1] = (byte) id.length;
        System.arraycopy(id, 0, bytes, 2, id.length);
        System.arraycopy(sealed, 0, bytes, 2 + id.length, sealed.length);
        return bytes;
    }

    private static Aead aead(KeysetHandle material) throws GeneralSecurityException {
        return material.getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    /** Lengths before names and values: no two contexts have the same bytes. The map is sorted. */
    private static byte[] bound(String keyId, Map<String, String> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeText(keyId, out);
            out.writeInt(context.size());
            for (Map.Entry<String, String> entry : context.entrySet()) {
                writeText(entry.getKey(), out);
                writeText(entry.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
