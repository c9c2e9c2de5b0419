package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.n;
import static dev.itemseal.integration.ClientFixtures.order;
import static dev.itemseal.integration.ClientFixtures.provider;
import static dev.itemseal.integration.ClientFixtures.stored;
import static dev.itemseal.integration.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.integration.FaultyServer.Fault;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Throttling, dropped connections and batches that are done in part. */
@NeedsDynamoDb
class EncryptedClientFaultsTest {

    private static String orders;

    private final String ann = UUID.randomUUID().toString();
    private FaultyServer server;

    enum Kind {
        SYNCHRONOUS,
        ASYNCHRONOUS
    }

    @BeforeAll
    static void createTable() {
        orders = ClientFixtures.createOrders();
    }

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An encrypted client, and its managed update of one attribute, which both kinds have in another form. */
    private record Subject(DynamoDbClient client, ManagedCount count) implements AutoCloseable {

        @Override
        public void close() {
            client.close();
        }
    }

    private interface ManagedCount {
        void up(Map<String, AttributeValue> key);
    }

    private static Subject subject(Kind kind, URI endpoint) {
        ClientOverrideConfiguration configuration = ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new UnprocessedRest())
                .retryStrategy(retries -> retries.maxAttempts(4)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()))
                .build();
        if (kind == Kind.SYNCHRONOUS) {
            EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(
                    DynamoDbClient.builder()
                            .endpointOverride(endpoint)
                            .region(Region.EU_WEST_1)
                            .credentialsProvider(LocalDynamoDb.credentials())
                            .httpClient(UrlConnectionHttpClient.create())
                            .overrideConfiguration(configuration)
                            .build(),
                    provider(),
                    ACTIONS);
            return new Subject(client, key -> client.managedUpdate(orders, key, EncryptedClientFaultsTest::counted));
        }
        EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(
                DynamoDbAsyncClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(LocalDynamoDb.credentials())
                        .httpClient(NettyNioAsyncHttpClient.create())
                        .overrideConfiguration(configuration)
                        .build(),
                provider(),
                ACTIONS);
        return new Subject(
                WaitingClient.of(client),
                key -> client.managedUpdate(orders, key, EncryptedClientFaultsTest::counted)
                        .join());
    }

    private static Map<String, AttributeValue> counted(Map<String, AttributeValue> item) {
        return with(item, "count", n(Long.parseLong(item.get("count").n()) + 1));
    }

    private Map<String, AttributeValue> get(Subject subject, String order) {
        return subject.client()
                .getItem(request -> request.tableName(orders).key(key(ann, order)))
                .item();
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheSameBytesAgain(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            Map<String, AttributeValue> item = order(ann, "1", "secret");
            server.fail("PutItem", Fault.THROTTLED, Fault.REQUEST_LOST, Fault.ANSWER_LOST);
            subject.client().putItem(request -> request.tableName(orders).item(item));

            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().stream().distinct()).hasSize(1);
            assertThat(server.requests().get(0)).doesNotContain("secret");
            assertThat(get(subject, "1")).isEqualTo(item);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSdksOwnErrorInTheEnd(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            server.fail("PutItem", Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED);

            assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                    .isThrownBy(() -> subject.client()
                            .putItem(request -> request.tableName(orders).item(order(ann, "1", "secret"))));
            assertThat(stored(orders, key(ann, "1"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionWhoseAnswerIsLostTakesEffectOnce(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            Map<String, AttributeValue> item = order(ann, "1", "secret");
            server.fail("TransactWriteItems", Fault.ANSWER_LOST);
            subject.client()
                    .transactWriteItems(request -> request.transactItems(TransactWriteItem.builder()
                            .put(Put.builder()
                                    .tableName(orders)
                                    .item(item)
                                    .conditionExpression("attribute_not_exists(note)")
                                    .build())
                            .build()));

            assertThat(server.requests().stream().distinct()).hasSize(1);
            assertThat(get(subject, "1")).isEqualTo(item);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aManagedUpdateWhoseAnswerIsLostTakesEffectOnce(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            Map<String, AttributeValue> item = with(order(ann, "1", "secret"), "count", n(0));
            subject.client().putItem(request -> request.tableName(orders).item(item));
            server.fail("UpdateItem", Fault.ANSWER_LOST);
            subject.count().up(key(ann, "1"));

            assertThat(get(subject, "1")).isEqualTo(with(item, "count", n(1)));
        }
    }

    /** All attempts of the SDK go unanswered, and the first one arrives when the update is sent once more. */
    @ParameterizedTest
    @EnumSource
    void aManagedUpdateThatArrivesLateTakesEffectOnce(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            Map<String, AttributeValue> item = with(order(ann, "1", "secret"), "count", n(0));
            subject.client().putItem(request -> request.tableName(orders).item(item));
            server.fail("UpdateItem", Fault.REQUEST_LATE, Fault.REQUEST_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST);
            subject.count().up(key(ann, "1"));

            assertThat(get(subject, "1")).isEqualTo(with(item, "count", n(1)));
            assertThat(server.requests().stream().filter(request -> request.contains("UpdateExpression")))
                    .hasSize(5)
                    .containsOnly(server.requests().get(2));
        }
    }

    /** The update took effect, and then nothing can be read: that is what the caller has to know. */
    @ParameterizedTest
    @EnumSource
    void aManagedUpdateThatCannotBeLookedAfterIsLost(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            Map<String, AttributeValue> item = with(order(ann, "1", "secret"), "count", n(0));
            subject.client().putItem(request -> request.tableName(orders).item(item));
            server.fail("UpdateItem", Fault.ANSWER_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST);
            server.fail("GetItem", Fault.NONE, Fault.DENIED);

            assertThatThrownBy(() -> subject.count().up(key(ann, "1")))
                    .extracting(failure -> failure instanceof CompletionException ? failure.getCause() : failure)
                    .isInstanceOfSatisfying(StoreException.class, lost -> {
                        assertThat(lost.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
                        assertThat(lost.retryable()).isFalse();
                        assertThat(lost).hasMessageContaining("may have taken effect or not");
                        assertThat(lost.getSuppressed())
                                .singleElement()
                                .asString()
                                .contains("AccessDeniedException");
                    });
            assertThat(get(subject, "1")).isEqualTo(with(item, "count", n(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesBackUnprocessedWritesAsTheCallerGaveThem(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            subject.client().putItem(request -> request.tableName(orders).item(order(ann, "gone", "secret")));
            List<WriteRequest> writes = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder()
                                .item(order(ann, "" + i, "secret " + i))
                                .build())
                        .build());
            }
            writes.add(WriteRequest.builder()
                    .deleteRequest(DeleteRequest.builder().key(key(ann, "gone")).build())
                    .build());

            List<WriteRequest> left = writes;
            while (!left.isEmpty()) {
                List<WriteRequest> next = left;
                BatchWriteItemResponse response =
                        subject.client().batchWriteItem(request -> request.requestItems(Map.of(orders, next)));
                left = response.unprocessedItems().getOrDefault(orders, List.of());
                assertThat(left).isEqualTo(next.subList(1, next.size()));
            }
            assertThat(get(subject, "gone")).isEmpty();
            for (int i = 0; i < 5; i++) {
                assertThat(get(subject, "" + i)).isEqualTo(order(ann, "" + i, "secret " + i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAllOfABatchThatIsDoneInParts(Kind kind) {
        try (Subject subject = subject(kind, server.endpoint())) {
            List<Map<String, AttributeValue>> items = IntStream.range(0, 4)
                    .mapToObj(i -> order(ann, "" + i, "secret"))
                    .toList();
            items.forEach(item -> subject.client()
                    .putItem(request -> request.tableName(orders).item(item)));
            KeysAndAttributes keys = KeysAndAttributes.builder()
                    .keys(IntStream.range(0, 4).mapToObj(i -> key(ann, "" + i)).toList())
                    .consistentRead(true)
                    .build();
            BatchGetItemRequest batch = BatchGetItemRequest.builder()
                    .requestItems(Map.of(orders, keys))
                    .build();

            assertThat(subject.client().batchGetItem(batch).unprocessedKeys())
                    .isEqualTo(Map.of(
                            orders,
                            keys.toBuilder().keys(keys.keys().subList(1, 4)).build()));
            assertThat(subject.client().batchGetItemPaginator(batch).stream()
                            .flatMap(page -> page.responses().get(orders).stream())
                            .toList())
                    .isEqualTo(items);
        }
    }
}
