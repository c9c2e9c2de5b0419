package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.AsyncEncryptedResource;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.integration.AttackedProviders.Attacked;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Tables, stores and clients that fail, with marked items: none of their values stands in what is told of it. */
class StoresSecretsTest {

    private static final String VALUE = MarkedSecrets.VALUE;
    private static final String NUMBER = MarkedSecrets.NUMBER;
    private static final TableInfo TABLE = new TableInfo(
            "Orders", TableIndex.of("customer", "order"), Map.of("by-status", TableIndex.of("status")), Set.of());

    @RegisterExtension
    final MarkedSecrets secrets = new MarkedSecrets();

    private List<Attacked> providers;

    @BeforeEach
    void makeProviders(@TempDir Path directory) throws Exception {
        providers = new AttackedProviders(directory, MarkedSecrets::key, secrets::mark).all();
    }

    private static CryptoConfig config(Attacked attacked) {
        return CryptoConfig.of(
                attacked.provider(),
                TABLE,
                AttributeActions.encryptAndSignAll().with("status", CryptoAction.SIGN_ONLY));
    }

    private static EncryptedTable table(ItemStore store, CryptoConfig config) {
        return new EncryptedResource(AsyncEncryptedResource.builder(
                                AsyncItemStore.bridging(store, Runnable::run), Runnable::run, config)
                        .build())
                .table("Orders");
    }

    private static Item key() {
        return Item.fromJava(Map.of("customer", VALUE)).with("order", AttributeValue.ofNumber(NUMBER));
    }

    private static Item item() {
        return key().with("status", AttributeValue.ofString(VALUE)).with("note", AttributeValue.ofString(VALUE));
    }

    /** Work on a table that is wrong in itself, or fails where the store does. */
    private static List<Consumer<EncryptedTable>> work() {
        AttributeValue text = AttributeValue.ofString(VALUE);
        Item large = item().with("large", AttributeValue.ofString(VALUE.repeat(20_000)));
        return List.of(
                table -> table.put(item()),
                table -> table.put(item(), WriteCondition.equalTo("status", AttributeValue.ofString(VALUE + "2"))),
                table -> table.put(item(), WriteCondition.equalTo("note", text)),
                table -> table.put(item(), WriteCondition.notExists("customer")),
                table -> table.put(large),
                table -> table.put(item().without("order")),
                table -> table.put(item().with("order", text)),
                table -> table.put(item().with("note", AttributeValue.ofNumber(NUMBER.repeat(3)))),
                table -> table.put(item().with("customer", AttributeValue.ofString(""))),
                table -> table.get(key().with("more", text)),
                table -> table.get(key().with("order", text)),
                table -> table.getConsistently(key()),
                table -> table.delete(key(), WriteCondition.equalTo("status", AttributeValue.ofString(VALUE + "2"))),
                table -> table.update(key(), item -> item.with("customer", AttributeValue.ofString(VALUE + "2"))),
                table -> table.update(key(), item -> item.with("*amzn-ddb-map-sig*", text)),
                table ->
                        table.query(QueryRequest.of("Orders", KeyCondition.partition(AttributeValue.ofNumber(NUMBER)))),
                table -> table.query(QueryRequest.of("Orders", KeyCondition.partition(text))),
                table -> table.query(QueryRequest.of(VALUE.substring(20), KeyCondition.partition(text))),
                table -> table.scan(ScanRequest.of("Orders")),
                table -> table.batchGet(List.of(key(), key())),
                table -> table.batchWrite(List.of(
                        WriteRequest.Put.of("Orders", item()),
                        new WriteRequest.Delete("Orders", key(), WriteCondition.always()))),
                table -> table.transactGet(List.of(key(), key().with("more", text))),
                table -> table.transactWrite(List.of(
                        new WriteRequest.Check(
                                "Orders",
                                key(),
                                WriteCondition.equalTo("status", AttributeValue.ofString("x" + VALUE))),
                        WriteRequest.Put.of("Orders", item().with("order", AttributeValue.ofNumber("1"))))),
                table -> table.items(ScanRequest.of("Orders")).forEach(item -> {}));
    }

