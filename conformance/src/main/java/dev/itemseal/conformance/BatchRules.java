package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Batches. A store may leave requests unprocessed; the rules ask again, as a caller would. */
abstract class BatchRules extends StoreRules {

    private static final int ATTEMPTS = 20;

    BatchRules(ItemStoreContract contract) {
        super(contract);
    }

    private Item numbered(int number) {
        return Item.fromJava(Map.of(ID, id + '-' + number));
    }

    private static <T> List<T> numbered(int count, IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }

    private WriteRequest put(int number) {
        return WriteRequest.Put.of(PLAIN, numbered(number));
    }

    private static GetRequest consistentGet(String table, Item key) {
        return new GetRequest(table, key, true);
    }

    /** Gets all, asking again for what is left. */
    private Map<String, Set<Item>> getAll(List<GetRequest> requests) {
        Map<String, Set<Item>> found = new HashMap<>();
        List<GetRequest> left = requests;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            waitBeforeAttempt(attempt);
            BatchGetResult result = store().batchGet(left);
            assertTrue(
                    left.containsAll(result.unprocessed()), "A get is returned as unprocessed that nobody asked for");
            result.items().forEach((table, items) -> {
                for (Item item : items) {
                    assertTrue(
                            found.computeIfAbsent(table, name -> new HashSet<>())
                                    .add(item),
                            "An item is found twice");
                }
            });
            left = result.unprocessed();
        }
        return found;
    }

    /** Writes all, asking again for what is left. */
    private void writeAll(List<WriteRequest> requests) {
        List<WriteRequest> left = requests;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            waitBeforeAttempt(attempt);
            List<WriteRequest> unprocessed = store().batchWrite(left);
            assertTrue(left.containsAll(unprocessed), "A write is returned as unprocessed that nobody asked for");
            left = unprocessed;
        }
    }

    private static void waitBeforeAttempt(int attempt) {
        assertTrue(attempt < ATTEMPTS, "After " + ATTEMPTS + " attempts there are still unprocessed requests");
        pause(Duration.ofMillis(50L * attempt));
    }

    /** Gets items of two tables, one of which is missing. */
    @Rule(
            id = "STORE-44",
            holds = "A batch of gets finds the items that are there, by table, and nothing for those that are not.",
            lookAt = "how the answers are put together by table, and what becomes of a missing item")
    void batchGet() {
        Item plain = key().with("a", AttributeValue.ofNumber(1));
        Item text = key("s").with("a", AttributeValue.ofNumber(2));
        put(PLAIN, plain);
        put(TEXTS, text);

        Map<String, Set<Item>> found = getAll(List.of(
                consistentGet(PLAIN, key()),
                consistentGet(PLAIN, numbered(1)),
                consistentGet(TEXTS, key("s")),
                consistentGet(TEXTS, key("t"))));

        assertEquals(Set.of(plain), found.getOrDefault(PLAIN, Set.of()), "The items of the first table");
        assertEquals(Set.of(text), found.getOrDefault(TEXTS, Set.of()), "The items of the second table");
    }

    /** Puts and deletes in one batch, in two tables. */
    @Rule(
            id = "STORE-45",
            holds =
                    "A batch of writes puts and deletes items of several tables; a put takes the place of the whole item.",
            lookAt = "how puts and deletes are put together by table")
    void batchWrite() {
        put(PLAIN, key().with("old", AttributeValue.ofNumber(1)), numbered(1));
        put(TEXTS, key("s"));
        Item replacement = key().with("new", AttributeValue.ofNumber(2));

        writeAll(List.of(
                WriteRequest.Put.of(PLAIN, replacement),
                WriteRequest.Delete.of(PLAIN, numbered(1)),
                WriteRequest.Delete.of(PLAIN, numbered(2)),
                WriteRequest.Delete.of(TEXTS, key("s")),
                WriteRequest.Put.of(TEXTS, key("t"))));

        assertStored(PLAIN, replacement, key());
        assertMissing(PLAIN, numbered(1));
        assertMissing(TEXTS, key("s"));
        assertStored(TEXTS, key("t"), key("t"));
    }

    /** Sends full batches. */
    @Rule(
            id = "STORE-46",
            holds = "Of 25 writes and of 100 gets each one is either carried out or returned, exactly as it was given.",
            lookAt = "requests that the store left unprocessed and that are not passed on")
    void nothingLost() {
        List<Item> items = numbered(ItemStore.MAX_BATCH_GETS, this::numbered);
        for (int from = 0; from < items.size(); from += ItemStore.MAX_BATCH_WRITES) {
            int first = from;
            writeAll(numbered(ItemStore.MAX_BATCH_WRITES, i -> put(first + i)));
        }

        Map<String, Set<Item>> found =
                getAll(items.stream().map(item -> consistentGet(PLAIN, item)).toList());

        assertEquals(Map.of(PLAIN, new HashSet<>(items)), found, "The items that were written and found");
    }

    /** Sends batches with one request too many, and without any. */
    @Rule(
            id = "STORE-47",
            holds =
                    "More than 25 writes or 100 gets are refused with store-limit and no request at all with invalid-request;"
                            + " nothing is written.",
            lookAt = "batches that are cut in silence")
    void batchLimits() {
        assertRefused(
                "A batch of 26 writes",
                () -> store().batchWrite(numbered(ItemStore.MAX_BATCH_WRITES + 1, this::put)),
                Reason.STORE_LIMIT);
        assertMissing(PLAIN, numbered(0));
        assertRefused(
                "A batch of 101 gets",
                () -> store().batchGet(numbered(ItemStore.MAX_BATCH_GETS + 1, i -> consistentGet(PLAIN, numbered(i)))),
                Reason.STORE_LIMIT);
        assertRefused("A batch without writes", () -> store().batchWrite(List.of()), Reason.INVALID_REQUEST);
        assertRefused("A batch without gets", () -> store().batchGet(List.of()), Reason.INVALID_REQUEST);
    }

    /** Sends batches with two requests for one item, and with requests that no batch may have. */
    @Rule(
            id = "STORE-48",
            holds =
                    "A batch with one key twice, an update, a check or a condition is refused with invalid-request; nothing is"
                            + " written.",
            lookAt = "conditions that are left out, and duplicates that are merged")
    void wrongBatches() {
        WriteCondition absent = WriteCondition.notExists(ID);
        Map<String, WriteRequest> wrong = Map.of(
                "one key twice",
                WriteRequest.Delete.of(PLAIN, numbered(1)),
                "a condition on a put",
                new WriteRequest.Put(PLAIN, numbered(2), absent),
                "a condition on a delete",
                new WriteRequest.Delete(PLAIN, numbered(2), absent),
                "a check",
                new WriteRequest.Check(PLAIN, numbered(2), absent),
                "an update",
                new WriteRequest.Update(
                        PLAIN, numbered(2), numbered(2).without(ID), Set.of("a"), WriteCondition.always()));

        wrong.forEach((what, request) -> {
            List<WriteRequest> batch = new ArrayList<>(List.of(put(1), request));
            assertRefused("A batch of writes with " + what, () -> store().batchWrite(batch), Reason.INVALID_REQUEST);
            assertMissing(PLAIN, numbered(1));
        });
        GetRequest get = consistentGet(PLAIN, numbered(1));
        assertRefused(
                "A batch of gets with one key twice",
                () -> store().batchGet(List.of(get, get)),
                Reason.INVALID_REQUEST);
    }
}
