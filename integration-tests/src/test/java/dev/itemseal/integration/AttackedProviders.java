package dev.itemseal.integration;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import dev.itemseal.materials.wrapped.MultiMaterialsProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.crypto.spec.SecretKeySpec;

/** A provider of every kind, each with keys of its own, made from settings as a user would make them. */
final class AttackedProviders {

    private static final Plugins PLUGINS = Plugins.load();

    private final Path directory;
    private final IntFunction<byte[]> keys;
    private final Consumer<byte[]> madeKeys;
    private final List<Map<String, String>> configurations = new ArrayList<>();
    private int made;

    /**
     * Makes a maker.
     *
     * @param directory where keystores and keysets are written
     */
    AttackedProviders(Path directory) {
        this(directory, AttackedProviders::bytes, key -> {});
    }

    /**
     * Makes a maker whose providers have keys of the caller's, as far as these have keys of 32 bytes.
     *
     * @param directory where keystores and keysets are written
     * @param keys a key of 32 bytes for each number, all of ASCII characters, so that they serve as passwords too
     * @param madeKeys is given the secret parts of those keys that are made at random, as bytes or as texts
     */
    AttackedProviders(Path directory, IntFunction<byte[]> keys, Consumer<byte[]> madeKeys) {
        this.directory = directory;
        this.keys = keys;
        this.madeKeys = madeKeys;
    }

    /** The settings that providers were made from. */
    List<Map<String, String>> configurations() {
        return configurations;
    }

    /**
     * A provider under attack.
     *
     * @param name what it is, as the table in docs/threat-model.md calls it
     * @param provider the provider that the item is written and read with
     * @param others providers of the same kind of which some keys are other ones, by what is other
     * @param signingKeyOfItem whether the signing key is unwrapped for each item, in its table and under its key: what would
     *     not be authentic may then not be unwrapped
     */
    record Attacked(
            String name, MaterialsProvider provider, Map<String, MaterialsProvider> others, boolean signingKeyOfItem) {

        Attacked(String name, MaterialsProvider provider, Map<String, MaterialsProvider> others) {
            this(name, provider, others, false);
        }
    }

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
                new Attacked("most recent", mostRecent(), Map.of("material version", mostRecent())),
                new Attacked(
                        "direct KMS", kms(InProcessKms.KEY), Map.of("wrapping key", kms(InProcessKms.OTHER_KEY)), true),
                new Attacked(
                        "multi", multi(12, 13), Map.of("signing key", multi(12, 14), "wrapping key", multi(14, 13))));
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
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        int key = json.indexOf("\"value\":\"") + "\"value\":\"".length();
        madeKeys.accept(json.substring(key + 4).getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(directory.resolve("keyset" + made++ + ".json"), json);
    }

    private MaterialsProvider keyStore(int wrappingKey, int signingKey) throws IOException, GeneralSecurityException {
        String password = Base64.getEncoder().encodeToString(keys.apply(15));
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "wrapping", new SecretKeySpec(keys.apply(wrappingKey), "AES"), password.toCharArray(), null);
        keyStore.setKeyEntry(
                "signing", new SecretKeySpec(keys.apply(signingKey), "HmacSHA256"), password.toCharArray(), null);
        Path file = directory.resolve("keys" + made++ + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keyStore.store(out, password.toCharArray());
        }
        Path passwordFile = Files.writeString(directory.resolve("password"), password);
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

    private MaterialsProvider kms(String key) {
        return KmsMaterialsProvider.builder(
                        KmsConnection.of(KmsClients.of(new InProcessKms(madeKeys))), KmsKeys.of(key))
                .description(MaterialDescription.of(Map.of("purpose", "test")))
                .build();
    }

    /** Reads what others wrote as well: who changes a description chooses among them. */
    private MaterialsProvider multi(int wrappingKey, int signingKey) {
        MaterialsProvider writer = wrapped(wrappingKey, signingKey);
        return MultiMaterialsProvider.of(writer, List.of(kms(InProcessKms.OTHER_KEY), mostRecent(), writer));
    }

    private MaterialsProvider provider(Map<String, String> settings) {
        configurations.add(settings);
        return PLUGINS.materialsProvider(Settings.of(settings, Path.of("")).section("provider"));
    }

    private String key(int seed) {
        return Base64.getEncoder().encodeToString(keys.apply(seed));
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return bytes;
    }

    private KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        BigInteger exponent = ((RSAPrivateKey) pair.getPrivate()).getPrivateExponent();
        madeKeys.accept(exponent.toByteArray());
        madeKeys.accept(exponent.toString().getBytes(StandardCharsets.US_ASCII));
        byte[] encoded = pair.getPrivate().getEncoded();
        madeKeys.accept(Arrays.copyOfRange(encoded, 300, encoded.length)); // a multiple of three: as Base64 has it
        return pair;
    }
}
