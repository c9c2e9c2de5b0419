package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.n;
import static dev.itemseal.integration.ClientFixtures.order;
import static dev.itemseal.integration.ClientFixtures.provider;
import static dev.itemseal.integration.ClientFixtures.s;
import static dev.itemseal.integration.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.engine.table.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Several threads do at random everything that the clients offer, half of them through the asynchronous one. Each has items of
 * its own beside a plain map as the model, and all of them count up in one shared item.
 */
@NeedsDynamoDb
class EncryptedClientModelTest {

    private static final int THREADS = 4;
    private static final int STEPS = 40;
    private static final int KEYS = 6;
    private static final String MARK = "MARKED";

    /** Each time with other numbers; what threads do at a time can't be repeated, but what each does can. */
    @RepeatedTest(4)
    void likeAPlainTable(TestReporter reporter) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        reporter.publishEntry("seed", Long.toString(seed));
        String orders = ClientFixtures.createOrders();
        EncryptedClientConfig config = EncryptedClientConfig.builder()
                .allTables(provider(), ACTIONS)
                .retries(new RetryPolicy(200, Duration.ofMillis(1), Duration.ofMillis(20)))
                .build();
        EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(LocalDynamoDb.client(), config);
        EncryptedDynamoDbAsyncClient asyncClient = EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), config);
        client.putItem(request -> request.tableName(orders).item(with(order("all", "shared", MARK), "count", n(0))));

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Worker>> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Counter counter = i % 2 == 0
                        ? client::managedUpdate
                        : (table, key, change) ->
                                asyncClient.managedUpdate(table, key, change).join();
                Worker worker = new Worker(
                        orders,
                        i % 2 == 0 ? client : WaitingClient.of(asyncClient),
                        counter,
                        "customer-" + i,
                        new Random(seed + i));
                workers.add(threads.submit(worker::work));
            }
            int counted = 0;
            Map<Map<String, AttributeValue>, Map<String, AttributeValue>> expected = new HashMap<>();
            for (Future<Worker> future : workers) {
                counted += future.get().counted;
                expected.putAll(future.get().model);
            }
            Map<String, AttributeValue> shared = with(order("all", "shared", MARK), "count", n(counted));
            expected.put(key("all", "shared"), shared);
            requireStored(orders, client, expected);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every item verifies, none is missing or too many, and what really lies in the table tells nothing. */
    private static void requireStored(
            String orders,
            DynamoDbClient client,
            Map<Map<String, AttributeValue>, Map<String, AttributeValue>> expected) {
        List<Map<String, AttributeValue>> items =
                client.scanPaginator(request -> request.tableName(orders).consistentRead(true)).items().stream()
                        .toList();
        assertThat(items).containsExactlyInAnyOrderElementsOf(expected.values());
        List<Map<String, AttributeValue>> stored =
                LocalDynamoDb.client()
                        .scanPaginator(request -> request.tableName(orders).consistentRead(true))
                        .items()
                        .stream()
                        .toList();
        assertThat(stored).hasSameSizeAs(items).allSatisfy(item -> {
            assertThat(item.get("note").b()).isNotNull();
            assertThat(item).containsKey(ClientFixtures.SIGNATURE);
            assertThat(item.toString()).doesNotContain(MARK);
            item.values().stream()
                    .filter(value -> value.b() != null)
                    .forEach(value -> assertThat(new String(value.b().asByteArray(), StandardCharsets.ISO_8859_1))
                            .doesNotContain(MARK));
        });
    }

    private interface Counter {
        Object update(String table, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change);
    }

    /** One thread's work on its own customer, and what should be stored of it. */
    private static final class Worker {

        private final String orders;
        private final DynamoDbClient client;
        private final Counter counter;
        private final String customer;
        private final Random random;
        private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> model = new HashMap<>();
        private int counted;
        private int notes;

        Worker(String orders, DynamoDbClient client, Counter counter, String customer, Random random) {
            this.orders = orders;
            this.client = client;
            this.counter = counter;
            this.customer = customer;
            this.random = random;
        }

        Worker work() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(9)) {
                    case 0 -> put();
                    case 1 -> delete();
                    case 2 -> get();
                    case 3 -> see();
                    case 4 -> change();
                    case 5 -> batch();
                    case 6 -> transaction();
                    case 7 -> query();
                    default -> count();
                }
            }
            return this;
        }

        private String anyOrder() {
            return "" + random.nextInt(KEYS);
        }

        private Map<String, AttributeValue> newItem(String order) {
            return order(customer, order, MARK + notes++);
        }

        private void put() {
            Map<String, AttributeValue> item = newItem(anyOrder());
            Map<String, AttributeValue> key = key(customer, item.get("order").s());
            assertThat(client.putItem(request ->
                                    request.tableName(orders).item(item).returnValues(ReturnValue.ALL_OLD))
                            .attributes())
                    .isEqualTo(model.getOrDefault(key, Map.of()));
            model.put(key, item);
        }

        private void delete() {
            Map<String, AttributeValue> key = key(customer, anyOrder());
            assertThat(client.deleteItem(request ->
                                    request.tableName(orders).key(key).returnValues(ReturnValue.ALL_OLD))
                            .attributes())
                    .isEqualTo(model.getOrDefault(key, Map.of()));
            model.remove(key);
        }

        private void get() {
            Set<String> asked = new HashSet<>(Set.of(anyOrder(), anyOrder() + "x"));
            List<Map<String, AttributeValue>> keys =
                    asked.stream().map(order -> key(customer, order)).toList();
            assertThat(client.batchGetItem(request -> request.requestItems(Map.of(
                                    orders,
                                    KeysAndAttributes.builder()
                                            .keys(keys)
                                            .consistentRead(true)
                                            .build())))
                            .responses()
                            .getOrDefault(orders, List.of()))
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .filter(model::containsKey)
                            .map(model::get)
                            .toList());
        }

        /** A direct update of what is not signed. */
        private void see() {
            Map<String, AttributeValue> key = key(customer, anyOrder());
            try {
                client.updateItem(request -> request.tableName(orders)
                        .key(key)
                        .updateExpression("SET seen = seen + :one")
                        .expressionAttributeValues(Map.of(":one", n(1))));
                Map<String, AttributeValue> item = model.get(key);
                long seen = Long.parseLong(item.get("seen").n()) + 1;
                model.put(key, with(item, "seen", n(seen)));
            } catch (ConditionalCheckFailedException e) {
                assertThat(model).doesNotContainKey(key);
            }
        }

        private void change() {
            Map<String, AttributeValue> key = key(customer, anyOrder());
            AttributeValue note = s(MARK + notes++);
            counter.update(orders, key, item -> with(with(item, "note", note), "status", s("changed")));
            model.computeIfPresent(key, (same, item) -> with(with(item, "note", note), "status", s("changed")));
        }

        private void batch() {
            List<WriteRequest> writes = new ArrayList<>();
            for (String order : IntStream.range(0, 3).mapToObj(i -> anyOrder()).collect(Collectors.toSet())) {
                Map<String, AttributeValue> key = key(customer, order);
                if (random.nextBoolean()) {
                    Map<String, AttributeValue> item = newItem(order);
                    model.put(key, item);
                    writes.add(WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(item).build())
                            .build());
                } else {
                    model.remove(key);
                    writes.add(WriteRequest.builder()
                            .deleteRequest(DeleteRequest.builder().key(key).build())
                            .build());
                }
            }
            assertThat(client.batchWriteItem(request -> request.requestItems(Map.of(orders, writes)))
                            .unprocessedItems())
                    .isEmpty();
        }

        private void transaction() {
            Map<String, AttributeValue> put = newItem("first");
            Map<String, AttributeValue> deleted = key(customer, anyOrder());
            client.transactWriteItems(request -> request.transactItems(
                    TransactWriteItem.builder()
                            .put(write -> write.tableName(orders).item(put))
                            .build(),
                    TransactWriteItem.builder()
                            .delete(write -> write.tableName(orders).key(deleted))
                            .build()));
            model.put(key(customer, "first"), put);
            model.remove(deleted);
        }

        private void query() {
            assertThat(client
                            .queryPaginator(QueryRequest.builder()
                                    .tableName(orders)
                                    .keyConditionExpression("customer = :c")
                                    .expressionAttributeValues(Map.of(":c", s(customer)))
                                    .consistentRead(true)
                                    .limit(1 + random.nextInt(KEYS))
                                    .build())
                            .items()
                            .stream()
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(model.values());
        }

        private void count() {
            counter.update(
                    orders,
                    key("all", "shared"),
                    item -> with(
                            item, "count", n(Long.parseLong(item.get("count").n()) + 1)));
            counted++;
        }
    }
}
