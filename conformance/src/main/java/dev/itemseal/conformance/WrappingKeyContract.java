package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.WRITING;
import static dev.itemseal.conformance.KeyInputs.bytes;
import static dev.itemseal.conformance.KeyInputs.flipped;
import static dev.itemseal.conformance.KeyInputs.forgeries;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link WrappingKey} and {@link UnwrappingKey}: rules {@code WRAP-1} and following, which
 * {@code docs/materials-contract.md} lists. Extend it in the tests of a pair of keys and implement {@link #wrappingKey()}
 * and {@link #unwrappingKey()}.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class WrappingKeyContract {

    private static final Map<ContentKeyAlgorithm, byte[]> CONTENT_KEYS = Map.of(
            ContentKeyAlgorithm.AES_128, bytes(1, 16),
            ContentKeyAlgorithm.AES_192, bytes(2, 24),
            ContentKeyAlgorithm.AES_256, bytes(3, 32),
            ContentKeyAlgorithm.AES, bytes(4, 32));

    private static final ContentKeyAlgorithm USUAL = ContentKeyAlgorithm.AES_256;

    /** For the class that extends this one. */
    protected WrappingKeyContract() {}

    /**
     * Gives the key that wraps. Called once in each test.
     *
     * @return the key
     */
    protected abstract WrappingKey wrappingKey();

    /**
     * Gives the key that unwraps what the other one wraps. Called once in each test.
     *
     * @return the key; it may be the same
     */
    protected abstract UnwrappingKey unwrappingKey();

    private static SecretBytes secret(ContentKeyAlgorithm algorithm) {
        return SecretBytes.copyOf(Objects.requireNonNull(CONTENT_KEYS.get(algorithm)), "AES");
    }

    private static byte[] unwrapped(UnwrappingKey key, byte[] wrapped, String wrapping, ContentKeyAlgorithm algorithm) {
        SecretBytes contentKey = key.unwrap(wrapped.clone(), wrapping, algorithm, WRITING);
        assertNotNull(contentKey, "What was unwrapped");
        byte[] bytes = contentKey.toByteArray();
        contentKey.destroy();
        return bytes;
    }

    /** Content keys of every kind. */
    @Rule(
            id = "WRAP-1",
            holds = "A content key of 128, 192 or 256 bits that was wrapped is unwrapped to the same bytes.",
            lookAt = "whether both keys belong together, and padding that is added to short keys or left on them")
    final void unwrapsWhatWasWrapped() {
        WrappingKey wrapping = wrappingKey();
        UnwrappingKey unwrapping = unwrappingKey();
        CONTENT_KEYS.forEach((algorithm, bytes) -> assertArrayEquals(
                bytes,
                unwrapped(
                        unwrapping, wrapping.wrap(secret(algorithm), WRITING), wrapping.wrappingAlgorithm(), algorithm),
                "A content key of " + bytes.length + " bytes comes back"));
    }

    /** The name that stands in the description. */
    @Rule(
            id = "WRAP-2",
            holds = "The wrapping has a name that is always the same, and the unwrapping key accepts it.",
            lookAt = "whether both keys use one constant for the name")
    final void acceptsItsOwnName() {
        WrappingKey wrapping = wrappingKey();
        assertFalse(wrapping.wrappingAlgorithm().isEmpty(), "The name of the wrapping is empty");
        assertEquals(wrapping.wrappingAlgorithm(), wrapping.wrappingAlgorithm(), "The name of the wrapping");
        assertTrue(unwrappingKey().accepts(wrapping.wrappingAlgorithm()), "The wrapping's own name is not accepted");
    }

    /** Names that an attacker puts into the description. */
    @Rule(
            id = "WRAP-3",
            holds = "The unwrapping key accepts no name that it does not know.",
            lookAt = "a default for names that are not known, or a comparison without regard to case")
    final void acceptsNoOtherName() {
        UnwrappingKey unwrapping = unwrappingKey();
        String own = wrappingKey().wrappingAlgorithm();
        for (String other : new String[] {"itemseal-contract", own + "/2", own + " ", swappedCase(own)}) {
            assertFalse(unwrapping.accepts(other), "A name is accepted that is another one: '" + other + "'");
        }
    }

    private static String swappedCase(String text) {
        StringBuilder swapped = new StringBuilder(text);
        char first = text.charAt(0);
        swapped.setCharAt(
                0, Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first));
        return swapped.toString().equals(text) ? text + "'" : swapped.toString();
    }

    /** Wrapped keys that nobody made. */
    @Rule(
            id = "WRAP-4",
            holds =
                    "A wrapped key that was changed or is nonsense, of any length, is refused with key-not-unwrapped or gives"
                            + " some key; it is no other error.",
            lookAt =
                    "what is parsed or copied before the length is checked, and which of the service's answers means that"
                            + " a key does not unwrap")
    final void refusesNonsense() {
        WrappingKey wrapping = wrappingKey();
        UnwrappingKey unwrapping = unwrappingKey();
        byte[] wrapped = wrapping.wrap(secret(USUAL), WRITING);
        List<byte[]> forgeries = new ArrayList<>(forgeries(wrapped));
        for (int bit : new int[] {0, wrapped.length * 4, wrapped.length * 8 - 1}) {
            forgeries.add(flipped(wrapped, bit));
        }
        for (byte[] forged : forgeries) {
            try {
                unwrapped(unwrapping, forged, wrapping.wrappingAlgorithm(), USUAL);
            } catch (MaterialsException e) {
                assertEquals(
                        Reason.KEY_NOT_UNWRAPPED, e.reason(), "Why " + forged.length + " forged bytes are refused");
            }
        }
    }

    /** Looks at the arguments after the call, and destroys what came out. */
    @Rule(
            id = "WRAP-5",
            holds =
                    "Keys leave the content key and the wrapped key as they are, and what they give belongs to the caller.",
            lookAt = "a content key that is destroyed too early, and results that are kept and given out again")
    final void sharesNothing() {
        WrappingKey wrapping = wrappingKey();
        UnwrappingKey unwrapping = unwrappingKey();
        SecretBytes contentKey = secret(USUAL);
        byte[] wrapped = wrapping.wrap(contentKey, WRITING);
        assertFalse(contentKey.isDestroyed(), "The content key is destroyed by whoever wraps it");
        byte[] given = wrapped.clone();
        unwrapping.unwrap(given, wrapping.wrappingAlgorithm(), USUAL, WRITING).destroy();
        assertArrayEquals(wrapped, given, "The wrapped key after unwrapping");
        assertFalse(
                unwrapping
                        .unwrap(given, wrapping.wrappingAlgorithm(), USUAL, WRITING)
                        .isDestroyed(),
                "A content key that its user destroyed is given out again");
    }

    /** What stands in every item for all to see. */
    @Rule(
            id = "WRAP-6",
            holds = "A wrapped key does not show the content key.",
            lookAt = "what is beside the ciphertext in the wrapped key")
    final void hidesTheContentKey() {
        byte[] wrapped = wrappingKey().wrap(secret(USUAL), WRITING);
        HexFormat hex = HexFormat.of();
        assertFalse(
                hex.formatHex(wrapped).contains(hex.formatHex(CONTENT_KEYS.get(USUAL))),
                "The wrapped key has the content key's bytes in it");
    }

    /** Wraps and unwraps in several threads. */
    @Rule(
            id = "WRAP-7",
            holds = "Several threads may use the keys at the same time.",
            lookAt = "a cipher, a buffer or a connection that all calls share")
    final void servesSeveralThreads() {
        WrappingKey wrapping = wrappingKey();
        UnwrappingKey unwrapping = unwrappingKey();
        StoreRules.concurrently(4, thread -> {
            byte[] key = bytes(thread, 32);
            byte[] wrapped = wrapping.wrap(SecretBytes.copyOf(key, "AES"), WRITING);
            assertArrayEquals(key, unwrapped(unwrapping, wrapped, wrapping.wrappingAlgorithm(), USUAL));
        });
    }
}
