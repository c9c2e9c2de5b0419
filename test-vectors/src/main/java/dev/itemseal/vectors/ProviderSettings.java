package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.plugin.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a provider, made from a scenario and the keys that it names. For one scenario and one direction. */
final class ProviderSettings {

    private static final String PROVIDER = "provider";
    private static final String PKCS1 = "RSA/ECB/PKCS1Padding";
    private static final String PEM_START = "-----BEGIN";

    private final Scenario scenario;
    private final JsonNode keys;
    private final String section;
    private final Map<String, String> settings;

    private ProviderSettings(Scenario scenario, JsonNode keys, String section, Map<String, String> settings) {
        this.scenario = scenario;
        this.keys = keys;
        this.section = section;
        this.settings = settings;
        settings.put(section, scenario.provider());
    }

    /** What writes the scenario's items. */
    static Settings toWrite(Scenario scenario, JsonNode keys) throws LayoutException {
        ProviderSettings provider = new ProviderSettings(scenario, keys, PROVIDER, new TreeMap<>());
        provider.putToWrite();
        return provider.settings();
    }

    /**
     * What reads the scenario's items.
     *
     * @param unnamedWrapping whether some of them don't name the wrapping of their key, as the oldest Java items do
     */
    static Settings toRead(Scenario scenario, JsonNode keys, boolean unnamedWrapping) throws LayoutException {
        ProviderSettings provider = new ProviderSettings(scenario, keys, PROVIDER, new TreeMap<>());
        provider.putToRead(unnamedWrapping);
        return provider.settings();
    }

    /** The settings of the provider that protects the scenario's meta table, for writing and reading. */
    static Settings ofMetaTable(Scenario scenario, JsonNode keys) throws LayoutException {
        Scenario items = scenario.metaStore().orElseThrow().items();
        ProviderSettings provider = new ProviderSettings(items, keys, PROVIDER, new TreeMap<>());
        provider.putToWrite();
        provider.putToRead(false);
        return provider.settings();
    }

    private void putToWrite() throws LayoutException {
        if (scenario.metaStore().isPresent()) {
            putMetaStore(scenario.metaStore().get());
            return;
        }
        put("encrypt", "decrypt", "sign", "verify");
    }

    private void putToRead(boolean unnamedWrapping) throws LayoutException {
        if (scenario.metaStore().isPresent()) {
            putMetaStore(scenario.metaStore().get());
            return;
        }
        put("decrypt", "encrypt", "verify", "sign");
        boolean pkcs1 = PKCS1.equals(scenario.materialDescription().get(MaterialDescription.WRAPPING_ALGORITHM));
        if ((pkcs1 || unnamedWrapping) && "rsa".equals(settings.get(section + ".wrapping-key"))) {
            put("wrapping-key.allow-pkcs1", "true");
        }
    }

    /** The keys are in a table, whose items are protected with other keys. */
    private void putMetaStore(Scenario.MetaStoreEntry metaStore) throws LayoutException {
        put("material-name", metaStore.materialName());
        put("meta-store.table-name", metaStore.tableName());
        put("meta-store.store", MetaItems.STORE);
        new ProviderSettings(metaStore.items(), keys, section + ".meta-store.provider", settings).putToRead(false);
    }

    /** A provider that is not known here gets its name alone: enough to find out that no plugin has it. */
    private void put(String encryption, String otherEncryption, String signature, String otherSignature)
            throws LayoutException {
        Optional<String> encryptionKey = scenario.keyName(encryption, otherEncryption);
        Optional<String> signatureKey = scenario.keyName(signature, otherSignature);
        Map<String, String> description = new TreeMap<>(scenario.materialDescription());
        switch (scenario.provider()) {
            case "static" -> {
                if (encryptionKey.isPresent()) {
                    putKey("content-key", encryptionKey.get());
                }
            }
            case "wrapped" -> {
                String wrapping = description.remove(MaterialDescription.WRAPPING_ALGORITHM);
                String contentKey = description.remove(MaterialDescription.CONTENT_KEY_ALGORITHM);
                if (contentKey != null) {
                    put("content-key-algorithm", contentKey);
                }
                if (encryptionKey.isPresent()) {
                    putWrappingKeys(
                            encryptionKey.get(), scenario.furtherKeyNames(encryption, otherEncryption), wrapping);
                }
            }
            default -> {
                return;
            }
        }
        if (signatureKey.isPresent()) {
            putSignatureKey(signatureKey.get());
        }
        description.forEach((name, value) -> put("description." + name, value));
    }

    /** The wrapping that the scenario chooses is that of the first key. */
    private void putWrappingKeys(String first, List<String> further, @Nullable String wrapping) throws LayoutException {
        if (further.isEmpty()) {
            putWrappingKey("wrapping-key", first, wrapping);
            return;
        }
        StringJoiner names = new StringJoiner(",");
        for (int place = 1; place <= further.size() + 1; place++) {
            names.add("key-" + place);
            String keyName = place == 1 ? first : further.get(place - 2);
            putWrappingKey("wrapping-keys.key-" + place, keyName, place == 1 ? wrapping : null);
        }
        put("wrapping-keys", names.toString());
    }

    private void putWrappingKey(String keySection, String keyName, @Nullable String wrapping) throws LayoutException {
        if (Layout.text(key(keyName), "algorithm").equals("RSA")) {
            put(keySection, "rsa");
            putKey(keySection + (isPublic(keyName) ? ".public-key" : ".private-key"), keyName);
            if (wrapping != null) {
                put(keySection + ".algorithm", wrapping);
            }
        } else {
            put(keySection, "aes");
            putKey(keySection, keyName);
        }
    }

    /** A secret signing key verifies as well; of a pair, the half that there is. */
    private void putSignatureKey(String keyName) throws LayoutException {
        String section = isPublic(keyName) ? "verification-key" : "signing-key";
        putKey(section, keyName);
        String algorithm = Layout.text(key(keyName), "algorithm");
        if (!algorithm.equals("RSA")) {
            put(section + ".algorithm", algorithm);
        }
    }

    private boolean isPublic(String keyName) throws LayoutException {
        return Layout.optionalText(key(keyName), "type")
                .filter("public"::equals)
                .isPresent();
    }

    private void putKey(String section, String keyName) throws LayoutException {
        JsonNode key = key(keyName);
        String material = Layout.text(key, "material");
        switch (Layout.text(key, "encoding")) {
            case "RAW" -> put(section + ".material", material);
            case "DER" -> {
                put(section + ".material", material);
                put(section + ".encoding", "der");
            }
            case "PEM" -> put(section + ".material", material.startsWith(PEM_START) ? material : decoded(material));
            default -> throw new LayoutException("the encoding of key '" + keyName + "' is none of RAW, DER and PEM");
        }
    }

    private static String decoded(String pem) throws LayoutException {
        try {
            return new String(Base64.getMimeDecoder().decode(pem), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new LayoutException("a PEM key is neither text nor Base64 of text");
        }
    }

    private JsonNode key(String name) throws LayoutException {
        return Layout.object(keys, name);
    }

    private void put(String name, String value) {
        settings.put(section + '.' + name, value);
    }

    private Settings settings() {
        return Settings.of(settings, Path.of("")).section(PROVIDER);
    }
}
