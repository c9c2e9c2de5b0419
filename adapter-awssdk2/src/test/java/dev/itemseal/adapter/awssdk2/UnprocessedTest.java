package dev.itemseal.adapter.awssdk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** What a batch leaves unprocessed is asked for again, and in the end handed back; nothing is lost, nothing is done twice. */
class UnprocessedTest {

    private static final int ROUNDS = 5;

    private final ScriptedClient client = new ScriptedClient();
    private final DynamoDbItemStore store = DynamoDbItemStore.over(client);
    private final List<WriteRequest> writes = List.of(
            WriteRequest.Put.of("one", item("1.0")),
            WriteRequest.Delete.of("one", item("2")),
            WriteRequest.Put.of("two", item("3")));
    private final List<GetRequest> gets = IntStream.rangeClosed(1, 4)
            .mapToObj(i -> new GetRequest(i < 3 ? "one" : "two", item(i + ".00"), i == 1))
            .toList();

    private static Item item(String number) {
        return Item.empty().with("id", AttributeValue.ofNumber(number));
    }

    private static ProvisionedThroughputExceededException throttled() {
        return ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .statusCode(400)
                .build();
    }

    /** Leaves all of a batch of writes but its first one in table "one". */
    private void leaveAllButOneWrite() {
        client.answer(BatchWriteItemRequest.class, request -> {
            Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> left =
                    new HashMap<>(request.requestItems());
            left.computeIfPresent("one", (table, asked) -> asked.size() == 1 ? null : asked.subList(1, asked.size()));
            return BatchWriteItemResponse.builder().unprocessedItems(left).build();
        });
    }

    private void leaveWrites(
            UnaryOperator<Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>>> left) {
        client.answer(
                BatchWriteItemRequest.class,
                request -> BatchWriteItemResponse.builder()
                        .unprocessedItems(left.apply(request.requestItems()))
                        .build());
    }

    /** Finds the first key of each table, with its number in another notation, and leaves the others. */
    private void findOneOfEachTable() {
        client.answer(BatchGetItemRequest.class, request -> {
            Map<String, List<Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue>>> found =
                    new HashMap<>();
            Map<String, KeysAndAttributes> left = new HashMap<>();
            request.requestItems().forEach((table, asked) -> {
                found.put(table, asked.keys().subList(0, 1));
                if (asked.keys().size() > 1) {
                    left.put(
                            table,
                            asked.toBuilder()
                                    .keys(asked.keys().subList(1, asked.keys().size()).stream()
                                            .map(UnprocessedTest::canonical)
                                            .toList())
                                    .build());
                }
            });
            return BatchGetItemResponse.builder()
                    .responses(found)
                    .unprocessedKeys(left)
                    .build();
        });
    }

    private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> canonical(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> key) {
        return Map.of(
                "id",
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(
                        key.get("id").n().replaceFirst("\\.0+$", "")));
    }

    @AfterEach
    void clearInterruption() {
        Thread.interrupted();
    }

    @Test
    void writesAreAskedAgainUntilAllAreDone() {
        leaveAllButOneWrite();
        leaveAllButOneWrite();
        leaveWrites(all -> Map.of());

        assertThat(store.batchWrite(writes)).isEmpty();

        assertThat(client.asked())
                .map(request -> ((BatchWriteItemRequest) request)
                        .requestItems().values().stream().mapToInt(List::size).sum())
                .containsExactly(3, 2, 1);
    }

    @Test
    void writesThatAreLeftInTheEndAreHandedBackAsTheyWereGiven() {
        for (int i = 0; i < ROUNDS; i++) {
            leaveWrites(all -> all);
        }

        List<WriteRequest> left = store.batchWrite(writes);

        assertThat(left).containsExactlyInAnyOrderElementsOf(writes);
        left.forEach(request ->
                assertThat(writes).anySatisfy(given -> assertThat(request).isSameAs(given)));
        assertThat(client.asked()).hasSize(ROUNDS);
    }

    @Test
    void gettingGoesOnWhereItStopped() {
        findOneOfEachTable();
        findOneOfEachTable();

        BatchGetResult result = store.batchGet(gets);

        assertThat(result.unprocessed()).isEmpty();
        assertThat(result.items().get("one")).containsExactly(item("1"), item("2"));
        assertThat(result.items().get("two")).containsExactly(item("3"), item("4"));
    }

    @Test
    void consistencyIsThatOfTheTable() {
        findOneOfEachTable();
        findOneOfEachTable();
        store.batchGet(gets);

        Map<String, KeysAndAttributes> asked =
                ((BatchGetItemRequest) client.asked().get(0)).requestItems();
        assertThat(asked.get("one").consistentRead()).isTrue();
        assertThat(asked.get("two").consistentRead()).isFalse();
    }

    @Test
    void whatALaterRoundCouldNotAskIsHandedBackBesideWhatWasFound() {
        findOneOfEachTable();
        client.fail(throttled());

        BatchGetResult result = store.batchGet(gets);

        assertThat(result.items().values().stream().mapToInt(List::size).sum()).isEqualTo(2);
        assertThat(result.unprocessed()).containsExactlyInAnyOrder(gets.get(1), gets.get(3));
        result.unprocessed()
                .forEach(request ->
                        assertThat(gets).anySatisfy(given -> assertThat(request).isSameAs(given)));
    }

    @Test
    void aThrottledFirstRoundIsTold() {
        client.fail(throttled());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.batchWrite(writes))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE))
                .satisfies(e -> assertThat(e.retryable()).isTrue())
                .withMessageContaining("'one', 'two'");
    }

    @Test
    void aThreadThatIsToStopDoesNotWait() {
        leaveWrites(all -> all);
        Thread.currentThread().interrupt();

        assertThat(store.batchWrite(writes)).containsExactlyInAnyOrderElementsOf(writes);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(client.asked()).hasSize(1);
    }

    @Test
    void anAnswerWithForeignRequestsIsRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            leaveWrites(all -> Map.of("three", all.values().iterator().next()));
        }

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.batchWrite(writes))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE))
                .withMessageContaining("'three'");
    }

    @Test
    void theAsynchronousStoreDoesTheSame() {
        for (int i = 0; i < ROUNDS; i++) {
            leaveAllButOneWrite();
        }

        List<WriteRequest> left = new ArrayList<>(DynamoDbAsyncItemStore.over(new InPlaceClient(client))
                .batchWrite(writes)
                .toCompletableFuture()
                .join());

        assertThat(left).containsExactly(writes.get(2));
        assertThat(client.asked()).hasSize(ROUNDS);
    }
}
