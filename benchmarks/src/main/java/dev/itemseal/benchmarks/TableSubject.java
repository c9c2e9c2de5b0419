package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import java.util.List;

/**
 * A table and the way to it, with items in the form in which this way takes them; an index is the place of an item in their
 * list. For one thread.
 */
interface TableSubject extends AutoCloseable {

    /** As many as a batch takes. */
    int BATCH = 25;

    /** Puts an item in the place of itself. */
    Object put(int index);

    /** Gets an item. */
    Object get(int index);

    /**
     * Puts as many items as a batch takes, from one on.
     *
     * @throws IllegalStateException if the table did not take them all at once
     */
    Object putBatch(int from);

    /** Reads all items of the table. */
    List<?> scan();

    /** Gets an item as we have it, to be looked at. */
    Item read(int index);

    @Override
    void close();

    static void requireWritten(boolean all) {
        if (!all) {
            throw new IllegalStateException("the table left items of a batch unwritten");
        }
    }
}
