package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.Diagnosis;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.integration.AttackedProviders.Attacked;
import dev.itemseal.integration.Tampering.Mutation;
import dev.itemseal.materials.kms.KmsCall;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsListener;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Marked plaintext and marked keys, and nothing of them in any text that leaves the library (rule RD-2). */
class SecretsTest {

    private static final Plugins PLUGINS = Plugins.load();

    private static final String MARKED_VALUE = MarkedSecrets.VALUE;
    private static final String MARKED_NUMBER = MarkedSecrets.NUMBER;
    private static final String MARKED_KEY = new String(MarkedSecrets.key(1), StandardCharsets.US_ASCII);

    /** Settings that are shown: names of tables, of materials and of a keystore's entries. */
    private static final Set<String> NAMES = Set.of(
            "provider.material-name",
            "provider.meta-store.table-name",
            "provider.meta-store.signed-name",
            "provider.content-key.alias",
            "provider.signing-key.alias",
            "provider.wrapping-key.alias");

    @TempDir
    private Path directory;

    @RegisterExtension
    final MarkedSecrets secrets = new MarkedSecrets();

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private List<Attacked> providers;
    private List<Map<String, String>> configurations;

    @BeforeEach
    void makeProviders() throws Exception {
        AttackedProviders made = new AttackedProviders(directory, MarkedSecrets::key, secrets::mark);
        providers = made.all();
        configurations = made.configurations();
    }

    private static MaterialsProvider provider(Map<String, String> settings) {
        return PLUGINS.materialsProvider(Settings.of(settings, Path.of("")).section("provider"));
    }

    private static String base64(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
    }

