package dev.itemseal.integration;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * Tables for the clients' tests: orders of customers, with status signed, seen counted unsigned and the rest encrypted; and
 * users, which have no sort key.
 */
final class ClientFixtures {

    static final String SIGNATURE = "*amzn-ddb-map-sig*";
    static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll()
            .with("status", CryptoAction.SIGN_ONLY)
            .with("seen", CryptoAction.DO_NOTHING);

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

    /** Creates a table with sort key, and with an index of whole items and two that leave out attributes. */
    static String createOrders() {
        String name = "orders-" + UUID.randomUUID();
        LocalDynamoDb.client()
                .createTable(CreateTableRequest.builder()
                        .tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(text("customer"), text("order"), text("status"))
                        .keySchema(keys("customer", "order"))
                        .globalSecondaryIndexes(
                                index("by-status", ProjectionType.ALL, "status", "order"),
                                index("keys-only", ProjectionType.KEYS_ONLY, "status"))
                        .localSecondaryIndexes(LocalSecondaryIndex.builder()
                                .indexName("local")
                                .keySchema(keys("customer", "status"))
                                .projection(projection(ProjectionType.KEYS_ONLY))
                                .build())
                        .build());
        return name;
    }

    /** Creates a table without sort key and indexes. */
    static String createUsers() {
        String name = "users-" + UUID.randomUUID();
        LocalDynamoDb.client()
                .createTable(CreateTableRequest.builder()
                        .tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(text("user"))
                        .keySchema(keys("user"))
                        .build());
        return name;
    }

    private static GlobalSecondaryIndex index(String name, ProjectionType projection, String... keys) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(keys))
                .projection(projection(projection))
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType("S")
                .build();
    }

    private static List<KeySchemaElement> keys(String... names) {
        List<KeySchemaElement> keys = new ArrayList<>();
        for (String name : names) {
            keys.add(KeySchemaElement.builder()
                    .attributeName(name)
                    .keyType(keys.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        return keys;
    }

    private static Projection projection(ProjectionType type) {
        return Projection.builder().projectionType(type).build();
    }

    static Map<String, AttributeValue> key(String customer, String order) {
        return Map.of("customer", s(customer), "order", s(order));
    }

    static Map<String, AttributeValue> order(String customer, String order, String note) {
        Map<String, AttributeValue> item = new HashMap<>(key(customer, order));
        item.put("status", s("new"));
        item.put("seen", n(0));
        item.put("note", s(note));
        return item;
    }

    static Map<String, AttributeValue> with(Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** What really lies in the table. */
    static Map<String, AttributeValue> stored(String table, Map<String, AttributeValue> key) {
        return LocalDynamoDb.client()
                .getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
    }
}
