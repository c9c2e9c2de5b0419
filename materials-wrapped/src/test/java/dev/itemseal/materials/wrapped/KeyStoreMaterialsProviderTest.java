package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.EC;
import static dev.itemseal.materials.wrapped.TestKeys.OTHER_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.certificate;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keystore provider")
class KeyStoreMaterialsProviderTest {

    private static final Supplier<char[]> PASSWORD = "opensesame"::toCharArray;

    @TempDir
    Path directory;

    private KeyStoreMaterialsProvider.Builder provider(String type) {
        return KeyStoreMaterialsProvider.builder(KeyStoreSource.file(directory.resolve("keys"), type, PASSWORD))
                .keyPassword(PASSWORD);
    }

    private void store(String type, Map<String, Object> entries) throws Exception {
        KeyStore keyStore = KeyStore.getInstance(type);
        keyStore.load(null, null);
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            if (entry.getValue() instanceof KeyPair pair) {
                keyStore.setKeyEntry(
                        entry.getKey(), pair.getPrivate(), PASSWORD.get(), new Certificate[] {certificate(pair)});
            } else if (entry.getValue() instanceof Certificate certificate) {
                keyStore.setCertificateEntry(entry.getKey(), certificate);
            } else {
                keyStore.setKeyEntry(entry.getKey(), (SecretKeySpec) entry.getValue(), PASSWORD.get(), null);
            }
        }
        Path fresh = directory.resolve("fresh");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            keyStore.store(out, PASSWORD.get());
        }
        Files.move(
                fresh, directory.resolve("keys"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static SecretKeySpec aes(int first) {
        return new SecretKeySpec(bytes(first, 32), "AES");
    }

    private static SecretKeySpec mac(String algorithm, int first) {
        return new SecretKeySpec(bytes(first, 32), algorithm);
    }

    @ParameterizedTest
    @DisplayName("An AES entry wraps, an HMAC entry signs, in any type of keystore")
    @ValueSource(strings = {"PKCS12", "JCEKS"})
    void secretKeys(String type) throws Exception {
        store(type, Map.of("wrap", aes(0x60), "sign", mac("HmacSHA384", 0x20)));
        MaterialsProvider provider = provider(type)
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .contentKeyAlgorithm(ContentKeyAlgorithm.AES)
                .description(MaterialDescription.of(Map.of("team", "tea")))
                .build();

        EncryptionMaterials written = provider.encryptionMaterials(context());

        assertThat(written.signingKey().algorithm()).isEqualTo(SigningAlgorithm.HMAC_SHA384);
        assertThat(written.materialDescription().entries())
                .containsEntry("amzn-ddb-wrap-alg", "AESWrap")
                .containsEntry("amzn-ddb-env-alg", "AES")
                .containsEntry("team", "tea");
        // Whoever has the same keys otherwise reads it.
        WrappedMaterialsProvider reader = WrappedMaterialsProvider.builder()
                .unwrappingKey(AesWrappingKey.ofBytes(bytes(0x60, 32)))
                .verificationKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA384, bytes(0x20, 32)))
                .build();
        assertThat(key(reader.decryptionMaterials(context(written.materialDescription()))
                        .contentKey()))
                .isEqualTo(key(written.contentKey().orElseThrow()));
        assertReads(provider, written);
    }

    @Test
    @DisplayName("Asynchronously it gives the same; it recognises what it wrote, and shows no key")
    void otherForms() throws Exception {
        store("PKCS12", Map.of("wrap", aes(0x60), "sign", mac("HmacSHA256", 0x20)));
        MaterialsProvider provider = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .build();
        EncryptionMaterials written = provider.encryptionMaterialsAsync(context(), Runnable::run)
                .toCompletableFuture()
                .join();
        EncryptionContext stored = context(written.materialDescription());
        assertThat(key(provider.decryptionMaterialsAsync(stored, Runnable::run)
                        .toCompletableFuture()
                        .join()
                        .contentKey()))
                .isEqualTo(key(written.contentKey().orElseThrow()));
        assertThat(provider.recognises(stored)).isTrue();
        assertThat(provider.recognises(context())).isFalse();
        assertThat(provider).hasToString("KeyStoreMaterialsProvider(keys hidden)");
    }

    @Test
    @DisplayName("Key pairs wrap and sign; certificates alone wrap or verify")
    void pairs() throws Exception {
        store("PKCS12", Map.of("wrap", RSA, "sign", OTHER_RSA));
        MaterialsProvider both = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .build();
        EncryptionMaterials written = both.encryptionMaterials(context());
        assertThat(written.signingKey().algorithm()).isEqualTo(SigningAlgorithm.SHA256_WITH_RSA);
        assertThat(((PrivateSigningKey) written.signingKey()).key()).isEqualTo(OTHER_RSA.getPrivate());
        assertThat(written.materialDescription().entry("amzn-ddb-wrap-alg"))
                .contains("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        assertReads(both, written);

        store("PKCS12", Map.of("wrap", certificate(RSA), "sign", OTHER_RSA));
        MaterialsProvider writer = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .build();
        EncryptionMaterials writtenOnly = writer.encryptionMaterials(context());
        assertReads(both, writtenOnly);
        assertRefused(
                Reason.NO_UNWRAPPING_KEY,
                () -> writer.decryptionMaterials(context(writtenOnly.materialDescription()))
                        .contentKey());

        store("PKCS12", Map.of("wrap", RSA, "sign", certificate(OTHER_RSA)));
        MaterialsProvider reader = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .build();
        assertReads(reader, written);
        assertThat(((PublicVerificationKey)
                                reader.decryptionMaterials(context()).verificationKey())
                        .key())
                .isEqualTo(OTHER_RSA.getPublic());
        assertRefused(Reason.NO_SIGNING_KEY, () -> reader.encryptionMaterials(context()));
    }

    @Test
    @DisplayName("WRP-16: to name PKCS #1 for writing is to allow it for reading; it can be allowed alone")
    void pkcs1() throws Exception {
        store("PKCS12", Map.of("wrap", RSA, "sign", OTHER_RSA));
        KeyStoreMaterialsProvider.Builder builder =
                provider("PKCS12").wrappingKeyAlias("wrap").signingKeyAlias("sign");
        MaterialsProvider strict = builder.build();
        MaterialsProvider lenient = builder.allowingPkcs1().build();
        MaterialsProvider writer = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .transformation(RsaTransformation.PKCS1)
                .build();
        EncryptionMaterials written = writer.encryptionMaterials(context());
        assertReads(writer, written);
        assertReads(lenient, written);
        assertThat(lenient.encryptionMaterials(context()).materialDescription().entry("amzn-ddb-wrap-alg"))
                .contains("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        assertRefused(
                Reason.ALGORITHM_REFUSED,
                () -> strict.decryptionMaterials(context(written.materialDescription()))
                        .contentKey());
    }

    @Test
    @DisplayName("An AES entry encrypts every item, as the Java client does it; without any, items are signed only")
    void contentKey() throws Exception {
        store("PKCS12", Map.of("content", aes(0), "sign", mac("HmacSHA256", 0x20)));
        MaterialsProvider provider = provider("PKCS12")
                .contentKeyAlias("content")
                .signingKeyAlias("sign")
                .build();
        assertThat(key(provider.encryptionMaterials(context()).contentKey().orElseThrow()))
                .isEqualTo(bytes(0, 32));
        assertThat(key(provider.decryptionMaterials(context()).contentKey())).isEqualTo(bytes(0, 32));
        assertThat(provider("PKCS12")
                        .signingKeyAlias("sign")
                        .build()
                        .encryptionMaterials(context())
                        .contentKey())
                .isEmpty();
    }

    @Test
    @DisplayName("SIG-4: an EC entry signs with the algorithm that is named, and with none otherwise")
    void ecPair() throws Exception {
        store("PKCS12", Map.of("wrap", aes(0), "sign", EC));
        KeyStoreMaterialsProvider.Builder builder =
                provider("PKCS12").wrappingKeyAlias("wrap").signingKeyAlias("sign");
        assertRefused(Reason.MISSING_SETTING, builder::build);
        assertThat(builder.signingAlgorithm(SigningAlgorithm.SHA256_WITH_ECDSA)
                        .build()
                        .encryptionMaterials(context())
                        .signingKey()
                        .algorithm())
                .isEqualTo(SigningAlgorithm.SHA256_WITH_ECDSA);
    }

    @Test
    @DisplayName("What can't work is refused when the provider is built")
    void refusals() throws Exception {
        assertRefused(
                Reason.INVALID_SETTING,
                () -> provider("PKCS12").signingKeyAlias("sign").build());
        store("PKCS12", Map.of("wrap", aes(0), "sign", mac("HmacSHA256", 0x20), "pair", EC));
        assertRefused(Reason.MISSING_SETTING, () -> provider("PKCS12").build());
        assertRefused(
                Reason.INVALID_SETTING,
                () -> provider("PKCS12")
                        .signingKeyAlias("sign")
                        .wrappingKeyAlias("wrap")
                        .contentKeyAlias("wrap")
                        .build());
        assertThat(assertRefused(
                        Reason.INVALID_SETTING,
                        () -> provider("PKCS12").signingKeyAlias("nobody").build()))
                .hasMessageContaining("'nobody'");
        assertRefused(
                Reason.INVALID_KEY,
                () -> provider("PKCS12")
                        .signingKeyAlias("sign")
                        .wrappingKeyAlias("sign")
                        .build());
        assertRefused(
                Reason.INVALID_KEY,
                () -> provider("PKCS12")
                        .signingKeyAlias("sign")
                        .wrappingKeyAlias("pair")
                        .build());
        assertThat(assertRefused(
                        Reason.INVALID_KEY,
                        () -> provider("PKCS12")
                                .signingKeyAlias("sign")
                                .contentKeyAlias("pair")
                                .build()))
                .hasMessageContaining("'pair'");
        assertRefused(
                Reason.INVALID_SETTING,
                () -> provider("NOSUCHTYPE").signingKeyAlias("sign").build());
        assertThat(assertRefused(
                        Reason.INVALID_KEY,
                        () -> KeyStoreMaterialsProvider.builder(
                                        KeyStoreSource.file(directory.resolve("keys"), "PKCS12", "wrong"::toCharArray))
                                .keyPassword(PASSWORD)
                                .signingKeyAlias("sign")
                                .build()))
                .hasMessageContaining("password");
        assertRefused(
                Reason.INVALID_KEY,
                () -> provider("PKCS12")
                        .keyPassword("wrong"::toCharArray)
                        .signingKeyAlias("sign")
                        .build());
    }

    @Test
    @DisplayName("A refresh takes the keys that are there now; if it fails, the former ones stay")
    void refresh() throws Exception {
        store("PKCS12", Map.of("wrap", aes(0), "sign", mac("HmacSHA256", 0)));
        KeyStoreMaterialsProvider provider = provider("PKCS12")
                .wrappingKeyAlias("wrap")
                .signingKeyAlias("sign")
                .build();
        EncryptionMaterials before = provider.encryptionMaterials(context());

        store("PKCS12", Map.of("wrap", aes(1), "sign", mac("HmacSHA256", 1)));
        assertReads(provider, before);
        provider.refresh();
        EncryptionMaterials after = provider.encryptionMaterials(context());
        assertReads(provider, after);
        assertRefused(
                Reason.KEY_NOT_UNWRAPPED,
                () -> provider.decryptionMaterials(context(before.materialDescription()))
                        .contentKey());

        store("PKCS12", Map.of("wrap", aes(2)));
        assertRefused(Reason.INVALID_SETTING, provider::refresh);
        assertReads(provider, after);
    }

    @Test
    @DisplayName("Refreshing while other threads write: each item has keys of one state of the keystore")
    void refreshWhileWriting() throws Exception {
        store("PKCS12", Map.of("content", aes(0), "sign", mac("HmacSHA256", 0)));
        KeyStoreMaterialsProvider provider = provider("PKCS12")
                .contentKeyAlias("content")
                .signingKeyAlias("sign")
                .build();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(() -> {
                    while (!done.get()) {
                        EncryptionMaterials materials = provider.encryptionMaterials(context());
                        byte first = key(materials.contentKey().orElseThrow())[0];
                        if (((MacKey) materials.signingKey()).key().getEncoded()[0] != first) {
                            return false;
                        }
                    }
                    return true;
                }));
            }
            for (int state = 1; state <= 5; state++) {
                store("PKCS12", Map.of("content", aes(state), "sign", mac("HmacSHA256", state)));
                provider.refresh();
                assertThat(key(provider.encryptionMaterials(context())
                                .contentKey()
                                .orElseThrow())[0])
                        .isEqualTo((byte) state);
            }
            done.set(true);
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    private static void assertReads(MaterialsProvider provider, EncryptionMaterials written) {
        assertThat(key(provider.decryptionMaterials(context(written.materialDescription()))
                        .contentKey()))
                .isEqualTo(key(written.contentKey().orElseThrow()));
    }

    private static byte[] key(ContentKey key) {
        return ((AesContentKey) key).key().getEncoded();
    }
}
