package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Transactions. */
abstract class TransactionRules extends StoreRules {

    private static final int READS = 20;
    private static final int ATTEMPTS = 20;
    private static final WriteCondition ABSENT = WriteCondition.notExists(ID);
    private static final WriteCondition PRESENT = WriteCondition.exists(ID);

    TransactionRules(ItemStoreContract contract) {
        super(contract);
    }

    private Item numbered(int number) {
        return Item.fromJava(Map.of(ID, id + '-' + number));
    }

    /** Tries again while the store says that another transaction was in the way. */
    private static <T> T persistently(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (StoreException e) {
                if (!e.retryable() || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(Duration.ofMillis(10L * attempt));
            }
        }
    }

    private void transactWrite(WriteRequest... requests) {
        persistently(() -> {
            store().transactWrite(List.of(requests));
            return requests;
        });
    }

    /** Puts, updates, deletes and checks in one transaction over two tables. */
    @Rule(
            id = "STORE-49",
            holds =
                    "A transaction carries out all of its puts, updates and deletes, in several tables, if all conditions hold.",
            lookAt = "whether each kind of request is turned into the store's own")
    void transactionWrites() {
        put(PLAIN, numbered(1).with("a", AttributeValue.ofNumber(1)), numbered(2), numbered(3));
        Item set = Item.empty().with("b", AttributeValue.ofNumber(2));

        transactWrite(
                new WriteRequest.Put(TEXTS, key("s"), ABSENT),
                new WriteRequest.Update(PLAIN, numbered(1), set, Set.of("a"), PRESENT),
                new WriteRequest.Delete(PLAIN, numbered(2), PRESENT),
                new WriteRequest.Check(PLAIN, numbered(3), PRESENT),
                new WriteRequest.Check(PLAIN, numbered(4), ABSENT));

        assertStored(TEXTS, key("s"), key("s"));
        assertStored(PLAIN, numbered(1).with("b", AttributeValue.ofNumber(2)), numbered(1));
        assertMissing(PLAIN, numbered(2));
        assertStored(PLAIN, numbered(3), numbered(3));
        assertMissing(PLAIN, numbered(4));
    }

    /** Sends a transaction of which two conditions don't hold. */
    @Rule(
            id = "STORE-50",
            holds =
                    "If a condition does not hold, nothing is written; the failure is transaction-cancelled, names the positions"
                            + " of the requests whose conditions failed, and is not retryable.",
            lookAt = "how the store's reasons for a cancellation become positions")
    void transactionCancelled() {
        put(PLAIN, numbered(1), numbered(3));

        StoreException refusal = assertRefused(
                "A transaction with failing conditions",
                () -> transactWrite(
                        WriteRequest.Put.of(PLAIN, numbered(0)),
                        new WriteRequest.Put(PLAIN, numbered(1).with("a", AttributeValue.ofNumber(1)), ABSENT),
                        new WriteRequest.Delete(PLAIN, numbered(3), PRESENT),
                        new WriteRequest.Check(PLAIN, numbered(2), PRESENT)),
                Reason.TRANSACTION_CANCELLED);

        assertEquals(List.of(1, 3), refusal.failedRequests(), "The positions of the requests whose conditions failed");
        assertEquals(false, refusal.retryable(), "Whether a failed condition is retryable");
        assertMissing(PLAIN, numbered(0));
        assertStored(PLAIN, numbered(1), numbered(1));
        assertStored(PLAIN, numbered(3), numbered(3));
    }

    /** Gets items that are there and items that are not. */
    @Rule(
            id = "STORE-51",
            holds = "A transaction of gets answers each request in its place, also those for which there is no item.",
            lookAt = "answers without an item that are left out")
    void transactionGets() {
        put(PLAIN, numbered(1), numbered(3));
        put(TEXTS, key("s"));

        List<Optional<Item>> items = persistently(() -> store().transactGet(List.of(
                GetRequest.of(PLAIN, numbered(3)),
                GetRequest.of(PLAIN, numbered(2)),
                GetRequest.of(TEXTS, key("s")),
                GetRequest.of(PLAIN, numbered(1)))));

        assertEquals(
                List.of(Optional.of(numbered(3)), Optional.empty(), Optional.of(key("s")), Optional.of(numbered(1))),
                items,
                "The answers to the requests");
    }

