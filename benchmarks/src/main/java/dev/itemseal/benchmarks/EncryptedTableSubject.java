package dev.itemseal.benchmarks;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An encrypted table over a store. */
final class EncryptedTableSubject implements TableSubject {

    private final EncryptedTable table;
    private final List<Item> items;
    private final List<Item> keys;
    private final Runnable close;

    /**
     * Makes one.
     *
     * @param store where stored items are
     * @param config how the table is encrypted
     * @param items the items
     * @param close closes what the store stands on
     */
    EncryptedTableSubject(ItemStore store, CryptoConfig config, List<Item> items, Runnable close) {
        this.table = EncryptedResource.of(store, config).table(config.table().name());
        this.items = items;
        this.keys = items.stream().map(ItemShape::keyOf).toList();
        this.close = close;
    }

    @Override
    public Object put(int index) {
        return table.put(items.get(index));
    }

    @Override
    public Optional<Item> get(int index) {
        return table.get(keys.get(index));
    }

    @Override
    public Object putBatch(int from) {
        List<WriteRequest> left = table.batchWrite(StoreSubject.puts(items.subList(from, from + BATCH)));
        TableSubject.requireWritten(left.isEmpty());
        return left;
    }

    @Override
    public List<Item> scan() {
        try (Stream<Item> found = table.items(ScanRequest.of(ItemShape.TABLE.name()))) {
            return found.toList();
        }
    }

    @Override
    public Item read(int index) {
        return get(index).orElseThrow();
    }

    @Override
    public void close() {
        close.run();
    }
}
