package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.ClientFixtures.ORDERS;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.keySchema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.AttributeActions;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Several threads use a table of a synchronous client for the first time. */
class DescriptionByThreadTest {

    private final CountDownLatch isAsking = new CountDownLatch(1);
    private final Queue<String> getting = new ConcurrentLinkedQueue<>();

    /** The first thread waits for its description for ever, as the SDK does: until it is interrupted. */
    private final DynamoDbClient slow = new DynamoDbClient() {
        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            if (Thread.currentThread().getName().equals("first")) {
                isAsking.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw AbortedException.create("Thread was interrupted", e);
                }
            }
            return DescribeTableResponse.builder()
                    .table(table -> table.tableName(ORDERS).keySchema(keySchema(1, "customer", "order")))
                    .build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            getting.add(Thread.currentThread().getName());
            return GetItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    };

    private final EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(
            slow, EncryptedClientConfig.of(ClientFixtures.provider(), AttributeActions.encryptAndSignAll()));

    private GetItemResponse get() {
        return client.getItem(request -> request.tableName(ORDERS).key(ClientFixtures.key()));
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    @DisplayName("A thread that asks for a description, and is interrupted, holds up and fails nobody but itself")
    void interruption() throws Exception {
        FutureTask<GetItemResponse> first = new FutureTask<>((Callable<GetItemResponse>) this::get);
        FutureTask<GetItemResponse> second = new FutureTask<>((Callable<GetItemResponse>) this::get);
        Thread asking = start("first", first);
        isAsking.await();

        start("second", second);
        assertThat(second.get(10, TimeUnit.SECONDS).hasItem()).isFalse();
        asking.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(AbortedException.class);
        assertThat(getting).containsExactly("second");
    }
}
