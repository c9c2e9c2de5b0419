package dev.itemseal.integration;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** A provider of every kind, each with keys of its own, made from settings as a user would make them. */
final class AttackedProviders {

    private static final Plugins PLUGINS = Plugins.load();

    private final Path directory;
    private int made;

    /**
     * Makes a maker.
     *
     * @param directory where keystores and keysets are written
     */
    AttackedProviders(Path directory) {
        this.directory = directory;
    }

    /**
     * A provider under attack.
     *
     * @param name what it is, as the table in docs/threat-model.md calls it
     * @param provider the provider that the item is written and read with
     * @param others providers of the same kind of which some keys are other ones, by what is other
     */
    record Attacked(String name, MaterialsProvider provider, Map<String, MaterialsProvider> others) {}

    /** One of each kind. */
    List<Attacked> all() throws IOException, GeneralSecurityException {
        KeyPair wrapping = rsa();
        KeyPair signing = rsa();
        Path keyset = keyset();
        return List.of(
                new Attacked("static", fixed(7, 8), Map.of("signing key", fixed(7, 9), "content key", fixed(9, 8))),
                new Attacked(
                        "wrapped, AES",
                        wrapped(1, 2),
                        Map.of("signing key", wrapped(1, 3), "wrapping key", wrapped(3, 2))),
                new Attacked(
                        "wrapped, RSA",
                        rsa(wrapping, signing),
                        Map.of("signing key", rsa(wrapping, rsa()), "wrapping key", rsa(rsa(), signing))),
                new Attacked(
                        "wrapped, Tink",
                        tink(keyset, 10),
                        Map.of("signing key", tink(keyset, 11), "wrapping key", tink(keyset(), 10))),
                new Attacked(
                        "keystore",
                        keyStore(4, 5),
                        Map.of("signing key", keyStore(4, 6), "wrapping key", keyStore(6, 5))),
                new Attacked("most recent", mostRecent(), Map.of("material version", mostRecent())));
    }

    private MaterialsProvider fixed(int contentKey, int signingKey) {
        return provider(Map.of(
                "provider",
                "static",
                "provider.content-key.material",
                key(contentKey),
                "provider.signing-key.material",
                key(signingKey),
                "provider.description.purpose",
                "test"));
    }

    private MaterialsProvider wrapped(int wrappingKey, int signingKey) {
        return provider(Map.of(
                "provider", "wrapped",
                "provider.wrapping-key", "aes",
                "provider.wrapping-key.material", key(wrappingKey),
                "provider.signing-key.material", key(signingKey),
                "provider.description.purpose", "test"));
    }

    private MaterialsProvider rsa(KeyPair wrapping, KeyPair signing) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("provider", "wrapped");
        settings.put("provider.wrapping-key", "rsa");
        put(settings, "provider.wrapping-key.public-key", wrapping.getPublic().getEncoded());
        put(settings, "provider.wrapping-key.private-key", wrapping.getPrivate().getEncoded());
        put(settings, "provider.signing-key", signing.getPrivate().getEncoded());
        put(settings, "provider.verification-key", signing.getPublic().getEncoded());
        settings.put("provider.signing-key.algorithm", "SHA256withRSA");
        settings.put("provider.verification-key.algorithm", "SHA256withRSA");
        settings.put("provider.description.purpose", "test");
        return provider(settings);
    }

    private static void put(Map<String, String> settings, String section, byte[] der) {
        settings.put(section + ".material", Base64.getEncoder().encodeToString(der));
        settings.put(section + ".encoding", "der");
    }

    private MaterialsProvider tink(Path keyset, int signingKey) {
        return provider(Map.of(
                "provider", "wrapped",
                "provider.wrapping-key", "tink",
                "provider.wrapping-key.keyset.file", keyset.toString(),
                "provider.signing-key.material", key(signingKey),
                "provider.description.purpose", "test"));
    }

    private Path keyset() throws IOException, GeneralSecurityException {
        KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        return Files.writeString(
                directory.resolve("keyset" + made++ + ".json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
    }

    private MaterialsProvider keyStore(int wrappingKey, int signingKey) throws IOException, GeneralSecurityException {
        char[] password = "password".toCharArray();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry("wrapping", new SecretKeySpec(bytes(wrappingKey), "AES"), password, null);
        keyStore.setKeyEntry("signing", new SecretKeySpec(bytes(signingKey), "HmacSHA256"), password, null);
        Path file = directory.resolve("keys" + made++ + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keyStore.store(out, password);
        }
        Path passwordFile = Files.writeString(directory.resolve("password"), "password");
        return provider(Map.of(
                "provider", "keystore",
                "provider.file", file.toString(),
                "provider.password.file", passwordFile.toString(),
                "provider.wrapping-key.alias", "wrapping",
                "provider.signing-key.alias", "signing",
                "provider.description.purpose", "test"));
    }

    /** Each has a meta table of its own, in memory, with keys that it made. */
    private MaterialsProvider mostRecent() {
        return provider(Map.of(
                "provider", "most_recent",
                "provider.material-name", "materials",
                "provider.meta-store.table-name", "Meta",
                "provider.meta-store.create-table", "true",
                "provider.meta-store.store", "inmemory",
                "provider.meta-store.provider", "static",
                "provider.meta-store.provider.content-key.material", key(1),
                "provider.meta-store.provider.signing-key.material", key(2)));
    }

    private static MaterialsProvider provider(Map<String, String> settings) {
        return PLUGINS.materialsProvider(Settings.of(settings, Path.of("")).section("provider"));
    }

    private static String key(int seed) {
        return Base64.getEncoder().encodeToString(bytes(seed));
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return bytes;
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
