package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.ITEM;
import static dev.itemseal.materials.mostrecent.MetaFixtures.META_TABLE;
import static dev.itemseal.materials.mostrecent.MetaFixtures.NAME;
import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static dev.itemseal.materials.mostrecent.MetaFixtures.decrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.encrypt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The most-recent provider from settings")
class MostRecentProviderFactoryTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Map<String, String> SETTINGS = Map.of(
            "provider", "most_recent",
            "provider.material-name", NAME,
            "provider.time-to-live", "PT1M",
            "provider.grace-period", "PT0S",
            "provider.meta-store.table-name", META_TABLE,
            "provider.meta-store.store", "tables",
            "provider.meta-store.provider", "static",
            "provider.meta-store.provider.content-key.material", KEY,
            "provider.meta-store.provider.signing-key.material", KEY);

    private final InMemoryItemStore tables = MetaFixtures.tables();

    private MaterialsProvider provider(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(changes);
        return Plugins.load()
                .withItemStore("tables", tables)
                .materialsProvider(Settings.of(settings, Path.of("")).section("provider"));
    }

    @Test
    void writesAndReads() {
        Item stored = encrypt(provider(Map.of()));

        assertThat(decrypt(stored, provider(Map.of()))).isEqualTo(ITEM);
        assertThat(tables.items(META_TABLE)).hasSize(1);
    }

    @Test
    void storeOfItsOwn() {
        MaterialsProvider own =
                provider(Map.of("provider.meta-store.store", "inmemory", "provider.meta-store.create-table", "true"));

        assertThat(decrypt(encrypt(own), own)).isEqualTo(ITEM);
        assertThat(tables.items(META_TABLE)).isEmpty();
    }

    @Test
    @DisplayName("MRP-14: rotation by age")
    void rotates() {
        MetaStore.builder(tables, MetaFixtures.ENCRYPTOR, MetaFixtures.operator(0), META_TABLE)
                .clock(() -> java.time.Instant.EPOCH)
                .build()
                .createNext(NAME);

        assertThat(MetaFixtures.versionOf(encrypt(provider(Map.of())))).isEqualTo("0");
        assertThat(MetaFixtures.versionOf(encrypt(provider(Map.of("provider.rotate-after", "P30D")))))
                .isEqualTo("1");
        assertThat(MetaFixtures.versionOf(encrypt(provider(Map.of("provider.rotate-after", "P30D")))))
                .isEqualTo("1");
    }

    @Test
    void restoredTable() {
        Item stored = encrypt(provider(Map.of()));
        tables.createTable(MetaItem.definition("Restored"));
        tables.load("Restored", tables.items(META_TABLE));
        MaterialsProvider restored = provider(
                Map.of("provider.meta-store.table-name", "Restored", "provider.meta-store.signed-name", META_TABLE));

        assertThat(decrypt(stored, restored)).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @CsvSource({
        "provider.material-name, a#b, INVALID_SETTING",
        "provider.material-name, '', MISSING_SETTING",
        "provider.time-to-live, 5 minutes, INVALID_SETTING",
        "provider.time-to-live, PT0S, INVALID_SETTING",
        "provider.grace-period, PT-1S, INVALID_SETTING",
        "provider.rotate-after, 30 days, INVALID_SETTING",
        "provider.rotate-after, PT1M, INVALID_SETTING",
        "provider.graceperiod, PT1S, INVALID_SETTING",
        "provider.meta-store, table, INVALID_SETTING",
        "provider.meta-store.table-name, '', MISSING_SETTING",
        "provider.meta-store.store, nowhere, UNKNOWN_PLUGIN",
        "provider.meta-store.provider, none, UNKNOWN_PLUGIN"
    })
    void refusals(String name, String value, Reason reason) {
        ConfigurationException refusal =
                assertRefused(ConfigurationException.class, reason, () -> provider(Map.of(name, value)));

        assertThat(refusal).hasMessageContaining("'" + name + "'");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        ConfigurationException refusal = assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> provider(Map.of(
                        "provider.material-name", "a#b",
                        "provider.time-to-live", "5m",
                        "provider.grace-period", "P1000D",
                        "provider.rotate-after", "PT0S",
                        "provider.meta-store.table-name", "",
                        "provider.meta-store.create-table", "yes",
                        "provider.meta-store.store", "nowhere",
                        "provider.meta-store.provider.content-key.material", "AA==",
                        "provider.meta-store.provider.signing-key.algorithm", "MD5")));

        assertThat(refusal.mistakes())
                .extracting(mistake -> mistake.getMessage().replaceAll("[^']*'([^']*)'.*", "$1"))
                .containsExactlyInAnyOrder(
                        "provider.material-name",
                        "provider.time-to-live",
                        "provider.grace-period",
                        "provider.rotate-after",
                        "provider.meta-store.table-name",
                        "provider.meta-store.create-table",
                        "provider.meta-store.store",
                        "provider.meta-store.provider.content-key",
                        "provider.meta-store.provider.signing-key.algorithm");
    }

    @Test
    @DisplayName("The age for rotation is compared with a time to live that can be read")
    void noConsequences() {
        ConfigurationException refusal = assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> provider(Map.of("provider.time-to-live", "5m", "provider.rotate-after", "PT1M")));

        assertThat(refusal.mistakes()).hasSize(1);
    }

    @ParameterizedTest // MUL-3
    @CsvSource({NAME + "#0, true", NAME + "#17, true", "other#0, false", NAME + "#x, false", NAME + ", false", ", false"
    })
    void recognisesItsOwnMaterials(String entry, boolean recognised) {
        MaterialDescription description = entry == null
                ? MaterialDescription.empty()
                : MaterialDescription.of(Map.of(MaterialDescription.MATERIALS_VERSION, entry));
        EncryptionContext context = EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")))
                .withItem(Item.empty(), description);

        assertThat(provider(Map.of()).recognises(context)).isEqualTo(recognised);
        assertThat(tables.items(META_TABLE)).isEmpty();
    }

    @Test // MUL-3
    void asksForTheNameOfItsOwnItemsAlone() {
        MaterialsProvider byTenant = CachingMostRecentProvider.builder(MetaFixtures.metaStore(tables), context -> {
                    throw new AssertionError("an item of another provider");
                })
                .build();

        assertThat(byTenant.recognises(EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")))))
                .isFalse();
    }
}
