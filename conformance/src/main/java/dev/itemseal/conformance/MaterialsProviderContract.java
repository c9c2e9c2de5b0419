package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.ITEM;
import static dev.itemseal.conformance.KeyInputs.WRITING;
import static dev.itemseal.conformance.KeyInputs.bytes;
import static dev.itemseal.conformance.KeyInputs.reading;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.SecretKey;
import javax.security.auth.DestroyFailedException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link MaterialsProvider}: rules {@code MAT-1} and following, which {@code docs/materials-contract.md}
 * lists.
 *
 * <p>Extend it in the tests of a provider and implement {@link #provider()}. The rules ask for keys of some dozen items; they
 * write nothing anywhere else.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class MaterialsProviderContract {

    private static final byte[] IV = bytes(0x10, 16);
    private static final byte[] TEXT = bytes(1, 128);

    /** What the engine adds to the description of an item (rules DSC-7, DSC-8 and BND-1). */
    private static final Map<String, String> OF_THE_ENGINE = Map.of(
            "amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding",
            "amzn-ddb-map-signingAlg", "HmacSHA256",
            "itemseal-binding", Base64.getEncoder().encodeToString(bytes(7, 32)));

    private static final int MAX_ENTRIES = 256;
    private static final int MAX_BYTES = 65_536;

    /** For the class that extends this one. */
    protected MaterialsProviderContract() {}

    /**
     * Gives the provider that writes. Called several times in each test.
     *
     * @return the provider; within one test always one with the same keys
     */
    protected abstract MaterialsProvider provider();

    /**
     * Gives the provider that reads what the other one wrote, if that is another one.
     *
     * @return the provider; {@link #provider()} unless overridden
     */
    protected MaterialsProvider reader() {
        return provider();
    }

    private EncryptionMaterials written() {
        EncryptionMaterials materials = provider().encryptionMaterials(WRITING);
        assertNotNull(materials, "The materials for writing");
        return materials;
    }

    private DecryptionMaterials read(MaterialDescription description) {
        DecryptionMaterials materials = reader().decryptionMaterials(reading(description));
        assertNotNull(materials, "The materials for reading");
        return materials;
    }

    private static byte[] fingerprint(ContentKey key) {
        return KeyUse.encrypt(key, IV, TEXT);
    }

    /** Signs with the one and verifies with the other. */
    @Rule(
            id = "MAT-1",
            holds =
                    "What is signed with the materials for writing, those for reading verify, under an algorithm that they"
                            + " allow.",
            lookAt = "whether both take the same signing key, and what the algorithms of the verification key are")
    final void verifiesWhatItSigns() {
        EncryptionMaterials written = written();
        VerificationKey key = read(written.materialDescription()).verificationKey();
        assertNotNull(key, "The verification key");
        assertTrue(
                key.algorithms().contains(written.signingKey().algorithm()),
                "The verification key does not allow the algorithm that the signing key writes");
        assertTrue(
                KeyUse.verify(key, written.signingKey().algorithm(), TEXT, KeyUse.sign(written.signingKey(), TEXT)),
                "The signature does not hold");
    }

    /** Encrypts with the one and decrypts with the other. */
    @Rule(
            id = "MAT-2",
            holds = "What is encrypted with the materials for writing, those for reading decrypt.",
            lookAt = "whether the content key that goes into the description is the one that is given to the writer")
    final void decryptsWhatItEncrypts() {
        EncryptionMaterials written = written();
        Assumptions.assumeTrue(written.contentKey().isPresent(), "The provider signs only");
        byte[] ciphertext = fingerprint(written.contentKey().orElseThrow());
        ContentKey key = read(written.materialDescription()).contentKey();
        assertNotNull(key, "The content key for reading");
        assertArrayEquals(TEXT, KeyUse.decrypt(key, IV, ciphertext), "What was decrypted");
    }

    /** The item as it is in the table, with its values encrypted and the engine's own entries. */
    @Rule(
            id = "MAT-3",
            holds = "For reading it takes nothing but the table, the key attributes and the provider's own description"
                    + " entries.",
            lookAt = "keys that are bound to attributes that are encrypted when the item is read, and entries of others"
                    + " that are refused")
    final void readsTheItemAsItIsStored() {
        EncryptionMaterials written = written();
        Item stored = ITEM.with("text", AttributeValue.ofBytes(bytes(5, 48)));
        MaterialDescription description = written.materialDescription().withAll(MaterialDescription.of(OF_THE_ENGINE));
        DecryptionMaterials materials = reader().decryptionMaterials(WRITING.withItem(stored, description));
        assertNotNull(materials.verificationKey(), "The verification key");
        if (written.contentKey().isPresent()) {
            assertNotNull(materials.contentKey(), "The content key");
        }
    }

    /** Names and sizes. */
    @Rule(
            id = "MAT-4",
            holds =
                    "The description leaves the engine's entries alone and fits into an item: at most 256 entries and 65,536"
                            + " bytes.",
            lookAt = "what the provider puts into the description beside what it needs to read the item")
    final void describesWithinBounds() {
        Map<String, String> entries = written().materialDescription().entries();
        OF_THE_ENGINE.keySet().forEach(name -> assertFalse(entries.containsKey(name), "There is an entry " + name));
        int bytes = 4;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            bytes += 8 + utf8Length(entry.getKey()) + utf8Length(entry.getValue());
        }
        assertTrue(entries.size() <= MAX_ENTRIES, "There are " + entries.size() + " entries");
        assertTrue(bytes <= MAX_BYTES, "The description has " + bytes + " bytes");
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Both forms, for the same item. */
    @Rule(
            id = "MAT-5",
            holds = "The asynchronous forms give what the synchronous ones give.",
            lookAt = "which of the two forms is overridden, and whether both end in the same code")
    final void givesTheSameAsynchronously() {
        EncryptionMaterials written = written();
        EncryptionMaterials asynchronously =
                result(provider().encryptionMaterialsAsync(WRITING, Runnable::run), "The materials for writing");
        assertEquals(
                written.materialDescription().entries().keySet(),
                asynchronously.materialDescription().entries().keySet(),
                "The names of the description's entries");
        assertEquals(
                written.signingKey().algorithm(), asynchronously.signingKey().algorithm(), "The signing algorithm");
        assertEquals(
                written.contentKey().isPresent(),
                asynchronously.contentKey().isPresent(),
                "Whether there is a content key");
        MaterialDescription description = written.materialDescription();
        DecryptionMaterials read = result(
                reader().decryptionMaterialsAsync(reading(description), Runnable::run), "The materials for reading");
        assertEquals(
                read(description).verificationKey().algorithms(),
                read.verificationKey().algorithms(),
                "The verification key's algorithms");
        if (written.contentKey().isPresent()) {
            assertArrayEquals(
                    fingerprint(read(description).contentKey()),
                    fingerprint(result(read.contentKeyAsync(Runnable::run), "The content key")),
                    "What the content keys of both forms make of the same value");
        }
    }

    private static <T> T result(CompletionStage<T> stage, String what) {
        assertNotNull(stage, what + ": the stage");
        T result = stage.toCompletableFuture().join();
        assertNotNull(result, what + ": what the stage completes with");
        return result;
    }

    /** Descriptions that are refused, asynchronously. */
    @Rule(
            id = "MAT-6",
            holds = "An asynchronous call returns a stage, whatever the item is; if it fails, the stage does.",
            lookAt = "checks that are made before the stage is there")
    final void failsThroughTheStage() {
        for (MaterialDescription description : hostile(written().materialDescription())) {
            CompletionStage<DecryptionMaterials> stage =
                    reader().decryptionMaterialsAsync(reading(description), Runnable::run);
            assertNotNull(stage, "The stage of the materials");
            Optional<DecryptionMaterials> materials = stage.handle((read, failure) -> Optional.ofNullable(read))
                    .toCompletableFuture()
                    .join();
            materials.ifPresent(
                    read -> assertNotNull(read.contentKeyAsync(Runnable::run), "The stage of the content key"));
        }
    }

    /** Descriptions that an attacker has made. */
    @Rule(
            id = "MAT-7",
            holds = "Whatever stands in the description, a failure is an ItemRefusedException or a MaterialsException.",
            lookAt = "entries that are parsed, decoded or passed to a library or a service without being checked")
    final void refusesHostileDescriptions() {
        for (MaterialDescription description : hostile(written().materialDescription())) {
            try {
                DecryptionMaterials materials = read(description);
                assertNotNull(materials.verificationKey(), "The verification key");
                assertNotNull(materials.contentKey(), "The content key");
            } catch (ItemRefusedException | MaterialsException e) {
                assertNotNull(e.getMessage(), "What the refusal says");
            }
        }
    }

    private static List<MaterialDescription> hostile(MaterialDescription genuine) {
        List<MaterialDescription> hostile = new ArrayList<>();
        hostile.add(MaterialDescription.empty());
        genuine.entries().forEach((name, value) -> {
            Map<String, String> without = new HashMap<>(genuine.entries());
            without.remove(name);
            hostile.add(MaterialDescription.of(without));
            for (String other : List.of(
                    "",
                    " ",
                    "AAAA",
                    "=",
                    "#",
                    "-1",
                    "\u0000\ud83d\ude00",
                    value.substring(0, value.length() / 2),
                    value + value,
                    value + "\r\n",
                    "A".repeat(60_000))) {
                hostile.add(genuine.with(name, other));
            }
        });
        return hostile;
    }

    /** Two items. */
    @Rule(
            id = "MAT-8",
            holds = "A content key that is said to be for one item is given to no other.",
            lookAt = "where content keys are made, and whether a cached one is given out as ephemeral")
    final void makesAFreshKeyForEachItem() {
        EncryptionMaterials one = written();
        Assumptions.assumeTrue(one.ephemeral(), "The provider's content key is for all items");
        assertFalse(
                Arrays.equals(
                        fingerprint(one.contentKey().orElseThrow()),
                        fingerprint(written().contentKey().orElseThrow())),
                "Two items have the same content key");
    }

    /** Does what the engine does when it is done with an item. */
    @Rule(
            id = "MAT-9",
            holds =
                    "When the engine has destroyed a content key that is for one item, and what else its materials hold for"
                            + " it, the item can still be read.",
            lookAt =
                    "keys that are ephemeral, or wiped by destroy, and yet kept and given out again: give out copies, or"
                            + " leave them alone")
    final void survivesTheDestructionOfItsKeys() throws DestroyFailedException {
        EncryptionMaterials written = written();
        Assumptions.assumeTrue(written.contentKey().isPresent(), "The provider signs only");
        destroy(written.contentKey().orElseThrow(), written.ephemeral());
        for (int time = 0; time < 2; time++) {
            DecryptionMaterials read = read(written.materialDescription());
            ContentKey key = read.contentKey();
            if (key instanceof AesContentKey aes) {
                assertFalse(aes.key().isDestroyed(), "The content key that is given out was destroyed before");
            }
            destroy(key, read.ephemeral());
            read.destroy();
        }
    }

    private static void destroy(ContentKey key, boolean ephemeral) throws DestroyFailedException {
        if (ephemeral && key instanceof AesContentKey aes) {
            aes.key().destroy();
        }
    }

    /** Writes and reads in several threads. */
    @Rule(
            id = "MAT-10",
            holds = "Several threads may use a provider at the same time.",
            lookAt = "a cipher, a buffer, a connection or the last item's keys that all calls share")
    final void servesSeveralThreads() {
        StoreRules.concurrently(4, thread -> {
            for (int item = 0; item < 3; item++) {
                EncryptionMaterials written = written();
                DecryptionMaterials read = read(written.materialDescription());
                assertNotNull(read.verificationKey(), "The verification key");
                if (written.contentKey().isPresent()) {
                    assertNotNull(read.contentKey(), "The content key");
                }
            }
        });
    }

    /** What makes a provider one of several. */
    @Rule(
            id = "MAT-11",
            holds = "A provider recognises the items that it has written.",
            lookAt = "which entries recognises() asks for, and whether all items have them")
    final void recognisesItsOwnItems() {
        MaterialDescription description =
                written().materialDescription().withAll(MaterialDescription.of(OF_THE_ENGINE));
        assertTrue(reader().recognises(reading(description)), "An item of the provider's own is not recognised");
    }

    /** What could end in a log, and what stands in the table for all to see. */
    @Rule(
            id = "MAT-12",
            holds = "Neither the description nor any toString shows a key.",
            lookAt = "records, whose toString shows all, and what is put into the description")
    final void hidesItsKeys() {
        EncryptionMaterials written = written();
        DecryptionMaterials read = read(written.materialDescription());
        String shown = String.join(
                "\n",
                String.valueOf(provider()),
                String.valueOf(reader()),
                written.toString(),
                String.valueOf(read),
                String.valueOf(written.signingKey()),
                String.valueOf(read.verificationKey()),
                written.contentKey().toString(),
                written.materialDescription().entries().toString());
        List<SecretKey> keys = new ArrayList<>();
        written.contentKey().ifPresent(key -> {
            if (key instanceof AesContentKey aes) {
                keys.add(aes.key());
            }
        });
        if (written.signingKey() instanceof MacKey mac) {
            keys.add(mac.key());
        }
        for (SecretKey key : keys) {
            byte[] encoded = key.getEncoded();
            if (encoded != null) {
                assertFalse(shown.contains(Base64.getEncoder().encodeToString(encoded)), "A key shows in Base64");
                assertFalse(shown.contains(HexFormat.of().formatHex(encoded)), "A key shows in hexadecimal digits");
                assertFalse(shown.contains(Arrays.toString(encoded)), "A key shows as a list of bytes");
            }
        }
    }
}
