package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.SORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.function.Executable;

/** What the rules of a store share: tables, partitions of a test's own, and ways to ask. */
@DisplayNameGeneration(RuleNames.class)
abstract class StoreRules {

    private static final long POLL_MILLIS = 50;

    private final ItemStoreContract contract;

    /** A partition key that no other test has. */
    final String id = UUID.randomUUID().toString();

    StoreRules(ItemStoreContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    void createTables() {
        ContractTables.ALL.forEach(contract::createTable);
    }

    final ItemStore store() {
        return contract.store();
    }

    /** The key of the test's item in a table without sort key. */
    final Item key() {
        return Item.fromJava(Map.of(ID, id));
    }

    /** A key in the test's partition of a table with sort keys. */
    final Item key(Object sort) {
        return Item.fromJava(Map.of(ID, id, SORT, sort));
    }

    final Optional<Item> get(String table, Item key) {
        return store().get(new GetRequest(table, key, true));
    }

    final void put(String table, Item... items) {
        for (Item item : items) {
            store().put(WriteRequest.Put.of(table, item));
        }
    }

    final void assertStored(String table, Item item, Item key) {
        assertEquals(
                Optional.of(item), get(table, key), "A consistent get of an item in " + table + " gives another one");
    }

    final void assertMissing(String table, Item key) {
        assertEquals(
                Optional.empty(), get(table, key), "A consistent get gives an item that " + table + " must not have");
    }

    /** Asserts that something is refused, with one of the reasons. */
    final StoreException assertRefused(String what, Executable call, Reason... reasons) {
        StoreException refusal = assertThrows(StoreException.class, call, what + " is not refused");
        assertTrue(
                List.of(reasons).contains(refusal.reason()),
                () -> what + " is refused with " + refusal.reason() + " and not with " + List.of(reasons) + ": "
                        + refusal.getMessage());
        return refusal;
    }

    /** All items that a query finds, page by page, with no page larger than the limit. */
    final List<Item> pages(QueryRequest request) {
        List<Item> items = new ArrayList<>();
        Page page = store().query(request);
        while (true) {
            assertFits(page, request.limit().orElse(Integer.MAX_VALUE));
            items.addAll(page.items());
            if (page.lastKey().isEmpty()) {
                return items;
            }
            page = store().query(request.startAfter(page.lastKey().get()));
        }
    }

    static void assertFits(Page page, int limit) {
        assertTrue(page.items().size() <= limit, "A page has more items than the request's limit");
    }

    /** Asserts what is true of an index as soon as it has caught up with its table. */
    final void eventually(Runnable assertion) {
        long deadline = System.nanoTime() + contract.indexDelay().toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                pause(Duration.ofMillis(POLL_MILLIS));
            }
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted", e);
        }
    }

    /** Does something in several threads that start at the same time, and waits for all. */
    static void concurrently(int threads, IntConsumer action) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(threads);
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                results.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    action.accept(thread);
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A call failed that several threads make at the same time: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
