package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.ClientFixtures.ORDERS;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.PLAIN;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.SIGNATURE;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.key;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.keySchema;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.order;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.s;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.stored;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What goes to DynamoDB, and answers that no DynamoDB gives. */
class EncryptedClientRequestsTest {

    private final RecordingClient recording = new RecordingClient();
    private final EncryptedDynamoDbClient client =
            EncryptedDynamoDbClient.of(recording.client(), ClientFixtures.config());

    private static void fails(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(ItemsealException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void keepsAllButTheItemOfARequest() {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(ORDERS)
                .item(order())
                .conditionExpression("attribute_not_exists(note)")
                .returnValues(ReturnValue.ALL_OLD)
                .overrideConfiguration(configuration -> configuration.putHeader("x-test", "1"))
                .build();
        client.putItem(request);

        PutItemRequest sent = recording.lastCall(PutItemRequest.class);
        assertThat(sent.toBuilder().item(request.item()).build()).isEqualTo(request);
        assertThat(sent.overrideConfiguration()).isEqualTo(request.overrideConfiguration());
        assertThat(sent.item()).containsKey(SIGNATURE).doesNotContainEntry("note", s("secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  | attribute_exists(#itemseal0)",
                "views = :v | attribute_exists(#itemseal0) AND views = :v",
                "views = :v AND NOT views = :w | attribute_exists(#itemseal0) AND views = :v AND NOT views = :w",
                "views = :v OR views = :w | attribute_exists(#itemseal0) AND (views = :v OR views = :w)",
                "(views = :v OR views = :w) | attribute_exists(#itemseal0) AND (views = :v OR views = :w)"
            })
    void anUpdateDemandsASignature(String condition, String sent) {
        client.updateItem(request -> request.tableName(ORDERS)
                .key(key())
                .updateExpression("ADD views :v")
                .conditionExpression(condition));
        assertThat(recording.lastCall(UpdateItemRequest.class).conditionExpression())
                .isEqualTo(sent);
        assertThat(recording.lastCall(UpdateItemRequest.class).expressionAttributeNames())
                .isEqualTo(Map.of("#itemseal0", SIGNATURE));

        client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                .update(update -> update.tableName(ORDERS)
                        .key(key())
                        .updateExpression("ADD views :v")
                        .conditionExpression(condition))
                .build()));
        assertThat(recording.calls().toString()).contains(sent);
    }

    @Test
    void takesAPlaceholderThatIsFree() {
        client.updateItem(request -> request.tableName(ORDERS)
                .key(key())
                .updateExpression("REMOVE #itemseal0")
                .expressionAttributeNames(Map.of("#itemseal0", "views")));
        assertThat(recording.lastCall(UpdateItemRequest.class).conditionExpression())
                .isEqualTo("attribute_exists(#itemseal1)");
        assertThat(recording.lastCall(UpdateItemRequest.class).expressionAttributeNames())
                .isEqualTo(Map.of("#itemseal0", "views", "#itemseal1", SIGNATURE));
    }

    @Test
    void refusesUpdatesOfWhatOlderItemsSign() {
        CryptoConfig changed = CryptoConfig.builder(
                        ClientFixtures.provider(),
                        ClientFixtures.INFO,
                        ClientFixtures.orders().attributeActions())
                .alsoReading(ClientFixtures.orders().attributeActions().with("views", CryptoAction.SIGN_ONLY))
                .build();

        fails(
                Reason.UNSAFE_OPERATION,
                () -> client.with(changed)
                        .updateItem(
                                request -> request.tableName(ORDERS).key(key()).updateExpression("ADD views :v")));
        assertThat(recording.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATED_OLD", "UPDATED_NEW", "NONE"})
    void givesOfAnUpdateOnlyWhatIsUnsigned(String asked) {
        recording.answer(UpdateItemResponse.builder()
                .attributes(Map.of(
                        "views",
                        AttributeValue.fromN("1"),
                        "status",
                        s("forged"),
                        "note",
                        s("forged"),
                        SIGNATURE,
                        s("x")))
                .build());

        assertThat(client.updateItem(request -> request.tableName(ORDERS)
                                .key(key())
                                .updateExpression("ADD views :v")
                                .returnValues(asked))
                        .attributes())
                .isEqualTo(Map.of("views", AttributeValue.fromN("1")));
    }

    /** A table whose index has two partition and two sort key attributes, as DynamoDB describes it. */
    private static DescribeTableResponse withIndexOfFourKeys() {
        return DescribeTableResponse.builder()
                .table(table -> table.tableName(ORDERS)
                        .keySchema(keySchema(1, "customer", "order"))
                        .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                                .indexName("four")
                                .keySchema(keySchema(2, "a", "b", "c", "d"))
                                .projection(projection -> projection.projectionType("ALL"))
                                .build()))
                .build();
    }

    private EncryptedDynamoDbClient described(AttributeActions actions) {
        recording.answer(withIndexOfFourKeys());
        return EncryptedDynamoDbClient.of(recording.client(), ClientFixtures.provider(), actions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d"})
    void refusesATableOfWhichAnyIndexKeyWouldBeEncrypted(String encrypted) {
        AttributeActions signed = AttributeActions.withDefault(CryptoAction.SIGN_ONLY);

        fails(
                Reason.INVALID_ACTIONS,
                () -> described(signed.with(encrypted, CryptoAction.ENCRYPT_AND_SIGN))
                        .putItem(request -> request.tableName(ORDERS).item(order())));
        assertThat(recording.calls()).singleElement().isInstanceOf(DescribeTableRequest.class);
    }

    @Test
    void queriesAnIndexOfSeveralKeysAsTheCallerSays() {
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("a", CryptoAction.SIGN_ONLY)
                .with("b", CryptoAction.SIGN_ONLY)
                .with("c", CryptoAction.SIGN_ONLY)
                .with("d", CryptoAction.SIGN_ONLY);
        EncryptedDynamoDbClient described = described(actions);
        CryptoConfig config = described.cryptoConfig(ORDERS);
        Map<String, AttributeValue> item = new HashMap<>(order());
        List.of("a", "b", "c", "d").forEach(name -> item.put(name, s(name)));
        recording.answer(
                QueryResponse.builder().items(List.of(stored(item, config))).build());
        Consumer<QueryRequest.Builder> query = request -> request.tableName(ORDERS)
                .indexName("four")
                .keyConditionExpression("a = :a AND b = :b AND c = :c AND d > :d")
                .expressionAttributeValues(Map.of(":a", s("a"), ":b", s("b"), ":c", s("c"), ":d", s("")));

        assertThat(described.query(query).items()).containsExactly(item);

        recording.answer(QueryResponse.builder()
                .items(List.of(stored(with(item, "b", s("another")), config)))
                .build());
        fails(Reason.WRONG_ITEM, () -> described.query(query));
    }

    @Test
    void describesATableOnce() {
        EncryptedDynamoDbClient described = EncryptedDynamoDbClient.of(
                recording.client(),
                EncryptedClientConfig.builder()
                        .table(ORDERS, ClientFixtures.provider(), AttributeActions.encryptAndSignAll())
                        .build());
        DescribeTableResponse description = DescribeTableResponse.builder()
                .table(TableDescription.builder()
                        .tableName(ORDERS)
                        .keySchema(
                                KeySchemaElement.builder()
                                        .attributeName("customer")
                                        .keyType("HASH")
                                        .build(),
                                KeySchemaElement.builder()
                                        .attributeName("order")
                                        .keyType("RANGE")
                                        .build())
                        .build())
                .build();
        recording.answer(description);
        described.getItem(request -> request.tableName(ORDERS).key(key()));
        described.getItem(request -> request.tableName(ORDERS).key(key()));
        assertThat(recording.calls())
                .extracting(Object::getClass)
                .containsExactly(
                        List.<Class<?>>of(DescribeTableRequest.class, GetItemRequest.class, GetItemRequest.class)
                                .toArray(new Class<?>[0]));

        described.refresh(ORDERS);
        recording.answer(description);
        assertThat(described.cryptoConfig(ORDERS).table().protectedKeyNames())
                .containsExactlyInAnyOrder("customer", "order");
        assertThat(recording.lastCall(DescribeTableRequest.class).tableName()).isEqualTo(ORDERS);
    }

    @Test
    void refusesAnotherItemThanTheOneThatWasAskedFor() {
        Map<String, AttributeValue> other = stored(with(order(), "order", s("2")));

        recording.answer(GetItemResponse.builder().item(other).build());
        fails(
                Reason.WRONG_ITEM,
                () -> client.getItem(request -> request.tableName(ORDERS).key(key())));
        recording.answer(QueryResponse.builder().items(List.of(other)).build());
        fails(
                Reason.WRONG_ITEM,
                () -> client.query(request -> request.tableName(ORDERS)
                        .keyConditionExpression("customer = :c AND #o = :o")
                        .expressionAttributeNames(Map.of("#o", "order"))
                        .expressionAttributeValues(Map.of(":c", s("ann"), ":o", s("1")))));
        recording.answer(BatchGetItemResponse.builder()
                .responses(Map.of(ORDERS, List.of(other)))
                .build());
        fails(Reason.WRONG_ITEM, this::getBatch);
        recording.answer(BatchGetItemResponse.builder()
                .responses(Map.of(ORDERS, List.of(stored(order()), stored(order()))))
                .build());
        fails(Reason.WRONG_ITEM, this::getBatch);
    }

    private BatchGetItemResponse getBatch() {
        return client.batchGetItem(request -> request.requestItems(
                Map.of(ORDERS, KeysAndAttributes.builder().keys(List.of(key())).build())));
    }

    @Test
    void refusesAnswersThatBelongToNoRequest() {
        recording.answer(BatchGetItemResponse.builder()
                .responses(Map.of("Other", List.of(order())))
                .build());
        fails(Reason.INVALID_REQUEST, this::getBatch);
        recording.answer(BatchGetItemResponse.builder()
                .unprocessedKeys(Map.of(
                        ORDERS,
                        KeysAndAttributes.builder()
                                .keys(List.of(with(key(), "order", s("2"))))
                                .build()))
                .build());
        fails(Reason.INVALID_REQUEST, this::getBatch);
        recording.answer(BatchWriteItemResponse.builder()
                .unprocessedItems(Map.of(
                        ORDERS,
                        List.of(WriteRequest.builder()
                                .putRequest(PutRequest.builder()
                                        .item(with(order(), "order", s("2")))
                                        .build())
                                .build())))
                .build());
        fails(
                Reason.INVALID_REQUEST,
                () -> client.batchWriteItem(request -> request.requestItems(Map.of(
                        ORDERS,
                        List.of(WriteRequest.builder()
                                .putRequest(PutRequest.builder().item(order()).build())
                                .build())))));
        recording.answer(TransactGetItemsResponse.builder().build());
        fails(
                Reason.INVALID_REQUEST,
                () -> client.transactGetItems(request -> request.transactItems(TransactGetItem.builder()
                        .get(get -> get.tableName(ORDERS).key(key()))
                        .build())));
    }

    @Test
    void refusesReasonsThatBelongToNoRequest() {
        recording.answer(TransactionCanceledException.builder()
                .cancellationReasons(
                        CancellationReason.builder().item(stored(order())).build(),
                        CancellationReason.builder().build())
                .build());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(ORDERS).key(key()))
                        .build())))
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().isInstanceOf(TransactionCanceledException.class));
    }

    @Test
    void refusesRequestsThatAreNotExactlyOne() {
        fails(
                Reason.INVALID_REQUEST,
                () -> client.batchWriteItem(request -> request.requestItems(
                        Map.of(ORDERS, List.of(WriteRequest.builder().build())))));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.transactWriteItems(request ->
                        request.transactItems(TransactWriteItem.builder().build())));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .put(put -> put.tableName(PLAIN).item(order()))
                        .delete(delete -> delete.tableName(ORDERS).key(key()))
                        .build())));
        assertThat(recording.calls()).isEmpty();
    }

    @Test
    void refusesAProjectionInBothForms() {
        fails(
                Reason.INVALID_REQUEST,
                () -> client.getItem(request -> request.tableName(ORDERS)
                        .key(key())
                        .projectionExpression("note")
                        .attributesToGet("status")));
        assertThat(recording.calls()).isEmpty();
    }

    /** The SDK keeps there what failed at its earlier attempts. */
    @Test
    void keepsWhatTheSdkSuppressedBesideAFailedConditionThatCanBeRead() {
        SdkClientException earlier = SdkClientException.create("no answer");
        ConditionalCheckFailedException failed = ConditionalCheckFailedException.builder()
                .item(stored(order()))
                .numAttempts(2)
                .build();
        failed.addSuppressed(earlier);
        recording.answer(failed);
        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() ->
                        client.deleteItem(request -> request.tableName(ORDERS).key(key())))
                .satisfies(e -> {
                    assertThat(e.item()).isEqualTo(order());
                    assertThat(e.numAttempts()).isEqualTo(2);
                    assertThat(e.getSuppressed()).containsExactly(earlier);
                });

        TransactionCanceledException cancelled = TransactionCanceledException.builder()
                .cancellationReasons(
                        CancellationReason.builder().item(stored(order())).build())
                .build();
        cancelled.addSuppressed(earlier);
        recording.answer(cancelled);
        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(ORDERS).key(key()))
                        .build())))
                .satisfies(e -> {
                    assertThat(e.cancellationReasons().get(0).item()).isEqualTo(order());
                    assertThat(e.getSuppressed()).containsExactly(earlier);
                });
    }

    @Test
    void keepsTheFailedConditionBesideAnItemThatCannotBeRead() {
        recording.answer(ConditionalCheckFailedException.builder()
                .item(with(stored(order()), "new", AttributeValue.builder().build()))
                .build());

        assertThatExceptionOfType(ItemsealException.class)
                .isThrownBy(() ->
                        client.deleteItem(request -> request.tableName(ORDERS).key(key())))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE))
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOf(ConditionalCheckFailedException.class));
    }

    @Test
    void throwsErrorsAsTheyAre() {
        AssertionError error = new AssertionError("test");
        recording.answer(error);

        assertThat(catchThrowable(() ->
                        client.getItem(request -> request.tableName(ORDERS).key(key()))))
                .isSameAs(error);
    }

    @Test
    void refusesKeysThatTheSdkWouldReplace() {
        Map<String, AttributeValue> half = with(key(), "order", s("a\uD800"));

        fails(
                Reason.INVALID_REQUEST,
                () -> client.getItem(request -> request.tableName(ORDERS).key(half)));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.deleteItem(request -> request.tableName(ORDERS).key(half)));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.updateItem(
                        request -> request.tableName(ORDERS).key(half).updateExpression("ADD views :v")));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(ORDERS).key(half))
                        .build())));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.batchGetItem(request -> request.requestItems(Map.of(
                        ORDERS, KeysAndAttributes.builder().keys(List.of(half)).build()))));
        fails(
                Reason.INVALID_REQUEST,
                () -> client.putItem(
                        request -> request.tableName(ORDERS).item(with(order(), "views", s("unsigned \uD800")))));
        assertThat(recording.calls()).isEmpty();
    }

    @Test
    void refusesAnUnsignedItem() {
        recording.answer(GetItemResponse.builder().item(order()).build());

        assertThatExceptionOfType(ItemRefusedException.class)
                .isThrownBy(() ->
                        client.getItem(request -> request.tableName(ORDERS).key(key())));
    }

    @Test
    void leavesOnlyTablesAloneThatAreNamedExactlySo() {
        client.putItem(request -> request.tableName(PLAIN).item(order()));
        assertThat(recording.lastCall(PutItemRequest.class).item()).isEqualTo(order());

        fails(
                Reason.INVALID_REQUEST,
                () -> client.putItem(
                        request -> request.tableName("arn:aws:dynamodb:eu-west-1:123456789012:table/" + PLAIN)
                                .item(order())));
        fails(Reason.INVALID_REQUEST, () -> client.managedUpdate(PLAIN, key(), item -> item));
        assertThat(recording.calls()).hasSize(1);
    }

    @Test
    void refusesConfigurationsThatContradictThemselves() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        EncryptedClientConfig.builder().notEncrypted(ORDERS).table(ClientFixtures.orders()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        EncryptedClientConfig.builder().notEncrypted(ORDERS).build());
        EncryptedDynamoDbClient plain = EncryptedDynamoDbClient.of(
                recording.client(),
                EncryptedClientConfig.builder()
                        .allTables(ClientFixtures.provider(), ClientFixtures.ACTIONS)
                        .notEncrypted(ORDERS)
                        .build());
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> plain.with(ClientFixtures.orders()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EncryptedClientConfig.builder()
                        .allTables(ClientFixtures.provider(), ClientFixtures.ACTIONS)
                        .allTables(ClientFixtures.provider(), AttributeActions.encryptAndSignAll()));
    }
}
