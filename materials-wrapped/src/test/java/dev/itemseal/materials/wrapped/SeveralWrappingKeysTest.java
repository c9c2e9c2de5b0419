package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.MAC;
import static dev.itemseal.materials.wrapped.TestKeys.OTHER_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Several wrapping keys for one item")
class SeveralWrappingKeysTest {

    private static final String OAEP = "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";

    private final ServiceKey service = new ServiceKey(1);
    private final ServiceKey otherService = new ServiceKey(2);
    private final AesWrappingKey aes = aes(0x60);
    private final PublicKey publicKey = RSA.getPublic();
    private final PrivateKey privateKey = RSA.getPrivate();

    private static AesWrappingKey aes(int first) {
        return AesWrappingKey.ofBytes(bytes(first, 32));
    }

    private static WrappedMaterialsProvider writer(WrappingKey... keys) {
        WrappedMaterialsProvider.Builder provider =
                WrappedMaterialsProvider.builder().macKey(MAC);
        for (int i = 0; i < keys.length; i++) {
            provider.addWrappingKey("key " + (i + 1), keys[i]);
        }
        return provider.build();
    }

    private static WrappedMaterialsProvider reader(UnwrappingKey... keys) {
        WrappedMaterialsProvider.Builder provider =
                WrappedMaterialsProvider.builder().macKey(MAC);
        for (int i = 0; i < keys.length; i++) {
            provider.addUnwrappingKey("key " + (i + 1), keys[i]);
        }
        return provider.build();
    }

    private EncryptionMaterials written() {
        return writer(service, RsaWrappingKey.of(publicKey), aes).encryptionMaterials(context());
    }

    private static SecretBytes read(WrappedMaterialsProvider reader, MaterialDescription description) {
        AesContentKey key =
                (AesContentKey) reader.decryptionMaterials(context(description)).contentKey();
        return (SecretBytes) key.key();
    }

    private static SecretBytes secret(EncryptionMaterials materials) {
        return (SecretBytes) ((AesContentKey) materials.contentKey().orElseThrow()).key();
    }

    @Test
    @DisplayName(
            "WRP-30, WRP-31: the first key stands where the existing clients look, the others in entries with numbers")
    void layout() {
        MaterialDescription description = written().materialDescription();

        assertThat(description.entries())
                .containsOnlyKeys(
                        "amzn-ddb-env-key",
                        "amzn-ddb-env-alg",
                        "amzn-ddb-wrap-alg",
                        "itemseal-env-key-2",
                        "itemseal-wrap-alg-2",
                        "itemseal-env-key-3",
                        "itemseal-wrap-alg-3")
                .containsEntry("amzn-ddb-wrap-alg", ServiceKey.ALGORITHM)
                .containsEntry("itemseal-wrap-alg-2", OAEP)
                .containsEntry("itemseal-wrap-alg-3", "AESWrap");
    }

    @Test
    @DisplayName("WRP-30: one key makes the entries of one key, under whatever name")
    void oneKey() {
        assertThat(writer(aes)
                        .encryptionMaterials(context())
                        .materialDescription()
                        .entries())
                .containsOnlyKeys("amzn-ddb-env-key", "amzn-ddb-env-alg", "amzn-ddb-wrap-alg");
    }

    @Test
    @DisplayName("WRP-31: who has the first key and knows nothing of several reads the item")
    void existingClient() {
        EncryptionMaterials written =
                writer(aes, RsaWrappingKey.of(publicKey), service).encryptionMaterials(context());
        Map<String, String> known = new HashMap<>(written.materialDescription().entries());
        known.keySet().removeIf(name -> name.startsWith("itemseal-"));

        assertThat(read(reader(aes), MaterialDescription.of(known))).isEqualTo(secret(written));
        assertThat(aes.unwrap(
                        Base64.getDecoder().decode(known.get("amzn-ddb-env-key")),
                        known.get("amzn-ddb-wrap-alg"),
                        ContentKeyAlgorithm.AES_256,
                        context()))
                .isEqualTo(secret(written));
    }

    @Provide
    Arbitrary<List<Integer>> someKeys() {
        return Arbitraries.of(0, 1, 2, 3).list().uniqueElements().ofMinSize(1);
    }

