package dev.itemseal.materials.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeys;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tink wrapping key from settings, found through Plugins")
class TinkWrappingKeyFactoryTest {

    private static final EncryptionContext CONTEXT = EncryptionContext.of(TableInfo.of("Example", TableIndex.of("id")));
    private static final SecretBytes CONTENT_KEY = SecretBytes.copyOf(new byte[32], "AES");

    @TempDir
    Path directory;

    private WrappingKeys keys(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("key", "tink"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("key." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Plugins.load().wrappingKeys(Settings.of(values, directory).section("key"));
    }

    private void write(KeysetHandle keyset) throws IOException, GeneralSecurityException {
        Files.writeString(
                directory.resolve("keyset.json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
    }

    private static byte[] wrap(WrappingKeys keys) {
        return keys.wrapping().orElseThrow().wrap(CONTENT_KEY, CONTEXT);
    }

    private static SecretBytes unwrap(WrappingKeys keys, byte[] wrapped) {
        return keys.unwrapping().orElseThrow().unwrap(wrapped, "tink-aead", ContentKeyAlgorithm.AES_256, CONTEXT);
    }

    @Test
    @DisplayName("A keyset wraps and unwraps; after a rotation the new key wraps and both unwrap")
    void rotation() throws Exception {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        KeysetHandle next = KeysetHandle.generateNew(PredefinedAeadParameters.CHACHA20_POLY1305, AeadConfig2026.get());
        write(keyset);
        WrappingKeys before = keys("keyset.file", "keyset.json");
        byte[] old = wrap(before);
        assertThat(unwrap(before, old)).isEqualTo(CONTENT_KEY);

        write(KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.importKey(next.getAt(0).getKey()).makePrimary())
                .build());
        WrappingKeys after = keys("keyset.file", "keyset.json");
        assertThat(unwrap(after, old)).isEqualTo(CONTENT_KEY);
        assertThat(unwrap(after, wrap(after))).isEqualTo(CONTENT_KEY);
    }

    @Test
    @DisplayName("A keyset comes from the environment, too")
    void environment() throws Exception {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        write(keyset);
        String json = Files.readString(directory.resolve("keyset.json"));
        Settings settings =
                Settings.of(Map.of("key", "tink", "key.keyset.env", "KEYSET"), directory, Map.of("KEYSET", json)::get);

        byte[] wrapped = wrap(Plugins.load().wrappingKeys(settings.section("key")));

        assertThat(unwrap(keys("keyset.file", "keyset.json"), wrapped)).isEqualTo(CONTENT_KEY);
    }

    @ParameterizedTest
    @DisplayName("What is missing, unknown or wrong is named in full")
    @CsvSource({
        "missing-setting, keyset.file, '', key.keyset",
        "invalid-setting, keyset.material, x, key.keyset.material",
        "invalid-setting, keysett.file, x, key.keysett.file",
        "invalid-setting, keyset.file, nowhere.json, key.keyset.file"
    })
    void refused(String reason, String name, String value, String named) {
        assertRefused(reason, named, name, value);
    }

    @ParameterizedTest
    @DisplayName("A file that is no clear text keyset is refused, and nothing of it is quoted")
    @ValueSource(
            strings = {
                "",
                "c2VjcmV0",
                "{",
                "[]",
                "null",
                "{\"primaryKeyId\": 1}",
                "{\"primaryKeyId\": 1, \"key\": []}",
                "{\"encryptedKeyset\": \"c2VjcmV0\"}",
                "{\"primaryKeyId\": 1, \"key\": [{\"keyData\": {\"typeUrl\": \"c2VjcmV0\", \"value\": \"c2VjcmV0\","
                        + " \"keyMaterialType\": \"SYMMETRIC\"}, \"status\": \"ENABLED\", \"keyId\": 1,"
                        + " \"outputPrefixType\": \"TINK\"}]}"
            })
    void noKeyset(String content) throws Exception {
        Files.writeString(directory.resolve("keyset.json"), content);
        assertThat(assertRefused("invalid-key", "key.keyset", "keyset.file", "keyset.json"))
                .hasNoCause()
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    @DisplayName("A file of more than 1 MiB is not read")
    void tooLong() throws Exception {
        Files.write(directory.resolve("keyset.json"), new byte[1024 * 1024 + 1]);
        assertRefused("invalid-key", "key.keyset.file", "keyset.file", "keyset.json");
    }

    private ConfigurationException assertRefused(String reason, String named, String name, String value) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> keys(name, value));
        assertThat(refusal).isNotNull().hasMessageContaining("'" + named + "'");
        assertThat(refusal.reason()).isEqualTo(Reason.ofCode(reason).orElseThrow());
        return refusal;
    }
}
