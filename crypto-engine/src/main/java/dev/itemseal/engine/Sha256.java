package dev.itemseal.engine;

import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256, reused from digest to digest. For one thread. */
final class Sha256 {

    /** Long inputs are fed in pieces of this size: one long call may run in the interpreter to its end. */
    static final int PIECE = 4096;

    private final MessageDigest digest;
    private final byte[] piece = new byte[PIECE];

    /** How much of the piece was written since it was last wiped. */
    private int written;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void update(ByteSink sink) {
        for (int from = 0; from < sink.length(); from += PIECE) {
            digest.update(sink.array(), from, Math.min(PIECE, sink.length() - from));
        }
    }

    /** Takes a byte string without first copying it as a whole. */
    void update(BinaryValue binary) {
        for (int from = 0; from < binary.length(); from += PIECE) {
            int count = Math.min(PIECE, binary.length() - from);
            written = Math.max(written, count);
            binary.copyTo(from, piece, 0, count);
            digest.update(piece, 0, count);
        }
    }

    void update(byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
    }

    /** Ends the digest and writes it into the target. */
    void finish(byte[] target, int at) {
        try {
            digest.digest(target, at, FormatV0.DIGEST_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("the target has room for a digest", e);
        }
    }

    void digest(String text, byte[] target, int at) {
        update(text.getBytes(StandardCharsets.UTF_8));
        finish(target, at);
    }

    /** Overwrites what was left of the values that went through. */
    void wipe() {
        Arrays.fill(piece, 0, written, (byte) 0);
        written = 0;
    }
}
