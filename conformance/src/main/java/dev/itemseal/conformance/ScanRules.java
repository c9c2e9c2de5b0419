package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.BY_LABEL;
import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.LABEL;
import static dev.itemseal.conformance.ContractTables.NUMBERS;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.ScanRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Scans of tables, segments and indexes. Others' items may be there too, and are left out of account. */
abstract class ScanRules extends StoreRules {

    private static final int PARTITIONS = 12;
    private static final int SEGMENTS = 4;

    ScanRules(ItemStoreContract contract) {
        super(contract);
    }

    private Set<Item> putItems() {
        Set<Item> items = new HashSet<>();
        for (int i = 0; i < PARTITIONS; i++) {
            Item item = Item.fromJava(Map.of(ID, id + i, SORT, i % 2));
            items.add(item);
            items.add(item.with(SORT, AttributeValue.ofNumber(2)));
        }
        items.forEach(item -> put(NUMBERS, item));
        return items;
    }

    /** The test's own items that a scan finds, page by page. */
    private List<Item> scanned(ScanRequest request) {
        List<Item> items = new ArrayList<>();
        Page page = store().scan(request);
        while (true) {
            assertFits(page, request.limit().orElse(Integer.MAX_VALUE));
            page.items().stream().filter(this::isOwn).forEach(items::add);
            if (page.lastKey().isEmpty()) {
                return items;
            }
            page = store().scan(request.startAfter(page.lastKey().get()));
        }
    }

    private boolean isOwn(Item item) {
        return ((StringValue) item.attribute(ID).orElseThrow()).text().startsWith(id);
    }

    private static void assertEachOnce(Set<Item> items, List<Item> found, String what) {
        assertEquals(items, new HashSet<>(found), "The items of " + what);
        assertEquals(items.size(), found.size(), "The number of items of " + what);
    }

    /** Scans a table, with and without a limit. */
    @Rule(
            id = "STORE-41",
            holds = "A scan finds each item of the table on exactly one page, and no page exceeds the limit.",
            lookAt = "whether a page begins exactly where the last one ended")
    void scan() {
        Set<Item> items = putItems();

        assertEachOnce(items, scanned(ScanRequest.of(NUMBERS).consistently()), "a scan");
        assertEachOnce(items, scanned(ScanRequest.of(NUMBERS).consistently().limit(3)), "a scan in pages of 3");
    }

    /** Scans a table by segments, twice. */
    @Rule(
            id = "STORE-42",
            holds = "Each item is in exactly one of a scan's segments, and in the same one next time.",
            lookAt = "how segments are cut, and whether the segment and their number are passed on")
    void segments() {
        Set<Item> items = putItems();

        List<List<Item>> first = new ArrayList<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            first.add(scanned(ScanRequest.of(NUMBERS).consistently().segment(segment, SEGMENTS)));
        }
        assertEachOnce(items, first.stream().flatMap(List::stream).toList(), "all segments");
        for (int segment = 0; segment < SEGMENTS; segment++) {
            ScanRequest request = ScanRequest.of(NUMBERS).consistently().segment(segment, SEGMENTS);
            assertEachOnce(new HashSet<>(first.get(segment)), scanned(request.limit(2)), "a segment in pages of 2");
        }
    }

    /** Scans an index that has one of two items, of which it shows a part. */
    @Rule(
            id = "STORE-43",
            holds = "A scan of an index finds what the index has.",
            lookAt = "whether the index's name is passed on")
    void indexScan() {
        Item labelled = key("a").with(LABEL, AttributeValue.ofString(id));
        put(TEXTS, labelled.with("hidden", AttributeValue.ofNumber(1)), key("b"));

        eventually(() -> {
            List<Item> found = scanned(ScanRequest.of(TEXTS).index(BY_LABEL));
            assertTrue(found.contains(labelled), "The index's item is not found");
            assertEquals(1, found.size(), "The number of items that the index has");
        });
    }
}
