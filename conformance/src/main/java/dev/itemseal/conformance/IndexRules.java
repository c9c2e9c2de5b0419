package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.BY_GROUP;
import static dev.itemseal.conformance.ContractTables.BY_LABEL;
import static dev.itemseal.conformance.ContractTables.GROUP;
import static dev.itemseal.conformance.ContractTables.LABEL;
import static dev.itemseal.conformance.ContractTables.RANK;
import static dev.itemseal.conformance.ContractTables.SHOWN;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secondary indexes. */
abstract class IndexRules extends StoreRules {

    IndexRules(ItemStoreContract contract) {
        super(contract);
    }

    private QueryRequest byGroup() {
        return QueryRequest.of(TEXTS, KeyCondition.partition(AttributeValue.ofString(id)))
                .index(BY_GROUP);
    }

    private Item ranked(String sort, int rank) {
        return key(sort).with(GROUP, AttributeValue.ofString(id)).with(RANK, AttributeValue.ofNumber(rank));
    }

    private static List<AttributeValue> ranks(List<Item> items) {
        return items.stream().map(item -> item.attribute(RANK).orElseThrow()).toList();
    }

    private static List<AttributeValue> numbers(long... numbers) {
        return Arrays.stream(numbers)
                .<AttributeValue>mapToObj(AttributeValue::ofNumber)
                .toList();
    }

    /** Finds items by the index's keys, two of which are the same. */
    @Rule(
            id = "STORE-36",
            holds =
                    "A query of an index finds all items with its keys, sorted by its sort key; several may share both keys.",
            lookAt = "an index whose keys identify an item, or that sorts by the table's keys")
    void indexQuery() {
        Set<Item> items = Set.of(ranked("a", 10), ranked("b", 9), ranked("c", 9), ranked("d", -1));
        items.forEach(item -> put(TEXTS, item));
        put(TEXTS, ranked("e", 9).with(GROUP, AttributeValue.ofString(id + " another")));

        eventually(() -> {
            List<Item> found = pages(byGroup());
            assertEquals(numbers(-1, 9, 9, 10), ranks(found), "The index's sort keys of the items that it finds");
            assertEquals(items, new HashSet<>(found), "The items that the index finds");
            assertEquals(
                    numbers(10, 9, 9),
                    ranks(pages(QueryRequest.of(
                                    TEXTS,
                                    KeyCondition.partition(AttributeValue.ofString(id))
                                            .sortKey(Comparison.AT_LEAST, AttributeValue.ofNumber(9)))
                            .index(BY_GROUP)
                            .inDescendingOrder())),
                    "The index's sort keys from 9 on, descending");
        });
    }

    /** Leaves out a key of the index, and takes it away. */
    @Rule(
            id = "STORE-37",
            holds = "An index has the items that have all of its keys, and follows every change of the table.",
            lookAt = "what the index does when an item lacks, loses or gains one of its keys")
    void sparseIndex() {
        put(TEXTS, ranked("a", 1), ranked("b", 2).without(RANK), ranked("c", 3).without(GROUP));
        eventually(
                () -> assertEquals(numbers(1), ranks(pages(byGroup())), "The items that have both keys of the index"));

        WriteCondition always = WriteCondition.always();
        Item rank = Item.empty().with(RANK, AttributeValue.ofNumber(2));
        store().update(new WriteRequest.Update(TEXTS, key("a"), Item.empty(), Set.of(GROUP), always));
        store().update(new WriteRequest.Update(TEXTS, key("b"), rank, Set.of(), always));
        eventually(() -> assertEquals(numbers(2), ranks(pages(byGroup())), "The items that have both keys now"));

        put(TEXTS, ranked("b", 4));
        eventually(() -> assertEquals(numbers(4), ranks(pages(byGroup())), "The items after a key has changed"));
    }

    /** Queries an index that holds a part of each item. */
    @Rule(
            id = "STORE-38",
            holds =
                    "An index with a projection gives the keys, its own and the table's, and the projected attributes alone.",
            lookAt = "how the index is created, and whether its items are completed from the table")
    void projection() {
        Item keys = key("a").with(LABEL, AttributeValue.ofString(id));
        put(TEXTS, keys.with(SHOWN, AttributeValue.ofNumber(1)).with("hidden", AttributeValue.ofNumber(2)));
        QueryRequest request = QueryRequest.of(TEXTS, KeyCondition.partition(AttributeValue.ofString(id)))
                .index(BY_LABEL);

        eventually(() -> assertEquals(
                List.of(keys.with(SHOWN, AttributeValue.ofNumber(1))),
                pages(request),
                "The item that the index gives"));
    }

    /** Goes through an index page by page, where many items share its keys. */
    @Rule(
            id = "STORE-39",
            holds =
                    "Following the last keys of an index's pages, every item is on exactly one page, also where items share keys.",
            lookAt = "whether the last key has the table's keys beside the index's")
    void pagesOfIndex() {
        Set<Item> items = Set.of(ranked("a", 1), ranked("b", 1), ranked("c", 1), ranked("d", 2), ranked("e", 2));
        items.forEach(item -> put(TEXTS, item));

        eventually(() -> assertEquals(items, new HashSet<>(pages(byGroup())), "The items that the index finds"));
        for (QueryRequest request : List.of(byGroup(), byGroup().inDescendingOrder())) {
            for (int limit = 1; limit <= items.size(); limit++) {
                List<Item> found = pages(request.limit(limit));
                assertEquals(items.size(), found.size(), "The number of items on all pages with limit " + limit);
                assertEquals(items, new HashSet<>(found), "The items on all pages with limit " + limit);
            }
        }
    }

    /** Writes items with keys of an index that it can't hold. */
    @Rule(
            id = "STORE-40",
            holds =
                    "A write whose item has an empty key of an index, or one of a wrong type, is refused with invalid-request.",
            lookAt = "items that are written although an index can't hold them")
    void wrongIndexKeys() {
        put(TEXTS, ranked("a", 1));
        Map<String, AttributeValue> wrong = Map.of(
                GROUP, AttributeValue.ofNumber(1),
                RANK, AttributeValue.ofString("1"),
                LABEL, AttributeValue.ofString(""));

        wrong.forEach((name, value) -> {
            Item set = Item.empty().with(name, value);
            assertRefused(
                    "A put of an item with a wrong index key '" + name + "'",
                    () -> put(TEXTS, ranked("a", 2).with(name, value)),
                    Reason.INVALID_REQUEST);
            assertRefused(
                    "An update that sets a wrong index key '" + name + "'",
                    () -> store().update(
                                    new WriteRequest.Update(TEXTS, key("a"), set, Set.of(), WriteCondition.always())),
                    Reason.INVALID_REQUEST);
        });
        assertStored(TEXTS, ranked("a", 1), key("a"));
    }
}