    @Property(tries = 60)
    @Label("WRP-33, WRP-34: any of the keys reads, in any order, beside keys that have nothing to do with the item")
    void anyKeyReads(
            @ForAll("someKeys") List<Integer> writing,
            @ForAll("someKeys") List<Integer> reading,
            @ForAll boolean more) {
        List<WrappingKey> wrapping = List.of(service, RsaWrappingKey.of(publicKey), aes, aes(0x61));
        List<UnwrappingKey> unwrapping = List.of(service, RsaUnwrappingKey.of(privateKey), aes, aes(0x61));
        EncryptionMaterials written = writer(writing.stream().map(wrapping::get).toArray(WrappingKey[]::new))
                .encryptionMaterials(context());
        List<UnwrappingKey> keys = new ArrayList<>();
        if (more) {
            keys.addAll(List.of(otherService, RsaUnwrappingKey.of(OTHER_RSA.getPrivate()), aes(0x62)));
        }
        reading.forEach(number -> keys.add(unwrapping.get(number)));
        WrappedMaterialsProvider reader = reader(keys.toArray(UnwrappingKey[]::new));

        if (reading.stream().anyMatch(writing::contains)) {
            assertThat(read(reader, written.materialDescription())).isEqualTo(secret(written));
        } else {
            boolean sameKind = more
                    || reading.stream()
                            .map(number -> Math.min(number, 2))
                            .anyMatch(kind -> writing.stream().anyMatch(number -> Math.min(number, 2) == kind));
            assertRefused(
                    sameKind ? Reason.KEY_NOT_UNWRAPPED : Reason.ALGORITHM_REFUSED,
                    () -> read(reader, written.materialDescription()));
        }
    }

    @Test
    @DisplayName("WRP-34: keys are tried in the order of the reader's configuration, not of the item")
    void readersOrder() {
        EncryptionMaterials written = written();

        read(reader(aes, service), written.materialDescription());
        assertThat(service.asked).isEmpty();
        read(reader(service, aes), written.materialDescription());
        assertThat(service.asked).hasSize(1);
    }

    @Test
    @DisplayName("WRP-30: an item is written under all keys or not at all, and the error names the one that failed")
    void writtenUnderAll() {
        service.outOfReach = true;

        MaterialsException refusal = (MaterialsException)
                assertRefused(Reason.KEY_UNAVAILABLE, () -> writer(aes, service).encryptionMaterials(context()));

        assertThat(refusal).hasMessageContaining("'key 2'").hasMessageContaining("Example");
        assertThat(refusal.retryable()).isTrue();
        assertThat(refusal).cause().hasMessage("The service does not answer");
        assertThat(((MaterialsException) assertRefused(
                        Reason.KEY_UNAVAILABLE, () -> writer(service).encryptionMaterials(context()))))
                .as("one key's own error")
                .hasMessage("The service does not answer");
        assertThat(service.given).as("content keys that no item got").hasSize(2).allMatch(SecretBytes::isDestroyed);
    }

    @Test
    @DisplayName("WRP-35: a key that is unavailable is passed over, asked once an item, and reported once")
    void unavailable() {
        EncryptionMaterials written = writer(otherService, service, aes).encryptionMaterials(context());
        WrappedMaterialsProvider reader = reader(service, aes);
        service.outOfReach = true;
        List<String> log = new ArrayList<>();
        Listening listening = new Listening(log);
        try {
            for (int i = 1; i <= 3; i++) {
                assertThat(read(reader, written.materialDescription())).isEqualTo(secret(written));
                assertThat(service.asked).hasSize(i);
            }
            assertThat(log).singleElement().asString().contains("'key 1' is unavailable");
        } finally {
            listening.close();
        }
    }

    @Test
    @DisplayName("WRP-35: that a key is unavailable, and that it is back, is reported at most once a minute")
    void reportedNowAndThen() {
        SecretBytes contentKey = SecretBytes.copyOf(bytes(0, 32), "AES");
        List<WrappedKey> genuine = List.of(
                new WrappedKey(ServiceKey.ALGORITHM, service.wrap(contentKey, context())),
                new WrappedKey("AESWrap", aes.wrap(contentKey, context())));
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        UnwrappingKeys keys =
                new UnwrappingKeys(List.of(new NamedKey<>("main", service), new NamedKey<>("spare", aes)), now::get);
        List<String> log = new ArrayList<>();
        Listening listening = new Listening(log);
        try {
            for (int minute = 0; minute < 4; minute++) {
                for (int i = 0; i < 100; i++) {
                    service.denied = 1;
                    keys.unwrap(genuine, ContentKeyAlgorithm.AES_256, context());
                    keys.unwrap(genuine, ContentKeyAlgorithm.AES_256, context());
                }
                assertThat(log).hasSize(minute + 1);
                assertThat(log.get(minute))
                        .contains(minute % 2 == 0 ? "'main' is unavailable" : "'main' is available again");
                now.addAndGet(OutageLog.PAUSE.toNanos() - 1);
                keys.unwrap(genuine, ContentKeyAlgorithm.AES_256, context());
                now.incrementAndGet();
            }
            assertThat(log).hasSize(4);
        } finally {
            listening.close();
        }
    }

