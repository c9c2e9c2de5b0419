package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.WRITING;
import static dev.itemseal.conformance.KeyInputs.bytes;
import static dev.itemseal.conformance.KeyInputs.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link ProviderStore}: rules {@code PST-1} and following, which {@code docs/materials-contract.md} lists.
 *
 * <p>Extend it in the tests of a store and implement {@link #store()}. The rules create versions of materials whose names
 * begin with {@code itemseal-contract-} and leave them behind.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class ProviderStoreContract {

    private static final byte[] TEXT = bytes(1, 128);
    private static final int THREADS = 4;

    /** A material name that no other test has. */
    private final String name = "itemseal-contract-" + UUID.randomUUID();

    /** For the class that extends this one. */
    protected ProviderStoreContract() {}

    /**
     * Gives the store. Called several times in each test.
     *
     * @return the store; within one test always one with the same content
     */
    protected abstract ProviderStore store();

    /** Whether what the one writes is verified by the other. */
    private static boolean reads(MaterialsProvider reader, MaterialsProvider writer) {
        EncryptionMaterials written = writer.encryptionMaterials(WRITING);
        try {
            return KeyUse.verify(
                    reader.decryptionMaterials(reading(written.materialDescription()))
                            .verificationKey(),
                    written.signingKey().algorithm(),
                    TEXT,
                    KeyUse.sign(written.signingKey(), TEXT));
        } catch (ItemRefusedException | MaterialsException e) {
            return false;
        }
    }

    /** A name that nobody has used. */
    @Rule(
            id = "PST-1",
            holds = "Of a name without versions there is no newest version, and none is given.",
            lookAt = "what the store makes of an answer without an item, and look-ups that create")
    final void nothingAtFirst() {
        assertEquals(Optional.empty(), store().provider(name, 0), "Version 0 of a new name");
        assertEquals(OptionalLong.empty(), store().newestVersion(name), "The newest version of a new name");
    }

    /** Three versions. */
    @Rule(
            id = "PST-2",
            holds = "New versions count up from 0, one by one.",
            lookAt = "how the number of the next version is found")
    final void countsFromZero() {
        for (long version = 0; version < 3; version++) {
            assertEquals(version, store().createNext(name), "The version that was created");
        }
    }

    /** Before and after. */
    @Rule(
            id = "PST-3",
            holds = "The newest version is the one that was created last, at once.",
            lookAt = "reads that are not consistent, a cache in the store, and the order in which versions are sorted")
    final void seesTheNewestAtOnce() {
        store().newestVersion(name);
        for (int i = 0; i < 12; i++) {
            long created = store().createNext(name);
            assertEquals(OptionalLong.of(created), store().newestVersion(name), "The newest version");
        }
    }

    /** Writes with one look-up's keys and reads with those of another. */
    @Rule(
            id = "PST-4",
            holds = "The keys of a version never change.",
            lookAt = "whether keys are stored before they are given out, and what is stored of them")
    final void keepsTheKeysOfAVersion() {
        MaterialsProvider created = store().getOrCreate(name, 0);
        MaterialsProvider found = store().provider(name, 0).orElseThrow(() -> new AssertionError("It is not there"));
        assertTrue(reads(found, created), "What was written under a version is not read under it");
    }

    /** Creates twice. */
    @Rule(
            id = "PST-5",
            holds = "A version that is there already is given, not created again.",
            lookAt = "the condition under which a version is written")
    final void createsOnce() {
        MaterialsProvider first = store().getOrCreate(name, 0);
        assertTrue(reads(store().getOrCreate(name, 0), first), "A version was replaced");
    }

    /** What leads the reader to the version. */
    @Rule(
            id = "PST-6",
            holds = "Items that are written under a version name it: name, # and number, in amzn-ddb-meta-id.",
            lookAt = "the description of the version's provider (rule MRP-1)")
    final void itemsNameTheirVersion() {
        MaterialDescription description =
                store().getOrCreate(name, 0).encryptionMaterials(WRITING).materialDescription();
        assertEquals(
                Optional.of(name + "#0"),
                description.entry(MaterialDescription.MATERIALS_VERSION),
                "The entry of the item's description");
    }

    /** Two versions. */
    @Rule(
            id = "PST-7",
            holds = "Each version has keys of its own.",
            lookAt = "where keys come from: not from the name, and not from the version before")
    final void versionsHaveKeysOfTheirOwn() {
        MaterialsProvider first = store().getOrCreate(name, 0);
        MaterialsProvider second = store().getOrCreate(name, 1);
        assertFalse(sharesKeys(first, second), "Two versions have the same signing key");
    }

    private static boolean sharesKeys(MaterialsProvider one, MaterialsProvider other) {
        EncryptionMaterials written = one.encryptionMaterials(WRITING);
        MaterialDescription ofOther = other.encryptionMaterials(WRITING).materialDescription();
        return KeyUse.verify(
                other.decryptionMaterials(reading(ofOther)).verificationKey(),
                written.signingKey().algorithm(),
                TEXT,
                KeyUse.sign(written.signingKey(), TEXT));
    }

    /** Names that are almost the same. */
    @Rule(
            id = "PST-8",
            holds = "Names are told apart exactly.",
            lookAt = "names that are compared without regard to case or blanks, or by their beginning")
    final void namesAreExact() {
        store().getOrCreate(name, 0);
        for (String other : new String[] {name.toUpperCase(Locale.ROOT), name + " ", name + "-", "x" + name}) {
            assertEquals(OptionalLong.empty(), store().newestVersion(other), "The newest version of another name");
        }
    }

    /** Names that an item could not name. */
    @Rule(
            id = "PST-9",
            holds = "A name that is empty or has a # is refused with invalid-setting.",
            lookAt = "whether each method checks the name (rule MRP-2)")
    final void refusesNames() {
        List<Consumer<String>> methods = List.of(
                wrong -> store().newestVersion(wrong),
                wrong -> store().provider(wrong, 0),
                wrong -> store().getOrCreate(wrong, 0),
                wrong -> store().createNext(wrong));
        for (String wrong : new String[] {"", "#", name + "#0"}) {
            for (Consumer<String> method : methods) {
                ConfigurationException refusal = assertThrows(
                        ConfigurationException.class, () -> method.accept(wrong), "The name '" + wrong + "' is taken");
                assertEquals(Reason.INVALID_SETTING, refusal.reason(), "The reason why a name is refused");
            }
        }
    }

    /** A version that there can't be. */
    @Rule(
            id = "PST-10",
            holds = "A negative version is not created, but refused with an IllegalArgumentException.",
            lookAt = "whether getOrCreate checks the version")
    final void refusesNegativeVersions() {
        assertThrows(
                IllegalArgumentException.class, () -> store().getOrCreate(name, -1), "A negative version is created");
    }

    /** A race for one version. */
    @Rule(
            id = "PST-11",
            holds = "Of several callers that create a version at the same time one does, and all get its keys.",
            lookAt = "a gap between looking the version up and writing it, and what the losers of the race get")
    final void oneOfSeveralCreates() {
        Map<Integer, MaterialsProvider> got = new ConcurrentHashMap<>();
        StoreRules.concurrently(THREADS, thread -> got.put(thread, store().getOrCreate(name, 0)));
        for (MaterialsProvider writer : got.values()) {
            for (MaterialsProvider reader : got.values()) {
                assertTrue(reads(reader, writer), "Two callers got different keys for one version");
            }
        }
    }
}
