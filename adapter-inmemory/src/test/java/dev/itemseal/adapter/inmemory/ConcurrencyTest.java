package dev.itemseal.adapter.inmemory;

import static dev.itemseal.adapter.inmemory.Fixtures.INDEX;
import static dev.itemseal.adapter.inmemory.Fixtures.TABLE;
import static dev.itemseal.adapter.inmemory.Fixtures.item;
import static dev.itemseal.adapter.inmemory.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several threads on one table. */
class ConcurrencyTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 300;
    private static final int ACCOUNTS = 5;
    private static final long TOTAL = 100L * ACCOUNTS;

    private final InMemoryItemStore store = Fixtures.store();

    private static void inThreads(List<Callable<Void>> actions) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(actions.size());
        try {
            for (Future<Void> result : executor.invokeAll(actions)) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Item account(int line, long balance) {
        return item("id", "bank", "line", line, "color", "money", "size", balance);
    }

    private static long balance(Item item) {
        return ((NumberValue) item.attribute("size").orElseThrow())
                .toBigDecimal()
                .longValueExact();
    }

    private static WriteRequest deposit(Item account, int amount) {
        return new WriteRequest.Put(
                TABLE,
                account.with("size", AttributeValue.ofNumber(balance(account) + amount)),
                WriteCondition.equalTo("size", account.attribute("size").orElseThrow()));
    }

    /** Moves money between random accounts. */
    private Void transfers(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            List<Optional<Item>> both = store.transactGet(
                    List.of(GetRequest.of(TABLE, key("bank", from)), GetRequest.of(TABLE, key("bank", to))));
            try {
                store.transactWrite(List.of(
                        deposit(both.get(0).orElseThrow(), -1),
                        deposit(both.get(1).orElseThrow(), 1)));
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.TRANSACTION_CANCELLED);
            }
        }
        return null;
    }

    private Void readings() {
        List<GetRequest> all = IntStream.range(0, ACCOUNTS)
                .mapToObj(line -> GetRequest.of(TABLE, key("bank", line)))
                .toList();
        QueryRequest indexed = QueryRequest.of(TABLE, KeyCondition.partition(AttributeValue.ofString("money")))
                .index(INDEX);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(store.transactGet(all).stream()
                            .mapToLong(item -> balance(item.orElseThrow()))
                            .sum())
                    .isEqualTo(TOTAL);
            for (List<Item> items : List.of(
                    store.scan(ScanRequest.of(TABLE)).items(),
                    store.query(indexed).items())) {
                assertThat(items.stream().mapToLong(ConcurrencyTest::balance).sum())
                        .isEqualTo(TOTAL);
            }
        }
        return null;
    }

    @Test
    void transactionsKeepWhatTheyMove() throws Exception {
        IntStream.range(0, ACCOUNTS).forEach(line -> store.put(WriteRequest.Put.of(TABLE, account(line, 100))));

        List<Callable<Void>> actions = new ArrayList<>();
        IntStream.range(0, THREADS).forEach(seed -> actions.add(() -> transfers(seed)));
        actions.add(this::readings);
        inThreads(actions);

        readings();
    }

    @Test
    void conditionalIncrementsAreNeverLost() throws Exception {
        store.put(WriteRequest.Put.of(TABLE, key("counter", 0).with("n", AttributeValue.ofNumber(0))));
        Callable<Void> increments = () -> {
            for (int done = 0; done < ROUNDS; ) {
                AttributeValue read = store.get(GetRequest.of(TABLE, key("counter", 0)))
                        .orElseThrow()
                        .attribute("n")
                        .orElseThrow();
                long next = ((NumberValue) read).toBigDecimal().longValueExact() + 1;
                try {
                    store.update(new WriteRequest.Update(
                            TABLE, key("counter", 0), item("n", next), Set.of(), WriteCondition.equalTo("n", read)));
                    done++;
                } catch (StoreException e) {
                    assertThat(e.reason()).isEqualTo(Reason.CONDITION_FAILED);
                }
            }
            return null;
        };

        inThreads(Collections.nCopies(THREADS, increments));

        assertThat(store.items(TABLE))
                .containsExactly(key("counter", 0).with("n", AttributeValue.ofNumber((long) THREADS * ROUNDS)));
    }
}
