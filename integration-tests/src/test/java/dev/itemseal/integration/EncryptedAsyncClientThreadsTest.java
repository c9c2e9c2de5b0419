package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.order;
import static dev.itemseal.integration.ClientFixtures.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Which threads the asynchronous client uses, and what it does with them. */
@NeedsDynamoDb
class EncryptedAsyncClientThreadsTest {

    private static final int PARTITION = 40;

    private static String orders;

    @BeforeAll
    static void createTable() {
        orders = ClientFixtures.createOrders();
    }

    /** A provider that blocks until it may go on, and tells on which threads it did. */
    private static final class BlockingProvider implements MaterialsProvider {

        private final Set<String> threads = ConcurrentHashMap.newKeySet();
        private final CountDownLatch mayGoOn;

        BlockingProvider(int gates) {
            this.mayGoOn = new CountDownLatch(gates);
        }

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            block();
            return ClientFixtures.provider().encryptionMaterials(context);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            block();
            return ClientFixtures.provider().decryptionMaterials(context);
        }

        private void block() {
            threads.add(Thread.currentThread().getName());
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void providersThatBlockHoldUpNobodyElse() {
        BlockingProvider provider = new BlockingProvider(1);
        EncryptedDynamoDbAsyncClient client =
                EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), provider, ACTIONS);
        List<CompletableFuture<PutItemResponse>> puts = new ArrayList<>();
        for (int i = 0; i < PARTITION; i++) {
            Map<String, AttributeValue> item = order("many", String.format("%02d", i), "secret " + i);
            puts.add(client.putItem(request -> request.tableName(orders).item(item)));
        }

        // All of the client's threads wait, and the SDK's don't.
        assertThat(LocalDynamoDb.asyncClient().listTables().join().tableNames()).contains(orders);
        assertThat(puts).noneMatch(CompletableFuture::isDone);
        provider.mayGoOn.countDown();
        puts.forEach(CompletableFuture::join);
        assertThat(itemsOf(client)).hasSize(PARTITION);
        assertThat(provider.threads)
                .hasSizeLessThanOrEqualTo(16)
                .allMatch(name -> name.startsWith("itemseal-provider-"));
    }

    /** All pages, each being decrypted while others are. */
    private static List<Map<String, AttributeValue>> itemsOf(EncryptedDynamoDbAsyncClient client) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        client.queryPaginator(QueryRequest.builder()
                        .tableName(orders)
                        .keyConditionExpression("customer = :c")
                        .expressionAttributeValues(Map.of(":c", s("many")))
                        .limit(7)
                        .build())
                .items()
                .subscribe(items::add)
                .join();
        return items;
    }

    @Test
    void providersRunWhereTheCallerSays() {
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "callers-own"));
        try {
            BlockingProvider provider = new BlockingProvider(0);
            EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(
                    LocalDynamoDb.asyncClient(), EncryptedClientConfig.of(provider, ACTIONS), executor);
            IntStream.range(0, 5)
                    .mapToObj(i ->
                            client.putItem(request -> request.tableName(orders).item(order("own", "" + i, "secret"))))
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(provider.threads).containsExactly("callers-own");
        } finally {
            executor.shutdown();
        }
    }

    /** A client whose puts are answered when the test says so. */
    private static final class PendingClient implements DynamoDbAsyncClient {

        private final CompletableFuture<PutItemResponse> pending = new CompletableFuture<>();
        private boolean closed;

        @Override
        public CompletableFuture<PutItemResponse> putItem(PutItemRequest request) {
            return pending;
        }

        @Override
        public String serviceName() {
            return "pending";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void cancellingCancelsTheCall() {
        PendingClient pending = new PendingClient();
        EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(
                pending,
                EncryptedClientConfig.builder().table(describedAs(orders)).build(),
                Runnable::run);
        CompletableFuture<PutItemResponse> put =
                client.putItem(request -> request.tableName(orders).item(order("ann", "1", "secret")));

        assertThat(pending.pending.isDone()).isFalse();
        put.cancel(true);
        assertThat(pending.pending.isCancelled()).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(put::join);
    }

    private static CryptoConfig describedAs(String table) {
        return EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), ClientFixtures.provider(), ACTIONS)
                .cryptoConfig(table)
                .join();
    }

    @Test
    void closesWhatItWasGiven() {
        PendingClient given = new PendingClient();
        EncryptedDynamoDbAsyncClient client =
                EncryptedDynamoDbAsyncClient.of(given, ClientFixtures.provider(), ACTIONS);

        client.raw().close();
        assertThat(given.closed).isFalse();
        client.close();
        assertThat(given.closed).isTrue();
    }

    @Test
    void readsAnItemThatItsOwnThreadsDecrypt() {
        BlockingProvider provider = new BlockingProvider(0);
        EncryptedDynamoDbAsyncClient client =
                EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), provider, ACTIONS);
        client.putItem(request -> request.tableName(orders).item(order("ann", "9", "secret")))
                .join();
        provider.threads.clear();

        assertThat(client.getItem(request -> request.tableName(orders).key(key("ann", "9")))
                        .join()
                        .item())
                .isEqualTo(order("ann", "9", "secret"));
        assertThat(provider.threads).singleElement().asString().startsWith("itemseal-provider-");
    }
}
