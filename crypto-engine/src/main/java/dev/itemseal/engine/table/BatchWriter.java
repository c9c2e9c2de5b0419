package dev.itemseal.engine.table;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers puts and deletes into batches and writes each batch when it is full; what the store leaves undone is tried again
 * within a bound. Of several writes of one key in a batch, the last one counts. For one thread.
 */
public final class BatchWriter implements AutoCloseable {

    private final AsyncEncryptedTable table;
    private final Map<Item, WriteRequest> buffer = new LinkedHashMap<>();
    private @Nullable TableInfo info;

    BatchWriter(AsyncEncryptedTable table) {
        this.table = table;
    }

    /**
     * Puts an item, now or later.
     *
     * @param item the item
     * @throws dev.itemseal.api.error.ItemsealException as {@link #flush} does
     */
    public void put(Item item) {
        add(ItemKeys.of(item, info()), WriteRequest.Put.of(table.name(), item));
    }

    /**
     * Deletes an item, now or later.
     *
     * @param key the key attributes, all of them and no others
     * @throws dev.itemseal.api.error.ItemsealException as {@link #flush} does
     */
    public void delete(Item key) {
        ItemKeys.requireKey(key, info());
        add(key, WriteRequest.Delete.of(table.name(), key));
    }

    private void add(Item key, WriteRequest request) {
        buffer.put(key, request);
        if (buffer.size() >= ItemStore.MAX_BATCH_WRITES) {
            flush();
        }
    }

    private TableInfo info() {
        if (info == null) {
            info = Stages.join(table.info());
        }
        return info;
    }

    /**
     * Writes what was gathered.
     *
     * @throws StoreException with {@code STORE_UNAVAILABLE} if the store left writes undone in all tries; they stay
     *     gathered, see {@link #unwritten}
     * @throws dev.itemseal.api.error.ItemsealException if the store or the encryption failed; everything stays gathered
     */
    public void flush() {
        if (buffer.isEmpty()) {
            return;
        }
        List<WriteRequest> left = Stages.join(table.writeAll(new ArrayList<>(buffer.values())));
        buffer.values().retainAll(left);
        if (!left.isEmpty()) {
            throw new StoreException(
                    Reason.STORE_UNAVAILABLE,
                    "Table '" + table.name() + "' left " + left.size()
                            + " writes of a batch undone in all tries; it asks for fewer requests. Flush again later, or see"
                            + " unwritten()",
                    true,
                    null);
        }
    }

    /** {@return the writes that were gathered and not carried out yet, as they were given} */
    public List<WriteRequest> unwritten() {
        return List.copyOf(buffer.values());
    }

    /**
     * Writes what was gathered.
     *
     * @throws dev.itemseal.api.error.ItemsealException as {@link #flush} does
     */
    @Override
    public void close() {
        flush();
    }
}