    private static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(
                provider,
                TableInfo.of("Example", TableIndex.of("id", "at")),
                AttributeActions.encryptAndSignAll()
                        .with("seen", CryptoAction.SIGN_ONLY)
                        .with("parts", CryptoAction.SIGN_ONLY)
                        .with("hot", CryptoAction.DO_NOTHING));
    }

    private static Item item(String end) {
        return Item.fromJava(Map.of(
                        "id",
                        MARKED_VALUE + end,
                        "drink",
                        MARKED_VALUE + end,
                        "sugar",
                        Map.of("deep", MARKED_VALUE + end),
                        "seen",
                        Set.of(MARKED_VALUE + end, "x" + end),
                        "parts",
                        List.of(MARKED_VALUE + end),
                        "hot",
                        MARKED_VALUE))
                .with("at", AttributeValue.ofNumber(MARKED_NUMBER + end));
    }

    @Test
    @DisplayName("The marks are found in whatever way they are printed, and logs are heard")
    void marks() {
        byte[] key = MARKED_KEY.getBytes(StandardCharsets.US_ASCII);
        for (String printed : List.of(
                MARKED_KEY,
                base64(MARKED_KEY),
                base64("1" + MARKED_KEY),
                base64("22" + MARKED_KEY),
                HexFormat.of().formatHex(key),
                Arrays.toString(key),
                MARKED_NUMBER)) {
            assertThat(secrets.marks()).as(printed).anyMatch(printed::contains);
        }
        byte[] ones = "\u00ff".repeat(12).getBytes(StandardCharsets.ISO_8859_1);
        secrets.mark(ones);
        assertThat(secrets.marks())
                .contains(
                        Base64.getEncoder().encodeToString(ones),
                        Base64.getUrlEncoder().encodeToString(ones));
        secrets.tell("nothing");
        System.getLogger("dev.itemseal.materials").log(System.Logger.Level.TRACE, "heard");
        assertThat(secrets.logged()).contains("heard");
    }

    @Test
    @DisplayName("RD-2: reading, whatever was done to the item")
    void reading() {
        for (Attacked attacked : providers) {
            CryptoConfig config = config(attacked.provider());
            Item stored = encryptor.encrypt(item("1"), config);
            for (Mutation mutation : Tampering.of(stored, encryptor.encrypt(item("2"), config))) {
                secrets.refused(() -> encryptor.decrypt(mutation.item(), config));
                secrets.refused(() -> secrets.tell(ItemInspection.of(mutation.item(), ReservedAttributes.DEFAULT)));
                secrets.tell(mutation.item());
            }
            for (Attacked other : providers) {
                secrets.refused(() -> encryptor.decrypt(stored, config(other.provider())));
            }
            for (MaterialsProvider other : attacked.others().values()) {
                secrets.refused(() -> encryptor.decrypt(stored, config(other)));
                secrets.refused(() -> secrets.tell(encryptor.diagnose(stored, config(other), Diagnosis.Hints.NONE)));
            }
        }

        assertThat(secrets.reasons())
                .contains(
                        Reason.NOT_AUTHENTIC,
                        Reason.DESCRIPTION_MALFORMED,
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        Reason.ALGORITHM_REFUSED,
                        Reason.KEY_NOT_UNWRAPPED,
                        Reason.KEY_UNAVAILABLE,
                        Reason.MISSING_KEY_ATTRIBUTE,
                        Reason.SIGNATURE_MISSING,
                        Reason.RESERVED_ATTRIBUTE_TYPE);
    }

    @Test
    @DisplayName("RD-2: KMS keys that are chosen by an attribute's value, whatever comes of it")
    void chosenKmsKeys() {
        Item stored = encryptor.encrypt(
                item("1"),
                config(KmsMaterialsProvider.of(
                        KmsConnection.of(KmsClients.of(new InProcessKms(secrets::mark))),
                        KmsKeys.of(InProcessKms.KEY))));
        String arn = "arn:aws:kms:us-east-1:111122223333:";
        for (String start : List.of("alias/", arn + "alias/", arn + "key/", "", "no name ", "alias/one\n")) {
            for (KmsClient client :
                    List.of(new InProcessKms(secrets::mark), new QuotingKms(false), new QuotingKms(true))) {
                KmsConnection connection = KmsConnection.builder(KmsClients.of(client))
                        .listener(new KmsListener() {
                            @Override
                            public void called(KmsCall call) {
                                secrets.tell(call);
                                secrets.tell(call.keyId());
                            }
                        })
                        .build();
                CryptoConfig config = config(KmsMaterialsProvider.of(
                        connection,
                        KmsKeys.chosenBy(item -> start
                                + ((StringValue) item.attributes()
                                                .attribute("id")
                                                .orElseThrow())
                                        .text())));
                secrets.refused(() -> encryptor.encrypt(item("1"), config));
                for (int time = 0; time < 2; time++) {
                    secrets.refused(() -> encryptor.decrypt(stored, config));
                }
            }
        }

        assertThat(secrets.reasons())
                .contains(Reason.INVALID_SETTING, Reason.KEY_UNAVAILABLE, Reason.KEY_NOT_UNWRAPPED);
    }

    /**
     * Refuses everything, and quotes the key's name, as KMS does.
     *
     * @param unwrapping whether it unwraps all the same, with a key that nobody named
     */
    private record QuotingKms(boolean unwrapping) implements KmsClient {

        private static RuntimeException refusal(String keyId) {
            return NotFoundException.builder().message("There is no " + keyId).build();
        }

        @Override
        public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
            throw refusal(request.keyId());
        }

        @Override
        public DecryptResponse decrypt(DecryptRequest request) {
            if (unwrapping) {
                return DecryptResponse.builder()
                        .keyId(InProcessKms.OTHER_KEY)
                        .plaintext(SdkBytes.fromByteArray(MarkedSecrets.key(1)))
                        .build();
            }
            throw refusal(request.keyId());
        }

        @Override
        public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
            throw refusal(request.keyId());
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Test
    @DisplayName("Writing what can't be written")
    void writing() {
        CryptoConfig config = config(providers.get(0).provider());
        Item item = item("1");
        for (Item bad : List.of(
                item.with("drink", AttributeValue.ofNumber(MARKED_NUMBER.repeat(3))),
                item.with("at", AttributeValue.ofNumber(MARKED_NUMBER.repeat(3))),
                item.with("drink", AttributeValue.ofString(MARKED_VALUE + "\uD800")),
                item.with("seen", AttributeValue.ofStrings(List.of())),
                item.with("drink", nested(40)),
                item.with(Tampering.SIGNATURE, AttributeValue.ofString(MARKED_VALUE)))) {
            secrets.refused(() -> encryptor.encrypt(bad, config));
            secrets.tell(bad);
        }
        secrets.refused(() -> AttributeValue.ofNumber(MARKED_NUMBER + "x"));
        secrets.refused(() -> AttributeValue.ofStrings(List.of(MARKED_VALUE, MARKED_VALUE)));
        secrets.refused(() -> Item.fromJava(Map.of("drink", new StringBuilder(MARKED_VALUE))));

        assertThat(secrets.reasons())
                .contains(
                        Reason.INVALID_NUMBER,
                        Reason.INVALID_TEXT,
                        Reason.INVALID_SET,
                        Reason.NESTING_TOO_DEEP,
                        Reason.RESERVED_ATTRIBUTE,
                        Reason.UNSUPPORTED_VALUE);
    }

    private static AttributeValue nested(int depth) {
        AttributeValue value = AttributeValue.ofString(MARKED_VALUE);
        for (int i = 0; i < depth; i++) {
            value = AttributeValue.ofList(List.of(value));
        }
        return value;
    }

    @Test
    @DisplayName("Configuring with a key in every setting that there is, and not only where one belongs")
    void configuring() throws IOException {
        for (Map<String, String> settings : configurations()) {
            Set<String> names = new TreeSet<>(settings.keySet());
            names.addAll(documentedSettings());
            names.removeAll(NAMES);
            for (String name : names) {
                for (String wrong : List.of(
                        MARKED_KEY,
                        base64(MARKED_KEY),
                        base64(MARKED_KEY + "too long"),
                        "-----BEGIN PRIVATE KEY-----\n" + base64(MARKED_KEY) + "\n-----END PRIVATE KEY-----",
                        base64(MARKED_KEY).toLowerCase(Locale.ROOT) + "?")) {
                    Map<String, String> changed = new HashMap<>(settings);
                    changed.put(name, wrong);
                    secrets.refused(() -> secrets.tell(provider(changed)));
                    secrets.tell(Settings.of(changed, directory));
                }
            }
        }

        assertThat(secrets.reasons())
                .contains(Reason.INVALID_KEY, Reason.INVALID_SETTING, Reason.MISSING_SETTING, Reason.UNKNOWN_PLUGIN);
    }

    /** One that is valid, or nearly so, for each kind of provider and of wrapping key. */
    private Collection<Map<String, String>> configurations() throws IOException {
        String none =
                Files.write(directory.resolve("none"), MarkedSecrets.key(1)).toString();
        List<Map<String, String>> all = new ArrayList<>(configurations);
        all.add(Map.of("provider", "keystore", "provider.file", none, "provider.password.file", none));
        all.add(Map.of(
                "provider", "wrapped", "provider.wrapping-key", "tink", "provider.wrapping-key.keyset.file", none));
        all.add(Map.of("provider", "wrapped", "provider.wrapping-keys", "one", "provider.wrapping-keys.one", "aes"));
        all.add(Map.of("provider", "kms", "provider.key", InProcessKms.KEY, "provider.cache.max-age", "PT5M"));
        all.add(Map.of("provider", "multi", "provider.1", "static", "provider.1.signing-key.file", none));
        Map<Set<String>, Map<String, String>> byNames = new LinkedHashMap<>();
        all.forEach(settings -> byNames.putIfAbsent(settings.keySet(), settings));
        assertThat(byNames).hasSizeGreaterThan(9);
        return byNames.values();
    }

    /** Whatever docs/configuration.md lists in its tables of settings, as settings of a provider; but names, which are shown. */
    private static List<String> documentedSettings() throws IOException {
        String text = Files.readString(BuiltModules.root().resolve("docs/configuration.md"));
        String providers = text.substring(text.indexOf("## Providers"));
        List<String> names = providers
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([a-z0-9.-]+)`")
                        .matcher(line.split("\\|", -1)[1])
                        .results())
                .map(match -> "provider." + match.group(1))
                .filter(name -> !NAMES.contains(name))
                .toList();
        assertThat(names).hasSizeGreaterThan(40);
        return names;
    }

    @Test
    @DisplayName("What is printed of everything on the way")
    void printing() {
        for (Attacked attacked : providers) {
            MaterialsProvider provider = attacked.provider();
            CryptoConfig config = config(provider);
            Item stored = encryptor.encrypt(item("1"), config);
            DecryptedItem read = encryptor.decryptWithDetails(stored, config);
            EncryptionMaterials encryption = provider.encryptionMaterials(
                    config.contextToWrite().withItem(item("1"), read.materialDescription()));
            DecryptionMaterials decryption =
                    provider.decryptionMaterials(config.contextToWrite().withItem(stored, read.materialDescription()));
            for (Object object : List.of(
                    provider,
                    config,
                    encryptor,
                    stored,
                    read,
                    read.item(),
                    read.materialDescription(),
                    encryption,
                    encryption.signingKey(),
                    encryption.contentKey(),
                    decryption,
                    decryption.verificationKey(),
                    decryption.contentKey(),
                    config.contextToWrite().withItem(item("1"), read.materialDescription()),
                    attacked)) {
                secrets.tell(object);
            }
            read.item().forEach((name, value) -> secrets.tell(value));
        }
    }
}
