package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counts calls, and holds docs/kms.md to what it counts. */
@DisplayName("Calls to KMS per 1,000 writes and reads")
class CallsPerThousandTest {

    private static final int ITEMS = 1000;
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+?) +\\| ([0-9,]+) +\\| ([0-9,]+) +\\| ([0-9,]+) +\\|.*");

    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private final StubKms kms = new StubKms().alias("alias/orders", StubKms.KEY);
    private List<Item> stored;

    private Map<String, MaterialsProvider> providers() {
        KmsConnection connection = kms.connection();
        KmsConnection caching = KmsConnection.builder(KmsClients.of(kms.client()))
                .cache(CacheLimits.standard())
                .build();
        MacKey macKey = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]);
        KmsKeys keys = KmsKeys.of(StubKms.KEY);
        KmsWrappingKey wrappingKey = KmsWrappingKey.of(connection, keys);
        MaterialsProvider direct = KmsMaterialsProvider.of(connection, keys);
        Map<String, MaterialsProvider> providers = new LinkedHashMap<>();
        providers.put("`kms`", direct);
        providers.put(
                "`kms`, the key named by an alias", KmsMaterialsProvider.of(connection, KmsKeys.of("alias/orders")));
        providers.put("`kms` with a cache", KmsMaterialsProvider.of(caching, keys));
        providers.put(
                "`wrapped` with `wrapping-key = kms`",
                WrappedMaterialsProvider.builder()
                        .wrappingKey(wrappingKey)
                        .unwrappingKey(wrappingKey)
                        .macKey(macKey)
                        .build());
        providers.put("`most_recent`, its meta store under `kms`", mostRecent(direct));
        providers.put(
                "`wrapped`, `static`, `keystore` with keys of your own",
                StaticMaterialsProvider.builder()
                        .contentKey(AesContentKey.ofBytes(new byte[32]))
                        .macKey(macKey)
                        .build());
        return providers;
    }

    private MaterialsProvider mostRecent(MaterialsProvider protecting) {
        MetaStore metaStore = MetaStore.builder(InMemoryItemStore.create(), encryptor, protecting, "Meta")
                .creatingTable(true)
                .build();
        return CachingMostRecentProvider.builder(metaStore, "orders").build();
    }

    private long callsWhile(Runnable work) {
        kms.requests.clear();
        work.run();
        return kms.requests.size();
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