    @Test
    @DisplayName("Encrypted tables over a store in memory, with each provider")
    void tablesInMemory() {
        for (Attacked attacked : providers) {
            InMemoryItemStore store = InMemoryItemStore.create();
            store.createTable(TableDefinition.of(
                    TABLE, Map.of("customer", AttributeType.S, "order", AttributeType.N, "status", AttributeType.S)));
            EncryptedTable table = table(store, config(attacked));
            secrets.tell(store);
            secrets.tell(table);
            work().forEach(work -> secrets.refused(() -> work.accept(table)));

            EncryptedTable others = table(store, config(providers.get(attacked.equals(providers.get(0)) ? 1 : 0)));
            work().forEach(work -> secrets.refused(() -> work.accept(others)));
        }

        assertThat(secrets.reasons())
                .contains(
                        Reason.CONDITION_FAILED,
                        Reason.TRANSACTION_CANCELLED,
                        Reason.INVALID_REQUEST,
                        Reason.INVALID_NUMBER,
                        Reason.MISSING_KEY_ATTRIBUTE,
                        Reason.STORE_LIMIT);
    }

    /** A client all of whose calls fail so. */
    private static DynamoDbClient failing(SdkException failure) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, args) -> {
                    throw failure;
                });
    }

    private static SdkException invalid(String said) {
        return (SdkException) DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ValidationException")
                        .errorMessage(said)
                        .build())
                .statusCode(400)
                .build();
    }

    @Test
    @DisplayName("A store on DynamoDB, which quotes values in what it says")
    void storesOnDynamoDb() {
        SdkException cancelled = TransactionCanceledException.builder()
                .cancellationReasons(CancellationReason.builder()
                        .code("ValidationError")
                        .message("The value was " + VALUE)
                        .build())
                .build();
        for (SdkException failure : List.of(
                invalid("One or more parameter values were invalid: AttributeValue: {S:" + VALUE + "}"),
                invalid("The parameter cannot be converted to a numeric value: " + NUMBER),
                cancelled,
                SdkClientException.create("no answer"))) {
            DynamoDbItemStore store = DynamoDbItemStore.over(failing(failure));
            EncryptedTable table = table(store, config(providers.get(1)));
            secrets.tell(store);
            work().forEach(work -> secrets.refused(() -> work.accept(table)));
        }

        assertThat(secrets.reasons()).contains(Reason.INVALID_REQUEST, Reason.STORE_UNAVAILABLE);
    }

    @Test
    @DisplayName("Encrypted clients: what they refuse themselves, and what they pass on from a client that fails")
    void clients() {
        EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(
                failing(SdkClientException.create("no answer")),
                EncryptedClientConfig.builder().table(config(providers.get(1))).build());
        var value = software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(VALUE);
        var number = software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(NUMBER + "x");
        var key = Map.of("customer", value, "order", value);
        secrets.tell(client);
        List<Runnable> calls = List.of(
                () -> client.putItem(put -> put.tableName("Orders").item(key)),
                () -> client.putItem(put -> put.tableName("Orders").item(Map.of("customer", value, "x", number))),
                () -> client.putItem(put -> put.tableName("Orders").item(Map.of("*amzn-ddb-map-sig*", value))),
                () -> client.putItem(put -> put.tableName("Orders")
                        .item(key)
                        .conditionExpression("note = :v")
                        .expressionAttributeValues(Map.of(":v", value))),
                () -> client.putItem(put -> put.tableName("Orders").item(key).conditionExpression("note = " + VALUE)),
                () -> client.updateItem(update -> update.tableName("Orders")
                        .key(key)
                        .updateExpression("SET note = :v")
                        .expressionAttributeValues(Map.of(":v", value))),
                () -> client.updateItem(
                        update -> update.tableName("Orders").key(key).updateExpression("SET note = " + VALUE)),
                () -> client.query(query -> query.tableName("Orders")
                        .keyConditionExpression("customer = :v")
                        .filterExpression("note = :v")
                        .expressionAttributeValues(Map.of(":v", value))),
                () -> client.scan(scan -> scan.tableName("Orders").filterExpression(VALUE + " = :v")),
                () -> client.executeStatement(
                        statement -> statement.statement("SELECT * FROM Orders WHERE note = '" + VALUE + "'")),
                () -> client.batchExecuteStatement(batch -> batch.statements(BatchStatementRequest.builder()
                        .statement("SELECT * FROM Orders WHERE note = '" + VALUE + "'")
                        .build())),
                () -> client.getItem(get -> get.tableName("Orders").key(key)),
                () -> client.managedUpdate("Orders", key, item -> item));
        for (Runnable call : calls) {
            secrets.refused(() -> {
                try {
                    call.run();
                } catch (SdkException e) {
                    secrets.tell(e);
                }
            });
        }

        assertThat(secrets.reasons())
                .contains(
                        Reason.INVALID_NUMBER,
                        Reason.MISSING_KEY_ATTRIBUTE,
                        Reason.INVALID_REQUEST,
                        Reason.UNSAFE_OPERATION);
    }
}
