package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.provider;
import static dev.itemseal.integration.ClientFixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;

/** The SDK's enhanced clients over ours. */
@NeedsDynamoDb
class EnhancedClientTest {

    private static String orders;

    private final String ann = UUID.randomUUID().toString();

    @BeforeAll
    static void createTable() {
        orders = ClientFixtures.createOrders();
    }

    private static TableSchema<EnhancedDocument> schema() {
        return TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), "customer", AttributeValueType.S)
                .addIndexSortKey(TableMetadata.primaryIndexName(), "order", AttributeValueType.S)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build();
    }

    private EnhancedDocument order(String order) {
        return EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString("customer", ann)
                .putString("order", order)
                .putString("note", "secret " + order)
                .build();
    }

    private Key keyOf(String order) {
        return Key.builder().partitionValue(ann).sortValue(order).build();
    }

    @Test
    void synchronous() {
        DynamoDbEnhancedClient client = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(EncryptedDynamoDbClient.of(LocalDynamoDb.client(), provider(), ACTIONS))
                .build();
        DynamoDbTable<EnhancedDocument> table = client.table(orders, schema());
        table.putItem(order("1"));
        client.batchWriteItem(batch -> batch.addWriteBatch(WriteBatch.builder(EnhancedDocument.class)
                .mappedTableResource(table)
                .addPutItem(order("2"))
                .build()));
        client.transactWriteItems(transaction -> transaction.addPutItem(table, order("3")));

        for (String order : new String[] {"1", "2", "3"}) {
            assertThat(stored(orders, key(ann, order)).get("note").b()).isNotNull();
            assertThat(table.getItem(keyOf(order)).getString("note")).isEqualTo("secret " + order);
        }
        assertThat(table.query(QueryConditional.keyEqualTo(key -> key.partitionValue(ann))).items().stream())
                .extracting(item -> item.getString("note"))
                .containsExactly("secret 1", "secret 2", "secret 3");
        assertThat(client
                        .batchGetItem(batch -> batch.addReadBatch(ReadBatch.builder(EnhancedDocument.class)
                                .mappedTableResource(table)
                                .addGetItem(keyOf("2"))
                                .build()))
                        .resultsForTable(table)
                        .stream())
                .extracting(item -> item.getString("note"))
                .containsExactly("secret 2");
        assertThat(client.transactGetItems(transaction -> transaction.addGetItem(table, keyOf("3")))
                        .get(0)
                        .getItem(table)
                        .getString("note"))
                .isEqualTo("secret 3");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.updateItem(order("1")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_OPERATION));
        assertThat(table.deleteItem(keyOf("1")).getString("note")).isEqualTo("secret 1");
    }

    @Test
    void asynchronous() {
        DynamoDbEnhancedAsyncClient client = DynamoDbEnhancedAsyncClient.builder()
                .dynamoDbClient(EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), provider(), ACTIONS))
                .build();
        DynamoDbAsyncTable<EnhancedDocument> table = client.table(orders, schema());
        table.putItem(order("1")).join();

        assertThat(stored(orders, key(ann, "1")).get("note").b()).isNotNull();
        assertThat(table.getItem(keyOf("1")).join().getString("note")).isEqualTo("secret 1");
        assertThat(table.deleteItem(keyOf("1")).join().getString("note")).isEqualTo("secret 1");
    }
}
