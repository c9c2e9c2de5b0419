package dev.itemseal.engine.table;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a client does whose thread was interrupted: after so many requests nothing gets through any more. */
final class Interruption implements Faults {

    private final int last;
    private final boolean isAnswered;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * Takes the point of time.
     *
     * @param last how many requests are carried out
     * @param isAnswered whether the answer to the last of them is still heard
     */
    Interruption(int last, boolean isAnswered) {
        this.last = last;
        this.isAnswered = isAnswered;
    }

    private static StoreException interrupted() {
        return new StoreException(Reason.STORE_UNAVAILABLE, "The thread was interrupted", false, null);
    }

    @Override
    public void before(Operation operation, List<?> requests) {
        if (number.incrementAndGet() > last) {
            throw interrupted();
        }
    }

    @Override
    public void after(Operation operation, List<?> requests) {
        if (number.get() == last && !isAnswered) {
            throw interrupted();
        }
    }
}
