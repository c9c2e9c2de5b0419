package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.integration.FaultyHttpClient.Fault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store, where requests and answers are lost and the server is busy. */
@NeedsDynamoDb
class DynamoDbFaultsTest {

    private static final TableInfo TABLE = TableInfo.of("store-faults", TableIndex.of("id"));

    private final Item key = Item.fromJava(Map.of("id", UUID.randomUUID().toString()));
    private final Item item = key.with("a", AttributeValue.ofNumber(1));

    @BeforeAll
    static void createTable() {
        DynamoDbItemStore.over(LocalDynamoDb.client())
                .createTable(TableDefinition.of(TABLE, Map.of("id", AttributeType.S)));
    }

    private static DynamoDbItemStore store(FaultyHttpClient http) {
        return DynamoDbItemStore.over(DynamoDbClient.builder()
                .endpointOverride(LocalDynamoDb.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(LocalDynamoDb.credentials())
                .httpClient(http)
                .overrideConfiguration(override -> override.retryStrategy(retries -> retries.maxAttempts(4)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())))
                .build());
    }

    private static DynamoDbItemStore storeWhere(BiFunction<String, Integer, Fault> faults) {
        return store(new FaultyHttpClient(faults));
    }

    private static BiFunction<String, Integer, Fault> first(int calls, Fault fault) {
        return (operation, call) -> call <= calls ? fault : Fault.NONE;
    }

    private Item stored() {
        return DynamoDbItemStore.over(LocalDynamoDb.client())
                .get(new GetRequest(TABLE.name(), key, true))
                .orElse(Item.empty());
    }

    private WriteRequest.Put putOfNew() {
        return new WriteRequest.Put(TABLE.name(), item, WriteCondition.notExists("id"));
    }

    @Test
    void passingFaultsAreNotNoticed() {
        DynamoDbItemStore store = storeWhere((operation, call) -> switch (call % 3) {
            case 1 -> Fault.THROTTLED;
            case 2 -> Fault.LOST_REQUEST;
            default -> Fault.NONE;
        });

        store.put(WriteRequest.Put.of(TABLE.name(), item));

        assertThat(store.get(new GetRequest(TABLE.name(), key, true))).contains(item);
    }

    @Test
    void ofAWriteWhoseAnswerWasLostNobodyCanTell() {
        DynamoDbItemStore store = storeWhere(first(1, Fault.LOST_ANSWER));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.put(putOfNew()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE))
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        assertThat(stored()).isEqualTo(item);
    }

    @Test
    void aConditionThatFailsAtOnceIsTold() {
        DynamoDbItemStore store = storeWhere(first(0, Fault.NONE));
        store.put(putOfNew());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.put(putOfNew()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONDITION_FAILED));
    }

    @Test
    void aTransactionWhoseAnswerWasLostIsWrittenOnce() {
        FaultyHttpClient http = new FaultyHttpClient(first(1, Fault.LOST_ANSWER));

        store(http).transactWrite(List.of(putOfNew()));

        assertThat(http.calls()).isEqualTo(2);
        assertThat(stored()).isEqualTo(item);
    }

    @Test
    void aServerThatStaysBusyIsTold() {
        DynamoDbItemStore store = storeWhere(first(1000, Fault.THROTTLED));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.batchWrite(List.of(WriteRequest.Put.of(TABLE.name(), item))))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE))
                .satisfies(e -> assertThat(e.retryable()).isTrue())
                .withMessageContaining("ProvisionedThroughputExceededException")
                .withMessageContaining("'" + TABLE.name() + "'");
        assertThat(stored()).isEqualTo(Item.empty());
    }

    @Test
    void managedUpdatesCountOnceWhateverIsLost() {
        int updates = 12;
        DynamoDbItemStore store = storeWhere(
                (operation, call) -> operation.equals("UpdateItem") && call % 2 == 0 ? Fault.LOST_ANSWER : Fault.NONE);
        EncryptedTable table = EncryptedResource.of(
                        store, CryptoConfig.of(TestProvider.create(), TABLE, AttributeActions.encryptAndSignAll()))
                .table(TABLE.name());
        table.put(key.with("count", AttributeValue.ofNumber(0)));

        for (int i = 0; i < updates; i++) {
            table.update(key, DynamoDbFaultsTest::counted);
        }

        assertThat(table.getConsistently(key).orElseThrow().attribute("count"))
                .contains(AttributeValue.ofNumber(updates));
    }

    private static Item counted(Item item) {
        NumberValue count = (NumberValue) item.attribute("count").orElseThrow();
        return item.with("count", AttributeValue.ofNumber(Integer.parseInt(count.text()) + 1));
    }
}
