package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import java.util.List;

/** A table and the way to it. For one thread. */
interface TableSubject extends AutoCloseable {

    /** As many as a batch takes. */
    int BATCH = 25;

    /** Puts an item in the place of itself. */
    Object put(Item item);

    /** Gets an item. */
    Object get(Item key);

    /**
     * Puts as many items as a batch takes.
     *
     * @throws IllegalStateException if the table did not take them all at once
     */
    Object putBatch(List<Item> items);

    /** Reads all items of the table. */
    Object scan();

    @Override
    void close();
}
