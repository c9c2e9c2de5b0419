package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.SIGNATURE;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.n;
import static dev.itemseal.integration.ClientFixtures.order;
import static dev.itemseal.integration.ClientFixtures.provider;
import static dev.itemseal.integration.ClientFixtures.s;
import static dev.itemseal.integration.ClientFixtures.stored;
import static dev.itemseal.integration.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What both clients do against the local server, told once: the asynchronous one is waited for. */
abstract class EncryptedClientRules {

    static String orders;
    static String users;

    /** The customer of one test. */
    private final String ann = UUID.randomUUID().toString();

    private Subject subject;
    private DynamoDbClient client;

    @BeforeAll
    static void createTables() {
        orders = ClientFixtures.createOrders();
        users = ClientFixtures.createUsers();
    }

    /** The client under test. */
    interface Subject {
        DynamoDbClient client();

        DynamoDbClient raw();

        DynamoDbClient with(CryptoConfig config);

        CryptoConfig cryptoConfig(String table);

        Optional<Map<String, AttributeValue>> managedUpdate(
                String table, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change);
    }

    abstract Subject subject(EncryptedClientConfig config);

    @BeforeEach
    void start() {
        subject = subject(EncryptedClientConfig.of(provider(), ACTIONS));
        client = subject.client();
    }

    private Map<String, AttributeValue> put(String order) {
        Map<String, AttributeValue> item = order(ann, order, "secret " + order);
        client.putItem(request -> request.tableName(orders).item(item));
        return item;
    }

