package dev.itemseal.cli;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The tables of the quick start, in memory, with keys that are made for them. */
final class QuickstartTables {

    static final String ORDERS = "Orders";

    private final Plugins plugins;
    private final ItemStore store;

    QuickstartTables(Plugins plugins) {
        this.plugins = plugins;
        this.store = plugins.itemStore(section("store", Map.of("store", "inmemory")));
    }

    /** What holds the encrypted items, and whoever can change them behind the application's back. */
    ItemStore store() {
        return store;
    }

    /** A table in which every item has a key of its own. */
    EncryptedTable orders(AttributeActions actions) {
        return create(
                TableInfo.of(ORDERS, TableIndex.of("customer", "order")),
                Map.of("customer", AttributeType.S, "order", AttributeType.N),
                Map.of(
                        "provider", "wrapped",
                        "provider.wrapping-key", "aes",
                        "provider.wrapping-key.material", newKey("AES"),
                        "provider.signing-key.material", newKey("HmacSHA256"),
                        "provider.signing-key.algorithm", "HmacSHA256"),
                actions);
    }

    /** A table for byte streams, all encrypted with one key that lives as long as this program. */
    EncryptedTable files() {
        return create(
                TableInfo.of("Files", TableIndex.of("owner", "name")),
                Map.of("owner", AttributeType.S, "name", AttributeType.S),
                Map.of(
                        "provider",
                        "static",
                        "provider.content-key.material",
                        newKey("AES"),
                        "provider.signing-key.material",
                        newKey("HmacSHA256"),
                        "provider.signing-key.algorithm",
                        "HmacSHA256"),
                AttributeActions.encryptAndSignAll());
    }

    private EncryptedTable create(
            TableInfo table,
            Map<String, AttributeType> keyTypes,
            Map<String, String> provider,
            AttributeActions actions) {
        ((TableAdministration) store).createTable(TableDefinition.of(table, keyTypes));
        CryptoConfig config = CryptoConfig.of(plugins.materialsProvider(section("provider", provider)), table, actions);
        return EncryptedResource.of(store, config).table(table.name());
    }

    private static Settings section(String name, Map<String, String> values) {
        return Settings.of(values, Path.of("")).section(name);
    }

    private String newKey(String algorithm) {
        Map<KeyPart, SecretBytes> key = plugins.newKey(algorithm, OptionalInt.empty(), Optional.empty());
        return new String(Objects.requireNonNull(key.get(KeyPart.SECRET)).toByteArray(), StandardCharsets.US_ASCII);
    }
}
