package dev.itemseal.adapter.inmemory;

import static dev.itemseal.adapter.inmemory.Fixtures.INDEX;
import static dev.itemseal.adapter.inmemory.Fixtures.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to the store, it answers as a sorted map would. */
class ModelProperties {

    /**
     * Something to do with a store.
     *
     * @param text what it is, for reports
     * @param action does it, and gives the answer
     */
    record Step(String text, Function<ItemStore, Object> action) {

        /** The answer, or what tells the refusal. */
        Object outcome(ItemStore store) {
            try {
                return action.apply(store);
            } catch (StoreException e) {
                return Map.of("reason", e.reason(), "failed", e.failedRequests());
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Numbers of different notations, several of which are the same. */
    private static Arbitrary<AttributeValue> numbers() {
        return Arbitraries.of("-2", "-1.5", "0", "0.0", "1", "1.0", "2", "10", "1E1")
                .map(NumberValue::new);
    }

    private static Arbitrary<Item> keys() {
        return Combinators.combine(Arbitraries.of("p", "q"), numbers())
                .as((id, line) ->
                        Item.empty().with("id", AttributeValue.ofString(id)).with("line", line));
    }

    private static Arbitrary<Item> attributes() {
        Arbitrary<AttributeValue> colors = Arbitraries.of("red", "blue").map(AttributeValue::ofString);
        return Combinators.combine(
                        colors.optional(), numbers().optional(), numbers().optional())
                .as((color, size, note) -> {
                    Item.Builder item = Item.builder(3);
                    color.ifPresent(value -> item.put("color", value));
                    size.ifPresent(value -> item.put("size", value));
                    note.ifPresent(value -> item.put("note", value));
                    return item.build();
                });
    }

    private static Arbitrary<WriteCondition> conditions() {
        Arbitrary<String> names = Arbitraries.of("id", "size", "note");
        return Arbitraries.oneOf(
                Arbitraries.just(WriteCondition.always()),
                names.map(WriteCondition::exists),
                names.map(WriteCondition::notExists),
                Combinators.combine(names, numbers()).as(WriteCondition::equalTo),
                Combinators.combine(names, numbers())
                        .as((name, value) -> WriteCondition.exists("id").and(WriteCondition.equalTo(name, value))));
    }

    private static Arbitrary<WriteRequest.Put> puts(Arbitrary<WriteCondition> conditions) {
        return Combinators.combine(keys(), attributes(), conditions)
                .as((key, others, condition) -> new WriteRequest.Put(
                        TABLE, Item.builder(5).putAll(key).putAll(others).build(), condition));
    }

    private static Arbitrary<WriteRequest.Update> updates() {
        return Combinators.combine(
                        keys(),
                        attributes(),
                        Arbitraries.of("color", "size", "note").set(),
                        conditions())
                .as((key, set, remove, condition) -> {
                    Set<String> others = new HashSet<>(remove);
                    others.removeAll(set.names());
                    return new WriteRequest.Update(TABLE, key, set, others, condition);
                });
    }

    private static Arbitrary<WriteRequest.Delete> deletes(Arbitrary<WriteCondition> conditions) {
        return Combinators.combine(keys(), conditions)
                .as((key, condition) -> new WriteRequest.Delete(TABLE, key, condition));
    }

    private static Arbitrary<QueryRequest> queries() {
        Arbitrary<Function<KeyCondition, KeyCondition>> ranges = Arbitraries.oneOf(
                Arbitraries.just(Function.identity()),
                Combinators.combine(Arbitraries.of(Comparison.class), numbers(), numbers())
                        .as((comparison, one, other) -> condition -> {
                            NumberValue low = (NumberValue) one;
                            NumberValue high = (NumberValue) other;
                            return comparison == Comparison.BETWEEN
                                    ? condition.sortKeyBetween(
                                            low.compareTo(high) <= 0 ? low : high,
                                            low.compareTo(high) <= 0 ? high : low)
                                    : condition.sortKey(
                                            comparison == Comparison.BEGINS_WITH ? Comparison.EQUAL : comparison, low);
                        }));
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(
                        flags,
                        Arbitraries.of(0, 1),
                        ranges,
                        flags,
                        Arbitraries.integers().between(1, 4).optional())
                .as((indexed, partition, range, descending, limit) -> new QueryRequest(
                        TABLE,
                        indexed ? Optional.of(INDEX) : Optional.empty(),
                        range.apply(KeyCondition.partition(AttributeValue.ofString(
                                (indexed ? List.of("red", "blue") : List.of("p", "q")).get(partition)))),
                        descending,
                        limit.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                        Optional.empty(),
                        false));
    }

    private static List<Page> pages(ItemStore store, QueryRequest request) {
        List<Page> pages = new ArrayList<>(List.of(store.query(request)));
        while (pages.get(pages.size() - 1).lastKey().isPresent()) {
            Item lastKey = pages.get(pages.size() - 1).lastKey().get();
            pages.add(store.query(request.startAfter(lastKey)));
        }
        return pages;
    }

    /** How often a scan finds each item. */
    private static Map<Item, Long> scanned(ItemStore store, int segments, int limit) {
        List<Item> items = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            ScanRequest request =
                    ScanRequest.of(TABLE).segment(segment, segments).limit(limit);
            Page page = store.scan(request);
            items.addAll(page.items());
            while (page.lastKey().isPresent()) {
                page = store.scan(request.startAfter(page.lastKey().get()));
                items.addAll(page.items());
            }
        }
        return items.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Writes to different items, by their keys' numbers. */
    private static <W extends WriteRequest> Arbitrary<List<WriteRequest>> distinct(Arbitrary<W> writes) {
        return writes.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .uniqueElements(ModelProperties::keyOf)
                .map(List::copyOf);
    }

    private static Object keyOf(WriteRequest request) {
        Item item = request instanceof WriteRequest.Put put
                ? put.item()
                : request instanceof WriteRequest.Update update ? update.key() : ((WriteRequest.Delete) request).key();
        return List.of(item.attribute("id"), item.attribute("line"));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<WriteCondition> always = Arbitraries.just(WriteCondition.always());
        Arbitrary<WriteRequest> any = Arbitraries.oneOf(puts(conditions()), updates(), deletes(conditions()));
        Arbitrary<Step> step = Arbitraries.oneOf(
                puts(conditions()).map(put -> new Step("put", store -> store.put(put))),
                puts(always).map(put -> new Step("put", store -> store.put(put))),
                updates().map(update -> new Step("update", store -> store.update(update))),
                deletes(conditions()).map(delete -> new Step("delete", store -> store.delete(delete))),
                keys().map(key -> new Step("get", store -> store.get(GetRequest.of(TABLE, key)))),
                queries().map(query -> new Step("query", store -> pages(store, query))),
                Combinators.combine(
                                Arbitraries.integers().between(1, 5),
                                Arbitraries.integers().between(1, 5))
                        .as((segments, limit) -> new Step(
                                "scan", store -> scanned(store, store instanceof ModelStore ? 1 : segments, limit))),
                distinct(Arbitraries.oneOf(puts(always), deletes(always)))
                        .map(batch -> new Step("batch write", store -> store.batchWrite(batch))),
                keys().list()
                        .ofMinSize(1)
                        .uniqueElements()
                        .map(keys -> keys.stream()
                                .map(key -> GetRequest.of(TABLE, key))
                                .toList())
                        .map(gets -> new Step("batch get", store -> store.batchGet(gets))),
                distinct(any)
                        .map(transaction -> new Step("transaction", store -> {
                            store.transactWrite(transaction);
                            return "done";
                        })));
        return step.list().ofMaxSize(60);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void answersAsTheModel(@ForAll("steps") List<Step> steps) {
        ItemStore store = Fixtures.store();
        ItemStore model = new ModelStore();
        for (Step step : steps) {
            assertThat(step.outcome(store)).as(step.text()).isEqualTo(step.outcome(model));
        }
    }
}
