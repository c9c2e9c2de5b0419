package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.BYTES;
import static dev.itemseal.conformance.ContractTables.BY_GROUP;
import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.NUMBERS;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Queries of a table. */
abstract class QueryRules extends StoreRules {

    private static final String LARGE = "x".repeat(300 * 1024);

    QueryRules(ItemStoreContract contract) {
        super(contract);
    }

    private KeyCondition partition() {
        return KeyCondition.partition(AttributeValue.ofString(id));
    }

    private static QueryRequest consistent(String table, KeyCondition condition) {
        return QueryRequest.of(table, condition).consistently();
    }

    private List<Item> keys(Object... sortKeys) {
        return Stream.of(sortKeys).map(this::key).toList();
    }

    /** Puts items in another order than that of their keys, and asserts that a query finds them in order. */
    private void assertOrder(String table, List<Item> inOrder) {
        List<Item> shuffled = new ArrayList<>(inOrder);
        Collections.rotate(shuffled, 1);
        Collections.swap(shuffled, 0, shuffled.size() - 1);
        shuffled.forEach(item -> put(table, item));
        assertEquals(inOrder, pages(consistent(table, partition())), "The items of a partition in " + table);
    }

    private void assertFound(String table, KeyCondition condition, Object... sortKeys) {
        assertEquals(
                keys(sortKeys),
                pages(consistent(table, condition)),
                () -> "The items of " + table + " that " + condition + " finds");
    }

    /** Queries a partition whose name is the beginning of another's. */
    @Rule(
            id = "STORE-25",
            holds = "A query finds all items of its partition and none of another.",
            lookAt = "how the partition key is compared: exactly, in upper and lower case, to its end")
    void wholePartition() {
        put(TEXTS, key("a"), key("b"));
        put(
                TEXTS,
                Item.fromJava(Map.of(ID, id + "a", SORT, "c")),
                Item.fromJava(Map.of(ID, id.toUpperCase(Locale.ROOT) + "A", SORT, "d")),
                Item.fromJava(Map.of(ID, id.substring(1), SORT, "e")));

        assertFound(TEXTS, partition(), "a", "b");
        put(PLAIN, key());
        assertEquals(
                List.of(key()), pages(consistent(PLAIN, partition())), "The item of a partition without sort keys");
    }

    /** Compares texts that sort otherwise by UTF-16 or without regard to case. */
    @Rule(
            id = "STORE-26",
            holds = "Texts are sorted by their UTF-8 bytes.",
            lookAt = "a comparison by UTF-16 units, by language, or without regard to case")
    void orderOfTexts() {
        assertOrder(TEXTS, keys("A", "B", "a", "aa", "b", "\u00e4", "\uFF5E", "\uD83D\uDE00"));
    }

    /** Compares numbers of both signs and of different lengths. */
    @Rule(
            id = "STORE-27",
            holds = "Numbers are sorted as numbers.",
            lookAt = "a comparison of the numbers' texts, or of their magnitudes alone")
    void orderOfNumbers() {
        assertOrder(
                NUMBERS,
                Stream.of("-1E20", "-10", "-9.5", "-1E-20", "0", "1E-20", "2", "9.5", "10", "11", "1E20")
                        .map(number -> key(0).with(SORT, AttributeValue.ofNumber(number)))
                        .toList());
    }

    /** Compares bytes on both sides of the sign bit. */
    @Rule(
            id = "STORE-28",
            holds = "Byte strings are sorted by unsigned bytes, a beginning before what continues it.",
            lookAt = "a comparison of signed bytes, or by length first")
    void orderOfBytes() {
        assertOrder(
                BYTES,
                keys(
                        new byte[] {0},
                        new byte[] {1},
                        new byte[] {1, 0},
                        new byte[] {1, -1},
                        new byte[] {127},
                        new byte[] {-128},
                        new byte[] {-1}));
    }

    /** Asks with each comparison, on and beside a sort key. */
    @Rule(
            id = "STORE-29",
            holds =
                    "=, <, <=, >, >= and between find exactly the sort keys that they say, both bounds of between included.",
            lookAt = "which operator each comparison becomes, and the order of between's bounds")
    void comparisons() {
        put(NUMBERS, keys(1, 2, 3, 4).toArray(Item[]::new));
        AttributeValue two = AttributeValue.ofNumber("2.0");

        assertFound(NUMBERS, partition().sortKey(Comparison.EQUAL, two), 2);
        assertFound(NUMBERS, partition().sortKey(Comparison.EQUAL, AttributeValue.ofNumber("2.5")));
        assertFound(NUMBERS, partition().sortKey(Comparison.LESS, two), 1);
        assertFound(NUMBERS, partition().sortKey(Comparison.AT_MOST, two), 1, 2);
        assertFound(NUMBERS, partition().sortKey(Comparison.GREATER, two), 3, 4);
        assertFound(NUMBERS, partition().sortKey(Comparison.AT_LEAST, two), 2, 3, 4);
        assertFound(NUMBERS, partition().sortKeyBetween(two, AttributeValue.ofNumber(3)), 2, 3);
        assertFound(NUMBERS, partition().sortKeyBetween(two, two), 2);
    }

