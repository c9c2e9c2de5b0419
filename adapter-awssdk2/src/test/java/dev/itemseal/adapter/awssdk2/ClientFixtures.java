package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

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

    /** A table's or index's key attributes in DynamoDB's description: how many of the names are of the partition key. */
    static List<KeySchemaElement> keySchema(int partitionKeys, String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> KeySchemaElement.builder()
                        .attributeName(names[i])
                        .keyType(i < partitionKeys ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    /** An item as it is stored. */
    static Map<String, AttributeValue> stored(Map<String, AttributeValue> item) {
        return stored(item, orders());
    }

    /** An item as it is stored in another table. */
    static Map<String, AttributeValue> stored(Map<String, AttributeValue> item, CryptoConfig config) {
        return AttributeValueMapping.fromItem(
                StandardItemEncryptor.create().encrypt(AttributeValueMapping.toItem(item), config));
    }
}
