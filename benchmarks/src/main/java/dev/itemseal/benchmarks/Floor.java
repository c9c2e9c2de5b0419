package dev.itemseal.benchmarks;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.StringToSign;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cryptography that an item can't do without, on bytes that lie ready, and nothing else: no values are read or made, and
 * every digest of a name is known. No implementation of the format is faster that uses the same primitives.
 */
final class Floor implements Subject {

    private static final int BLOCK = 16;
    private static final int DIGEST = 32;

    /** As much as is given to a digest in one call. */
    private static final int PIECE = 4096;

    private final KeyScheme keys;
    private final boolean initPerValue;

    Floor(KeyScheme keys, boolean initPerValue) {
        this.keys = keys;
        this.initPerValue = initPerValue;
    }

    @Override
    public Workload workload(List<Item> items) throws GeneralSecurityException {
        List<Bytes> prepared = new ArrayList<>();
        for (Item item : items) {
            prepared.add(new Bytes(item));
        }
        return new Primitives(prepared);
    }

    /** The bytes of an item. */
    private static final class Bytes {

        /** Each value that is encrypted, behind room for a block and followed by its padding. */
        final byte[] plaintext;

        /** Where each of them ends. */
        final int[] ends;

        final byte[] ciphertext;

        /** What is signed, in order: serialized values, or null for the next encrypted one. */
        final List<byte[]> signed = new ArrayList<>();

        /** With digests of values that are overwritten each time. */
        final byte[] stringToSign;

        Bytes(Item item) {
            ByteSink values = new ByteSink(1024);
            List<Integer> valueEnds = new ArrayList<>();
            for (String name : new TreeSet<>(item.names())) {
                byte[] value = serialized(item, name);
                if (ItemShape.TABLE.primaryIndex().keyNames().contains(name)) {
                    signed.add(value);
                } else {
                    values.skip(BLOCK);
                    values.write(value);
                    int padding = BLOCK - values.length() % BLOCK;
                    for (int i = 0; i < padding; i++) {
                        values.writeByte(padding);
                    }
                    valueEnds.add(values.length());
                    signed.add(null);
                }
            }
            plaintext = Arrays.copyOf(values.array(), values.length());
            ends = valueEnds.stream().mapToInt(Integer::intValue).toArray();
            ciphertext = new byte[plaintext.length];
            stringToSign =
                    StringToSign.of(ItemShape.TABLE.name(), item, AttributeActions.encryptAndSignAll(), Dialect.JAVA);
        }

        private static byte[] serialized(Item item, String name) {
            ByteSink sink = new ByteSink(1024);
            AttributeCodec.serialize(item.attribute(name).orElseThrow(), Dialect.JAVA, 32, name, sink);
            return Arrays.copyOf(sink.array(), sink.length());
        }
    }

    /** The primitives, each looked up once. */
    private final class Primitives implements Workload {

        private final List<Bytes> items;
        private final SecretKey key = Keys.content();
        private final SecureRandom random = SecureRandom.getInstance("DRBG");
        private final Cipher together = Cipher.getInstance("AES/CBC/NoPadding");
        private final Cipher single = Cipher.getInstance("AES/CBC/PKCS5Padding");
        private final Cipher wrapping = Cipher.getInstance("AESWrap");
        private final Cipher unwrapping = Cipher.getInstance("AESWrap");
        private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        private final Mac mac = Mac.getInstance("HmacSHA256");
        /** As long as what stands before a stored value; which bytes these are does not matter. */
        private final byte[] header = new byte[6];

        private final byte[] wrapped;
        private byte[] buffer = new byte[0];

