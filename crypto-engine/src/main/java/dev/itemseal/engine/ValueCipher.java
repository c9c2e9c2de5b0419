package dev.itemseal.engine;

import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import dev.itemseal.engine.format.MalformedException;
import java.util.Arrays;

/** Puts ciphertext in the place of an item's values and the other way round (rules ENC-1 to ENC-6). Stateless. */
final class ValueCipher {

    private static final int BLOCK = FormatV0.BLOCK_LENGTH;

    private ValueCipher() {}

    /** Encrypts each value whose action asks for it. */
    static void encrypt(ItemArrays item, ItemPlan plan, ContentKey key, Scratch scratch) {
        byte[] randomBlocks = scratch.randomBlocks(plan.encryptedCount());
        if (key instanceof AesContentKey aes) {
            encryptTogether(item, plan, aes, randomBlocks, scratch);
        } else {
            encryptOneByOne(item, plan, (ExternalContentKey) key, randomBlocks, scratch);
        }
    }

    private static void encryptTogether(
            ItemArrays item, ItemPlan plan, AesContentKey key, byte[] randomBlocks, Scratch scratch) {
        ByteSink plaintext = scratch.plaintext();
        AttributeCodec.Writer writer = writer(plan, plaintext);
        int[] ends = scratch.ends(item.count());
        int block = 0;
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                int at = plaintext.skip(BLOCK);
                System.arraycopy(randomBlocks, BLOCK * block++, plaintext.array(), at, BLOCK);
                writer.write(item.name(i), item.value(i));
                int padding = BLOCK - plaintext.length() % BLOCK;
                int end = plaintext.skip(padding);
                Arrays.fill(plaintext.array(), end, end + padding, (byte) padding);
                ends[i] = plaintext.length();
            }
        }
        byte[] ciphertext = new byte[plaintext.length()];
        scratch.aesCbc().encrypt(key.key(), plaintext.array(), plaintext.length(), ciphertext);
        int from = 0;
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                int end = ends[i];
                item.replace(i, BinaryValue.wrapping(ciphertext, from, end - from));
                from = end;
            }
        }
    }

    private static void encryptOneByOne(
            ItemArrays item, ItemPlan plan, ExternalContentKey key, byte[] randomBlocks, Scratch scratch) {
        ByteSink plaintext = scratch.plaintext();
        AttributeCodec.Writer writer = writer(plan, plaintext);
        int block = 0;
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                plaintext.truncate(0);
                writer.write(item.name(i), item.value(i));
                byte[] serialized = Arrays.copyOf(plaintext.array(), plaintext.length());
                byte[] iv = Arrays.copyOfRange(randomBlocks, BLOCK * block, BLOCK * (block + 1));
                block++;
                try {
                    item.replace(i, encryptOne(key, iv, serialized));
                } finally {
                    Arrays.fill(serialized, (byte) 0);
                }
            }
        }
    }

    private static BinaryValue encryptOne(ExternalContentKey key, byte[] iv, byte[] serialized) {
        byte[] ciphertext = Plugin.call("a content key", () -> key.encrypt(iv, serialized));
        byte[] value = Arrays.copyOf(iv, BLOCK + ciphertext.length);
        System.arraycopy(ciphertext, 0, value, BLOCK, ciphertext.length);
        if (ciphertext.length <= serialized.length || !FormatV0.isCiphertextLength(value.length)) {
            throw Plugin.broken("a content key", "gave a ciphertext of an impossible length");
        }
        return BinaryValue.wrapping(value, 0, value.length);
    }

    private static AttributeCodec.Writer writer(ItemPlan plan, ByteSink plaintext) {
        return new AttributeCodec.Writer(plan.dialect(), FormatV0.MAX_DEPTH_TO_WRITE, plaintext);
    }

    /**
     * Decrypts each value whose action asks for it.
     *
     * @throws MalformedException if a value is not ciphertext, or the key or the padding is wrong, or what comes out is no
     *     value: which of these it was is for nobody to know
     */
    static void decrypt(ItemArrays item, ItemPlan plan, ContentKey key, int maxDepth, Scratch scratch) {
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN
                    && !(item.value(i) instanceof BinaryValue binary && FormatV0.isCiphertextLength(binary.length()))) {
                throw new MalformedException("a value is not ciphertext");
            }
        }
        if (key instanceof AesContentKey aes) {
            decryptTogether(item, plan, aes, maxDepth, scratch);
        } else {
            decryptOneByOne(item, plan, (ExternalContentKey) key, maxDepth);
        }
    }

    private static void decryptTogether(
            ItemArrays item, ItemPlan plan, AesContentKey key, int maxDepth, Scratch scratch) {
        ByteSink stored = scratch.stored();
        stored.truncate(0);
        int[] ends = scratch.ends(item.count());
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                BinaryValue value = (BinaryValue) item.value(i);
                stored.write(value, 0, value.length());
                ends[i] = stored.length();
            }
        }
        ByteSink plaintext = scratch.plaintext();
        plaintext.skip(stored.length());
        scratch.aesCbc().decrypt(key.key(), stored.array(), stored.length(), plaintext.array());
        int from = 0;
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                int end = ends[i];
                item.replace(i, value(plaintext.array(), from + BLOCK, end, maxDepth));
                from = end;
            }
        }
    }

    /** Takes a value out from between its initialization vector and its padding, every byte of which counts. */
    private static AttributeValue value(byte[] bytes, int from, int end, int maxDepth) {
        int padding = bytes[end - 1];
        if (padding < 1 || padding > BLOCK) {
            throw new MalformedException("the padding is wrong");
        }
        for (int i = end - padding; i < end; i++) {
            if (bytes[i] != padding) {
                throw new MalformedException("the padding is wrong");
            }
        }
        return AttributeCodec.deserialize(bytes, from, end - padding, maxDepth);
    }

    private static void decryptOneByOne(ItemArrays item, ItemPlan plan, ExternalContentKey key, int maxDepth) {
        for (int i = 0; i < item.count(); i++) {
            if (plan.action(i) == CryptoAction.ENCRYPT_AND_SIGN) {
                byte[] stored = ((BinaryValue) item.value(i)).toByteArray();
                byte[] iv = Arrays.copyOf(stored, BLOCK);
                byte[] ciphertext = Arrays.copyOfRange(stored, BLOCK, stored.length);
                byte[] serialized = Plugin.call("a content key", () -> key.decrypt(iv, ciphertext));
                try {
                    item.replace(i, AttributeCodec.deserialize(serialized, 0, serialized.length, maxDepth));
                } finally {
                    Arrays.fill(serialized, (byte) 0);
                }
            }
        }
    }
}
