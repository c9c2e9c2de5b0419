package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.MAC;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.UnwrappingKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedMaterialsProviderTest {

    private static final AesWrappingKey KEY = AesWrappingKey.ofBytes(bytes(0x60, 32));

    private static final PublicVerificationKey RSA_VERIFICATION =
            PublicVerificationKey.of(RSA.getPublic(), SigningAlgorithm.SHA256_WITH_RSA);

    /** The specification's example. */
    private static final Map<String, String> EXAMPLE = Map.of(
            "amzn-ddb-env-key", "NIOPmX/w7N/MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ==",
            "amzn-ddb-env-alg", "AES/256",
            "amzn-ddb-wrap-alg", "AESWrap");

    private static WrappedMaterialsProvider.Builder provider() {
        return WrappedMaterialsProvider.builder()
                .wrappingKey(KEY)
                .unwrappingKey(KEY)
                .macKey(MAC);
    }

    @Test
    @DisplayName("WRP-1, WRP-2, WRP-3: the specification's example, written and read")
    void example() {
        WrappedMaterialsProvider provider = provider().random(new Counting()).build();

        EncryptionMaterials written = provider.encryptionMaterials(context());

        assertThat(written.materialDescription().entries()).isEqualTo(EXAMPLE);
        assertThat(written.signingKey()).isSameAs(MAC);
        assertThat(written.ephemeral()).isTrue();
        assertThat(secret(written)).isEqualTo(SecretBytes.copyOf(bytes(0, 32), "AES"));

        DecryptionMaterials read = provider.decryptionMaterials(context(EXAMPLE));
        assertThat(read.verificationKey()).isSameAs(MAC);
        assertThat(read.ephemeral()).isTrue();
        assertThat(secret(read)).isEqualTo(SecretBytes.copyOf(bytes(0, 32), "AES"));
    }

    @Property(tries = 50)
    @Label("WRP-1: every item has another key, which reading gives back, with all kinds of keys")
    void roundTrip(
            @ForAll ContentKeyAlgorithm algorithm, @ForAll RsaTransformation transformation, @ForAll boolean rsa) {
        WrappedMaterialsProvider.Builder builder = WrappedMaterialsProvider.builder()
                .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, RSA.getPrivate()))
                .verificationKey(RSA_VERIFICATION)
                .contentKeyAlgorithm(algorithm)
                .description(MaterialDescription.of(Map.of("team", "tea")));
        WrappedMaterialsProvider provider = rsa
                ? builder.wrappingKey(RsaWrappingKey.of(RSA.getPublic(), transformation))
                        .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()).allowingPkcs1())
                        .build()
                : builder.wrappingKey(KEY).unwrappingKey(KEY).build();

        EncryptionMaterials first = provider.encryptionMaterials(context());
        EncryptionMaterials second = provider.encryptionMaterials(context());

        assertThat(secret(first)).isNotEqualTo(secret(second));
        assertThat(first.materialDescription().entry("team")).contains("tea");
        assertThat(first.materialDescription().entry("amzn-ddb-env-alg")).contains(algorithm.descriptionName());
        assertThat(first.materialDescription().entry("amzn-ddb-wrap-alg"))
                .contains(rsa ? transformation.jcaName() : "AESWrap");
        assertThat(secret(first).length()).isEqualTo(algorithm.newKeyLength());
        assertThat(secret(provider.decryptionMaterials(context(first.materialDescription()))))
                .isEqualTo(secret(first));
    }

    @ParameterizedTest
    @DisplayName("WRP-2, CMP-15: AES/256 unless configured otherwise; AES makes 256 bits")
    @CsvSource({"AES_256, AES/256, 32", "AES_192, AES/192, 24", "AES_128, AES/128, 16", "AES, AES, 32"})
    void contentKeyAlgorithms(ContentKeyAlgorithm algorithm, String name, int length) {
        EncryptionMaterials materials =
                provider().contentKeyAlgorithm(algorithm).build().encryptionMaterials(context());
        assertThat(materials.materialDescription().entry("amzn-ddb-env-alg")).contains(name);
        assertThat(secret(materials).length()).isEqualTo(length);
    }

    @Test
    @DisplayName("WRP-6, RD-1: the description is looked at when the content key is asked for, not before")
    void lazy() {
        DecryptionMaterials materials = provider()
                .unwrappingKey(new UnwrappingKey() {
                    @Override
                    public boolean accepts(String wrappingAlgorithm) {
                        throw new AssertionError("asked before the signature was verified");
                    }

                    @Override
                    public SecretBytes unwrap(
                            byte[] wrappedKey,
                            String wrappingAlgorithm,
                            ContentKeyAlgorithm contentKeyAlgorithm,
                            EncryptionContext context) {
                        throw new AssertionError("unwrapped before the signature was verified");
                    }
                })
                .build()
                .decryptionMaterials(context(Map.of("amzn-ddb-wrap-alg", "?")));
        assertThat(materials.verificationKey()).isSameAs(MAC);
    }

    @ParameterizedTest
    @DisplayName("WRP-10, CMP-18: another wrapping is refused")
    @ValueSource(strings = {"", "aeswrap", "AES/ECB/PKCS5Padding", "RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "kms"})
    void otherWrapping(String name) {
        assertNotRead(Reason.ALGORITHM_REFUSED, Map.of("amzn-ddb-wrap-alg", name));
    }

    @Test
    @DisplayName("WRP-10: an empty name is not the missing one of old items, even with the opt-in to PKCS #1")
    void emptyWrapping() {
        WrappedMaterialsProvider provider = WrappedMaterialsProvider.builder()
                .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()).allowingPkcs1())
                .verificationKey(RSA_VERIFICATION)
                .build();
        Map<String, String> description = with(Map.of("amzn-ddb-wrap-alg", ""));
        assertRefused(
                Reason.ALGORITHM_REFUSED,
                () -> provider.decryptionMaterials(context(description)).contentKey());
    }

    @ParameterizedTest
    @DisplayName("WRP-11, CMP-16, CMP-17: each of the three entries must be there")
    @ValueSource(strings = {"amzn-ddb-env-key", "amzn-ddb-env-alg", "amzn-ddb-wrap-alg"})
    void missingEntry(String name) {
        Map<String, String> description = new HashMap<>(EXAMPLE);
        description.remove(name);
        assertThat(assertRefused(
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        () -> provider()
                                .build()
                                .decryptionMaterials(context(description))
                                .contentKey()))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @DisplayName("WRP-12, CMP-21, CMP-34: another kind of content key is refused")
    @ValueSource(strings = {"", "AES/0", "AES/abc", "AES/512", "aes/256", "AES/256 ", "DESede", "Blowfish"})
    void otherContentKeyAlgorithm(String name) {
        assertNotRead(Reason.ALGORITHM_REFUSED, Map.of("amzn-ddb-env-alg", name));
    }

    @ParameterizedTest
    @DisplayName("WRP-13, CMP-23: what is not exactly Base64 is refused")
    @ValueSource(
            strings = {
                "NIOPmX/w7N/MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ",
                "NIOPmX/w7N/MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ=",
                "NIOPmX/w7N/MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ==AAAA",
                "NIOPmX/w7N/MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ==\n\n\n\n",
                "NIOPmX_w7N_MwuMQlRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ==",
                "NIOPmX/w7N/MwuMQ\nRiJF34YBccvUMMaD8yh0KDsab4ft6cZxue9QQ==",
                "===="
            })
    void notBase64(String text) {
        assertNotRead(Reason.DESCRIPTION_MALFORMED, Map.of("amzn-ddb-env-key", text));
    }

    @Test
    @DisplayName("WRP-13: the line ends of the oldest Java clients are skipped")
    void lineEnds() {
        String text = EXAMPLE.get("amzn-ddb-env-key");
        Map<String, String> description =
                with(Map.of("amzn-ddb-env-key", text.substring(0, 38) + "\r\n" + text.substring(38) + "\r\n"));
        assertThat(secret(provider().build().decryptionMaterials(context(description))))
                .isEqualTo(SecretBytes.copyOf(bytes(0, 32), "AES"));
    }

    @Test
    @DisplayName("WRP-14: a key that doesn't unwrap and one of another length are refused with one message")
    void notUnwrapped() {
        String unwrapped = assertNotRead(Reason.KEY_NOT_UNWRAPPED, Map.of("amzn-ddb-env-key", "AAAA"));
        String empty = assertNotRead(Reason.KEY_NOT_UNWRAPPED, Map.of("amzn-ddb-env-key", ""));
        String shorter = assertNotRead(Reason.KEY_NOT_UNWRAPPED, Map.of("amzn-ddb-env-alg", "AES/128"));
        assertThat(unwrapped).isEqualTo(shorter).isEqualTo(empty);

        byte[] odd = KEY.wrap(SecretBytes.copyOf(bytes(0, 40), "AES"), context());
        assertThat(assertNotRead(
                        Reason.KEY_NOT_UNWRAPPED,
                        Map.of("amzn-ddb-env-key", Base64.getEncoder().encodeToString(odd), "amzn-ddb-env-alg", "AES")))
                .isEqualTo(unwrapped);
    }

    @Test
    @DisplayName("WRP-14: also when a key that was plugged in has another message; its other errors pass")
    void pluggedInKey() {
        assertThat(assertRefused(Reason.KEY_NOT_UNWRAPPED, () -> unwrappingFailsWith(Reason.KEY_NOT_UNWRAPPED)))
                .hasMessage(Unwrapping.failed(context()).getMessage());
        assertThat(assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrappingFailsWith(Reason.KEY_UNAVAILABLE)))
                .hasMessage("own words");
    }

    private static void unwrappingFailsWith(Reason reason) {
        provider()
                .unwrappingKey(new UnwrappingKey() {
                    @Override
                    public boolean accepts(String wrappingAlgorithm) {
                        return true;
                    }

                    @Override
                    public SecretBytes unwrap(
                            byte[] wrappedKey,
                            String wrappingAlgorithm,
                            ContentKeyAlgorithm contentKeyAlgorithm,
                            EncryptionContext context) {
                        throw new MaterialsException(reason, "own words");
                    }
                })
                .build()
                .decryptionMaterials(context(EXAMPLE))
                .contentKey();
    }

    @ParameterizedTest
    @DisplayName("WRP-14: under PKCS #1 the outcome never tells whether the key unwrapped")
    @EnumSource(ContentKeyAlgorithm.class)
    void pkcs1(ContentKeyAlgorithm algorithm) {
        WrappedMaterialsProvider provider = WrappedMaterialsProvider.builder()
                .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()).allowingPkcs1())
                .verificationKey(RSA_VERIFICATION)
                .build();
        RsaWrappingKey wrapping = RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.PKCS1);
        for (int length = 0; length <= 48; length++) {
            byte[] wrapped = wrapping.wrap(SecretBytes.copyOf(bytes(0, length), "AES"), context());
            SecretBytes read = secret(provider.decryptionMaterials(context(Map.of(
                    "amzn-ddb-env-key", Base64.getEncoder().encodeToString(wrapped),
                    "amzn-ddb-env-alg", algorithm.descriptionName()))));
            assertThat(algorithm.allowsLength(read.length())).isTrue();
            assertThat(read.equals(SecretBytes.copyOf(bytes(0, length), "AES")))
                    .isEqualTo(algorithm.allowsLength(length));
        }
    }

    @Test
    @DisplayName("WRP-15, SIG-8: what a key is missing for is refused, and nothing else")
    void oneWay() {
        WrappedMaterialsProvider writer = WrappedMaterialsProvider.builder()
                .wrappingKey(KEY)
                .signingKey(MAC)
                .build();
        WrappedMaterialsProvider reader = WrappedMaterialsProvider.builder()
                .unwrappingKey(KEY)
                .verificationKey(MAC)
                .build();
        WrappedMaterialsProvider verifier =
                WrappedMaterialsProvider.builder().macKey(MAC).build();

        EncryptionMaterials written = writer.encryptionMaterials(context());
        assertRefused(Reason.NO_VERIFICATION_KEY, () -> writer.decryptionMaterials(context()));
        assertThat(secret(reader.decryptionMaterials(context(written.materialDescription()))))
                .isEqualTo(secret(written));
        assertRefused(Reason.NO_SIGNING_KEY, () -> reader.encryptionMaterials(context()));
        assertRefused(Reason.NO_WRAPPING_KEY, () -> verifier.encryptionMaterials(context()));
        assertThat(verifier.decryptionMaterials(context()).verificationKey()).isSameAs(MAC);
        assertRefused(
                Reason.NO_UNWRAPPING_KEY,
                () -> verifier.decryptionMaterials(context(EXAMPLE)).contentKey());
        assertRefused(
                Reason.MISSING_SETTING,
                () -> WrappedMaterialsProvider.builder().wrappingKey(KEY).build());
    }

    @ParameterizedTest
    @DisplayName("WRP-18: entries that Itemseal writes itself can't be configured")
    @ValueSource(
            strings = {
                "amzn-ddb-env-key",
                "amzn-ddb-env-alg",
                "amzn-ddb-wrap-alg",
                "amzn-ddb-map-sym-mode",
                "amzn-ddb-map-signingAlg"
            })
    void ownEntries(String name) {
        assertRefused(
                Reason.INVALID_SETTING,
                () -> provider()
                        .description(MaterialDescription.of(Map.of(name, "x")))
                        .build());
    }

    @Test
    @DisplayName("RD-1: an item with several faults is refused for the first")
    void firstFault() {
        assertNotRead(Reason.ALGORITHM_REFUSED, Map.of("amzn-ddb-wrap-alg", "?", "amzn-ddb-env-key", "?"));
        Map<String, String> missing = with(Map.of("amzn-ddb-env-alg", "?"));
        missing.remove("amzn-ddb-env-key");
        assertRefused(
                Reason.DESCRIPTION_MISSING_ENTRY,
                () -> provider().build().decryptionMaterials(context(missing)).contentKey());
        assertNotRead(Reason.ALGORITHM_REFUSED, Map.of("amzn-ddb-env-alg", "?", "amzn-ddb-env-key", "?"));
    }

    @Property(tries = 500)
    @Label("Arbitrary entries give only Itemseal's own errors")
    void arbitraryEntries(@ForAll String wrappedKey, @ForAll String algorithm, @ForAll String wrapping) {
        for (Map<String, String> changes : List.of(
                Map.of("amzn-ddb-env-key", wrappedKey),
                Map.of("amzn-ddb-env-alg", algorithm),
                Map.of("amzn-ddb-wrap-alg", wrapping))) {
            assertThat(catchThrowable(() -> provider()
                            .build()
                            .decryptionMaterials(context(with(changes)))
                            .contentKey()))
                    .isInstanceOf(ItemsealException.class)
                    .hasNoCause();
        }
    }

    @Test
    @DisplayName("Keys stay out of toString")
    void hidden() {
        assertThat(provider().build()).hasToString("WrappedMaterialsProvider(keys hidden)");
    }

    private static String assertNotRead(Reason reason, Map<String, String> changes) {
        return assertRefused(
                        reason,
                        () -> provider()
                                .build()
                                .decryptionMaterials(context(with(changes)))
                                .contentKey())
                .getMessage();
    }

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> description = new HashMap<>(EXAMPLE);
        description.putAll(changes);
        return description;
    }

    private static SecretBytes secret(EncryptionMaterials materials) {
        return (SecretBytes) ((AesContentKey) materials.contentKey().orElseThrow()).key();
    }

    private static SecretBytes secret(DecryptionMaterials materials) {
        return (SecretBytes) ((AesContentKey) materials.contentKey()).key();
    }

    /** Gives 00, 01, 02 and so on. */
    private static final class Counting extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(bytes(0, bytes.length), 0, bytes, 0, bytes.length);
        }
    }
}
