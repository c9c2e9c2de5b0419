package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.bytes;
import static dev.itemseal.conformance.KeyInputs.flipped;
import static dev.itemseal.conformance.KeyInputs.forgeries;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link SigningKey} and {@link VerificationKey}, above all of {@link ExternalSigningKey} and
 * {@link ExternalVerificationKey}: rules {@code SIGN-1} and following, which {@code docs/materials-contract.md} lists.
 * Extend it in the tests of a pair of keys and implement {@link #signingKey()} and {@link #verificationKey()}.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class SigningKeyContract {

    private static final byte[] TEXT = bytes(1, 128);

    /** For the class that extends this one. */
    protected SigningKeyContract() {}

    /**
     * Gives the key that signs. Called once in each test.
     *
     * @return the key
     */
    protected abstract SigningKey signingKey();

    /**
     * Gives the key that verifies what the other one signs. Called once in each test.
     *
     * @return the key; for a MAC it may be the same
     */
    protected abstract VerificationKey verificationKey();

    /** Strings to sign of an item without signed attributes, of a usual one and of a very large one. */
    @Rule(
            id = "SIGN-1",
            holds = "What the signing key signs, the verification key verifies, however long it is.",
            lookAt =
                    "whether both belong together, and a limit of the service; it may want a digest instead of the text")
    final void verifiesWhatWasSigned() {
        SigningKey signing = signingKey();
        VerificationKey verification = verificationKey();
        for (int length : new int[] {32, 128, 100_000}) {
            byte[] text = bytes(1, length);
            assertTrue(
                    KeyUse.verify(verification, signing.algorithm(), text, KeyUse.sign(signing, text)),
                    "The signature of " + length + " bytes does not hold");
        }
    }

    /** What the description of an item may select. */
    @Rule(
            id = "SIGN-2",
            holds =
                    "The verification key's algorithms have its default algorithm and the one that the signing key writes.",
            lookAt = "which algorithms the verification key is configured with")
    final void algorithms() {
        VerificationKey verification = verificationKey();
        assertTrue(
                verification.algorithms().contains(verification.defaultAlgorithm()),
                "The default algorithm is not among the verification key's algorithms");
        assertTrue(
                verification.algorithms().contains(signingKey().algorithm()),
                "The algorithm of the signing key is not among the verification key's algorithms");
    }

    /** Every bit counts. */
    @Rule(
            id = "SIGN-3",
            holds =
                    "A signature does not hold for another text, nor another signature of the same length for the text.",
            lookAt = "a comparison that ends early or leaves bytes out")
    final void refusesWhatWasChanged() {
        SigningKey signing = signingKey();
        VerificationKey verification = verificationKey();
        byte[] signature = KeyUse.sign(signing, TEXT);
        for (int bit = 0; bit < TEXT.length * 8; bit += 331) {
            assertFalse(
                    KeyUse.verify(verification, signing.algorithm(), flipped(TEXT, bit), signature),
                    "The signature holds for a text with another bit " + bit);
        }
        for (int bit : new int[] {0, 7, signature.length * 4, signature.length * 8 - 8, signature.length * 8 - 1}) {
            assertFalse(
                    KeyUse.verify(verification, signing.algorithm(), TEXT, flipped(signature, bit)),
                    "A signature with another bit " + bit + " holds");
        }
    }

    /** Signatures that nobody made. */
    @Rule(
            id = "SIGN-4",
            holds = "Bytes that are no signature, of any length, don't hold; they are no error.",
            lookAt = "what is parsed or copied before the length is checked, and what the service says to nonsense")
    final void refusesNonsense() {
        SigningAlgorithm algorithm = signingKey().algorithm();
        VerificationKey verification = verificationKey();
        for (byte[] forged : forgeries(KeyUse.sign(signingKey(), TEXT))) {
            assertFalse(KeyUse.verify(verification, algorithm, TEXT, forged), forged.length + " forged bytes hold");
        }
    }

    /** Looks at the arguments after the call, and overwrites what came out. */
    @Rule(
            id = "SIGN-5",
            holds = "Keys leave the text and the signature as they are, and a signature belongs to the caller.",
            lookAt = "buffers that are wiped, filled or given out more than once")
    final void sharesNoArrays() {
        SigningKey signing = signingKey();
        VerificationKey verification = verificationKey();
        Assumptions.assumeTrue(
                signing instanceof ExternalSigningKey || verification instanceof ExternalVerificationKey,
                "Keys of the JCA get no arrays");
        byte[] text = TEXT.clone();
        byte[] signature =
                signing instanceof ExternalSigningKey external ? external.sign(text) : KeyUse.sign(signing, text);
        assertArrayEquals(TEXT, text, "The text after signing");
        byte[] given = signature.clone();
        if (verification instanceof ExternalVerificationKey external) {
            external.verify(signing.algorithm(), text, given);
            assertArrayEquals(TEXT, text, "The text after verifying");
            assertArrayEquals(signature, given, "The signature after verifying");
        }
        Arrays.fill(signature, (byte) 0);
        assertFalse(
                Arrays.equals(signature, KeyUse.sign(signing, TEXT)),
                "A result that the caller wiped is given out again");
    }

    /** Signs and verifies in several threads. */
    @Rule(
            id = "SIGN-6",
            holds = "Several threads may use the keys at the same time.",
            lookAt = "a Mac, a Signature, a buffer or a connection that all calls share")
    final void servesSeveralThreads() {
        SigningKey signing = signingKey();
        VerificationKey verification = verificationKey();
        StoreRules.concurrently(4, thread -> {
            byte[] text = bytes(thread, 100);
            assertTrue(KeyUse.verify(verification, signing.algorithm(), text, KeyUse.sign(signing, text)));
        });
    }

    /** What the other clients expect of a MAC. */
    @Rule(
            id = "SIGN-7",
            holds = "A MAC is as long as its algorithm's digest, and the same for the same text.",
            lookAt = "the service's own format: its prefix, version or Base64 must not be part of the MAC")
    final void macsAreBare() {
        SigningKey signing = signingKey();
        Assumptions.assumeTrue(
                signing.algorithm().family() == SigningAlgorithm.Family.HMAC, "The keys make signatures, not MACs");
        byte[] mac = KeyUse.sign(signing, TEXT);
        assertEquals(signing.algorithm().digestLength(), mac.length, "The length of a MAC");
        assertArrayEquals(mac, KeyUse.sign(signing, TEXT), "The MAC of the same text");
    }
}
