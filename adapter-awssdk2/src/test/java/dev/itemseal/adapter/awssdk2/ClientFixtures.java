package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of orders, whose status is signed, whose views are counted unsigned, and the rest encrypted; and a plain table. */
final class ClientFixtures {

    static final String ORDERS = "Orders";
    static final String PLAIN = "Plain";
    static final String SIGNATURE = "*amzn-ddb-map-sig*";
    static final TableInfo INFO = new TableInfo(
            ORDERS,
            TableIndex.of("customer", "order"),
            Map.of("by-status", TableIndex.of("status", "order"), "keys-only", TableIndex.of("status")),
            Set.of("keys-only"));
    static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll()
            .with("status", CryptoAction.SIGN_ONLY)
            .with("views", CryptoAction.DO_NOTHING);

    private ClientFixtures() {}

    static MaterialsProvider provider() {
        return StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(new byte[32]))
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]))
                .build();
    }

    static CryptoConfig orders() {
        return CryptoConfig.of(provider(), INFO, ACTIONS);
    }

    static EncryptedClientConfig config() {
        return EncryptedClientConfig.builder()
                .table(orders())
                .notEncrypted(PLAIN)
                .build();
    }

    static Map<String, AttributeValue> key() {
        return Map.of("customer", s("ann"), "order", s("1"));
    }

    static Map<String, AttributeValue> order() {
        Map<String, AttributeValue> item = new HashMap<>(key());
        item.put("status", s("new"));
        item.put("views", AttributeValue.fromN("0"));
        item.put("note", s("secret"));
        return item;
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    /** An item as it is stored. */
    static Map<String, AttributeValue> stored(Map<String, AttributeValue> item) {
        return AttributeValueMapping.fromItem(
                StandardItemEncryptor.create().encrypt(AttributeValueMapping.toItem(item), orders()));
    }
}
