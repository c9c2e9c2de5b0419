package dev.itemseal.engine;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the work on one item needs and the next item can use again: buffers, ciphers, digests. For one thread at a time; it
 * is wiped after each item and thrown away after any exception.
 */
final class Scratch implements BiConsumer<String, AttributeValue> {

    /** Buffers up to this size are kept; it has room for the largest item that DynamoDB stores. */
    private static final int MAX_KEPT = 512 * 1024;

    /** Items with more attributes are rare, and may be an attacker's: what grew for one is not kept. */
    private static final int MAX_KEPT_ATTRIBUTES = 4096;

    private final Sha256 sha256 = new Sha256();
    private final AesCbc aesCbc = new AesCbc();
    private final Signatures signatures = new Signatures();
    private final Supplier<SecureRandom> randomSource;
    private final ByteSink plaintext = new ByteSink(1024);
    private final ByteSink stored = new ByteSink(1024);

    private String[] names = new String[16];
    private AttributeValue[] values = new AttributeValue[16];
    private int count;
    private int[] ends = new int[16];
    private byte[] stringToSign = new byte[1024];
    private byte[] randomBlocks = new byte[0];
    private @Nullable SecureRandom random;
    private final AtomicBoolean lent = new AtomicBoolean(true);

    /**
     * Makes a scratch, which is lent to the caller.
     *
     * @param randomSource gives the generator, when one is needed: who only reads seeds none
     */
    Scratch(Supplier<SecureRandom> randomSource) {
        this.randomSource = randomSource;
    }

    /** Lends it to the caller, unless somebody has it; who has it sees all that was done to it before. */
    boolean borrow() {
        return !lent.getPlain() && lent.compareAndSet(false, true);
    }

    /** Ends a loan. What is not given back is never lent again. */
    void giveBack() {
        lent.setRelease(false);
    }

    /** Lays out an item's names and values as arrays. */
    void take(Item item) {
        count = 0;
        int size = item.size();
        if (names.length < size) {
            names = new String[size];
            values = new AttributeValue[size];
            ends = new int[size];
        }
        item.forEach(this);
    }

    @Override
    public void accept(String name, AttributeValue value) {
        names[count] = name;
        values[count++] = value;
    }

    /** How many attributes there are. */
    int count() {
        return count;
    }

    /** The names of the attributes, of which {@link #count()} count. */
    String[] names() {
        return names;
    }

    /** The values of the attributes, which the work on the item replaces one by one. */
    AttributeValue[] values() {
        return values;
    }

    /** Where each attribute's bytes end in a buffer that all of them share. */
    int[] ends() {
        return ends;
    }

    byte[] stringToSign(int length) {
        if (stringToSign.length < length) {
            stringToSign = new byte[length];
        }
        return stringToSign;
    }

    /** Fresh random bytes, one cipher block for each of so many values, in one call of the generator. */
    byte[] randomBlocks(int blocks) {
        int length = blocks * FormatV0.BLOCK_LENGTH;
        if (randomBlocks.length != length) {
            randomBlocks = new byte[length];
        }
        if (random == null) {
            random = randomSource.get();
        }
        random.nextBytes(randomBlocks);
        return randomBlocks;
    }

    Sha256 sha256() {
        return sha256;
    }

    AesCbc aesCbc() {
        return aesCbc;
    }

    Signatures signatures() {
        return signatures;
    }

    /** The buffer for serialized values. */
    ByteSink plaintext() {
        return plaintext;
    }

    /** The buffer for values as they are stored. */
    ByteSink stored() {
        return stored;
    }

    /** Overwrites and lets go of everything that belongs to an item. */
    void wipe() {
        Arrays.fill(names, 0, count, null);
        Arrays.fill(values, 0, count, null);
        count = 0;
        if (names.length > MAX_KEPT_ATTRIBUTES) {
            names = new String[16];
            values = new AttributeValue[16];
            ends = new int[16];
            stringToSign = new byte[1024];
            randomBlocks = new byte[0];
        }
        plaintext.wipe(MAX_KEPT);
        stored.wipe(MAX_KEPT);
        sha256.wipe();
    }
}
