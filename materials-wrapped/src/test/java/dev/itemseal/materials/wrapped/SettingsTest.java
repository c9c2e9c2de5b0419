package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.EC;
import static dev.itemseal.materials.wrapped.TestKeys.OTHER_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.certificate;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Providers from settings, found through Plugins")
class SettingsTest {

    private static final String AES = Base64.getEncoder().encodeToString(bytes(0x60, 32));
    private static final String MAC = Base64.getEncoder().encodeToString(bytes(0x20, 32));

    @TempDir
    Path directory;

    @BeforeEach
    void writeKeys() throws Exception {
        Files.writeString(directory.resolve("aes.txt"), AES.substring(0, 20) + "\n" + AES.substring(20) + "\n");
        Files.write(directory.resolve("aes.bin"), bytes(0x60, 32));
        Files.writeString(directory.resolve("mac.txt"), MAC);
        Files.write(directory.resolve("private.der"), RSA.getPrivate().getEncoded());
        Files.write(directory.resolve("public.der"), RSA.getPublic().getEncoded());
        Files.writeString(directory.resolve("private.pem"), KeyCodec.encodePem(RSA.getPrivate()));
        Files.writeString(directory.resolve("public.pem"), KeyCodec.encodePem(RSA.getPublic()));
        Files.writeString(directory.resolve("ec.pem"), KeyCodec.encodePem(EC.getPrivate()));
        Files.writeString(directory.resolve("ec-public.pem"), KeyCodec.encodePem(EC.getPublic()));
    }

    private MaterialsProvider provider(String id, String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("provider", id));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("provider." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Plugins.load().materialsProvider(Settings.of(values, directory).section("provider"));
    }

    private static void assertOneKey(MaterialsProvider writer, MaterialsProvider reader) {
        EncryptionMaterials written = writer.encryptionMaterials(context());
        assertThat(key(reader.decryptionMaterials(context(written.materialDescription()))
                        .contentKey()))
                .isEqualTo(key(written.contentKey().orElseThrow()));
    }

    private static byte[] key(ContentKey key) {
        return ((AesContentKey) key).key().getEncoded();
    }

    @Test
    @DisplayName("static: content key, signing key for both directions, description")
    void staticProvider() {
        MaterialsProvider provider = provider(
                "static", "content-key.file", "aes.txt", "signing-key.file", "mac.txt", "description.team.name", "tea");
        EncryptionMaterials materials = provider.encryptionMaterials(context());
        assertThat(provider).isInstanceOf(StaticMaterialsProvider.class);
        assertThat(key(materials.contentKey().orElseThrow())).isEqualTo(bytes(0x60, 32));
        assertThat(materials.signingKey().algorithm()).isEqualTo(SigningAlgorithm.HMAC_SHA256);
        assertThat(materials.materialDescription().entries()).isEqualTo(Map.of("team.name", "tea"));
        assertThat(provider.decryptionMaterials(context(materials.materialDescription()))
                        .verificationKey())
                .isSameAs(materials.signingKey());
        assertThat(provider("static", "signing-key.material", MAC)
                        .encryptionMaterials(context())
                        .contentKey())
                .isEmpty();
    }

    @ParameterizedTest
    @DisplayName("A secret key comes from a file, as text or binary, or from the settings")
    @CsvSource({"file, aes.txt,", "file, aes.txt, base64", "file, aes.bin, raw", "material, , ", "material, , raw"})
    void secretKeys(String where, String file, String encoding) {
        Map<String, String> values =
                new HashMap<>(Map.of("content-key." + where, file == null ? AES : file, "signing-key.material", MAC));
        if (encoding != null) {
            values.put("content-key.encoding", encoding);
        }
        MaterialsProvider provider =
                new StaticMaterialsProviderFactory().create(Settings.of(values, directory), Plugins.load());
        assertThat(key(provider.decryptionMaterials(context()).contentKey())).isEqualTo(bytes(0x60, 32));
    }

