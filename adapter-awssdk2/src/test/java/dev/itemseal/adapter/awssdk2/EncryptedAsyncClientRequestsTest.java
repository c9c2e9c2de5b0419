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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

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