    /** Asks for beginnings, also one that ends with the largest byte. */
    @Rule(
            id = "STORE-30",
            holds = "Begins-with finds exactly the texts and byte strings that begin so.",
            lookAt = "how the end of the range is made; a last byte of FF has no next one")
    void beginnings() {
        put(TEXTS, keys("a", "ab", "ab\uFFFF", "abc", "ac", "b").toArray(Item[]::new));
        put(
                BYTES,
                keys(new byte[] {1, -2}, new byte[] {1, -1}, new byte[] {1, -1, -1}, new byte[] {2}, new byte[] {-1, 1})
                        .toArray(Item[]::new));

        assertFound(
                TEXTS,
                partition().sortKey(Comparison.BEGINS_WITH, AttributeValue.ofString("ab")),
                "ab",
                "abc",
                "ab\uFFFF");
        assertFound(TEXTS, partition().sortKey(Comparison.BEGINS_WITH, AttributeValue.ofString("abcd")));
        assertFound(
                BYTES,
                partition().sortKey(Comparison.BEGINS_WITH, BinaryValue.copyOf(new byte[] {1, -1})),
                new byte[] {1, -1},
                new byte[] {1, -1, -1});
        assertFound(
                BYTES,
                partition().sortKey(Comparison.BEGINS_WITH, BinaryValue.copyOf(new byte[] {-1})),
                new byte[] {-1, 1});
    }

    /** Asks for the largest sort key first. */
    @Rule(
            id = "STORE-31",
            holds = "A descending query finds the same items in the opposite order.",
            lookAt = "whether the direction is passed on")
    void descending() {
        put(TEXTS, keys("a", "b", "c").toArray(Item[]::new));

        QueryRequest request = consistent(TEXTS, partition().sortKey(Comparison.AT_MOST, AttributeValue.ofString("b")));
        assertEquals(keys("b", "a"), pages(request.inDescendingOrder()), "The items of a descending query");
    }

    /** Goes through a partition page by page, in both directions. */
    @Rule(
            id = "STORE-32",
            holds = "Following the last keys, every item is on exactly one page, and no page exceeds the limit.",
            lookAt = "whether the item at the key to start after is left out, and none beside it")
    void pagesOfQuery() {
        put(TEXTS, keys("a", "b", "c", "d", "e").toArray(Item[]::new));

        for (QueryRequest request : List.of(
                consistent(TEXTS, partition()), consistent(TEXTS, partition()).inDescendingOrder())) {
            List<Item> expected = pages(request);
            for (int limit = 1; limit <= expected.size() + 1; limit++) {
                assertEquals(expected, pages(request.limit(limit)), "The items of all pages with limit " + limit);
            }
        }
    }

    /** Finds more than a page holds, without a limit. */
    @Rule(
            id = "STORE-33",
            holds = "Of a result too large for one page nothing is lost: a page that is not the last has a last key.",
            lookAt = "whether the last key is passed on when the caller set no limit")
    void largeResults() {
        List<Item> items = keys("a", "b", "c", "d", "e").stream()
                .map(item -> item.with("large", AttributeValue.ofString(LARGE)))
                .toList();
        put(TEXTS, items.toArray(Item[]::new));

        assertEquals(items, pages(consistent(TEXTS, partition())), "The items of all pages");
    }

    /** Deletes the item at the last key before going on. */
    @Rule(
            id = "STORE-34",
            holds = "A page begins where the last one ended, even if the item there has been deleted since.",
            lookAt = "a search for the item at the key to start after, instead of its place")
    void lastKeyDeleted() {
        put(TEXTS, keys("a", "b", "c", "d").toArray(Item[]::new));
        Page first = store().query(consistent(TEXTS, partition()).limit(2));
        assertTrue(first.lastKey().isPresent(), "A full page with more behind it has no last key");
        Item lastKey = first.lastKey().get();
        store().delete(WriteRequest.Delete.of(TEXTS, lastKey));

        List<Item> all = new ArrayList<>(first.items());
        all.addAll(pages(consistent(TEXTS, partition()).startAfter(lastKey)));

        assertEquals(keys("a", "b", "c", "d"), all, "The items of both pages");
    }

    /** Asks what can't be answered. */
    @Rule(
            id = "STORE-35",
            holds =
                    "Queries that don't fit the table or the index are refused with invalid-request: values of a wrong type, no"
                            + " such index or sort key, begins-with on numbers, reversed bounds, a consistent read of an index.",
            lookAt = "requests that are answered with nothing instead of being refused")
    void wrongQueries() {
        AttributeValue text = AttributeValue.ofString("a");
        AttributeValue number = AttributeValue.ofNumber(1);
        KeyCondition group = KeyCondition.partition(text);
        Map<String, QueryRequest> wrong = Map.of(
                "by a partition key of a wrong type",
                QueryRequest.of(TEXTS, KeyCondition.partition(number)),
                "by a sort key of a wrong type",
                QueryRequest.of(TEXTS, partition().sortKey(Comparison.LESS, number)),
                "of an index that is not there",
                QueryRequest.of(TEXTS, group).index("by-nothing"),
                "by a sort key that the table does not have",
                QueryRequest.of(PLAIN, partition().sortKey(Comparison.LESS, text)),
                "by the beginning of a number",
                QueryRequest.of(NUMBERS, partition().sortKey(Comparison.BEGINS_WITH, number)),
                "between reversed bounds",
                QueryRequest.of(NUMBERS, partition().sortKeyBetween(AttributeValue.ofNumber(2), number)),
                "that asks an index to be consistent",
                consistent(TEXTS, group).index(BY_GROUP));

        wrong.forEach((what, request) ->
                assertRefused("A query " + what, () -> store().query(request), Reason.INVALID_REQUEST));
    }
}
