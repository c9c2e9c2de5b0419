package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.integration.Tampering.Mutation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Marked plaintext and marked keys, and nothing of them in any text that leaves the library (rule RD-2). */
class SecretsTest {

    private static final Plugins PLUGINS = Plugins.load();

    /** 32 bytes each, so that they serve as keys. */
    private static final String MARKED_CONTENT = "CONTENT-KEY-MARKED-CONTENT-KEY-M";

    private static final String MARKED_WRAPPING = "WRAPPINGKEY-MARKED-WRAPPINGKEY-M";
    private static final String MARKED_SIGNING = "SIGNING-KEY-MARKED-SIGNING-KEY-M";
    private static final String MARKED_VALUE = "PLAINTEXT-MARKED-PLAINTEXT";
    private static final String MARKED_NUMBER = "31415926535897932384";

    private static final List<String> MARKS = printedMarks();

    private static final Logger LOGGER = Logger.getLogger("dev.itemseal");

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            texts.add(line.getMessage() + Arrays.toString(line.getParameters()));
            if (line.getThrown() != null) {
                tell(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Each mark as it is, and as programs are wont to print bytes. */
    private static List<String> printedMarks() {
        List<String> marks = new ArrayList<>();
        for (String mark : List.of(MARKED_CONTENT, MARKED_WRAPPING, MARKED_SIGNING, MARKED_VALUE, MARKED_NUMBER)) {
            byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
            byte[] part = Arrays.copyOf(bytes, 12);
            marks.add(mark.substring(0, 12));
            marks.add(Base64.getEncoder().encodeToString(part));
            marks.add(HexFormat.of().formatHex(part));
            marks.add(HexFormat.of().withUpperCase().formatHex(part));
            String array = Arrays.toString(part);
            marks.add(array.substring(1, array.length() - 1));
        }
        return marks;
    }

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void nothingWasTold() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(null);
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(MARKS));
    }

    private void tell(Object object) {
        texts.add(String.valueOf(object));
        if (object instanceof Throwable failure) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
    }

    private void refused(Runnable work) {
        try {
            work.run();
        } catch (ItemsealException e) {
            reasons.add(e.reason());
            tell(e);
        }
    }

    private static Map<String, String> settings(String provider) {
        Map<String, String> settings = new HashMap<>();
        settings.put("provider", provider);
        settings.put("provider.signing-key.material", base64(MARKED_SIGNING));
        if (provider.equals("static")) {
            settings.put("provider.content-key.material", base64(MARKED_CONTENT));
        } else {
            settings.put("provider.wrapping-key", "aes");
            settings.put("provider.wrapping-key.material", base64(MARKED_WRAPPING));
        }
        return settings;
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
    @DisplayName("The marks are found in whatever way they are printed")
    void marks() {
        byte[] key = MARKED_SIGNING.getBytes(StandardCharsets.US_ASCII);
        for (String printed : List.of(
                MARKED_SIGNING,
                base64(MARKED_SIGNING),
                HexFormat.of().formatHex(key),
                Arrays.toString(key),
                MARKED_NUMBER)) {
            assertThat(MARKS).anyMatch(printed::contains);
        }
        tell("nothing");
    }

    @Test
    @DisplayName("RD-2: reading, whatever was done to the item")
    void reading() {
        for (String kind : List.of("static", "wrapped")) {
            MaterialsProvider provider = provider(settings(kind));
            CryptoConfig config = config(provider);
            Item stored = encryptor.encrypt(item("1"), config);
            for (Mutation mutation : Tampering.of(stored, encryptor.encrypt(item("2"), config))) {
                refused(() -> encryptor.decrypt(mutation.item(), config));
                refused(() -> tell(ItemInspection.of(mutation.item(), ReservedAttributes.DEFAULT)));
                tell(mutation.item());
            }
            CryptoConfig other = config(provider(Map.of(
                    "provider",
                    "static",
                    "provider.signing-key.material",
                    base64(MARKED_SIGNING),
                    "provider.content-key.material",
                    base64(MARKED_WRAPPING))));
            refused(() -> encryptor.decrypt(stored, other));
        }

        assertThat(reasons)
                .contains(
                        Reason.NOT_AUTHENTIC,
                        Reason.DESCRIPTION_MALFORMED,
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        Reason.ALGORITHM_REFUSED,
                        Reason.KEY_NOT_UNWRAPPED,
                        Reason.SIGNATURE_MISSING,
                        Reason.RESERVED_ATTRIBUTE_TYPE);
    }

    @Test
    @DisplayName("Writing what can't be written")
    void writing() {
        CryptoConfig config = config(provider(settings("static")));
        Item item = item("1");
        for (Item bad : List.of(
                item.with("drink", AttributeValue.ofNumber(MARKED_NUMBER.repeat(3))),
                item.with("at", AttributeValue.ofNumber(MARKED_NUMBER.repeat(3))),
                item.with("drink", AttributeValue.ofString(MARKED_VALUE + "\uD800")),
                item.with("seen", AttributeValue.ofStrings(List.of())),
                item.with("drink", nested(40)),
                item.with(Tampering.SIGNATURE, AttributeValue.ofString(MARKED_VALUE)))) {
            refused(() -> encryptor.encrypt(bad, config));
            tell(bad);
        }
        refused(() -> AttributeValue.ofNumber(MARKED_NUMBER + "x"));
        refused(() -> AttributeValue.ofStrings(List.of(MARKED_VALUE, MARKED_VALUE)));
        refused(() -> Item.fromJava(Map.of("drink", new StringBuilder(MARKED_VALUE))));

        assertThat(reasons)
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
    @DisplayName("Configuring with wrong keys")
    void configuring() {
        for (String kind : List.of("static", "wrapped")) {
            for (String setting : settings(kind).keySet()) {
                for (String wrong : List.of(
                        MARKED_SIGNING,
                        base64(MARKED_CONTENT + "too long"),
                        base64("MARKED").toLowerCase(Locale.ROOT) + "?")) {
                    Map<String, String> settings = settings(kind);
                    if (setting.endsWith(".material")) {
                        settings.put(setting, wrong);
                        refused(() -> tell(provider(settings)));
                        settings.put(setting.replace(".material", ".unknown"), base64(MARKED_CONTENT));
                        refused(() -> tell(provider(settings)));
                    }
                }
            }
        }

        assertThat(reasons).contains(Reason.INVALID_KEY, Reason.INVALID_SETTING);
    }

    @Test
    @DisplayName("What is printed of everything on the way")
    void printing() {
        for (String kind : List.of("static", "wrapped")) {
            MaterialsProvider provider = provider(settings(kind));
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
                    Settings.of(settings(kind), Path.of("")))) {
                tell(object);
            }
            read.item().forEach((name, value) -> tell(value));
        }
    }
}
