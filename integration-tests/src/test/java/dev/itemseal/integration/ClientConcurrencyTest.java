package dev.itemseal.integration;

import static dev.itemseal.integration.ConcurrencyTest.ITEMS;
import static dev.itemseal.integration.ConcurrencyTest.inThreads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.integration.AttackedProviders.Attacked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** One encrypted client of each kind under many threads, with as many items as {@link ConcurrencyTest}. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClientConcurrencyTest {

    /** Items are written again after so many: the table in memory must not grow with the number of items. */
    private static final int KEYS = 1000;

    @Test
    @DisplayName("Under 32 threads every item comes back as it was, through one encrypted client of each kind")
    void manyThreads(@TempDir Path directory) throws Exception {
        Attacked attacked = new AttackedProviders(directory).all().get(1);
        EncryptedClientConfig config = EncryptedClientConfig.builder()
                .table(ConcurrencyTest.config(attacked))
                .build();
        ExecutorService network = Executors.newFixedThreadPool(4);
        ExecutorService blocking = Executors.newFixedThreadPool(4);
        try {
            EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(new ItemsInMemory().client(), config);
            DynamoDbClient waiting = WaitingClient.of(
                    EncryptedDynamoDbAsyncClient.of(new ItemsInMemory().asyncClient(network), config, blocking));
            for (DynamoDbClient one : List.of(client, waiting)) {
                inThreads(() -> {
                    int thread = (int) Thread.currentThread().getId();
                    for (int i = 0; i < ITEMS; i++) {
                        putAndGet(one, sdkItem(thread, i % KEYS));
                    }
                    return null;
                });
            }
        } finally {
            network.shutdownNow();
            blocking.shutdownNow();
        }
    }

    private static void putAndGet(DynamoDbClient client, Map<String, AttributeValue> item) {
        client.putItem(PutItemRequest.builder().tableName("Example").item(item).build());
        assertThat(client.getItem(GetItemRequest.builder()
                                .tableName("Example")
                                .key(Map.of("id", item.get("id")))
                                .build())
                        .item())
                .isEqualTo(item);
    }

    private static Map<String, AttributeValue> sdkItem(int thread, int number) {
        Map<String, AttributeValue> item = new HashMap<>();
        ConcurrencyTest.item(thread, number)
                .toJava()
                .forEach((name, value) -> item.put(name, AttributeValue.fromS(value.toString())));
        return item;
    }

    @Test
    @DisplayName(
            "Puts that are cancelled before they have their keys are not sent, and at any other time done whole or not at all")
    void cancellation(@TempDir Path directory) throws Exception {
        Attacked attacked = new AttackedProviders(directory).all().get(1);
        ItemsInMemory table = new ItemsInMemory();
        ExecutorService network = Executors.newFixedThreadPool(4);
        ExecutorService blocking = Executors.newFixedThreadPool(4);
        CountDownLatch keys = new CountDownLatch(1);
        Executor blockingOnceThereAreKeys = work -> blocking.execute(() -> {
            await(keys);
            work.run();
        });
        try {
            EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(
                    table.asyncClient(network),
                    EncryptedClientConfig.builder()
                            .table(ConcurrencyTest.config(attacked))
                            .build(),
                    blockingOnceThereAreKeys);
            List<CompletableFuture<?>> puts = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                if (i == 200) {
                    keys.countDown();
                }
                Map<String, AttributeValue> item = sdkItem(i, i % 50);
                puts.add(client.putItem(request -> request.tableName("Example").item(item)));
                if (i % 2 == 0) {
                    puts.get(i).cancel(true);
                }
            }
            for (int i = 1; i < puts.size(); i += 2) {
                puts.get(i).join();
            }
        } finally {
            blocking.shutdown();
            assertThat(blocking.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            network.shutdown();
            assertThat(network.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }

        EncryptedDynamoDbClient reader = EncryptedDynamoDbClient.of(
                table.client(),
                EncryptedClientConfig.builder()
                        .table(ConcurrencyTest.config(attacked))
                        .build());
        Set<Integer> numbers = new HashSet<>();
        for (Map<String, AttributeValue> stored : table.items()) {
            Map<String, AttributeValue> read = reader.getItem(
                            request -> request.tableName("Example").key(Map.of("id", stored.get("id"))))
                    .item();
            String[] id = read.get("id").s().split("-", -1);
            assertThat(read).isEqualTo(sdkItem(Integer.parseInt(id[0]), Integer.parseInt(id[1])));
            numbers.add(Integer.parseInt(id[0]));
        }
        for (int i = 0; i < 400; i++) {
            if (i % 2 == 1) {
                assertThat(numbers).contains(i);
            } else if (i < 200) {
                assertThat(numbers).doesNotContain(i);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }
}
