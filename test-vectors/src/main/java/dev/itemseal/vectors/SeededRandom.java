package dev.itemseal.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Bytes that follow from a seed and a purpose: for vectors that are to be the same every time, whose keys protect nothing.
 * They are a stream, so it doesn't matter how many are asked for at once. Not exported, so that no program encrypts with it.
 *
 * <p>The stream is SHA-256(seed ‖ block ‖ purpose) for the blocks 0, 1, 2, …; seed and block are 8 bytes each, big-endian.
 */
final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private SeededRandom(Stream stream) {
        super(stream, null);
    }

    static SecureRandom of(long seed, String purpose) {
        return new SeededRandom(new Stream(seed, purpose));
    }

    private static final class Stream extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;

        private final long seed;
        private final byte[] purpose;
        private long blocks;
        private byte[] block = new byte[0];
        private int used;

        Stream(long seed, String purpose) {
            this.seed = seed;
            this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                if (used == block.length) {
                    block = nextBlock();
                    used = 0;
                }
                bytes[i] = block[used++];
            }
        }

        private byte[] nextBlock() {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(ByteBuffer.allocate(16 + purpose.length)
                                .putLong(seed)
                                .putLong(blocks++)
                                .put(purpose)
                                .array());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has it
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] bytes = new byte[length];
            engineNextBytes(bytes);
            return bytes;
        }

        /** Ignored: the seed is the one that was given. */
        @Override
        protected void engineSetSeed(byte[] more) {}
    }
}
