package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.bytes;
import static dev.itemseal.conformance.KeyInputs.flipped;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ExternalContentKey;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link ContentKey}, above all of {@link ExternalContentKey}: rules {@code CONTENT-1} and following, which
 * {@code docs/materials-contract.md} lists. Extend it in the tests of a key and implement {@link #contentKey()}.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class ContentKeyContract {

    private static final byte[] IV = bytes(0x10, 16);
    private static final int LARGE = 400_000;

    /** For the class that extends this one. */
    protected ContentKeyContract() {}

    /**
     * Gives the key. Called once in each test.
     *
     * @return the key
     */
    protected abstract ContentKey contentKey();

    /** Values of all lengths around a block's, of zeros too, and a large one. */
    @Rule(
            id = "CONTENT-1",
            holds = "What a content key encrypts it decrypts to the same bytes, of any length and content.",
            lookAt = "padding that is taken off by its value instead of its length, or a limit of the service")
    final void decryptsWhatItEncrypts() {
        ContentKey key = contentKey();
        for (int length : new int[] {1, 15, 16, 17, 31, 32, 33, LARGE}) {
            for (byte[] plaintext : new byte[][] {bytes(1, length), new byte[length]}) {
                byte[] ciphertext = KeyUse.encrypt(key, IV, plaintext);
                assertArrayEquals(plaintext, KeyUse.decrypt(key, IV, ciphertext), length + " bytes come back");
            }
        }
    }

    /** What CBC does to the first block when one bit of the initialization vector changes, and PKCS #5 to the length. */
    @Rule(
            id = "CONTENT-2",
            holds =
                    "A ciphertext is AES-CBC with PKCS #5 padding under the given initialization vector, and nothing else.",
            lookAt = "the service's own format: its header, nonce or tag must not be part of the ciphertext")
    final void isAesCbc() {
        ContentKey key = contentKey();
        byte[] plaintext = bytes(1, 40);
        byte[] ciphertext = KeyUse.encrypt(key, IV, plaintext);
        assertEquals(48, ciphertext.length, "The length of a ciphertext of 40 bytes");
        assertEquals(32, KeyUse.encrypt(key, IV, bytes(1, 16)).length, "The length of a ciphertext of 16 bytes");
        assertArrayEquals(ciphertext, KeyUse.encrypt(key, IV, plaintext), "The same input gives the same ciphertext");
        for (int bit : new int[] {0, 13, 127}) {
            assertArrayEquals(
                    flipped(plaintext, bit),
                    KeyUse.decrypt(key, flipped(IV, bit), ciphertext),
                    "Bit " + bit + " of the initialization vector changes the same bit of the first block alone");
        }
    }

    /** Bits of the block before the last one change those of the padding. */
    @Rule(
            id = "CONTENT-3",
            holds = "A ciphertext whose padding is wrong is refused with not-authentic.",
            lookAt = "which of the service's answers means a wrong padding, and which that it can't be reached")
    final void refusesWrongPadding() {
        ContentKey key = contentKey();
        Assumptions.assumeTrue(key instanceof ExternalContentKey, "The engine itself unpads for keys of the JCA");
        byte[] ciphertext = KeyUse.encrypt(key, IV, bytes(1, 40));
        for (int bit : new int[] {31 * 8, 31 * 8 + 7, 30 * 8}) {
            ItemRefusedException refusal = assertThrows(
                    ItemRefusedException.class,
                    () -> KeyUse.decrypt(key, IV, flipped(ciphertext, bit)),
                    "A wrong padding is not refused as it must be");
            assertEquals(Reason.NOT_AUTHENTIC, refusal.reason(), "The reason why a wrong padding is refused");
        }
    }

    /** Looks at the arguments after the call, and overwrites what came out. */
    @Rule(
            id = "CONTENT-4",
            holds = "A content key leaves its arguments as they are, and its results belong to the caller.",
            lookAt = "buffers that are wiped, filled or given out more than once")
    final void sharesNoArrays() {
        ContentKey key = contentKey();
        Assumptions.assumeTrue(key instanceof ExternalContentKey, "A key of the JCA gets no arrays");
        ExternalContentKey external = (ExternalContentKey) key;
        byte[] iv = IV.clone();
        byte[] plaintext = bytes(1, 40);
        byte[] ciphertext = external.encrypt(iv, plaintext);
        assertArrayEquals(IV, iv, "The initialization vector after encrypting");
        assertArrayEquals(bytes(1, 40), plaintext, "The plaintext after encrypting");
        byte[] given = ciphertext.clone();
        byte[] decrypted = external.decrypt(iv, given);
        assertArrayEquals(IV, iv, "The initialization vector after decrypting");
        assertArrayEquals(ciphertext, given, "The ciphertext after decrypting");
        Arrays.fill(decrypted, (byte) 0);
        byte[] again = external.decrypt(iv, given);
        assertFalse(Arrays.equals(new byte[40], again), "A result that the caller wiped is given out again");
    }

    /** Encrypts and decrypts in several threads. */
    @Rule(
            id = "CONTENT-5",
            holds = "Several threads may use a content key at the same time.",
            lookAt = "a cipher, a buffer or a connection that all calls share")
    final void servesSeveralThreads() {
        ContentKey key = contentKey();
        StoreRules.concurrently(4, thread -> {
            byte[] plaintext = bytes(thread, 100);
            assertArrayEquals(plaintext, KeyUse.decrypt(key, IV, KeyUse.encrypt(key, IV, plaintext)));
        });
    }
}
