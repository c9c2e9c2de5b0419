package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Counts calls at a server, for providers that come from settings alone, and holds docs/kms.md to what it counts. */
@DisplayName("Calls to KMS per 1,000 writes and reads")
@ExtendWith(LocalKmsExtension.class)
class CallsPerThousandTest {

    private static final int ITEMS = 1000;
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+?) +\\| ([0-9,]+) +\\| ([0-9,]+) +\\| ([0-9,]+) +\\|.*");

    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private LocalKms kms;
    private Map<String, String> toKms;

    @BeforeEach
    void connect(LocalKms kms) {
        this.kms = kms;
        toKms = Map.of(
                "key", kms.keyOf("alias/counted"), "endpoint", kms.endpoint().toString());
    }

    private MaterialsProvider provider(String id, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of("provider", id));
        settings.forEach((name, value) -> values.put("provider." + name, value));
        return Plugins.load()
                .materialsProvider(Settings.of(values, Path.of(".")).section("provider"));
    }

    private Map<String, String> inSection(String section, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        toKms.forEach((name, value) -> values.put(section + '.' + name, value));
        return values;
    }

    private Map<String, MaterialsProvider> providers() {
        Map<String, MaterialsProvider> providers = new LinkedHashMap<>();
        providers.put("`kms`", provider("kms", toKms));
        Map<String, String> byAlias = new HashMap<>(toKms);
        byAlias.put("key", "alias/counted");
        byAlias.put("region", kms.region());
        providers.put("`kms`, the key named by an alias", provider("kms", byAlias));
        Map<String, String> cached = new HashMap<>(toKms);
        cached.put("cache.max-entries", "2000");
        providers.put("`kms` with a cache", provider("kms", cached));
        providers.put(
                "`wrapped` with `wrapping-key = kms`",
                provider(
                        "wrapped",
                        inSection("wrapping-key", Map.of("wrapping-key", "kms", "signing-key.material", SECRET))));
        providers.put(
                "`most_recent`, its meta store under `kms`",
                provider(
                        "most_recent",
                        inSection(
                                "meta-store.provider",
                                Map.of(
                                        "material-name", "orders",
                                        "meta-store.table-name", "Meta",
                                        "meta-store.create-table", "true",
                                        "meta-store.store", "inmemory",
                                        "meta-store.provider", "kms"))));
        providers.put(
                "`wrapped`, `static`, `keystore` with keys of your own",
                provider(
                        "wrapped",
                        Map.of(
                                "wrapping-key", "aes",
                                "wrapping-key.material", SECRET,
                                "signing-key.material", SECRET)));
        return providers;
    }

    private List<Item> stored;

    private long callsWhile(Runnable work) {
        kms.resetCalls();
        work.run();
        return kms.calls();
    }

    private List<Long> counted(MaterialsProvider provider) {
        CryptoConfig config = CryptoConfig.of(provider, Items.ORDERS, AttributeActions.encryptAndSignAll());
        stored = new ArrayList<>();
        long writes = callsWhile(() -> {
            for (int i = 0; i < ITEMS; i++) {
                stored.add(encryptor.encrypt(Items.ORDER.with("order", AttributeValue.ofNumber(i)), config));
            }
        });
        long reads = callsWhile(() -> stored.forEach(item -> encryptor.decrypt(item, config)));
        long again = callsWhile(() -> stored.forEach(item -> encryptor.decrypt(item, config)));
        return List.of(writes, reads, again);
    }

    @Test
    @DisplayName("Each provider and setting, as the table in docs/kms.md says")
    void asDocumented() throws IOException {
        Map<String, List<Long>> found = new LinkedHashMap<>();
        providers().forEach((name, provider) -> found.put(name, counted(provider)));
        assertThat(found).isEqualTo(documented());
    }

    private static Map<String, List<Long>> documented() throws IOException {
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("itemseal.root"), "docs", "kms.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), List.of(number(row.group(2)), number(row.group(3)), number(row.group(4))));
            }
        }
        return rows;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
