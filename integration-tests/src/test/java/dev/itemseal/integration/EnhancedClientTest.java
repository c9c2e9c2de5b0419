package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.adapter.awssdk2.enhanced.SchemaProtection;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.integration.EnhancedModels.LegacyOrder;
import dev.itemseal.integration.EnhancedModels.Order;
import dev.itemseal.integration.EnhancedModels.Receipt;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.vectors.DynamoDbJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The SDK's enhanced client on top of the encrypted ones, against the real server. */
@NeedsDynamoDb
class EnhancedClientTest {

    private static final TableSchema<Order> ORDERS = TableSchema.fromBean(Order.class);

    /** The keys that the items in {@code legacy-mapper-items.jsonl} were written with. */
    private static final MaterialsProvider PROVIDER = StaticMaterialsProvider.builder()
            .contentKey(AesContentKey.ofBytes(bytesFrom(0)))
            .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytesFrom(0x40)))
            .build();

    private final String tableName = "Enhanced-" + UUID.randomUUID();
    private final EncryptedClientConfig config = EncryptedClientConfig.builder()
            .table(tableName, SchemaProtection.of(ORDERS).config(PROVIDER))
            .build();
    private final EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(LocalDynamoDb.client(), config);
    private final DynamoDbEnhancedClient enhanced =
            DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();

    @Test
    void beansAreEncryptedAsTheyAreMarked() {
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));

        orders.putItem(order(7));

        assertThat(orders.getItem(key(7))).isEqualTo(withVersion(order(7), 1));
        Item stored = stored(7);
        assertThat(stored.attribute("card")).get().isInstanceOf(BinaryValue.class);
        assertThat(stored.attribute("status")).contains(AttributeValue.ofString("paid"));
        assertThat(stored.attribute("views")).contains(AttributeValue.ofNumber(12));
        assertThat(stored.attribute("version")).contains(AttributeValue.ofNumber(1));
    }

    @Test
    void theVersionGuardsAgainstLostWrites() {
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));
        orders.putItem(order(7));
        Order mine = orders.getItem(key(7));
        Order theirs = orders.getItem(key(7));

        theirs.setCard("theirs");
        orders.putItem(theirs);
        mine.setCard("mine");

        assertThatThrownBy(() -> orders.putItem(mine)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(orders.getItem(key(7)).getCard()).isEqualTo("theirs");
    }

    @Test
    void queriesScansAndDeletesWork() {
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));
        for (int number = 1; number <= 5; number++) {
            orders.putItem(order(number));
        }

        assertThat(orders
                        .query(r -> r.limit(2)
                                .queryConditional(QueryConditional.sortGreaterThan(
                                        k -> k.partitionValue("C-1042").sortValue(1))))
                        .items()
                        .stream()
                        .map(Order::getNumber))
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(orders.scan(r -> r.filterExpression(Expression.builder()
                                .expression("#s = :s")
                                .putExpressionName("#s", "status")
                                .putExpressionValue(
                                        ":s", AttributeValueMapping.fromValue(AttributeValue.ofString("paid")))
                                .build()))
                        .items())
                .hasSize(5);
        assertThat(orders.deleteItem(key(1)).getCard()).isEqualTo("4000-1");
        assertThat(orders.getItem(key(1))).isNull();
    }

    @Test
    void aFilterOnAnEncryptedAttributeIsRefused() {
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));

        assertThatThrownBy(() -> orders
                        .scan(r -> r.filterExpression(Expression.builder()
                                .expression("card = :c")
                                .putExpressionValue(
                                        ":c", AttributeValueMapping.fromValue(AttributeValue.ofString("4000-1")))
                                .build()))
                        .items()
                        .stream()
                        .toList())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_OPERATION))
                .hasMessageContaining("'card'");
    }

    @Test
    void batchesAndTransactionsWork() {
        // The SDK's own rule: no batch with the version extension, since it needs a condition.
        DynamoDbEnhancedClient enhanced = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .extensions(List.of())
                .build();
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));

        enhanced.batchWriteItem(r -> r.addWriteBatch(WriteBatch.builder(Order.class)
                .mappedTableResource(orders)
                .addPutItem(order(1))
                .addPutItem(order(2))
                .build()));
        enhanced.transactWriteItems(r -> r.addPutItem(orders, order(3)).addDeleteItem(orders, key(1)));

        assertThat(enhanced
                        .batchGetItem(r -> r.addReadBatch(ReadBatch.builder(Order.class)
                                .mappedTableResource(orders)
                                .addGetItem(key(1))
                                .addGetItem(key(2))
                                .addGetItem(key(3))
                                .build()))
                        .resultsForTable(orders)
                        .stream()
                        .map(Order::getCard))
                .containsExactlyInAnyOrder("4000-2", "4000-3");
        assertThat(enhanced.transactGetItems(r -> r.addGetItem(orders, key(2)).addGetItem(orders, key(3))).stream()
                        .map(document -> document.getItem(orders).getCard()))
                .containsExactly("4000-2", "4000-3");
        assertThat(stored(2).attribute("card")).get().isInstanceOf(BinaryValue.class);
        assertThat(stored(3).attribute("card")).get().isInstanceOf(BinaryValue.class);
    }

    @Test
    void updatesAreRefusedAndManagedUpdatesTakeTheirPlace() {
        DynamoDbTable<Order> orders = created(enhanced.table(tableName, ORDERS));
        orders.putItem(order(7));
        Order changed = orders.getItem(key(7));
        changed.setCard("4000-9");

        assertThatThrownBy(() -> orders.updateItem(changed))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_OPERATION))
                .hasMessageContaining("put the whole item")
                .hasMessageContaining("managed update");

        client.managedUpdate(tableName, key(7).primaryKeyMap(ORDERS), attributes -> {
            Order order = ORDERS.mapToItem(attributes);
            order.setCard("4000-9");
            return ORDERS.itemToMap(order, true);
        });
        assertThat(orders.getItem(key(7)).getCard()).isEqualTo("4000-9");
    }

    @Test
    void immutableClassesWork() {
        TableSchema<Receipt> schema = TableSchema.fromImmutableClass(Receipt.class);
        EncryptedDynamoDbClient receiptsClient = EncryptedDynamoDbClient.of(
                LocalDynamoDb.client(),
                EncryptedClientConfig.builder()
                        .table(tableName, SchemaProtection.of(schema).config(PROVIDER))
                        .build());
        DynamoDbTable<Receipt> receipts = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(receiptsClient)
                .build()
                .table(tableName, schema);
        receipts.createTable();

        receipts.putItem(new Receipt.Builder().id("r1").shop("Lyon").build());

        assertThat(receipts.getItem(Key.builder().partitionValue("r1").build()).shop())
                .isEqualTo("Lyon");
        assertThat(receiptsClient
                        .raw()
                        .getItem(r -> r.tableName(tableName)
                                .key(Key.builder().partitionValue("r1").build().primaryKeyMap(schema)))
                        .item()
                        .get("shop")
                        .b())
                .isNotNull();
    }

    @Test
    void documentsWork() {
        var schema = TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), "customer", AttributeValueType.S)
                .addIndexSortKey(TableMetadata.primaryIndexName(), "number", AttributeValueType.N)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build();
        DynamoDbTable<EnhancedDocument> documents = enhanced.table(tableName, schema);
        documents.createTable();

        documents.putItem(EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString("customer", "C-1042")
                .putNumber("number", 7)
                .putString("card", "4000-7")
                .build());

        assertThat(documents.getItem(key(7)).getString("card")).isEqualTo("4000-7");
        assertThat(stored(7).attribute("card")).get().isInstanceOf(BinaryValue.class);
    }

    @Test
    void theAsynchronousClientWorks() {
        EncryptedDynamoDbAsyncClient asyncClient = EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), config);
        DynamoDbEnhancedAsyncClient asyncEnhanced = DynamoDbEnhancedAsyncClient.builder()
                .dynamoDbClient(asyncClient)
                .build();
        DynamoDbAsyncTable<Order> orders = asyncEnhanced.table(tableName, ORDERS);
        orders.createTable().join();

        orders.putItem(order(7)).join();

        assertThat(orders.getItem(key(7)).join()).isEqualTo(withVersion(order(7), 1));
        assertThat(stored(7).attribute("card")).get().isInstanceOf(BinaryValue.class);
        assertThat(orders.updateItem(order(7)))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Order, Order, false",
        "OrderWithUnknown, Order, true",
        "RestoredOrder, RestoredOrder, false",
        "SignedOrder, SignedOrder, false",
        "SignedOrderWithUnknown, SignedOrder, true",
        "PlainOrder, PlainOrder, false"
    })
    void itemsOfTheOldMapperAreRead(String written, String model, boolean protectingUnmodelled) throws Exception {
        TableSchema<? extends LegacyOrder> schema =
                TableSchema.fromBean(Class.forName(EnhancedModels.class.getName() + "$Legacy" + model)
                        .asSubclass(LegacyOrder.class));
        SchemaProtection protection = SchemaProtection.likeLegacyMapper(schema);
        if (protectingUnmodelled) {
            protection = protection.protectingUnmodelled();
        }
        TableInfo table = TableInfo.of("Orders", TableIndex.of("customer", "number"));

        Item plain = StandardItemEncryptor.create()
                .decrypt(legacyItems().get(written), protection.config(PROVIDER).apply(table));

        assertThat(plain.without("note"))
                .isEqualTo(Item.fromJava(Map.of(
                        "customer",
                        "C-1042",
                        "number",
                        7,
                        "version",
                        3,
                        "card",
                        "4000-0000",
                        "status",
                        "paid",
                        "views",
                        12,
                        "city",
                        "Lyon")));
        assertThat(plain.attribute("note")).contains(AttributeValue.ofString("left at the door"));
    }

    private static Map<String, Item> legacyItems() throws IOException {
        try (InputStream in = EnhancedClientTest.class.getResourceAsStream("/legacy-mapper-items.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> DynamoDbJson.parse(line[1])));
        }
    }

    private <T> DynamoDbTable<T> created(DynamoDbTable<T> table) {
        table.createTable();
        return table;
    }

    private Item stored(int number) {
        return AttributeValueMapping.toItem(LocalDynamoDb.client()
                .getItem(r -> r.tableName(tableName).key(key(number).primaryKeyMap(ORDERS)))
                .item());
    }

    private static Key key(int number) {
        return Key.builder().partitionValue("C-1042").sortValue(number).build();
    }

    private static Order order(int number) {
        Order order = new Order();
        order.setCustomer("C-1042");
        order.setNumber((long) number);
        order.setCard("4000-" + number);
        order.setStatus("paid");
        order.setViews(12);
        return order;
    }

    private static Order withVersion(Order order, long version) {
        order.setVersion(version);
        return order;
    }

    private static byte[] bytesFrom(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
