package dev.itemseal.engine;

import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the work on one item needs and the next item can use again: buffers, ciphers, digests. For one thread at a time; it
 * is wiped after each item and thrown away after any exception.
 */
final class Scratch {

    /** Buffers up to this size are kept; it has room for the largest item that DynamoDB stores. */
    private static final int MAX_KEPT = 512 * 1024;

    /** Items with more attributes are rare, and may be an attacker's: what grew for one is not kept. */
    private static final int MAX_KEPT_ATTRIBUTES = 4096;

    /** Three digests for each attribute. */
    private static final int MAX_KEPT_STRING_TO_SIGN = 3 * FormatV0.DIGEST_LENGTH * MAX_KEPT_ATTRIBUTES;

    private final Sha256 sha256 = new Sha256();
    private final AesCbc aesCbc = new AesCbc();
    private final Signatures signatures;
    private final ByteSink plaintext = new ByteSink(1024);
    private final ByteSink stored = new ByteSink(1024);

    private int[] ends = new int[16];
    private byte[] stringToSign = new byte[1024];
    private byte[] randomBlocks = new byte[0];
    private @Nullable SecureRandom random;
    private final AtomicBoolean lent = new AtomicBoolean(true);

    /**
     * Makes a scratch, which is lent to the caller.
     *
     * @param random the generator for everything; without one, the scratch makes its own when it needs one
     */
    Scratch(@Nullable SecureRandom random) {
        this.random = random;
        this.signatures = new Signatures(random);
    }

    /** Lends it to the caller, unless somebody has it; who has it sees all that was done to it before. */
    boolean borrow() {
        return !lent.getPlain() && lent.compareAndSet(false, true);
    }

    /** Ends a loan. What is not given back is never lent again. */
    void giveBack() {
        lent.setRelease(false);
    }

    /** Room for where each attribute's bytes end in a buffer that all of them share. */
    int[] ends(int attributes) {
        if (ends.length < attributes) {
            ends = new int[attributes];
        }
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
            random = ScratchPool.ownGenerator();
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
        if (ends.length > MAX_KEPT_ATTRIBUTES) {
            ends = new int[16];
        }
        if (stringToSign.length > MAX_KEPT_STRING_TO_SIGN) {
            stringToSign = new byte[1024];
        }
        if (randomBlocks.length > FormatV0.BLOCK_LENGTH * MAX_KEPT_ATTRIBUTES) {
            randomBlocks = new byte[0];
        }
        plaintext.wipe(MAX_KEPT);
        stored.wipe(MAX_KEPT);
        sha256.wipe();
    }
}