    @Test
    @DisplayName("A key comes from an environment variable, as Base64 or PEM")
    void environment() {
        Map<String, String> variables = Map.of("AES", AES, "SIGN", KeyCodec.encodePem(RSA.getPrivate()), "EMPTY", "");
        StaticMaterialsProviderFactory factory = new StaticMaterialsProviderFactory();
        MaterialsProvider provider = factory.create(
                Settings.of(Map.of("content-key.env", "AES", "signing-key.env", "SIGN"), directory, variables::get),
                Plugins.load());
        EncryptionMaterials materials = provider.encryptionMaterials(context());
        assertThat(key(materials.contentKey().orElseThrow())).isEqualTo(bytes(0x60, 32));
        assertThat(materials.signingKey().algorithm()).isEqualTo(SigningAlgorithm.SHA256_WITH_RSA);
        for (String name : new String[] {"NOBODY", "EMPTY"}) {
            assertThat(assertRefused(
                            Reason.INVALID_SETTING,
                            () -> factory.create(
                                    Settings.of(Map.of("signing-key.env", name), directory, variables::get),
                                    Plugins.load())))
                    .hasMessageContaining("'signing-key.env'");
        }
    }

    @ParameterizedTest
    @DisplayName("wrapped: an AES wrapping key")
    @CsvSource({"AES/128, 16", "AES/192, 24", "AES/256, 32", "AES, 32"})
    void wrappedWithAes(String algorithm, int length) {
        MaterialsProvider provider = provider(
                "wrapped",
                "wrapping-key",
                "aes",
                "wrapping-key.file",
                "aes.bin",
                "wrapping-key.encoding",
                "raw",
                "content-key-algorithm",
                algorithm,
                "signing-key.file",
                "mac.txt",
                "signing-key.algorithm",
                "HmacSHA512",
                "description.team",
                "tea");
        EncryptionMaterials materials = provider.encryptionMaterials(context());
        assertThat(key(materials.contentKey().orElseThrow())).hasSize(length);
        assertThat(materials.signingKey().algorithm()).isEqualTo(SigningAlgorithm.HMAC_SHA512);
        assertThat(materials.materialDescription().entries())
                .containsEntry("team", "tea")
                .containsEntry("amzn-ddb-wrap-alg", "AESWrap")
                .containsEntry("amzn-ddb-env-alg", algorithm);
        assertOneKey(provider, provider);
    }

