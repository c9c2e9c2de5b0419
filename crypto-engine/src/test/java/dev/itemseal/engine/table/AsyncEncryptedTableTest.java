package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The asynchronous forms, on threads of their own. */
class AsyncEncryptedTableTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final InMemoryItemStore store = TableFixtures.store();
    private final AsyncEncryptedTable table = table(store);

    private AsyncEncryptedTable table(InMemoryItemStore in) {
        return AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(in, threads),
                        threads,
                        in,
                        TableFixtures.provider(),
                        TableFixtures.ACTIONS)
                .retries(TableFixtures.QUICKLY)
                .build()
                .table(ORDERS);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static <T> T result(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    @DisplayName("Many items at a time, in pages of which each is asked for when it is wanted")
    void manyAtATime() {
        List<Item> all = IntStream.range(0, 200)
                .mapToObj(i -> order("ann", "" + (1000 + i), "secret " + i))
                .toList();
        CompletableFuture<?>[] puts =
                all.stream().map(item -> table.put(item).toCompletableFuture()).toArray(CompletableFuture<?>[]::new);
        result(CompletableFuture.allOf(puts));

        List<Item> queried = new ArrayList<>();
        QueryRequest ofAnn = QueryRequest.of(ORDERS, KeyCondition.partition(AttributeValue.ofString("ann")));
        result(table.eachPage(ofAnn.limit(30), page -> {
            queried.addAll(page.items());
            return CompletableFuture.completedFuture(true);
        }));
        assertThat(queried).containsExactlyElementsOf(all);

        List<Item> some = new ArrayList<>();
        result(table.eachPage(ScanRequest.of(ORDERS).limit(30), page -> {
            some.addAll(page.items());
            return CompletableFuture.completedFuture(some.size() < 60);
        }));
        assertThat(some).hasSize(60);
    }

    @Test
    void eachOperation() {
        Item item = order("ann", "1", "tea");
        Item key = key("ann", "1");
        assertThat(result(table.put(item))).isEmpty();
        assertThat(result(table.update(key, present -> present.with("n", AttributeValue.ofNumber(1)))))
                .contains(item.with("n", AttributeValue.ofNumber(1)));
        assertThat(result(table.transactGet(List.of(key))).get(0)).isPresent();
        assertThat(result(table.batchGet(List.of(key))).items().get(ORDERS)).hasSize(1);
        assertThat(result(table.batchWrite(List.of(WriteRequest.Delete.of(ORDERS, key)))))
                .isEmpty();
        assertThat(result(table.getConsistently(key))).isEmpty();
        result(table.transactWrite(List.of(WriteRequest.Put.of(ORDERS, item))));
        assertThat(result(table.delete(key))).contains(item);
    }

    @Test
    @DisplayName("Nothing throws at once: each failure is the stage's, and of the store's own kind")
    void failures() {
        Item half =
                Item.builder(1).put("customer", AttributeValue.ofString("ann")).build();
        QueryRequest elsewhere = QueryRequest.of("Others", KeyCondition.partition(AttributeValue.ofString("ann")));
        for (CompletionStage<?> stage : List.of(
                table.get(half),
                table.delete(half),
                table.update(half, item -> item),
                table.batchGet(List.of(half)),
                table.transactGet(List.of(half)),
                table.query(elsewhere),
                table.scan(ScanRequest.of("Others")),
                table.batchWrite(List.of(WriteRequest.Delete.of("Others", half))),
                table.writeAll(List.of(WriteRequest.Delete.of("Others", half))),
                table.transactWrite(List.of(WriteRequest.Delete.of("Others", half))))) {
            CompletionException failure = catchThrowableOfType(CompletionException.class, () -> result(stage));
            assertThat(((StoreException) failure.getCause()).reason()).isEqualTo(Reason.INVALID_REQUEST);
        }
    }

    @Test
    @DisplayName("What is refused never gets to the store, which might be less strict")
    void refusedBeforeTheStore() {
        List<Object> asked = new ArrayList<>();
        AsyncEncryptedTable watched = table(store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                asked.addAll(requests);
            }
        }));
        Item half =
                Item.builder(1).put("customer", AttributeValue.ofString("ann")).build();
        Item views = Item.builder(1).put("views", AttributeValue.ofNumber(1)).build();
        Item item = order("ann", "1", "tea");
        for (CompletionStage<?> stage : List.of(
                watched.get(half),
                watched.delete(half),
                watched.update(half, present -> present),
                watched.batchGet(List.of(half)),
                watched.transactGet(List.of(half)),
                watched.batchWrite(List.of(WriteRequest.Delete.of(ORDERS, half))),
                watched.transactWrite(List.of(WriteRequest.Delete.of(ORDERS, half))),
                watched.transactWrite(
                        List.of(new WriteRequest.Update(ORDERS, half, views, Set.of(), WriteCondition.always()))),
                watched.batchWrite(List.of(
                        new WriteRequest.Update(ORDERS, key("ann", "1"), views, Set.of(), WriteCondition.always()))),
                watched.batchWrite(
                        List.of(new WriteRequest.Put(ORDERS, item, WriteCondition.notExists("customer")))))) {
            CompletionException failure = catchThrowableOfType(CompletionException.class, () -> result(stage));
            assertThat(((StoreException) failure.getCause()).reason()).isEqualTo(Reason.INVALID_REQUEST);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void deletesThatAreLeftUndoneComeBackAsWell() {
        InMemoryItemStore stuck = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                return Set.of(1);
            }
        });
        List<WriteRequest> writes = List.of(
                WriteRequest.Put.of(ORDERS, order("ann", "1", "x")), WriteRequest.Delete.of(ORDERS, key("ann", "2")));
        assertThat(result(table(stuck).batchWrite(writes))).containsExactly(writes.get(1));
    }

    @Test
    void whatIsLeftUndoneInAllTriesComesBack() {
        InMemoryItemStore stuck = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                return Set.of(0);
            }
        });
        List<WriteRequest> writes = IntStream.range(0, 30)
                .<WriteRequest>mapToObj(i -> WriteRequest.Put.of(ORDERS, order("ann", "" + i, "x")))
                .toList();
        List<WriteRequest> left = result(table(stuck).writeAll(writes));
        assertThat(left).hasSize(1);
        assertThat(writes).contains(left.get(0));
        assertThat(store.items(ORDERS)).hasSize(29);
    }

    @Test
    @DisplayName("Thousands of pages and batches that are there at once are no deep stack")
    void manySteps() throws InterruptedException {
        AsyncEncryptedTable atOnce = AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run),
                        Runnable::run,
                        store,
                        TableFixtures.provider(),
                        TableFixtures.ACTIONS)
                .build()
                .table(ORDERS);
        List<WriteRequest> writes = IntStream.range(0, 3000)
                .<WriteRequest>mapToObj(i -> WriteRequest.Put.of(ORDERS, order("ann", "" + (10_000 + i), "x")))
                .toList();
        AtomicInteger pages = new AtomicInteger();
        Thread shallow = new Thread(
                null,
                () -> {
                    assertThat(result(atOnce.writeAll(writes))).isEmpty();
                    result(atOnce.eachPage(ScanRequest.of(ORDERS).limit(1), page -> {
                        pages.incrementAndGet();
                        return CompletableFuture.completedFuture(true);
                    }));
                },
                "shallow",
                200_000);
        shallow.start();
        shallow.join();
        assertThat(pages).hasValueGreaterThanOrEqualTo(3000);
    }
}
