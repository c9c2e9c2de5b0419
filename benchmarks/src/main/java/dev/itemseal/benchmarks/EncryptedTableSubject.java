package dev.itemseal.benchmarks;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import java.util.List;

/** An encrypted table, with static keys. */
final class EncryptedTableSubject implements TableSubject {

    private final EncryptedTable table;

    EncryptedTableSubject(InMemoryItemStore store) {
        table = EncryptedResource.of(
                        store, store, ItemsealClient.provider(KeyScheme.STATIC), AttributeActions.encryptAndSignAll())
                .table(ItemShape.TABLE.name());
    }

    @Override
    public Object put(Item item) {
        return table.put(item);
    }

    @Override
    public Object get(Item key) {
        return table.get(key);
    }

    @Override
    public Object putBatch(List<Item> items) {
        List<WriteRequest> left = table.batchWrite(PlainStore.puts(items));
        PlainStore.requireAll(left);
        return left;
    }

    @Override
    public Object scan() {
        return table.scan(ScanRequest.of(ItemShape.TABLE.name()));
    }

    @Override
    public void close() {}
}