    /** Sends transactions with one request too many, and without any. */
    @Rule(
            id = "STORE-52",
            holds =
                    "A transaction of 100 requests is carried out; one of more is refused with store-limit and one of none with"
                            + " invalid-request, and nothing is written.",
            lookAt = "transactions that are cut, and so are none any more")
    void transactionLimits() {
        List<WriteRequest> writes = IntStream.rangeClosed(0, ItemStore.MAX_TRANSACTION_REQUESTS)
                .<WriteRequest>mapToObj(i -> WriteRequest.Put.of(PLAIN, numbered(i)))
                .toList();
        List<GetRequest> gets = IntStream.rangeClosed(0, ItemStore.MAX_TRANSACTION_REQUESTS)
                .mapToObj(i -> GetRequest.of(PLAIN, numbered(i)))
                .toList();

        assertRefused("A transaction of 101 writes", () -> store().transactWrite(writes), Reason.STORE_LIMIT);
        assertMissing(PLAIN, numbered(0));
        assertRefused("A transaction of 101 gets", () -> store().transactGet(gets), Reason.STORE_LIMIT);
        assertRefused("A transaction without writes", () -> store().transactWrite(List.of()), Reason.INVALID_REQUEST);
        assertRefused("A transaction without gets", () -> store().transactGet(List.of()), Reason.INVALID_REQUEST);

        transactWrite(writes.subList(1, writes.size()).toArray(WriteRequest[]::new));
        List<Optional<Item>> items = persistently(() -> store().transactGet(gets.subList(1, gets.size())));
        assertEquals(
                IntStream.rangeClosed(1, ItemStore.MAX_TRANSACTION_REQUESTS)
                        .mapToObj(i -> Optional.of(numbered(i)))
                        .toList(),
                items,
                "The items of a transaction of 100 requests");
    }

    /** Sends transactions with two requests for one item, and with a wrong key. */
    @Rule(
            id = "STORE-53",
            holds =
                    "A transaction with two requests for one item or with a wrong key is refused with invalid-request; nothing is"
                            + " written.",
            lookAt =
                    "duplicates that are merged, and how a request that is not valid is told from a condition that failed")
    void wrongTransactions() {
        WriteRequest put = WriteRequest.Put.of(PLAIN, numbered(1));
        GetRequest get = GetRequest.of(PLAIN, numbered(1));

        assertRefused(
                "A transaction with two writes to one item",
                () -> store().transactWrite(List.of(put, WriteRequest.Delete.of(PLAIN, numbered(1)))),
                Reason.INVALID_REQUEST);
        assertRefused(
                "A transaction with two gets of one item",
                () -> store().transactGet(List.of(get, get)),
                Reason.INVALID_REQUEST);
        assertRefused(
                "A transaction with a wrong key",
                () -> store().transactWrite(
                                List.of(put, WriteRequest.Put.of(TEXTS, Item.fromJava(Map.of(ID, id, SORT, 1))))),
                Reason.INVALID_REQUEST);
        assertMissing(PLAIN, numbered(1));
    }

    /** Reads two items in transactions while others write both of them. */
    @Rule(
            id = "STORE-54",
            holds = "A transaction of gets sees each transaction of writes wholly or not at all.",
            lookAt = "a transaction of gets that is carried out as single gets")
    void isolation() {
        AtomicBoolean done = new AtomicBoolean();
        put(PLAIN, counted(1, 0), counted(2, 0));

        concurrently(2, thread -> {
            if (thread == 0) {
                for (int i = 1; !done.get(); i++) {
                    transactWrite(WriteRequest.Put.of(PLAIN, counted(1, i)), WriteRequest.Put.of(PLAIN, counted(2, i)));
                    pause(Duration.ofMillis(1));
                }
                return;
            }
            try {
                readBothTogether();
            } finally {
                done.set(true);
            }
        });
    }

    private void readBothTogether() {
        List<GetRequest> both = List.of(GetRequest.of(PLAIN, numbered(1)), GetRequest.of(PLAIN, numbered(2)));
        for (int i = 0; i < READS; i++) {
            List<Optional<Item>> items = persistently(() -> store().transactGet(both));
            assertEquals(count(items.get(0)), count(items.get(1)), "What two items tell that are written together");
            pause(Duration.ofMillis(1));
        }
    }

    private Item counted(int number, int count) {
        return numbered(number).with("count", AttributeValue.ofNumber(count));
    }

    private static Optional<AttributeValue> count(Optional<Item> item) {
        return item.flatMap(there -> there.attribute("count"));
    }
}
