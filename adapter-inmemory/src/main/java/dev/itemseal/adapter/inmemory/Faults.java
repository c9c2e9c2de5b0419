package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.List;
import java.util.Set;

/**
 * Makes a store fail on purpose, for tests of what uses it. Each method is told the operation and its requests, exactly as
 * they were given ({@code GetRequest}, {@code WriteRequest}, {@code QueryRequest} or {@code ScanRequest}; one of them
 * unless the operation takes several), and does nothing unless overridden.
 *
 * <p>The methods are called in the thread of the caller and hold no lock, so they may use the store themselves: to write
 * between a caller's read and its conditional write, for example. They may be called by several threads at a time.
 */
public interface Faults {

    /** The operations of a store. */
    enum Operation {
        /** {@code get}. */
        GET,
        /** {@code put}. */
        PUT,
        /** {@code update}. */
        UPDATE,
        /** {@code delete}. */
        DELETE,
        /** {@code query}. */
        QUERY,
        /** {@code scan}. */
        SCAN,
        /** {@code batchGet}. */
        BATCH_GET,
        /** {@code batchWrite}. */
        BATCH_WRITE,
        /** {@code transactGet}. */
        TRANSACT_GET,
        /** {@code transactWrite}. */
        TRANSACT_WRITE
    }

    /**
     * Called before anything is done. What it throws, the caller gets, and nothing was done.
     *
     * @param operation the operation
     * @param requests its requests, immutable
     * @throws StoreException to let the operation fail
     */
    default void before(Operation operation, List<?> requests) {}

    /**
     * Called when everything has been done. What it throws, the caller gets instead of the answer: a write that
     * happened although nobody can tell.
     *
     * @param operation the operation
     * @param requests its requests, immutable
     * @throws StoreException to let the operation fail
     */
    default void after(Operation operation, List<?> requests) {}

    /**
     * Chooses the requests of a batch that are left unprocessed.
     *
     * @param operation {@link Operation#BATCH_GET} or {@link Operation#BATCH_WRITE}
     * @param requests its requests, immutable
     * @return their positions, from 0 on; others count for nothing
     */
    default Set<Integer> unprocessed(Operation operation, List<?> requests) {
        return Set.of();
    }

    /** {@return a failure that passes, to be thrown} */
    static StoreException unavailable() {
        return new StoreException(
                Reason.STORE_UNAVAILABLE,
                "The store was told to fail now, as one that can't be reached; try again",
                true,
                null);
    }
}
