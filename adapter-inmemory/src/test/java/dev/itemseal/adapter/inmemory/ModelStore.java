package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The plainest store there can be: one sorted map for the table of the fixtures, which is searched from end to end. */
final class ModelStore implements ItemStore {

    private record Key(String id, BigDecimal line) implements Comparable<Key> {

        static Key of(Item item) {
            return new Key(text(item, "id"), number(item, "line"));
        }

        @Override
        public int compareTo(Key other) {
            int order = id.compareTo(other.id);
            return order == 0 ? line.compareTo(other.line) : order;
        }
    }

    private TreeMap<Key, Item> items = new TreeMap<>();

    private static String text(Item item, String name) {
        return ((StringValue) item.attribute(name).orElseThrow()).text();
    }

    private static BigDecimal number(Item item, String name) {
        return number(item.attribute(name).orElseThrow());
    }

    private static BigDecimal number(AttributeValue value) {
        return ((NumberValue) value).toBigDecimal();
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return Optional.ofNullable(items.get(Key.of(request.key())));
    }

    private boolean holds(WriteRequest request) {
        Item stored = items.getOrDefault(key(request), Item.empty());
        return request.condition().holds(stored);
    }

    private static Key key(WriteRequest request) {
        if (request instanceof WriteRequest.Put put) {
            return Key.of(put.item());
        }
        if (request instanceof WriteRequest.Update update) {
            return Key.of(update.key());
        }
        return Key.of(
                request instanceof WriteRequest.Delete delete ? delete.key() : ((WriteRequest.Check) request).key());
    }

    private Optional<Item> write(WriteRequest request) {
        if (!holds(request)) {
            throw new StoreException(Reason.CONDITION_FAILED, "no");
        }
        Optional<Item> before = Optional.ofNullable(items.get(key(request)));
        if (request instanceof WriteRequest.Put put) {
            items.put(key(put), put.item());
        } else if (request instanceof WriteRequest.Delete delete) {
            items.remove(key(delete));
        } else if (request instanceof WriteRequest.Update update) {
            Item changed = before.orElse(update.key());
            for (String name : update.remove()) {
                changed = changed.without(name);
            }
            for (Map.Entry<String, AttributeValue> attribute :
                    update.set().asMap().entrySet()) {
                changed = changed.with(attribute.getKey(), attribute.getValue());
            }
            items.put(key(update), changed);
        }
        return before;
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return write(request);
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return write(request);
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return write(request);
    }

    @Override
    public Page query(QueryRequest request) {
        boolean indexed = request.indexName().isPresent();
        String partition = indexed ? "color" : "id";
        String sort = indexed ? "size" : "line";
        List<Item> found = new ArrayList<>(items.values().stream()
                .filter(item -> item.has(partition) && item.has(sort))
                .filter(item -> item.attribute(partition)
                        .equals(Optional.of(request.condition().partitionKey())))
                .filter(inRange(request.condition(), sort))
                .sorted(Comparator.comparing((Item item) -> number(item, sort)).thenComparing(Key::of))
                .toList());
        if (request.descending()) {
            Collections.reverse(found);
        }
        Optional<Key> start = request.startAfter().map(Key::of);
        int from = start.map(key -> found.stream().map(Key::of).toList().indexOf(key) + 1)
                .orElse(0);
        int to = Math.min(found.size(), from + request.limit().orElse(found.size()));
        boolean full =
                request.limit().isPresent() && to - from == request.limit().getAsInt();
        return new Page(
                found.subList(from, to), full ? Optional.of(pageKey(found.get(to - 1), indexed)) : Optional.empty());
    }

    private static Item pageKey(Item item, boolean indexed) {
        Item key = Item.empty()
                .with("id", item.attribute("id").orElseThrow())
                .with("line", item.attribute("line").orElseThrow());
        return indexed
                ? key.with("color", item.attribute("color").orElseThrow())
                        .with("size", item.attribute("size").orElseThrow())
                : key;
    }

    private static Predicate<Item> inRange(KeyCondition condition, String sort) {
        return item -> condition.sortRange().stream().allMatch(range -> {
            int order = number(item, sort).compareTo(number(range.operand()));
            return switch (range.comparison()) {
                case EQUAL -> order == 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
                case BETWEEN ->
                    order >= 0
                            && number(item, sort)
                                            .compareTo(number(range.upperBound().orElseThrow()))
                                    <= 0;
                case BEGINS_WITH -> throw new StoreException(Reason.INVALID_REQUEST, "no");
            };
        });
    }

    @Override
    public Page scan(ScanRequest request) {
        return new Page(List.copyOf(items.values()), Optional.empty());
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        List<Item> found =
                requests.stream().flatMap(request -> get(request).stream()).toList();
        return new BatchGetResult(found.isEmpty() ? Map.of() : Map.of(Fixtures.TABLE, found), List.of());
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        requests.forEach(this::write);
        return List.of();
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return requests.stream().map(this::get).toList();
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        List<Integer> failed = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (!holds(requests.get(i))) {
                failed.add(i);
            }
        }
        if (!failed.isEmpty()) {
            throw new StoreException("no", failed, false);
        }
        requests.forEach(this::write);
    }
}