    private Map<String, AttributeValue> get(String order) {
        return client.getItem(request ->
                        request.tableName(orders).key(key(ann, order)).consistentRead(true))
                .item();
    }

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_OPERATION))
                .satisfies(e -> List.of(parts).forEach(part -> assertThat(e).hasMessageContaining(part)));
    }

    // One item

    @Test
    void storesCiphertextAndGivesPlaintext() {
        Map<String, AttributeValue> item = put("1");

        assertThat(stored(orders, key(ann, "1")).get("note").b()).isNotNull();
        assertThat(stored(orders, key(ann, "1")).get("status")).isEqualTo(s("new"));
        assertThat(stored(orders, key(ann, "1"))).containsKey(SIGNATURE);
        assertThat(get("1")).isEqualTo(item);
        assertThat(get("none")).isEmpty();
    }

    @Test
    void worksOnTablesWithoutSortKey() {
        Map<String, AttributeValue> item = Map.of("user", s(ann), "name", s("Ann"));
        client.putItem(request -> request.tableName(users).item(item));

        assertThat(stored(users, Map.of("user", s(ann))).get("name").b()).isNotNull();
        assertThat(client.getItem(request -> request.tableName(users).key(Map.of("user", s(ann))))
                        .item())
                .isEqualTo(item);
        assertThat(client.deleteItem(request -> request.tableName(users)
                                .key(Map.of("user", s(ann)))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(item);
    }

    @Test
    void givesBackWhatWasThereBefore() { // CMP-38
        Map<String, AttributeValue> first = put("1");
        Map<String, AttributeValue> second = order(ann, "1", "other");

        assertThat(client.putItem(request ->
                                request.tableName(orders).item(second).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(first);
        assertThat(client.deleteItem(request ->
                                request.tableName(orders).key(key(ann, "1")).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(second);
        assertThat(client.deleteItem(request ->
                                request.tableName(orders).key(key(ann, "1")).returnValues(ReturnValue.ALL_OLD))
                        .hasAttributes())
                .isFalse();
    }

    @Test
    void givesTheItemThatAConditionFailedOn() {
        Map<String, AttributeValue> item = put("1");

        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.putItem(request -> request.tableName(orders)
                        .item(order(ann, "1", "other"))
                        .conditionExpression("attribute_not_exists(note)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .satisfies(e -> assertThat(e.item()).isEqualTo(item))
                .satisfies(
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ConditionalCheckFailedException"))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
                .satisfies(e -> assertThat(e.requestId()).isNotEmpty());
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.deleteItem(request -> request.tableName(orders)
                        .key(key(ann, "1"))
                        .conditionExpression("#s = :s")
                        .expressionAttributeNames(Map.of("#s", "status"))
                        .expressionAttributeValues(Map.of(":s", s("sent")))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .satisfies(e -> assertThat(e.item()).isEqualTo(item));
        assertThat(get("1")).isEqualTo(item);
    }

    @Test
    void refusesAForgedItemInAFailedCondition() {
        put("1");
        forge("1");

        assertThatExceptionOfType(ItemRefusedException.class)
                .isThrownBy(() -> client.putItem(request -> request.tableName(orders)
                        .item(order(ann, "1", "other"))
                        .conditionExpression("attribute_not_exists(note)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOf(ConditionalCheckFailedException.class));
    }

    private void forge(String order) {
        LocalDynamoDb.client()
                .updateItem(request -> request.tableName(orders)
                        .key(key(ann, order))
                        .updateExpression("SET #s = :s")
                        .expressionAttributeNames(Map.of("#s", "status"))
                        .expressionAttributeValues(Map.of(":s", s("forged"))));
    }

    @Test
    void refusesForgedAndSwappedItems() {
        put("1");
        put("2");
        forge("1");
        Map<String, AttributeValue> swapped = with(stored(orders, key(ann, "2")), "order", s("3"));
        LocalDynamoDb.client().putItem(request -> request.tableName(orders).item(swapped));

        assertThatExceptionOfType(ItemRefusedException.class).isThrownBy(() -> get("1"));
        assertThatExceptionOfType(ItemRefusedException.class).isThrownBy(() -> get("3"));
        assertThatExceptionOfType(ItemRefusedException.class).isThrownBy(() -> queryAll());
        assertThat(subject.raw()
                        .getItem(request -> request.tableName(orders).key(key(ann, "1")))
                        .item())
                .isEqualTo(stored(orders, key(ann, "1")));
    }

    @Test
    void refusesConditionsOnWhatIsEncrypted() {
        Map<String, AttributeValue> item = put("1");

        refused(
                () -> client.putItem(request -> request.tableName(orders)
                        .item(order(ann, "1", "other"))
                        .conditionExpression("#n.inner = :n")
                        .expressionAttributeNames(Map.of("#n", "note"))
                        .expressionAttributeValues(Map.of(":n", s("secret 1")))),
                "'note'",
                orders);
        refused(
                () -> client.deleteItem(request -> request.tableName(orders)
                        .key(key(ann, "1"))
                        .expected(Map.of(
                                "note",
                                ExpectedAttributeValue.builder()
                                        .value(s("secret 1"))
                                        .build()))),
                "'note'");
        refused(
                () -> client.deleteItem(request -> request.tableName(orders)
                        .key(key(ann, "1"))
                        .conditionExpression("size(#sig) > :n")
                        .expressionAttributeNames(Map.of("#sig", SIGNATURE))
                        .expressionAttributeValues(Map.of(":n", n(1)))),
                SIGNATURE);
        assertThat(get("1")).isEqualTo(item);
        client.deleteItem(request -> request.tableName(orders)
                .key(key(ann, "1"))
                .expected(Map.of(
                        "note",
                        ExpectedAttributeValue.builder()
                                .comparisonOperator(ComparisonOperator.NOT_NULL)
                                .build(),
                        "status",
                        ExpectedAttributeValue.builder().value(s("new")).build())));
        assertThat(get("1")).isEmpty();
    }

    @Test
    void keepsWhatElseAResponseHolds() {
        put("1");
        GetItemResponse response = client.getItem(request ->
                request.tableName(orders).key(key(ann, "1")).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(response.consumedCapacity().tableName()).isEqualTo(orders);
        assertThat(response.responseMetadata().requestId()).isNotEmpty();
        assertThat(response.sdkHttpResponse().statusCode()).isEqualTo(200);
    }

    @Test
    void leavesDynamoDbsOwnErrorsAlone() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> client.getItem(
                        request -> request.tableName("no-such-table").key(key(ann, "1"))));
    }

    // Updates

    private UpdateItemRequest.Builder countViews(String order) {
        return UpdateItemRequest.builder()
                .tableName(orders)
                .key(key(ann, order))
                .updateExpression("SET #v = #v + :one")
                .expressionAttributeNames(Map.of("#v", "seen"))
                .expressionAttributeValues(Map.of(":one", n(1)));
    }

    @Test
    void updatesWhatIsNotSigned() {
        Map<String, AttributeValue> item = put("1");

        assertThat(client.updateItem(countViews("1").build()).hasAttributes()).isFalse();
        assertThat(client.updateItem(countViews("1")
                                .returnValues(ReturnValue.UPDATED_NEW)
                                .build())
                        .attributes())
                .isEqualTo(Map.of("seen", n(2)));
        assertThat(client.updateItem(countViews("1")
                                .returnValues(ReturnValue.ALL_OLD)
                                .build())
                        .attributes())
                .isEqualTo(with(item, "seen", n(2)));
        assertThat(client.updateItem(countViews("1")
                                .conditionExpression("seen = :three OR attribute_not_exists(note)")
                                .expressionAttributeValues(Map.of(":one", n(1), ":three", n(3)))
                                .returnValues(ReturnValue.ALL_NEW)
                                .build())
                        .attributes())
                .isEqualTo(with(item, "seen", n(4)));
        assertThat(client.updateItem(countViews("1")
                                .conditionExpression("(seen = :four OR attribute_not_exists(note))")
                                .expressionAttributeValues(Map.of(":one", n(1), ":four", n(4)))
                                .returnValues(ReturnValue.ALL_NEW)
                                .build())
                        .attributes())
                .isEqualTo(with(item, "seen", n(5)));
        assertThat(get("1")).isEqualTo(with(item, "seen", n(5)));
    }

    @Test
    void updatesInTheFormThatWasBeforeExpressions() {
        Map<String, AttributeValue> item = put("1");
        Map<String, AttributeValueUpdate> add = Map.of(
                "seen",
                AttributeValueUpdate.builder()
                        .action(AttributeAction.ADD)
                        .value(n(1))
                        .build());

        client.updateItem(
                request -> request.tableName(orders).key(key(ann, "1")).attributeUpdates(add));
        client.updateItem(request -> request.tableName(orders)
                .key(key(ann, "1"))
                .attributeUpdates(add)
                .expected(Map.of(
                        "seen", ExpectedAttributeValue.builder().value(n(1)).build()))
                .conditionalOperator(ConditionalOperator.OR));
        assertThat(get("1")).isEqualTo(with(item, "seen", n(2)));
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.updateItem(request ->
                        request.tableName(orders).key(key(ann, "none")).attributeUpdates(add)));
        refused(
                () -> client.updateItem(request -> request.tableName(orders)
                        .key(key(ann, "1"))
                        .attributeUpdates(Map.of(
                                "status",
                                AttributeValueUpdate.builder().value(s("sent")).build()))),
                "'status'");
        refused(() -> client.updateItem(request -> request.tableName(orders)
                .key(key(ann, "none"))
                .attributeUpdates(add)
                .expected(Map.of(
                        SIGNATURE,
                        ExpectedAttributeValue.builder().exists(false).build()))));
        assertThat(get("none")).isEmpty();
    }

    @Test
    void refusesUpdatesOfWhatIsSigned() {
        Map<String, AttributeValue> item = put("1");

        for (String update : List.of(
                "SET note = :v", "REMOVE #s", "SET seen = if_not_exists(note, :v)", "ADD seen :v DELETE note :v")) {
            refused(
                    () -> client.updateItem(request -> request.tableName(orders)
                            .key(key(ann, "1"))
                            .updateExpression(update)
                            .expressionAttributeNames(Map.of("#s", "status"))
                            .expressionAttributeValues(Map.of(":v", s("v")))),
                    "managed update");
        }
        refused(
                () -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .update(update -> update.tableName(orders)
                                .key(key(ann, "1"))
                                .updateExpression("SET note = :v")
                                .expressionAttributeValues(Map.of(":v", s("v"))))
                        .build())),
                "'note'");
        assertThat(get("1")).isEqualTo(item);
    }

    @Test
    void anUpdateMakesNoUnsignedItem() {
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> client.updateItem(
                        countViews("none").updateExpression("SET #v = :one").build()));
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() ->
                        client.updateItem(request -> request.tableName(orders).key(key(ann, "none"))));
        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .update(update -> update.tableName(orders)
                                .key(key(ann, "none"))
                                .updateExpression("ADD #v :one")
                                .expressionAttributeNames(Map.of("#v", "seen"))
                                .expressionAttributeValues(Map.of(":one", n(1))))
                        .build())));
        assertThat(stored(orders, key(ann, "none"))).isEmpty();
    }

    @Test
    void updatesInAManagedWay() {
        Map<String, AttributeValue> item = put("1");

        assertThat(subject.managedUpdate(orders, key(ann, "1"), present -> {
                    client.updateItem(countViews("1").build());
                    present.put("note", s("other"));
                    return present;
                }))
                .contains(with(item, "note", s("other")));
        assertThat(get("1")).isEqualTo(with(with(item, "note", s("other")), "seen", n(1)));
        assertThat(subject.managedUpdate(orders, key(ann, "none"), present -> present))
                .isEmpty();
    }

    @Test
    void aManagedUpdateLosesNobodysWrite() {
        Map<String, AttributeValue> item = put("1");
        AtomicBoolean first = new AtomicBoolean(true);

        subject.managedUpdate(orders, key(ann, "1"), present -> {
            if (first.getAndSet(false)) {
                subject.managedUpdate(orders, key(ann, "1"), other -> with(other, "status", s("sent")));
            }
            return with(present, "note", s("other"));
        });
        assertThat(get("1")).isEqualTo(with(with(item, "note", s("other")), "status", s("sent")));
    }

    // Pages

    private List<Map<String, AttributeValue>> queryAll() {
        return client
                .queryPaginator(QueryRequest.builder()
                        .tableName(orders)
                        .keyConditionExpression("customer = :c")
                        .expressionAttributeValues(Map.of(":c", s(ann)))
                        .limit(2)
                        .build())
                .items()
                .stream()
                .toList();
    }

    @Test
    void queriesPageByPage() {
        List<Map<String, AttributeValue>> items =
                IntStream.range(0, 5).mapToObj(i -> put("" + i)).toList();

        assertThat(queryAll()).isEqualTo(items);
        assertThat(client.query(request -> request.tableName(orders)
                                .keyConditions(Map.of(
                                        "customer",
                                        Condition.builder()
                                                .comparisonOperator(ComparisonOperator.EQ)
                                                .attributeValueList(s(ann))
                                                .build()))
                                .queryFilter(Map.of(
                                        "status",
                                        Condition.builder()
                                                .comparisonOperator(ComparisonOperator.EQ)
                                                .attributeValueList(s("new"))
                                                .build()))
                                .limit(3)
                                .scanIndexForward(false))
                        .items())
                .containsExactly(items.get(4), items.get(3), items.get(2));
    }

    @Test
    void scansAllPagesAndSegments() {
        Map<String, AttributeValue> first = put("1");
        Map<String, AttributeValue> second = put("2");
        client.updateItem(countViews("2").build());

        for (int segment = 0; segment < 2; segment++) {
            int number = segment;
            assertThat(client
                            .scanPaginator(request -> request.tableName(orders)
                                    .segment(number)
                                    .totalSegments(2)
                                    .limit(1)
                                    .filterExpression("customer = :c AND seen <= :v")
                                    .expressionAttributeValues(Map.of(":c", s(ann), ":v", n(0))))
                            .items()
                            .stream()
                            .toList())
                    .isSubsetOf(List.of(first, second));
        }
        ScanResponse response = client.scan(request -> request.tableName(orders)
                .filterExpression("customer = :c AND NOT attribute_not_exists(note)")
                .expressionAttributeValues(Map.of(":c", s(ann))));
        assertThat(response.items()).containsExactlyInAnyOrder(first, with(second, "seen", n(1)));
        assertThat(response.count()).isEqualTo(2);
        assertThat(response.scannedCount()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void refusesFiltersOnWhatIsEncrypted() {
        refused(
                () -> client.scan(request -> request.tableName(orders)
                        .filterExpression("contains(note, :v)")
                        .expressionAttributeValues(Map.of(":v", s("secret")))),
                "'note'");
        refused(
                () -> client.query(request -> request.tableName(orders)
                        .keyConditionExpression("customer = :v")
                        .filterExpression("note IN (:v)")
                        .expressionAttributeValues(Map.of(":v", s("secret")))),
                "'note'");
        refused(
                () -> client.scan(request -> request.tableName(orders)
                        .scanFilter(Map.of(
                                "note",
                                Condition.builder()
                                        .comparisonOperator(ComparisonOperator.BEGINS_WITH)
                                        .attributeValueList(s("secret"))
                                        .build()))),
                "'note'");
        assertThat(subject.raw()
                        .scan(request -> request.tableName(orders)
                                .filterExpression("note = :v")
                                .expressionAttributeValues(Map.of(":v", s("secret"))))
                        .items())
                .isEmpty();
    }

    @Test
    void readsIndexesThatHoldWholeItems() {
        Map<String, AttributeValue> item = with(put("1"), "status", s(ann));
        client.putItem(request -> request.tableName(orders).item(item));

        assertThat(client.query(ofStatus("by-status").build()).items()).containsExactly(item);
        refused(() -> client.query(ofStatus("keys-only").build()), "keys-only");
        assertThat(client.query(ofStatus("keys-only").select(Select.COUNT).build())
                        .count())
                .isEqualTo(1);
        assertThat(subject.raw().query(ofStatus("keys-only").build()).items())
                .containsExactly(Map.of("customer", s(ann), "order", s("1"), "status", s(ann)));
        // DynamoDB fetches from the table what a local index leaves out.
        assertThat(client.query(request -> request.tableName(orders)
                                .indexName("local")
                                .select(Select.ALL_ATTRIBUTES)
                                .keyConditionExpression("customer = :c AND #s = :s")
                                .expressionAttributeNames(Map.of("#s", "status"))
                                .expressionAttributeValues(Map.of(":c", s(ann), ":s", s(ann))))
                        .items())
                .containsExactly(item);
    }

    private QueryRequest.Builder ofStatus(String index) {
        return QueryRequest.builder()
                .tableName(orders)
                .indexName(index)
                .keyConditionExpression("#s = :s")
                .expressionAttributeNames(Map.of("#s", "status"))
                .expressionAttributeValues(Map.of(":s", s(ann)));
    }

    @Test
    void refusesProjections() {
        put("1");

        refused(() -> client.getItem(GetItemRequest.builder()
                .tableName(orders)
                .key(key(ann, "1"))
                .projectionExpression("note")
                .build()));
        refused(() -> client.scan(request -> request.tableName(orders).attributesToGet("note")));
        assertThat(subject.raw()
                        .getItem(request ->
                                request.tableName(orders).key(key(ann, "1")).projectionExpression("seen"))
                        .item())
                .isEqualTo(Map.of("seen", n(0)));
    }

    @Test
    void allowsProjectionsThatKeepWhatIsSigned() {
        subject = subject(EncryptedClientConfig.of(
                provider(),
                AttributeActions.withDefault(CryptoAction.DO_NOTHING).with("note", CryptoAction.ENCRYPT_AND_SIGN)));
        client = subject.client();
        put("1");
        Map<String, AttributeValue> note = Map.of("note", s("secret 1"));

        assertThat(client.getItem(request -> request.tableName(orders)
                                .key(key(ann, "1"))
                                .projectionExpression("#n")
                                .expressionAttributeNames(Map.of("#n", "note")))
                        .item())
                .isEqualTo(note);
        assertThat(client.getItem(request ->
                                request.tableName(orders).key(key(ann, "1")).attributesToGet("note"))
                        .item())
                .isEqualTo(note);
        assertThat(client.query(request -> request.tableName(orders)
                                .keyConditionExpression("customer = :c")
                                .projectionExpression("note")
                                .expressionAttributeValues(Map.of(":c", s(ann))))
                        .items())
                .containsExactly(note);
        assertThat(client.batchGetItem(request -> request.requestItems(Map.of(
                                orders,
                                KeysAndAttributes.builder()
                                        .keys(List.of(key(ann, "1")))
                                        .projectionExpression("note")
                                        .build())))
                        .responses())
                .isEqualTo(Map.of(orders, List.of(note)));
        assertThat(client.transactGetItems(request -> request.transactItems(TransactGetItem.builder()
                                .get(get ->
                                        get.tableName(orders).key(key(ann, "1")).projectionExpression("note"))
                                .build()))
                        .responses()
                        .get(0)
                        .item())
                .isEqualTo(note);
        refused(() -> client.getItem(
                request -> request.tableName(orders).key(key(ann, "1")).projectionExpression("seen")));
    }

    // Batches and transactions

    @Test
    void writesAndReadsBatches() {
        Map<String, AttributeValue> old = put("0");
        Map<String, AttributeValue> item = order(ann, "1", "secret");
        Map<String, AttributeValue> user = Map.of("user", s(ann), "name", s("Ann"));
        client.batchWriteItem(request -> request.requestItems(Map.of(
                orders,
                List.of(
                        WriteRequest.builder()
                                .putRequest(PutRequest.builder().item(item).build())
                                .build(),
                        WriteRequest.builder()
                                .deleteRequest(DeleteRequest.builder()
                                        .key(key(ann, "0"))
                                        .build())
                                .build()),
                users,
                List.of(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(user).build())
                        .build()))));

        assertThat(old).isNotEmpty();
        assertThat(stored(orders, key(ann, "1")).get("note").b()).isNotNull();
        assertThat(client.batchGetItem(request -> request.requestItems(Map.of(
                                orders,
                                KeysAndAttributes.builder()
                                        .keys(List.of(key(ann, "0"), key(ann, "1")))
                                        .build(),
                                users,
                                KeysAndAttributes.builder()
                                        .keys(List.of(Map.of("user", s(ann))))
                                        .build())))
                        .responses())
                .isEqualTo(Map.of(orders, List.of(item), users, List.of(user)));
    }

    @Test
    void writesAndReadsInTransactions() { // CMP-37; PartiQL: OperationGroupTest
        put("0");
        put("1");
        put("2");
        Map<String, AttributeValue> item = order(ann, "3", "secret");
        client.transactWriteItems(request -> request.transactItems(
                TransactWriteItem.builder()
                        .put(Put.builder().tableName(orders).item(item).build())
                        .build(),
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(orders)
                                .key(key(ann, "0"))
                                .conditionExpression("attribute_exists(note)"))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(orders)
                                .key(key(ann, "1"))
                                .updateExpression("ADD seen :one")
                                .expressionAttributeValues(Map.of(":one", n(1))))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check -> check.tableName(orders)
                                .key(key(ann, "2"))
                                .conditionExpression("#s = :s")
                                .expressionAttributeNames(Map.of("#s", "status"))
                                .expressionAttributeValues(Map.of(":s", s("new"))))
                        .build()));

        assertThat(stored(orders, key(ann, "3")).get("note").b()).isNotNull();
        assertThat(client
                        .transactGetItems(request -> request.transactItems(Stream.of("3", "0", "1")
                                .map(this::getInTransaction)
                                .toList()))
                        .responses()
                        .stream()
                        .map(response -> new HashMap<>(response.item())))
                .containsExactly(
                        new HashMap<>(item),
                        new HashMap<>(),
                        new HashMap<>(with(order(ann, "1", "secret 1"), "seen", n(1))));
    }

    private TransactGetItem getInTransaction(String order) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(orders).key(key(ann, order)))
                .build();
    }

    @Test
    void givesTheItemsThatCancelledATransaction() {
        Map<String, AttributeValue> item = put("1");

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> client.transactWriteItems(request -> request.transactItems(
                        TransactWriteItem.builder()
                                .put(Put.builder()
                                        .tableName(orders)
                                        .item(order(ann, "2", "secret"))
                                        .build())
                                .build(),
                        TransactWriteItem.builder()
                                .put(Put.builder()
                                        .tableName(orders)
                                        .item(order(ann, "1", "other"))
                                        .conditionExpression("attribute_not_exists(note)")
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                        .build())
                                .build())))
                .satisfies(e -> assertThat(e.cancellationReasons())
                        .extracting(CancellationReason::code)
                        .containsExactly("None", "ConditionalCheckFailed"))
                .satisfies(
                        e -> assertThat(e.cancellationReasons().get(1).item()).isEqualTo(item));
        assertThat(get("1")).isEqualTo(item);
        assertThat(get("2")).isEmpty();
    }

    // Configurations

    @Test
    void takesAnotherConfigurationForSingleRequests() {
        put("1");
        CryptoConfig usual = subject.cryptoConfig(orders);
        CryptoConfig renamed = CryptoConfig.builder(provider(), usual.table(), usual.attributeActions())
                .tableNameOverride(TableNameOverride.of("former-orders").alsoAccepting(orders))
                .build();
        DynamoDbClient other = subject.with(renamed);
        other.putItem(request -> request.tableName(orders).item(order(ann, "2", "secret")));

        assertThat(other.getItem(request -> request.tableName(orders).key(key(ann, "2")))
                        .item())
                .isEqualTo(order(ann, "2", "secret"));
        assertThat(other.getItem(request -> request.tableName(orders).key(key(ann, "1")))
                        .item())
                .isEqualTo(order(ann, "1", "secret 1"));
        assertThatExceptionOfType(ItemRefusedException.class).isThrownBy(() -> get("2"));
        other.close();
        assertThat(get("1")).isNotEmpty();
    }

    @Test
    void leavesTablesAloneThatAreNamedSo() {
        DynamoDbClient mixed = subject(EncryptedClientConfig.builder()
                        .allTables(provider(), ACTIONS)
                        .notEncrypted(users)
                        .build())
                .client();
        Map<String, AttributeValue> user = Map.of("user", s(ann), "name", s("Ann"));
        Map<String, AttributeValue> item = order(ann, "1", "secret");
        mixed.batchWriteItem(request -> request.requestItems(Map.of(
                orders,
                List.of(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build()),
                users,
                List.of(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(user).build())
                        .build()))));

        assertThat(stored(users, Map.of("user", s(ann)))).isEqualTo(user);
        assertThat(stored(orders, key(ann, "1")).get("note").b()).isNotNull();
        mixed.updateItem(request -> request.tableName(users)
                .key(Map.of("user", s(ann)))
                .updateExpression("SET #n = :n")
                .expressionAttributeNames(Map.of("#n", "name"))
                .expressionAttributeValues(Map.of(":n", s("Anna"))));
        assertThat(mixed.batchGetItem(request -> request.requestItems(Map.of(
                                orders,
                                KeysAndAttributes.builder()
                                        .keys(List.of(key(ann, "1")))
                                        .build(),
                                users,
                                KeysAndAttributes.builder()
                                        .keys(List.of(Map.of("user", s(ann))))
                                        .build())))
                        .responses())
                .isEqualTo(Map.of(orders, List.of(item), users, List.of(with(user, "name", s("Anna")))));
    }

    @Test
    void rawClientsWriteNothing() {
        refused(() -> subject.raw().putItem(request -> request.tableName(orders).item(order(ann, "1", "secret"))));
        refused(() ->
                subject.raw().deleteItem(request -> request.tableName(orders).key(key(ann, "1"))));
        refused(() -> subject.raw()
                .batchWriteItem(request -> request.requestItems(Map.of(
                        orders,
                        List.of(WriteRequest.builder()
                                .putRequest(PutRequest.builder()
                                        .item(order(ann, "1", "secret"))
                                        .build())
                                .build())))));
        assertThat(stored(orders, key(ann, "1"))).isEmpty();
    }

    @Test
    void waitsForTables() {
        assertThat(client.describeTable(request -> request.tableName(orders))
                        .table()
                        .tableName())
                .isEqualTo(orders);
        assertThat(client.listTablesPaginator().tableNames().stream()).contains(orders, users);
    }
}