        Primitives(List<Bytes> items) throws GeneralSecurityException {
            this.items = items;
            mac.init(Keys.mac());
            wrapping.init(Cipher.WRAP_MODE, Keys.wrapping());
            unwrapping.init(Cipher.UNWRAP_MODE, Keys.wrapping());
            wrapped = wrapping.wrap(key);
            for (int i = 0; i < items.size(); i++) {
                byte[] ciphertext = (byte[]) encrypt(i, key);
                System.arraycopy(ciphertext, 0, items.get(i).ciphertext, 0, ciphertext.length);
            }
        }

        @Override
        public Object encrypt(int index) throws GeneralSecurityException {
            if (keys == KeyScheme.STATIC) {
                return encrypt(index, key);
            }
            byte[] newKey = new byte[32];
            random.nextBytes(newKey);
            SecretKey contentKey = new SecretKeySpec(newKey, "AES");
            return List.of(wrapping.wrap(contentKey), encrypt(index, contentKey));
        }

        private Object encrypt(int index, SecretKey contentKey) throws GeneralSecurityException {
            Bytes item = items.get(index);
            byte[] randomBlocks = new byte[BLOCK * item.ends.length];
            random.nextBytes(randomBlocks);
            byte[] ciphertext = new byte[item.plaintext.length];
            int from = 0;
            for (int i = 0; i < item.ends.length; i++) {
                if (initPerValue) {
                    IvParameterSpec iv = new IvParameterSpec(randomBlocks, BLOCK * i, BLOCK);
                    single.init(Cipher.ENCRYPT_MODE, contentKey, iv);
                    System.arraycopy(randomBlocks, BLOCK * i, ciphertext, from, BLOCK);
                    // The cipher pads by itself what lies ready with its padding.
                    int padding = item.plaintext[item.ends[i] - 1];
                    int value = from + BLOCK;
                    single.doFinal(item.plaintext, value, item.ends[i] - padding - value, ciphertext, value);
                } else {
                    System.arraycopy(randomBlocks, BLOCK * i, item.plaintext, from, BLOCK);
                }
                from = item.ends[i];
            }
            if (!initPerValue) {
                together.init(Cipher.ENCRYPT_MODE, contentKey, new IvParameterSpec(new byte[BLOCK]));
                together.doFinal(item.plaintext, 0, item.plaintext.length, ciphertext, 0);
            }
            sign(item, ciphertext);
            return ciphertext;
        }

        @Override
        public Object decrypt(int index) throws GeneralSecurityException {
            Bytes item = items.get(index);
            byte[] signature = sign(item, item.ciphertext);
            SecretKey contentKey =
                    keys == KeyScheme.STATIC ? key : (SecretKey) unwrapping.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
            if (buffer.length < item.ciphertext.length) {
                buffer = new byte[item.ciphertext.length];
            }
            if (!initPerValue) {
                together.init(Cipher.DECRYPT_MODE, contentKey, new IvParameterSpec(new byte[BLOCK]));
                together.doFinal(item.ciphertext, 0, item.ciphertext.length, buffer, 0);
                return signature;
            }
            int from = 0;
            for (int end : item.ends) {
                IvParameterSpec iv = new IvParameterSpec(item.ciphertext, from, BLOCK);
                single.init(Cipher.DECRYPT_MODE, contentKey, iv);
                single.doFinal(item.ciphertext, from + BLOCK, end - from - BLOCK, buffer, from);
                from = end;
            }
            return signature;
        }

        private byte[] sign(Bytes item, byte[] ciphertext) throws GeneralSecurityException {
            int encrypted = 0;
            int from = 0;
            int target = 3 * DIGEST;
            for (byte[] value : item.signed) {
                if (value != null) {
                    sha256.update(value);
                } else {
                    int end = item.ends[encrypted++];
                    sha256.update(header);
                    for (; from < end; from = Math.min(from + PIECE, end)) {
                        sha256.update(ciphertext, from, Math.min(PIECE, end - from));
                    }
                }
                sha256.digest(item.stringToSign, target, DIGEST);
                target += 3 * DIGEST;
            }
            return mac.doFinal(item.stringToSign);
        }
    }
}
