package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.MISSING;
import static dev.itemseal.conformance.ContractTables.NUMBERS;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is refused: wrong keys, too much, and what no table holds. */
abstract class LimitRules extends StoreRules {

    private static final int MAX_ITEM_BYTES = 400 * 1024;
    private static final int MAX_PARTITION_KEY_BYTES = 2048;
    private static final int MAX_SORT_KEY_BYTES = 1024;
    private static final int MAX_LEVELS = 32;

    LimitRules(ItemStoreContract contract) {
        super(contract);
    }

    /** Tries keys that lack an attribute, have one too many, one of a wrong type or an empty one. */
    @Rule(
            id = "STORE-18",
            holds =
                    "A key that lacks an attribute, has another one, or an empty one or one of a wrong type is refused with"
                            + " invalid-request.",
            lookAt = "what becomes of a key that does not fit the table; an item that was not found is no answer to it")
    void wrongKeys() {
        Map<String, Item> wrong = Map.of(
                "that lacks the sort key", key(),
                "that has another attribute", key("s").with("a", AttributeValue.ofNumber(1)),
                "with a sort key of a wrong type", key(1),
                "with an empty sort key", key(""),
                "with an empty partition key", Item.fromJava(Map.of(ID, "", SORT, "s")));
        Item set = Item.empty().with("b", AttributeValue.ofNumber(1));

        wrong.forEach((what, key) -> {
            assertRefused("A get by a key " + what, () -> get(TEXTS, key), Reason.INVALID_REQUEST);
            assertRefused(
                    "A delete by a key " + what,
                    () -> store().delete(WriteRequest.Delete.of(TEXTS, key)),
                    Reason.INVALID_REQUEST);
            assertRefused(
                    "An update by a key " + what,
                    () -> store().update(new WriteRequest.Update(TEXTS, key, set, Set.of(), WriteCondition.always())),
                    Reason.INVALID_REQUEST);
            if (!key.has("a")) {
                assertRefused("A put of an item with a key " + what, () -> put(TEXTS, key), Reason.INVALID_REQUEST);
            }
        });
    }

    /** Puts under a number and gets by other notations of it. */
    @Rule(
            id = "STORE-19",
            holds = "Keys that are the same number are the same key, however it is written.",
            lookAt = "numbers in keys that are compared by their text")
    void numbersInKeys() {
        Item first = key(0).with(SORT, AttributeValue.ofNumber("10.0"));
        put(NUMBERS, first);

        for (String notation : List.of("10", "1E1", "+010.00")) {
            assertStored(NUMBERS, first, key(0).with(SORT, AttributeValue.ofNumber(notation)));
        }
    }

    /** Puts keys of exactly the largest size, and of a byte more. */
    @Rule(
            id = "STORE-20",
            holds =
                    "Partition keys have up to 2,048 bytes and sort keys up to 1,024; longer ones are refused with store-limit"
                            + " or invalid-request.",
            lookAt = "how the size of a key is counted (in bytes of UTF-8), and what becomes of one that is too long")
    void keySizes() {
        String umlauts = "\u00e4".repeat((MAX_PARTITION_KEY_BYTES - id.length()) / 2);
        Item longest = Item.fromJava(Map.of(ID, id + umlauts, SORT, "\u00e4".repeat(MAX_SORT_KEY_BYTES / 2)));
        put(TEXTS, longest);
        assertStored(TEXTS, longest, longest);

        assertRefused(
                "A partition key of more than 2,048 bytes",
                () -> put(TEXTS, longest.with(ID, AttributeValue.ofString(id + umlauts + "ab"))),
                Reason.STORE_LIMIT,
                Reason.INVALID_REQUEST);
        assertRefused(
                "A sort key of more than 1,024 bytes",
                () -> put(TEXTS, key("x".repeat(MAX_SORT_KEY_BYTES + 1))),
                Reason.STORE_LIMIT,
                Reason.INVALID_REQUEST);
    }

    /** Puts an item of exactly the largest size, and makes it a byte larger by put and by update. */
    @Rule(
            id = "STORE-21",
            holds =
                    "An item may have 409,600 bytes, names and values together; a larger one is refused with store-limit and"
                            + " nothing is changed.",
            lookAt = "what becomes of an item that is too large, in put and in update")
    void itemSizes() {
        int room = MAX_ITEM_BYTES - ID.length() - id.length() - "text".length();
        Item largest = key().with("text", AttributeValue.ofString("x".repeat(room)));
        Item larger = key().with("text", AttributeValue.ofString("x".repeat(room + 1)));
        put(PLAIN, largest);
        assertStored(PLAIN, largest, key());

        assertRefused("A put of an item that is too large", () -> put(PLAIN, larger), Reason.STORE_LIMIT);
        Item set = Item.empty().with("a", AttributeValue.ofString(""));
        assertRefused(
                "An update that makes an item too large",
                () -> store().update(new WriteRequest.Update(PLAIN, key(), set, Set.of(), WriteCondition.always())),
                Reason.STORE_LIMIT);
        assertStored(PLAIN, largest, key());
    }

