package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.ClientFixtures.ORDERS;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.PLAIN;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.key;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.order;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.s;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.stored;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What the futures of the asynchronous client complete with, and how much it does at a time. */
class EncryptedAsyncClientRequestsTest {

    private static final String ARCHIVE = "Archive";
    private static final CryptoConfig ARCHIVE_CONFIG = CryptoConfig.of(
            ClientFixtures.provider(),
            new TableInfo(ARCHIVE, TableIndex.of("customer", "order"), Map.of(), Set.of()),
            ClientFixtures.ACTIONS);

    /** The providers' work, which waits until the test runs it. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    private final RecordingClient recording = new RecordingClient();
    private final EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(
            recording.asyncClient(),
            EncryptedClientConfig.builder()
                    .table(ClientFixtures.orders())
                    .table(ARCHIVE_CONFIG)
                    .notEncrypted(PLAIN)
                    .build(),
            work::add);

    private void runWork() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private static Throwable seenBy(CompletableFuture<?> future) {
        CompletableFuture<Throwable> seen = future.handle((outcome, failure) -> failure);
        assertThat(seen).isCompleted();
        return seen.join();
    }

    @Test
    void failsWithTheExceptionItself() {
        assertThat(seenBy(client.managedUpdate(PLAIN, key(), item -> item))).isInstanceOf(StoreException.class);
        assertThat(seenBy(client.cryptoConfig("Unknown"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aManagedUpdateThatIsCancelledCallsNoMore() {
        recording.answer(GetItemResponse.builder().item(stored(order())).build());
        CompletableFuture<Optional<Map<String, AttributeValue>>> update =
                client.managedUpdate(ORDERS, key(), item -> with(item, "note", s("changed")));
        assertThat(work).isNotEmpty();

        update.cancel(true);
        runWork();

        assertThat(recording.calls()).singleElement().isInstanceOf(GetItemRequest.class);
    }

    @Test
    void aManagedUpdateThatIsCancelledCancelsTheCallUnderWay() {
        CompletableFuture<GetItemResponse> underWay = new CompletableFuture<>();
        recording.answer(underWay);
        CompletableFuture<Optional<Map<String, AttributeValue>>> update =
                client.managedUpdate(ORDERS, key(), item -> item);
        assertThat(recording.calls()).hasSize(1);

        update.cancel(true);

        assertThat(underWay).isCancelled();
    }

    /** As {@link CompletableFuture#orTimeout} does, or whoever else completes a future that is his. */
    private static void timeOut(CompletableFuture<?> future) {
        assertThat(future.completeExceptionally(new TimeoutException())).isTrue();
    }

    @Test
    void aManagedUpdateThatTimedOutWritesNothing() {
        CompletableFuture<GetItemResponse> read = new CompletableFuture<>();
        recording.answer(read);
        CompletableFuture<Optional<Map<String, AttributeValue>>> timedOut =
                client.managedUpdate(ORDERS, key(), item -> with(item, "note", s("changed")));
        timeOut(timedOut);
        assertThat(read).isCancelled();

        recording.answer(GetItemResponse.builder().item(stored(order())).build());
        timedOut = client.managedUpdate(ORDERS, key(), item -> with(item, "note", s("changed")));
        timeOut(timedOut);
        runWork();

        assertThat(recording.calls()).hasSize(2).allMatch(call -> call instanceof GetItemRequest);
    }

    @Test
    void writesThatTimedOutOrWereCancelledBeforeTheyWereEncryptedAreNotSent() {
        WriteRequest put = WriteRequest.builder()
                .putRequest(PutRequest.builder().item(order()).build())
                .build();
        TransactWriteItem transactPut = TransactWriteItem.builder()
                .put(write -> write.tableName(ORDERS).item(order()))
                .build();
        Consumer<CompletableFuture<?>> cancel = future -> future.cancel(true);
        for (Consumer<CompletableFuture<?>> ending : List.of(cancel, EncryptedAsyncClientRequestsTest::timeOut)) {
            for (CompletableFuture<?> write : List.of(
                    client.putItem(request -> request.tableName(ORDERS).item(order())),
                    client.batchWriteItem(request -> request.requestItems(Map.of(ORDERS, List.of(put)))),
                    client.transactWriteItems(request -> request.transactItems(transactPut)))) {
                assertThat(write).isNotDone();
                ending.accept(write);
            }
            runWork();
        }
        assertThat(recording.calls()).isEmpty();

        CompletableFuture<PutItemResponse> awaited =
                client.putItem(request -> request.tableName(ORDERS).item(order()));
        runWork();
        assertThat(awaited).isCompleted();
        assertThat(recording.calls()).singleElement().isInstanceOf(PutItemRequest.class);
    }

    @Test
    void aBatchThatTimedOutCancelsTheCallUnderWay() {
        CompletableFuture<BatchWriteItemResponse> underWay = new CompletableFuture<>();
        recording.answer(underWay);
        WriteRequest delete = WriteRequest.builder()
                .deleteRequest(request -> request.key(key()))
                .build();
        CompletableFuture<BatchWriteItemResponse> batch =
                client.batchWriteItem(request -> request.requestItems(Map.of(ORDERS, List.of(delete))));
        assertThat(recording.calls()).hasSize(1);

        timeOut(batch);

        assertThat(underWay).isCancelled();
    }

    @Test
    void aBatchOfSeveralTablesIsReadSoManyItemsAtATimeAsOneOfOneTable() {
        List<Map<String, AttributeValue>> items = IntStream.range(0, 20)
                .mapToObj(i -> with(order(), "order", s("" + i)))
                .toList();
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .keys(items.stream()
                        .map(item -> with(key(), "order", item.get("order")))
                        .toList())
                .build();
        BatchGetItemResponse response = BatchGetItemResponse.builder()
                .responses(Map.of(
                        ORDERS,
                        items.stream().map(ClientFixtures::stored).toList(),
                        ARCHIVE,
                        items.stream()
                                .map(EncryptedAsyncClientRequestsTest::archived)
                                .toList(),
                        PLAIN,
                        List.of()))
                .build();
        recording.answer(response);

        CompletableFuture<BatchGetItemResponse> got =
                client.batchGetItem(request -> request.requestItems(Map.of(ORDERS, keys, ARCHIVE, keys, PLAIN, keys)));
        assertThat(work).hasSize(16);
        runWork();

        assertThat(got.join().responses()).isEqualTo(Map.of(ORDERS, items, ARCHIVE, items, PLAIN, List.of()));
    }

    private static Map<String, AttributeValue> archived(Map<String, AttributeValue> item) {
        return AttributeValueMapping.fromItem(
                StandardItemEncryptor.create().encrypt(AttributeValueMapping.toItem(item), ARCHIVE_CONFIG));
    }
}
