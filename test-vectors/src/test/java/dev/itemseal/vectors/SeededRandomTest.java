package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The generator of the matrix: a stream of SHA-256 blocks, and nothing that a program outside could use. */
class SeededRandomTest {

    @Test
    void isTheStreamOfItsSeedAndPurpose() throws Exception {
        byte[] expected = new byte[64];
        for (int block = 0; block < 2; block++) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ByteBuffer.allocate(16).putLong(-2).putLong(block).array());
            sha256.update("IV ü".getBytes(StandardCharsets.UTF_8));
            System.arraycopy(sha256.digest(), 0, expected, 32 * block, 32);
        }

        assertThat(drawn(SeededRandom.of(-2, "IV ü"), 64)).isEqualTo(expected);
    }

    @Test
    void howManyAreAskedForAtOnceDoesNotMatter() {
        SecureRandom random = SeededRandom.of(1, "keys");
        ByteBuffer pieces = ByteBuffer.allocate(100);
        for (int length : new int[] {1, 0, 16, 33, 50}) {
            pieces.put(drawn(random, length));
        }

        assertThat(pieces.array()).isEqualTo(drawn(SeededRandom.of(1, "keys"), 100));
    }

    @Test
    void anotherSeedOrPurposeGivesOtherBytes() {
        byte[] bytes = drawn(SeededRandom.of(1, "keys"), 16);

        assertThat(drawn(SeededRandom.of(2, "keys"), 16)).isNotEqualTo(bytes);
        assertThat(drawn(SeededRandom.of(1, "key"), 16)).isNotEqualTo(bytes);
    }

    @Test
    void nothingElseSeedsIt() {
        SecureRandom random = SeededRandom.of(1, "keys");
        random.setSeed(5);
        random.setSeed(new byte[] {5});

        assertThat(drawn(random, 16)).isEqualTo(drawn(SeededRandom.of(1, "keys"), 16));
        assertThat(SeededRandom.of(1, "keys").generateSeed(16)).isEqualTo(drawn(SeededRandom.of(1, "keys"), 16));
    }

    @Test
    void noProgramCanEncryptWithIt() {
        assertThat(Modifier.isPublic(SeededRandom.class.getModifiers())).isFalse();
        assertThat(Modifier.isPublic(MatrixCiphertexts.class.getModifiers())).isFalse();
    }

    private static byte[] drawn(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
