package dev.itemseal.engine.table;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table of orders, whose status is signed, whose views are counted unsigned, and all the rest encrypted. */
final class TableFixtures {

    static final String ORDERS = "Orders";
    static final String SIGNATURE = "*amzn-ddb-map-sig*";
    static final TableInfo INFO = new TableInfo(
            ORDERS,
            TableIndex.of("customer", "order"),
            Map.of("by-status", TableIndex.of("status", "order"), "keys-only", TableIndex.of("status")),
            Set.of("keys-only"));
    static final TableDefinition DEFINITION = new TableDefinition(
            INFO,
            Map.of("customer", AttributeType.S, "order", AttributeType.S, "status", AttributeType.S),
            Map.of("keys-only", Set.of()));
    static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll()
            .with("status", CryptoAction.SIGN_ONLY)
            .with("views", CryptoAction.DO_NOTHING);
    static final RetryPolicy QUICKLY = new RetryPolicy(50, Duration.ofNanos(1), Duration.ofMillis(1));

    private TableFixtures() {}

    static InMemoryItemStore store() {
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(DEFINITION);
        return store;
    }

    static EncryptedResource resource(ItemStore store, InMemoryItemStore source) {
        return new EncryptedResource(AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run), Runnable::run, source, provider(), ACTIONS)
                .retries(QUICKLY)
                .build());
    }

    static EncryptedTable orders(InMemoryItemStore store) {
        return resource(store, store).table(ORDERS);
    }

    static MaterialsProvider provider() {
        AesContentKey content = AesContentKey.ofBytes(new byte[32]);
        MacKey mac = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]);
        return new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return new EncryptionMaterials(Optional.of(content), mac, MaterialDescription.empty(), false);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                return DecryptionMaterials.of(mac, content);
            }
        };
    }

    static Item key(String customer, String order) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("customer", customer);
        key.put("order", order);
        return Item.fromJava(key);
    }

    static Item order(String customer, String order, String secret) {
        Map<String, Object> rest = Map.of("secret", secret, "status", "new", "views", 0);
        Item.Builder item = Item.builder(5).putAll(key(customer, order));
        return item.putAll(Item.fromJava(rest)).build();
    }
}
