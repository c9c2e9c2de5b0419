package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;

/** A store as it is. */
final class PlainStore implements TableSubject {

    private final ItemStore store;

    PlainStore(ItemStore store) {
        this.store = store;
    }

    @Override
    public Object put(Item item) {
        return store.put(WriteRequest.Put.of(ItemShape.TABLE.name(), item));
    }

    @Override
    public Object get(Item key) {
        return store.get(GetRequest.of(ItemShape.TABLE.name(), key));
    }

    @Override
    public Object putBatch(List<Item> items) {
        List<WriteRequest> requests = puts(items);
        List<WriteRequest> left = store.batchWrite(requests);
        requireAll(left);
        return left;
    }

    @Override
    public Object scan() {
        return store.scan(ScanRequest.of(ItemShape.TABLE.name()));
    }

    @Override
    public void close() {}

    static List<WriteRequest> puts(List<Item> items) {
        return items.stream()
                .<WriteRequest>map(item -> WriteRequest.Put.of(ItemShape.TABLE.name(), item))
                .toList();
    }

    static void requireAll(List<WriteRequest> left) {
        if (!left.isEmpty()) {
            throw new IllegalStateException("the table left " + left.size() + " items of a batch unwritten");
        }
    }
}
