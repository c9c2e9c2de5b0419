package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.ClientFixtures.ORDERS;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.SIGNATURE;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.key;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.order;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.s;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.stored;
import static dev.itemseal.adapter.awssdk2.ClientFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes of the asynchronous client that are given up after each of their steps: a key that is had, or an answer that comes. */
class CancellationTest {

    private static final List<Map<String, AttributeValue>> ITEMS =
            List.of(order(), with(order(), "order", s("2")), with(order(), "order", s("3")));

    private interface Write extends Function<EncryptedDynamoDbAsyncClient, CompletableFuture<?>> {}

    private interface End extends Consumer<CompletableFuture<?>> {}

    private static Arguments write(String name, Write write, int steps, Object... answers) {
        return Arguments.of(name, write, steps, List.of(answers));
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                write(
                        "put",
                        client -> client.putItem(
                                request -> request.tableName(ORDERS).item(order())),
                        2,
                        PutItemResponse.builder().build()),
                write(
                        "batch",
                        client -> client.batchWriteItem(request -> request.requestItems(Map.of(
                                ORDERS,
                                ITEMS.stream()
                                        .map(item -> WriteRequest.builder()
                                                .putRequest(PutRequest.builder()
                                                        .item(item)
                                                        .build())
                                                .build())
                                        .toList()))),
                        4,
                        BatchWriteItemResponse.builder().build()),
                write(
                        "transaction",
                        client -> client.transactWriteItems(request -> request.transactItems(ITEMS.stream()
                                .map(item -> TransactWriteItem.builder()
                                        .put(put -> put.tableName(ORDERS).item(item))
                                        .build())
                                .toList())),
                        4,
                        TransactWriteItemsResponse.builder().build()),
                write(
                        "managed update",
                        client -> client.managedUpdate(ORDERS, key(), item -> with(item, "note", s("changed"))),
                        4,
                        GetItemResponse.builder().item(stored(order())).build(),
                        UpdateItemResponse.builder().build()));
    }

    /** A write on its way, which goes on when the test lets it. */
    private static final class OnItsWay {

        private final Queue<Runnable> work = new ArrayDeque<>();
        private final RecordingClient recording = new RecordingClient();
        private final List<?> answers;
        private final List<CompletableFuture<Object>> calls = new ArrayList<>();
        private final CompletableFuture<?> future;

        OnItsWay(Write write, List<?> answers) {
            this.answers = answers;
            answers.forEach(answer -> {
                CompletableFuture<Object> call = new CompletableFuture<>();
                calls.add(call);
                recording.answer(call);
            });
            future = write.apply(
                    EncryptedDynamoDbAsyncClient.of(recording.asyncClient(), ClientFixtures.config(), work::add));
        }

        /** Goes on by one step; false if there is none. */
        boolean step() {
            if (!work.isEmpty()) {
                work.remove().run();
                return true;
            }
            int last = recording.calls().size() - 1;
            return last >= 0 && calls.get(last).complete(answers.get(last));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void nothingBeginsAfterwards(String name, Write write, int steps, List<?> answers) {
        for (End end : List.<End>of(
                future -> future.cancel(true), future -> future.completeExceptionally(new TimeoutException()))) {
            for (int taken = 0; taken < steps; taken++) {
                OnItsWay onItsWay = new OnItsWay(write, answers);
                for (int i = 0; i < taken; i++) {
                    assertThat(onItsWay.step()).isTrue();
                }
                assertThat(onItsWay.future).isNotDone();
                int begun = onItsWay.recording.calls().size();

                end.accept(onItsWay.future);

                assertThat(onItsWay.calls.subList(0, begun))
                        .as("calls under way after step %s", taken)
                        .allMatch(CompletableFuture::isDone);
                while (onItsWay.step()) {
                    assertThat(onItsWay.recording.calls()).hasSize(begun);
                }
                onItsWay.recording.calls().forEach(CancellationTest::requireWhole);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void allOfItIsDoneUnlessItIsGivenUp(String name, Write write, int steps, List<?> answers) {
        OnItsWay onItsWay = new OnItsWay(write, answers);
        for (int i = 0; i < steps; i++) {
            assertThat(onItsWay.future).isNotDone();
            assertThat(onItsWay.step()).isTrue();
        }
        assertThat(onItsWay.future).isCompleted();
        assertThat(onItsWay.recording.calls()).hasSameSizeAs(answers);
        onItsWay.recording.calls().forEach(CancellationTest::requireWhole);
    }

    /** What is sent is all of the write, encrypted and signed. */
    private static void requireWhole(Object request) {
        if (request instanceof PutItemRequest put) {
            requireEncrypted(List.of(put.item()), 1);
        } else if (request instanceof BatchWriteItemRequest batch) {
            requireEncrypted(
                    batch.requestItems().get(ORDERS).stream()
                            .map(one -> one.putRequest().item())
                            .toList(),
                    ITEMS.size());
        } else if (request instanceof TransactWriteItemsRequest transaction) {
            requireEncrypted(
                    transaction.transactItems().stream()
                            .map(one -> one.put().item())
                            .toList(),
                    ITEMS.size());
        } else if (request instanceof UpdateItemRequest update) {
            assertThat(update.conditionExpression()).isNotEmpty();
            assertThat(update.expressionAttributeNames()).containsValue(SIGNATURE);
        }
    }

    private static void requireEncrypted(List<Map<String, AttributeValue>> items, int number) {
        assertThat(items).hasSize(number).allSatisfy(item -> {
            assertThat(item).containsKey(SIGNATURE);
            assertThat(item.get("note").b()).isNotNull();
        });
    }
}
