package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store as it is. */
final class StoreSubject implements TableSubject {

    private static final String TABLE = ItemShape.TABLE.name();

    private final ItemStore store;
    private final List<Item> items;
    private final List<Item> keys;

    StoreSubject(ItemStore store, List<Item> items) {
        this.store = store;
        this.items = items;
        this.keys = items.stream().map(ItemShape::keyOf).toList();
    }

    @Override
    public Object put(int index) {
        return store.put(WriteRequest.Put.of(TABLE, items.get(index)));
    }

    @Override
    public Optional<Item> get(int index) {
        return store.get(GetRequest.of(TABLE, keys.get(index)));
    }

    @Override
    public Object putBatch(int from) {
        List<WriteRequest> left = store.batchWrite(puts(items.subList(from, from + BATCH)));
        TableSubject.requireWritten(left.isEmpty());
        return left;
    }

    static List<WriteRequest> puts(List<Item> items) {
        return items.stream()
                .<WriteRequest>map(item -> WriteRequest.Put.of(TABLE, item))
                .toList();
    }

    @Override
    public List<Item> scan() {
        List<Item> found = new ArrayList<>();
        ScanRequest request = ScanRequest.of(TABLE);
        Page page = store.scan(request);
        found.addAll(page.items());
        while (page.lastKey().isPresent()) {
            page = store.scan(request.startAfter(page.lastKey().get()));
            found.addAll(page.items());
        }
        return found;
    }

    @Override
    public Item read(int index) {
        return get(index).orElseThrow();
    }

    @Override
    public void close() {}
}
