package dev.itemseal.integration;

import static dev.itemseal.integration.SdkTables.globalIndex;
import static dev.itemseal.integration.SdkTables.localIndexOfKeys;
import static dev.itemseal.integration.SdkTables.partitionKey;
import static dev.itemseal.integration.SdkTables.sortKey;
import static dev.itemseal.integration.SdkTables.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;

/** Tables as they are created, described and found, and what no table takes. */
@NeedsDynamoDb
class DynamoDbTablesTest {

    private final String name = "tables-" + UUID.randomUUID();
    private final DynamoDbItemStore store = DynamoDbItemStore.over(LocalDynamoDb.client());
    private final TableDefinition definition =
            TableDefinition.of(TableInfo.of(name, TableIndex.of("id")), Map.of("id", AttributeType.S));

    @Test
    void ofCreatorsAtTheSameTimeOneCreates() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> created = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> store.createTable(definition))
                    .toList());

            int creators = 0;
            for (Future<Boolean> one : created) {
                creators += one.get() ? 1 : 0;
            }
            assertThat(creators).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
        assertThat(store.createTable(definition)).isFalse();
        assertThat(store.listTables()).contains(name);
    }

    @Test
    void localAndGlobalIndexesAreDescribed() {
        LocalDynamoDb.client()
                .createTable(table -> table.tableName(name)
                        .keySchema(partitionKey("id"), sortKey("sort"))
                        .attributeDefinitions(text("id"), text("sort"), text("other"))
                        .localSecondaryIndexes(localIndexOfKeys("local", partitionKey("id"), sortKey("other")))
                        .globalSecondaryIndexes(globalIndex("global", partitionKey("other")))
                        .billingMode(BillingMode.PAY_PER_REQUEST));

        assertThat(store.describe(name))
                .isEqualTo(new TableInfo(
                        name,
                        TableIndex.of("id", "sort"),
                        Map.of("local", TableIndex.of("id", "other"), "global", TableIndex.of("other")),
                        Set.of("local")));
    }

    @Test
    void anIndexThatIsNewIsFound() {
        store.createTable(definition);
        QueryRequest byOther = QueryRequest.of(name, KeyCondition.partition(AttributeValue.ofString("x")));
        store.query(byOther);
        assertRefused(() -> store.query(byOther.index("by-other")), Reason.INVALID_REQUEST, "'by-other'");

        GlobalSecondaryIndex index = globalIndex("by-other", partitionKey("other"));
        GlobalSecondaryIndexUpdate creation = GlobalSecondaryIndexUpdate.builder()
                .create(create -> create.indexName(index.indexName())
                        .keySchema(index.keySchema())
                        .projection(index.projection()))
                .build();
        LocalDynamoDb.client()
                .updateTable(table -> table.tableName(name)
                        .attributeDefinitions(text("id"), text("other"))
                        .globalSecondaryIndexUpdates(creation));
        store.createTable(definition); // waits for the index

        assertThat(store.query(byOther.index("by-other")).items()).isEmpty();
    }

    @Test
    void aTableThatWasCreatedAnewWithOtherKeysIsQueriedByThem() {
        QueryRequest query = QueryRequest.of(name, KeyCondition.partition(AttributeValue.ofString("x")));
        store.createTable(definition);
        store.query(query);
        LocalDynamoDb.client().deleteTable(table -> table.tableName(name));
        store.createTable(
                TableDefinition.of(TableInfo.of(name, TableIndex.of("other")), Map.of("other", AttributeType.S)));

        assertRefused(() -> store.query(query), Reason.INVALID_REQUEST, "'" + name + "'");
        assertThat(store.query(query).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\ud83d"})
    void halfACharacterIsRefusedAndNotReplaced(String text) {
        store.createTable(definition);
        Item key = Item.fromJava(Map.of("id", "7"));

        for (Item item : List.of(
                key.with("a", AttributeValue.ofString(text)),
                key.with("a", AttributeValue.ofStrings(List.of(text))),
                key.with("a", AttributeValue.ofMap(Map.of(text, AttributeValue.ofNull()))),
                key.with("a", AttributeValue.ofList(List.of(AttributeValue.ofString(text)))),
                key.with("a" + text, AttributeValue.ofNull()))) {
            assertRefused(() -> store.put(WriteRequest.Put.of(name, item)), Reason.INVALID_REQUEST, "'a");
            assertRefused(
                    () -> store.update(
                            new WriteRequest.Update(name, key, item.without("id"), Set.of(), WriteCondition.always())),
                    Reason.INVALID_REQUEST,
                    "'a");
        }
        assertThat(LocalDynamoDb.client()
                        .scan(request -> request.tableName(name))
                        .items())
                .isEmpty();
    }

    private static void assertRefused(Runnable request, Reason reason, String text) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(request::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessageContaining(text);
    }
}