    /** Puts values that DynamoDB does not hold, and one of the deepest nesting that it does. */
    @Rule(
            id = "STORE-22",
            holds =
                    "Empty sets, numbers out of range and values in more than 32 levels are refused with invalid-request.",
            lookAt = "values that are mended or left out instead of being refused")
    void valuesThatNoTableHolds() {
        Map<String, AttributeValue> wrong = Map.of(
                "an empty set", AttributeValue.ofStrings(List.of()),
                "an empty set in a list", AttributeValue.ofList(List.of(AttributeValue.ofNumbers(List.of()))),
                "a number that is too large", AttributeValue.ofNumber("1E126"),
                "a number that is too small", AttributeValue.ofNumber("-1E-131"),
                "a number of 39 digits", AttributeValue.ofNumber("1".repeat(39)),
                "values in more than 32 levels", nested(MAX_LEVELS + 1));

        wrong.forEach((what, value) -> {
            assertRefused("An item with " + what, () -> put(PLAIN, key().with("a", value)), Reason.INVALID_REQUEST);
            assertMissing(PLAIN, key());
        });
        Item deepest = key().with("a", nested(MAX_LEVELS));
        put(PLAIN, deepest);
        assertStored(PLAIN, deepest, key());
    }

    private static AttributeValue nested(int levels) {
        AttributeValue value = AttributeValue.ofBoolean(true);
        for (int level = 1; level < levels; level++) {
            value = AttributeValue.ofList(List.of(value));
        }
        return value;
    }

    /** Tries updates that touch the key or contradict themselves. */
    @Rule(
            id = "STORE-23",
            holds =
                    "An update that touches a key attribute, or sets and removes one attribute, is refused with invalid-request.",
            lookAt = "attributes of an update that are left out in silence")
    void contradictoryUpdates() {
        Item item = key("s").with("a", AttributeValue.ofNumber(1));
        put(TEXTS, item);
        Item newSort = Item.empty().with(SORT, AttributeValue.ofString("t"));
        Item newValue = Item.empty().with("a", AttributeValue.ofNumber(2));

        assertUpdateRefused("An update that sets a key attribute", newSort, Set.of());
        assertUpdateRefused("An update that removes a key attribute", newValue, Set.of(SORT));
        assertUpdateRefused("An update that sets and removes an attribute", newValue, Set.of("a"));
        assertStored(TEXTS, item, key("s"));
    }

    private void assertUpdateRefused(String what, Item set, Set<String> remove) {
        assertRefused(
                what,
                () -> store().update(new WriteRequest.Update(TEXTS, key("s"), set, remove, WriteCondition.always())),
                Reason.INVALID_REQUEST);
    }

    /** Does everything with a table that is not there. */
    @Rule(
            id = "STORE-24",
            holds = "Every operation on a table that is not there fails with table-not-found.",
            lookAt = "how the store tells that a table is missing")
    void missingTable() {
        ItemStore store = store();
        WriteRequest.Put put = WriteRequest.Put.of(MISSING, key());
        GetRequest get = GetRequest.of(MISSING, key());
        assertNotFound("get", () -> store.get(get));
        assertNotFound("put", () -> store.put(put));
        assertNotFound(
                "update",
                () -> store.update(
                        new WriteRequest.Update(MISSING, key(), Item.empty(), Set.of("a"), WriteCondition.always())));
        assertNotFound("delete", () -> store.delete(WriteRequest.Delete.of(MISSING, key())));
        assertNotFound(
                "query",
                () -> store.query(QueryRequest.of(MISSING, KeyCondition.partition(AttributeValue.ofString(id)))));
        assertNotFound("scan", () -> store.scan(ScanRequest.of(MISSING)));
        assertNotFound("batchGet", () -> store.batchGet(List.of(get)));
        assertNotFound("batchWrite", () -> store.batchWrite(List.of(put)));
        assertNotFound("transactGet", () -> store.transactGet(List.of(get)));
        assertNotFound("transactWrite", () -> store.transactWrite(List.of(put)));
    }

    private void assertNotFound(String operation, Runnable call) {
        assertRefused(operation + " on a table that is not there", call::run, Reason.TABLE_NOT_FOUND);
    }
}
