package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against a server, since clients that come from settings are the SDK's own. */
@DisplayName("Every provider that uses KMS, from settings alone")
@ExtendWith(LocalKmsExtension.class)
class ByConfigurationTest {

    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

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
        return providers;
    }

    @Test
    @DisplayName("Each writes and reads by configuration alone, calling KMS where its keys are there")
    void roundTrips() {
        providers().forEach((name, provider) -> {
            CryptoConfig config = CryptoConfig.of(provider, Items.ORDERS, AttributeActions.encryptAndSignAll());
            kms.resetCalls();
            Item stored = encryptor.encrypt(Items.ORDER, config);
            assertThat(encryptor.decrypt(stored, config)).as(name).isEqualTo(Items.ORDER);
            assertThat(kms.calls()).as(name).isPositive();
        });
    }
}
