package dev.itemseal.vectors;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.StringToSign;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes stored items with the keys at hand and no scruples: it encrypts any bytes and signs anything, which the engine
 * refuses to do. Deterministic but for ECDSA.
 */
final class Forge {

    static final String SIGNATURE = "*amzn-ddb-map-sig*";
    static final String DESCRIPTION = "*amzn-ddb-map-desc*";

    /** The keys of the specification's example. */
    static final byte[] CONTENT_KEY = sequence(0x00, 32);

    static final byte[] MAC_KEY = sequence(0x20, 32);
    static final byte[] WRAPPING_KEY = sequence(0x60, 32);

    private int ivs = 0x40;

    static byte[] sequence(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    /** A stored value that holds these bytes, padded as they must be. */
    BinaryValue encrypted(byte[] serialized) {
        int padding = 16 - serialized.length % 16;
        byte[] padded = Arrays.copyOf(serialized, serialized.length + padding);
        Arrays.fill(padded, serialized.length, padded.length, (byte) padding);
        return encryptedBlocks(padded, CONTENT_KEY);
    }

    /** A stored value that holds these bytes, a multiple of 16, as they are. */
    BinaryValue encryptedBlocks(byte[] blocks, byte[] contentKey) {
        byte[] iv = sequence(ivs, 16);
        ivs += 16;
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new IvParameterSpec(iv));
            return AttributeValue.ofBytes(ByteBuffer.allocate(16 + blocks.length)
                    .put(iv)
                    .put(cipher.doFinal(blocks))
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a description, in the order given. */
    static Item described(Item item, Map<String, String> description) {
        return item.with(DESCRIPTION, AttributeValue.ofBytes(description(description)));
    }

    static byte[] description(Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[4]);
        entries.forEach((name, value) -> {
            bytes.writeBytes(lengthAndText(name));
            bytes.writeBytes(lengthAndText(value));
        });
        return bytes.toByteArray();
    }

    static byte[] lengthAndText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + utf8.length)
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }

    static AttributeActions actions() {
        return AttributeActions.encryptAndSignAll()
                .with("id", CryptoAction.SIGN_ONLY)
                .with("seen", CryptoAction.SIGN_ONLY)
                .with("hot", CryptoAction.DO_NOTHING);
    }

    /** Signs with the example's MAC key for the example's table and actions. */
    static Item signed(Item stored) {
        return signed(stored, "Example", actions(), Dialect.JAVA, "HmacSHA256", MAC_KEY);
    }

    static Item signed(
            Item stored, String table, AttributeActions actions, Dialect dialect, String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return stored.with(
                    SIGNATURE, AttributeValue.ofBytes(mac.doFinal(StringToSign.of(table, stored, actions, dialect))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Item signed(Item stored, String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(StringToSign.of("Example", stored, actions(), Dialect.JAVA));
            return stored.with(SIGNATURE, AttributeValue.ofBytes(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] wrapped(byte[] contentKey, byte[] wrappingKey) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingKey, "AES"));
            return cipher.wrap(new SecretKeySpec(contentKey, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
