package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.BYTES;
import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.NUMBERS;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Stores that break the rules of queries. */
final class BrokenQueries {

    static final List<BrokenStore> ALL = List.of(
            of("STORE-25", "a partition has all whose keys begin like its own", BrokenQueries::beginningOfPartition),
            of("STORE-26", "texts are sorted by UTF-16", sorting(TEXTS, Comparator.comparing(BrokenQueries::text))),
            of(
                    "STORE-27",
                    "numbers are sorted as texts",
                    sorting(NUMBERS, Comparator.comparing(BrokenQueries::number))),
            of("STORE-28", "bytes are sorted signed", sorting(BYTES, (a, b) -> Arrays.compare(bytes(a), bytes(b)))),
            of("STORE-29", "between leaves out its upper bound", BrokenQueries::betweenWithoutEnd),
            of("STORE-30", "begins-with ends at FF", BrokenQueries::beginningsUpToLargestByte),
            of("STORE-31", "the direction is not passed on", (store, request) -> store.query(ascending(request))),
            of("STORE-32", "a page begins with the key to start after", BrokenQueries::pagesOverlap),
            of("STORE-33", "a page without limit has no last key", BrokenQueries::noLastKeyWithoutLimit),
            of("STORE-34", "a page after a deleted item is the first again", BrokenQueries::lostPlaceRestarts),
            of("STORE-35", "wrong queries find nothing", BrokenQueries::wrongQueriesFindNothing));

    private BrokenQueries() {}

    private static BrokenStore of(String rule, String defect, BiFunction<ItemStore, QueryRequest, Page> query) {
        return new BrokenStore(rule, defect, sound -> new DelegatingStore(sound) {
            @Override
            public Page query(QueryRequest request) {
                return request.indexName().isPresent() && !rule.equals("STORE-35")
                        ? super.query(request)
                        : query.apply(sound, request);
            }
        });
    }

    private static AttributeValue sort(Item item) {
        return item.attribute(SORT).orElseThrow();
    }

    private static String text(Item item) {
        return ((StringValue) sort(item)).text();
    }

    private static String number(Item item) {
        return ((NumberValue) sort(item)).text();
    }

    private static byte[] bytes(Item item) {
        return ((BinaryValue) sort(item)).toByteArray();
    }

    private static Page beginningOfPartition(ItemStore store, QueryRequest request) {
        Page page = store.query(request);
        if (page.lastKey().isPresent() || !(request.condition().partitionKey() instanceof StringValue own)) {
            return page;
        }
        List<Item> items = new ArrayList<>(page.items());
        store.scan(ScanRequest.of(request.tableName())).items().stream()
                .filter(item -> item.attribute(ID).orElseThrow() instanceof StringValue other
                        && other.text().startsWith(own.text())
                        && !other.equals(own))
                .forEach(items::add);
        return new Page(items, Optional.empty());
    }

    private static BiFunction<ItemStore, QueryRequest, Page> sorting(String table, Comparator<Item> order) {
        return (store, request) -> {
            Page page = store.query(request);
            return request.tableName().equals(table)
                            && !request.descending()
                            && request.limit().isEmpty()
                            && request.condition().sortRange().isEmpty()
                    ? new Page(page.items().stream().sorted(order).toList(), page.lastKey())
                    : page;
        };
    }

    private static Page betweenWithoutEnd(ItemStore store, QueryRequest request) {
        Page page = store.query(request);
        return request.condition()
                .sortRange()
                .flatMap(KeyCondition.SortRange::upperBound)
                .map(end -> filtered(page, item -> !sort(item).equals(end)))
                .orElse(page);
    }

    private static Page beginningsUpToLargestByte(ItemStore store, QueryRequest request) {
        Page page = store.query(request);
        boolean largest = request.condition()
                .sortRange()
                .filter(range -> range.comparison() == Comparison.BEGINS_WITH)
                .filter(range -> range.operand().equals(BinaryValue.copyOf(new byte[] {-1})))
                .isPresent();
        return largest ? filtered(page, item -> false) : page;
    }

    private static Page filtered(Page page, Predicate<Item> kept) {
        return new Page(page.items().stream().filter(kept).toList(), page.lastKey());
    }

    private static QueryRequest ascending(QueryRequest request) {
        return new QueryRequest(
                request.tableName(),
                request.indexName(),
                request.condition(),
                false,
                request.limit(),
                request.startAfter(),
                request.consistent());
    }

    private static Page pagesOverlap(ItemStore store, QueryRequest request) {
        Page page = store.query(request);
        List<Item> items = new ArrayList<>(page.items());
        request.startAfter()
                .filter(start -> request.limit().isPresent()
                        && items.size() < request.limit().getAsInt())
                .ifPresent(start -> items.add(0, start));
        return new Page(items, page.lastKey());
    }

    private static Page noLastKeyWithoutLimit(ItemStore store, QueryRequest request) {
        Page page = store.query(request);
        return request.limit().isPresent() ? page : new Page(page.items(), Optional.empty());
    }

    private static Page lostPlaceRestarts(ItemStore store, QueryRequest request) {
        boolean lost = request.startAfter()
                .filter(start -> store.get(new GetRequest(request.tableName(), start, true))
                        .isEmpty())
                .isPresent();
        return store.query(
                lost
                        ? new QueryRequest(
                                request.tableName(),
                                request.indexName(),
                                request.condition(),
                                request.descending(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                request.consistent())
                        : request);
    }

    private static Page wrongQueriesFindNothing(ItemStore store, QueryRequest request) {
        try {
            return store.query(request);
        } catch (StoreException e) {
            if (e.reason() == Reason.INVALID_REQUEST) {
                return new Page(List.of(), Optional.empty());
            }
            throw e;
        }
    }
}