    @Test
    @DisplayName("WRP-35: a lasting failure may be that of one wrapped key, and the key is tried on the others")
    void deniedForOne() {
        EncryptionMaterials written = writer(otherService, service).encryptionMaterials(context());
        WrappedMaterialsProvider reader = reader(service);
        service.denied = 1;
        assertThat(read(reader, written.materialDescription())).isEqualTo(secret(written));

        service.denied = 2;
        MaterialsException refusal = (MaterialsException)
                assertRefused(Reason.KEY_UNAVAILABLE, () -> read(reader, written.materialDescription()));
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal).cause().hasMessage("The service denies access to this key");
        assertThat(refusal.getCause().getSuppressed()).hasSize(1);
        assertThat(service.asked).hasSize(4);
    }

    @Test
    @DisplayName("WRP-36: refused when no key is left, each with its outcome and nothing finer")
    void noneLeft() {
        EncryptionMaterials written = writer(service, otherService).encryptionMaterials(context());
        service.outOfReach = true;
        otherService.outOfReach = true;
        otherService.retryable = false;
        WrappedMaterialsProvider reader = reader(otherService, aes, service);

        MaterialsException refusal = (MaterialsException)
                assertRefused(Reason.KEY_UNAVAILABLE, () -> read(reader, written.materialDescription()));

        assertThat(refusal)
                .hasMessageContaining("'key 1' unavailable, 'key 2' did not unwrap, 'key 3' unavailable;")
                .hasMessageContaining("'Example'");
        assertThat(refusal.retryable()).isTrue();
        assertThat(refusal.getSuppressed()).hasSize(1);

        service.outOfReach = false;
        MaterialsException other = (MaterialsException) assertRefused(
                Reason.KEY_UNAVAILABLE, () -> read(reader(otherService, aes), written.materialDescription()));
        assertThat(other.retryable()).isFalse();
        otherService.outOfReach = false;
        MaterialsException none = (MaterialsException) assertRefused(
                Reason.KEY_NOT_UNWRAPPED,
                () -> read(reader(new ServiceKey(3), RsaUnwrappingKey.of(privateKey)), written.materialDescription()));
        assertThat(none).hasMessageContaining("'key 1' did not unwrap, 'key 2' did not unwrap;");
        assertThat(none.retryable()).isFalse();
        assertThat(none).hasNoCause();
    }

    @Test
    @DisplayName("WRP-36: a reader of one key among several is told of it in the same way")
    void oneKeyOfSeveral() {
        EncryptionMaterials written = written();

        assertThat(assertRefused(
                        Reason.KEY_NOT_UNWRAPPED, () -> read(reader(aes(0x61)), written.materialDescription())))
                .hasMessageContaining("'key 1' did not unwrap;");
        service.outOfReach = true;
        assertThat(assertRefused(Reason.KEY_UNAVAILABLE, () -> read(reader(service), written.materialDescription())))
                .hasMessageContaining("'key 1' unavailable;");
    }

    @ParameterizedTest
    @DisplayName("WRP-32: lists with gaps, halves, surplus, doubles or rubbish are refused before any key is asked")
    @CsvSource({
        "itemseal-env-key-2,",
        "itemseal-wrap-alg-2,",
        "itemseal-env-key-3,",
        "itemseal-wrap-alg-3,",
        "itemseal-wrap-alg-3, ''",
        "itemseal-env-key-5, AAAA",
        "itemseal-wrap-alg-5, AESWrap",
        "itemseal-env-key-4, AAAA",
        "itemseal-wrap-alg-4, AESWrap",
        "itemseal-env-key-1, AAAA",
        "itemseal-env-key-02, AAAA",
        "itemseal-env-key-, AAAA",
        "itemseal-wrap-alg-x, AESWrap",
        "itemseal-env-key-2, A",
        "itemseal-env-key-3, A_AA"
    })
    void malformedLists(String entry, String value) {
        Map<String, String> hostile =
                new TreeMap<>(written().materialDescription().entries());
        hostile.put(entry, value);
        if (value == null) {
            hostile.remove(entry);
        }

        assertRefused(Reason.DESCRIPTION_MALFORMED, () -> read(reader(service, aes), MaterialDescription.of(hostile)));
        assertRefused(Reason.DESCRIPTION_MALFORMED, () -> read(reader(service), MaterialDescription.of(hostile)));
        assertThat(service.asked).isEmpty();
    }

    @Test
    @DisplayName("WRP-32: the same wrapped key twice")
    void doubles() {
        Map<String, String> hostile =
                new TreeMap<>(written().materialDescription().entries());
        hostile.put("itemseal-env-key-3", hostile.get("amzn-ddb-env-key"));
        hostile.put("itemseal-wrap-alg-3", ServiceKey.ALGORITHM);

        assertRefused(Reason.DESCRIPTION_MALFORMED, () -> read(reader(service, aes), MaterialDescription.of(hostile)));
        assertThat(service.asked).isEmpty();
    }

    @Test
    @DisplayName("WRP-33: names of wrappings that nobody knows are passed over while a known one is left")
    void unknownNames() {
        Map<String, String> hostile =
                new TreeMap<>(written().materialDescription().entries());
        hostile.put("amzn-ddb-wrap-alg", "unknown");
        hostile.put("itemseal-wrap-alg-2", "aeswrap");

        assertThat(read(reader(service, aes), MaterialDescription.of(hostile)))
                .isEqualTo(read(reader(aes), MaterialDescription.of(hostile)));
        hostile.put("itemseal-wrap-alg-3", "none");
        assertRefused(Reason.ALGORITHM_REFUSED, () -> read(reader(service, aes), MaterialDescription.of(hostile)));
        hostile.put("itemseal-wrap-alg-3", "AESWrap");
        hostile.put("amzn-ddb-wrap-alg", "");
        assertRefused(Reason.ALGORITHM_REFUSED, () -> read(reader(service, aes), MaterialDescription.of(hostile)));
        hostile.remove("amzn-ddb-wrap-alg");
        assertRefused(
                Reason.DESCRIPTION_MISSING_ENTRY, () -> read(reader(service, aes), MaterialDescription.of(hostile)));
    }

    @Test
    @DisplayName("WRP-33: a wrapped key of another length than the item says is passed over")
    void otherLength() {
        MaterialDescription description = written().materialDescription();
        byte[] shorter = service.wrap(SecretBytes.copyOf(bytes(0, 16), "AES"), context());
        Map<String, String> hostile = new TreeMap<>(description.entries());
        hostile.put("amzn-ddb-env-key", Base64.getEncoder().encodeToString(shorter));

        assertThat(read(reader(service, aes), MaterialDescription.of(hostile)))
                .isEqualTo(read(reader(aes), description));
    }

    @Test
    @DisplayName("WRP-34: a hostile item makes as many calls as it has wrapped keys, for each key of the reader")
    void boundedWork() {
        Map<String, String> hostile =
                new TreeMap<>(written().materialDescription().entries());
        for (int place = 1; place <= 4; place++) {
            hostile.put(
                    place == 1 ? "amzn-ddb-env-key" : "itemseal-env-key-" + place,
                    Base64.getEncoder().encodeToString(bytes(place, 40)));
            hostile.put(place == 1 ? "amzn-ddb-wrap-alg" : "itemseal-wrap-alg-" + place, ServiceKey.ALGORITHM);
        }

        assertRefused(
                Reason.KEY_NOT_UNWRAPPED, () -> read(reader(service, otherService), MaterialDescription.of(hostile)));

        assertThat(service.asked).hasSize(4);
        assertThat(otherService.asked).hasSize(4);
    }

    @Test
    @DisplayName("WRP-34: what a key unwrapped is final, even if it is another content key than the item's")
    void exchangedContentKey() {
        MaterialDescription description = written().materialDescription();
        SecretBytes others = SecretBytes.copyOf(bytes(7, 32), "AES");
        Map<String, String> hostile = new TreeMap<>(description.entries());
        hostile.put(
                "itemseal-env-key-2",
                Base64.getEncoder().encodeToString(RsaWrappingKey.of(publicKey).wrap(others, context())));

        assertThat(read(reader(RsaUnwrappingKey.of(privateKey), service), MaterialDescription.of(hostile)))
                .isEqualTo(others);
        assertThat(service.asked).isEmpty();
        assertThat(read(reader(service, RsaUnwrappingKey.of(privateKey)), MaterialDescription.of(hostile)))
                .isEqualTo(read(reader(aes), description));
    }

    @Test
    @DisplayName("WRP-37: PKCS #1 v1.5 stands alone, whichever way it is allowed")
    void pkcs1() {
        RsaUnwrappingKey allowing = RsaUnwrappingKey.of(privateKey).allowingPkcs1();
        assertRefused(Reason.INVALID_SETTING, () -> reader(allowing, aes));
        assertRefused(Reason.INVALID_SETTING, () -> reader(aes, allowing));
        assertRefused(Reason.INVALID_SETTING, () -> writer(aes, RsaWrappingKey.of(publicKey, RsaTransformation.PKCS1)));

        EncryptionMaterials written = writer(aes, RsaWrappingKey.of(publicKey)).encryptionMaterials(context());
        assertThat(read(reader(allowing), written.materialDescription())).isEqualTo(secret(written));
        Map<String, String> hostile =
                new TreeMap<>(written.materialDescription().entries());
        hostile.put("amzn-ddb-wrap-alg", "RSA/ECB/PKCS1Padding");
        hostile.put("amzn-ddb-env-key", Base64.getEncoder().encodeToString(bytes(0, 256)));
        assertThat(read(reader(allowing), MaterialDescription.of(hostile)))
                .as("a random key, and no other one is tried")
                .isNotEqualTo(secret(written));
    }

    @Test
    @DisplayName("WRP-30, WRP-34: bounds, names, and one key given twice")
    void configuration() {
        assertRefused(Reason.INVALID_SETTING, () -> writer(aes(1), aes(2), aes(3), aes(4), aes(5)));
        assertThat(writer(aes(1), aes(2), aes(3), aes(4)).encryptionMaterials(context()))
                .isNotNull();
        UnwrappingKey[] nine = new UnwrappingKey[9];
        for (int i = 0; i < nine.length; i++) {
            nine[i] = aes(i);
        }
        assertRefused(Reason.INVALID_SETTING, () -> reader(nine));
        for (String name : List.of("a", "", " ")) {
            assertRefused(
                    Reason.INVALID_SETTING,
                    () -> WrappedMaterialsProvider.builder()
                            .macKey(MAC)
                            .addUnwrappingKey("a", aes)
                            .addUnwrappingKey(name, service)
                            .build());
        }
        assertThat(assertRefused(
                        Reason.INVALID_SETTING, () -> writer(aes, service, aes).encryptionMaterials(context())))
                .hasMessageContaining("'key 3' is the same key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"itemseal-env-key-2", "itemseal-wrap-alg-9", "itemseal-env-key-"})
    @DisplayName("WRP-38: own entries with the names of the list are refused")
    void ownEntries(String name) {
        assertRefused(
                Reason.INVALID_SETTING,
                () -> WrappedMaterialsProvider.builder()
                        .macKey(MAC)
                        .description(MaterialDescription.empty().with(name, "x"))
                        .build());
    }

    /** Hears the module's log. */
    private static final class Listening extends Handler {

        private final Logger logger = Logger.getLogger("dev.itemseal.materials.wrapped");
        private final List<String> messages;

        Listening(List<String> messages) {
            this.messages = messages;
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    @DisplayName("MUL-3: an item is recognised by who has a key that accepts one of its wrappings")
    void recognised() {
        MaterialDescription description = written().materialDescription();
        UnwrappingKey rsa = RsaUnwrappingKey.of(privateKey);

        assertThat(List.of(reader(service), reader(rsa), reader(aes), reader(aes, service), reader()))
                .allSatisfy(reader ->
                        assertThat(reader.recognises(context(description))).isTrue());
        MaterialDescription forRsaAlone = writer(RsaWrappingKey.of(publicKey))
                .encryptionMaterials(context())
                .materialDescription();
        assertThat(reader(aes, service).recognises(context(forRsaAlone))).isFalse();
        assertThat(reader(aes, rsa).recognises(context(forRsaAlone))).isTrue();
    }
}