    @ParameterizedTest
    @DisplayName("wrapped: an RSA pair in PEM or DER, together or one-way")
    @ValueSource(strings = {"pem", "der"})
    void wrappedWithRsa(String form) {
        MaterialsProvider writer = provider(
                "wrapped",
                "wrapping-key",
                "rsa",
                "wrapping-key.public-key.file",
                "public." + form,
                "signing-key.file",
                "private." + form,
                "signing-key.algorithm",
                "SHA384withRSA");
        MaterialsProvider reader = provider(
                "wrapped",
                "wrapping-key",
                "rsa",
                "wrapping-key.private-key.file",
                "private." + form,
                "verification-key.file",
                "public." + form,
                "verification-key.algorithm",
                "SHA384withRSA, SHA256withRSA");
        assertThat(writer.encryptionMaterials(context()).signingKey().algorithm())
                .isEqualTo(SigningAlgorithm.SHA384_WITH_RSA);
        assertThat(writer.encryptionMaterials(context()).materialDescription().entry("amzn-ddb-wrap-alg"))
                .contains("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        assertOneKey(writer, reader);
        var verificationKey = reader.decryptionMaterials(context()).verificationKey();
        // KEY-4
        assertThat(verificationKey.defaultAlgorithm()).isEqualTo(SigningAlgorithm.SHA384_WITH_RSA);
        assertThat(verificationKey.algorithms())
                .containsExactlyInAnyOrder(SigningAlgorithm.SHA384_WITH_RSA, SigningAlgorithm.SHA256_WITH_RSA);
        assertRefused(Reason.NO_VERIFICATION_KEY, () -> writer.decryptionMaterials(context()));
        assertRefused(Reason.NO_SIGNING_KEY, () -> reader.encryptionMaterials(context()));
    }

    @Test
    @DisplayName("KEY-4: a verification key has the algorithm that the signing key writes, unless its own are named")
    void verificationAlgorithm() {
        MaterialsProvider provider = provider(
                "wrapped",
                "signing-key.file",
                "private.pem",
                "signing-key.algorithm",
                "SHA512withRSA",
                "verification-key.file",
                "public.pem");
        assertThat(provider.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.SHA512_WITH_RSA);
        MaterialsProvider alone = provider("wrapped", "verification-key.file", "public.pem");
        assertThat(alone.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.SHA256_WITH_RSA);
        MaterialsProvider mac =
                provider("wrapped", "verification-key.file", "mac.txt", "verification-key.algorithm", "HmacSHA224");
        assertThat(mac.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.HMAC_SHA224);
    }

    @Test
    @DisplayName("SIG-4: an EC key needs its algorithm")
    void ecKeys() {
        assertRefused(Reason.MISSING_SETTING, () -> provider("static", "signing-key.file", "ec.pem"));
        MaterialsProvider provider = provider(
                "static",
                "signing-key.file",
                "ec.pem",
                "signing-key.algorithm",
                "SHA384withECDSA",
                "verification-key.file",
                "ec-public.pem");
        assertThat(provider.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.SHA384_WITH_ECDSA);
    }

    @Test
    @DisplayName("WRP-9, WRP-16: PKCS #1 is read where it is allowed, and written where it is named")
    void pkcs1() {
        String[] keys = {
            "wrapping-key", "rsa",
            "wrapping-key.public-key.file", "public.der",
            "wrapping-key.private-key.file", "private.der",
            "signing-key.file", "private.pem",
            "verification-key.file", "public.pem"
        };
        MaterialsProvider strict = provider("wrapped", keys);
        MaterialsProvider lenient = provider("wrapped", and(keys, "wrapping-key.allow-pkcs1", "true"));
        MaterialsProvider writer = provider("wrapped", and(keys, "wrapping-key.algorithm", "RSA/ECB/PKCS1Padding"));
        assertOneKey(writer, writer);
        assertOneKey(writer, lenient);
        assertOneKey(lenient, strict);
        assertRefused(Reason.ALGORITHM_REFUSED, () -> assertOneKey(writer, strict));
        assertThat(provider("wrapped", and(keys, "wrapping-key.algorithm", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding"))
                        .encryptionMaterials(context())
                        .materialDescription()
                        .entry("amzn-ddb-wrap-alg"))
                .contains("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
    }

    private static String[] and(String[] values, String... more) {
        String[] all = Arrays.copyOf(values, values.length + more.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    @Test
    @DisplayName("keystore: entries by alias, the password from a file")
    void keyStore() throws Exception {
        char[] password = "opensesame".toCharArray();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry("aes", new SecretKeySpec(bytes(0x60, 32), "AES"), password, null);
        keyStore.setKeyEntry("mac", new SecretKeySpec(bytes(0x20, 32), "HmacSHA256"), password, null);
        keyStore.setKeyEntry("rsa", OTHER_RSA.getPrivate(), password, new Certificate[] {certificate(OTHER_RSA)});
        try (OutputStream out = Files.newOutputStream(directory.resolve("keys.p12"))) {
            keyStore.store(out, password);
        }
        Files.writeString(directory.resolve("password"), "opensesame\nand a remark\n");

        MaterialsProvider wrapped = provider(
                "keystore",
                "file",
                "keys.p12",
                "password.file",
                "password",
                "wrapping-key.alias",
                "rsa",
                "wrapping-key.algorithm",
                "RSA/ECB/OAEPWithSHA-512AndMGF1Padding",
                "content-key-algorithm",
                "AES/128",
                "signing-key.alias",
                "rsa",
                "signing-key.algorithm",
                "SHA224withRSA",
                "description.team",
                "tea");
        EncryptionMaterials materials = wrapped.encryptionMaterials(context());
        assertThat(materials.signingKey().algorithm()).isEqualTo(SigningAlgorithm.SHA224_WITH_RSA);
        assertThat(materials.materialDescription().entries())
                .containsEntry("amzn-ddb-wrap-alg", "RSA/ECB/OAEPWithSHA-512AndMGF1Padding")
                .containsEntry("amzn-ddb-env-alg", "AES/128")
                .containsEntry("team", "tea");
        assertOneKey(wrapped, wrapped);

        MaterialsProvider fixed = new KeyStoreMaterialsProviderFactory()
                .create(
                        Settings.of(
                                Map.of(
                                        "file", "keys.p12",
                                        "type", "PKCS12",
                                        "password.env", "PASSWORD",
                                        "key-password.env", "PASSWORD",
                                        "content-key.alias", "aes",
                                        "signing-key.alias", "mac"),
                                directory,
                                Map.of("PASSWORD", "opensesame")::get),
                        Plugins.load());
        assertThat(key(fixed.decryptionMaterials(context()).contentKey())).isEqualTo(bytes(0x60, 32));

        assertThat(assertRefused(
                        Reason.INVALID_SETTING,
                        () -> provider("keystore", "file", "keys.p12", "password.material", "opensesame")))
                .hasMessageContaining("provider.password.material");
        assertThat(assertRefused(
                        Reason.INVALID_SETTING,
                        () -> provider(
                                "keystore",
                                "file",
                                "nowhere.p12",
                                "password.file",
                                "password",
                                "signing-key.alias",
                                "mac")))
                .hasMessageContaining("'provider'");
    }

    @ParameterizedTest
    @DisplayName("keystore: a setting that is misspelt is named in full, and none is passed over")
    @ValueSource(
            strings = {
                "passwrod.file",
                "password.flie",
                "key-password.flie",
                "signing-key.alais",
                "wrapping-key.alais",
                "wrapping-key.allow_pkcs1",
                "content-key.alais"
            })
    void misspeltKeyStore(String name) throws Exception {
        Files.writeString(directory.resolve("password"), "opensesame");
        assertThat(assertRefused(
                        Reason.INVALID_SETTING,
                        () -> provider(
                                "keystore",
                                "file",
                                "keys.p12",
                                "password.file",
                                "password",
                                "key-password.file",
                                "password",
                                "wrapping-key.alias",
                                "aes",
                                "content-key.alias",
                                "aes",
                                "signing-key.alias",
                                "mac",
                                name,
                                "x")))
                .hasMessageContaining("'provider." + name + "'");
    }

    @ParameterizedTest
    @DisplayName("A setting that is misspelt beside a key of a pair is named in full")
    @ValueSource(strings = {"verification-key.encodnig", "wrapping-key.public-key.encodnig"})
    void misspeltHalves(String name) {
        assertThat(assertRefused(
                        Reason.INVALID_SETTING,
                        () -> provider(
                                "wrapped",
                                "wrapping-key",
                                "rsa",
                                "wrapping-key.public-key.file",
                                "public.pem",
                                "signing-key.file",
                                "private.pem",
                                "verification-key.file",
                                "public.pem",
                                name,
                                "pem")))
                .hasMessageContaining("'provider." + name + "'");
    }

    @Test
    @DisplayName("A verification key of the other kind than the signing key has the usual algorithm of its own")
    void verificationKeyOfAnotherKind() {
        MaterialsProvider migrating =
                provider("wrapped", "signing-key.file", "mac.txt", "verification-key.file", "public.pem");
        assertThat(migrating.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.SHA256_WITH_RSA);
        MaterialsProvider mac = provider(
                "wrapped",
                "signing-key.file",
                "mac.txt",
                "signing-key.algorithm",
                "HmacSHA384",
                "verification-key.material",
                MAC);
        assertThat(mac.decryptionMaterials(context()).verificationKey().algorithms())
                .containsExactly(SigningAlgorithm.HMAC_SHA384);
    }

    @ParameterizedTest
    @DisplayName("What is missing, unknown or wrong is named in full")
    @CsvSource({
        "static, missing-setting, , '', provider.signing-key",
        "wrapped, missing-setting, wrapping-key, aes, provider.verification-key",
        "static, missing-setting, signing-key.encoding, raw, provider.signing-key",
        "static, invalid-setting, signing-key, mac.txt, provider.signing-key",
        "static, invalid-setting, signing-key.mateiral, x, provider.signing-key.mateiral",
        "static, invalid-setting, singing-key.file, mac.txt, provider.singing-key.file",
        "static, invalid-setting, signing-key.file, nowhere, provider.signing-key.file",
        "static, invalid-key, signing-key.file, aes.bin, provider.signing-key",
        "static, invalid-key, signing-key.material, A, provider.signing-key",
        "keystore, missing-setting, type, PKCS12, provider.file",
    })
    void refusedAlone(String id, String reason, String name, String value, String named) {
        assertThat(assertRefused(
                        Reason.ofCode(reason).orElseThrow(),
                        () -> provider(id, name == null ? new String[0] : new String[] {name, value})))
                .hasMessageContaining("'" + named);
    }

    @ParameterizedTest
    @DisplayName("What is wrong beside a signing key is named in full, and no value is shown")
    @CsvSource({
        "static, invalid-setting, signing-key.material, c2VjcmV0, provider.signing-key",
        "static, invalid-setting, signing-key.encoding, c2VjcmV0, provider.signing-key.encoding",
        "static, invalid-setting, signing-key.algorithm, c2VjcmV0, provider.signing-key.algorithm",
        "static, invalid-setting, signing-key.algorithm, 'HmacSHA256,HmacSHA512', provider.signing-key.algorithm",
        "static, invalid-key, signing-key.algorithm, SHA256withRSA, provider.signing-key",
        "static, invalid-key, content-key.material, c2VjcmV0, provider.content-key",
        "static, invalid-key, content-key.material, c2VjcmV0=, provider.content-key",
        "static, invalid-setting, content-key.file, private.pem, provider.content-key",
        "static, invalid-setting, content-key.algorithm, AES, provider.content-key.algorithm",
        "static, invalid-setting, description, c2VjcmV0, provider.description",
        "static, invalid-setting, description.amzn-ddb-map-sym-mode, x, provider",
        "static, missing-setting, description.team, '', provider.description.team",
        "wrapped, unknown-plugin, wrapping-key, nobody, provider.wrapping-key",
        "wrapped, missing-setting, wrapping-key, aes, provider.wrapping-key",
        "wrapped, missing-setting, wrapping-key, rsa, provider.wrapping-key",
        "wrapped, invalid-setting, content-key-algorithm, AES/64, provider.content-key-algorithm",
        "wrapped, invalid-setting, content-key.file, aes.txt, provider.content-key.file",
        "wrapped, invalid-key, verification-key.file, ec.pem, provider.verification-key",
        "wrapped, invalid-setting, verification-key.algorithm, SHA1withRSA, provider.verification-key.algorithm",
    })
    void refused(String id, String reason, String name, String value, String named) {
        assertThat(assertRefused(
                        Reason.ofCode(reason).orElseThrow(),
                        () -> provider(id, "signing-key.file", "mac.txt", name, value)))
                .hasMessageContaining("'" + named)
                .satisfies(SettingsTest::showsNoValue);
    }

    @ParameterizedTest
    @DisplayName("What is wrong with an RSA wrapping key is named in full")
    @CsvSource({
        "invalid-setting, algorithm, RSA/ECB/NoPadding, provider.wrapping-key.algorithm",
        "invalid-setting, allow-pkcs1, yes, provider.wrapping-key.allow-pkcs1",
        "invalid-setting, private-key, x, provider.wrapping-key.private-key",
        "invalid-key, private-key.file, ec.pem, provider.wrapping-key.private-key",
        "invalid-key, private-key.file, public.pem, provider.wrapping-key.private-key",
        "invalid-setting, private-key.algorithm, RSA, provider.wrapping-key.private-key.algorithm",
        "invalid-setting, file, private.pem, provider.wrapping-key.file",
    })
    void refusedRsa(String reason, String name, String value, String named) {
        assertThat(assertRefused(
                        Reason.ofCode(reason).orElseThrow(),
                        () -> provider(
                                "wrapped",
                                "wrapping-key",
                                "rsa",
                                "wrapping-key.public-key.file",
                                "public.pem",
                                "wrapping-key." + name,
                                value,
                                "signing-key.file",
                                "private.pem")))
                .hasMessageContaining("'" + named + "'");
    }

    @Test
    @DisplayName("A key of more than 64 KiB is refused, wherever it comes from")
    void tooLong() throws Exception {
        Files.write(directory.resolve("large"), "A".repeat(65_540).getBytes(StandardCharsets.US_ASCII));
        assertRefused(Reason.INVALID_KEY, () -> provider("static", "signing-key.file", "large"));
        assertRefused(Reason.INVALID_KEY, () -> provider("static", "signing-key.material", "A".repeat(65_540)));
    }

    private static void showsNoValue(ItemsealException refusal) {
        for (Throwable shown = refusal; shown != null; shown = shown.getCause()) {
            assertThat(shown.getMessage()).doesNotContain("c2VjcmV0");
        }
    }

    @Test
    @DisplayName("wrapped: several keys, by their names and in their order")
    void severalWrappingKeys() {
        String[] several = {
            "wrapping-keys", "main, spare",
            "wrapping-keys.main", "aes",
            "wrapping-keys.main.material", AES,
            "wrapping-keys.spare", "rsa",
            "wrapping-keys.spare.public-key.file", "public.der",
            "wrapping-keys.spare.private-key.file", "private.der",
            "signing-key.material", MAC
        };
        MaterialsProvider provider = provider("wrapped", several);
        MaterialsProvider main =
                provider("wrapped", "wrapping-key", "aes", "wrapping-key.material", AES, "signing-key.material", MAC);
        MaterialsProvider spare = provider(
                "wrapped",
                "wrapping-key",
                "rsa",
                "wrapping-key.private-key.file",
                "private.der",
                "signing-key.material",
                MAC);
        assertOneKey(provider, provider);
        assertOneKey(provider, main);
        assertOneKey(provider, spare);
        assertOneKey(main, provider);
    }

    @ParameterizedTest
    @DisplayName("wrapped: mistakes in several keys name their setting")
    @CsvSource({
        "wrapping-keys, 'main,,spare', INVALID_SETTING, provider.wrapping-keys",
        "wrapping-keys, 'main,main', INVALID_SETTING, provider.wrapping-keys",
        "wrapping-keys, main.spare, INVALID_SETTING, provider.wrapping-keys",
        "wrapping-keys, main, INVALID_SETTING, provider.wrapping-keys.spare",
        "wrapping-keys, 'main,spare,third', MISSING_SETTING, provider.wrapping-keys.third",
        "wrapping-keys, '', MISSING_SETTING, provider.wrapping-keys",
        "wrapping-keys.spare, none, UNKNOWN_PLUGIN, provider.wrapping-keys.spare",
        "wrapping-key, aes, INVALID_SETTING, provider.wrapping-keys"
    })
    void severalWrappingKeysRefused(String name, String value, Reason reason, String setting) {
        Map<String, String> values = new HashMap<>(Map.of(
                "provider", "wrapped",
                "provider.wrapping-keys", "main,spare",
                "provider.wrapping-keys.main", "aes",
                "provider.wrapping-keys.main.material", AES,
                "provider.wrapping-keys.spare", "aes",
                "provider.wrapping-keys.spare.material", MAC,
                "provider.signing-key.material", MAC));
        values.put("provider." + name, value);
        assertThat(assertRefused(
                        reason,
                        () -> Plugins.load()
                                .materialsProvider(
                                        Settings.of(values, directory).section("provider"))))
                .hasMessageContaining("'" + setting + "'");
    }

    @Test
    @DisplayName("wrapped: the name of one of several keys has up to 20 characters")
    void lengthOfNames() {
        MaterialsProvider longest = wrappedUnder("a-name_of-20-letters");
        assertOneKey(longest, longest);
        assertThat(assertRefused(Reason.INVALID_SETTING, () -> wrappedUnder("a-name_of-21-letters1")))
                .hasMessageContaining("'provider.wrapping-keys'")
                .hasMessageNotContaining("a-name_of");
    }

    private MaterialsProvider wrappedUnder(String name) {
        return provider(
                "wrapped",
                "wrapping-keys",
                name,
                "wrapping-keys." + name,
                "aes",
                "wrapping-keys." + name + ".material",
                AES,
                "signing-key.material",
                MAC);
    }

    @Test
    @DisplayName("multi: providers by number, written with the first or the one that is named")
    void multi() {
        String[] settings = {
            "1", "wrapped",
            "1.wrapping-key", "aes",
            "1.wrapping-key.material", AES,
            "1.signing-key.material", MAC,
            "2", "static",
            "2.content-key.material", AES,
            "2.signing-key.material", MAC
        };
        MaterialsProvider first = provider("multi", settings);
        MaterialsProvider second = provider("multi", and(settings, "write-with", "2"));
        assertThat(first.encryptionMaterials(context()).materialDescription().entries())
                .isNotEmpty();
        assertThat(second.encryptionMaterials(context()).materialDescription().entries())
                .isEmpty();
        assertOneKey(first, second);
        assertOneKey(second, first);
    }

    @ParameterizedTest
    @DisplayName("multi: what is missing, unknown or wrong is named in full")
    @CsvSource({
        "missing-setting, write-with, 2, provider.2",
        "invalid-setting, write-with, first, provider.write-with",
        "invalid-setting, write-with, 0, provider.write-with",
        "invalid-setting, first, static, provider.first",
        "invalid-setting, 0.a, b, provider.0.a",
        "invalid-setting, 100, static, provider.100",
        "missing-setting, 2.a, b, provider.2",
        "unknown-plugin, 2, nobody, provider.2",
    })
    void refusedMulti(String reason, String name, String value, String named) {
        assertThat(assertRefused(
                        Reason.ofCode(reason).orElseThrow(),
                        () -> provider("multi", "1", "static", "1.signing-key.material", MAC, name, value)))
                .hasMessageContaining("'" + named + "'");
        assertThat(assertRefused(Reason.MISSING_SETTING, () -> provider("multi")))
                .hasMessageContaining("'provider.1'");
    }

    @Test
    @DisplayName("All mistakes are told at once, those of nested providers and keys too")
    void allMistakesAtOnce() {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> provider(
                        "multi",
                        "write-with",
                        "3",
                        "1",
                        "wrapped",
                        "1.wrapping-key",
                        "rsa",
                        "1.wrapping-key.public-key.file",
                        "nowhere",
                        "1.wrapping-key.private-key.material",
                        "c2VjcmV0",
                        "1.wrapping-key.allow-pkcs1",
                        "c2VjcmV0",
                        "1.content-key-algorithm",
                        "c2VjcmV0",
                        "1.description.team",
                        "",
                        "2",
                        "static",
                        "2.content-key.env",
                        "ITEMSEAL_IS_NOT_SET",
                        "2.content-key.fiel",
                        "x",
                        "2.signing-key.algorithm",
                        "SHA1withRSA",
                        "2.signing-key.encoding",
                        "c2VjcmV0",
                        "4",
                        "keystore",
                        "5",
                        "nobody",
                        "6",
                        "wrapped",
                        "6.signing-key.material",
                        MAC,
                        "6.wrapping-key.material",
                        MAC,
                        "6.wrapping-keys",
                        "main, spare, third",
                        "6.wrapping-keys.main",
                        "aes",
                        "6.wrapping-keys.main.file",
                        "nowhere",
                        "6.wrapping-keys.spare",
                        "nobody",
                        "6.description.amzn-ddb-env-key",
                        "c2VjcmV0",
                        "6.wrapping-keys.fourth",
                        "aes"));

        assertThat(refusal.mistakes())
                .extracting(mistake ->
                        mistake.reason().code() + mistake.getMessage().replaceAll("[^']*('[^']*').*", " $1"))
                .containsExactlyInAnyOrder(
                        "missing-setting 'provider.1.signing-key'",
                        "invalid-setting 'provider.1.wrapping-key.public-key'",
                        "invalid-key 'provider.1.wrapping-key.private-key'",
                        "invalid-setting 'provider.1.wrapping-key.allow-pkcs1'",
                        "invalid-setting 'provider.1.content-key-algorithm'",
                        "missing-setting 'provider.1.description.team'",
                        "invalid-setting 'provider.2.content-key.env'",
                        "invalid-setting 'provider.2.content-key.fiel'",
                        "invalid-setting 'provider.2.signing-key.algorithm'",
                        "invalid-setting 'provider.2.signing-key.encoding'",
                        "missing-setting 'provider.2.signing-key'",
                        "missing-setting 'provider.4.file'",
                        "missing-setting 'provider.4.password'",
                        "missing-setting 'provider.4.signing-key.alias'",
                        "unknown-plugin 'provider.5'",
                        "invalid-setting 'provider.6.wrapping-keys'",
                        "missing-setting 'provider.6.wrapping-key'",
                        "invalid-setting 'provider.6.wrapping-keys.main.file'",
                        "unknown-plugin 'provider.6.wrapping-keys.spare'",
                        "missing-setting 'provider.6.wrapping-keys.third'",
                        "invalid-setting 'provider.6.wrapping-keys.fourth'",
                        "invalid-setting 'provider.6.description'",
                        "missing-setting 'provider.3'");
        showsNoValue(refusal);
    }
}
