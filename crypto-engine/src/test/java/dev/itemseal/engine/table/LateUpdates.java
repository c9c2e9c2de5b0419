package dev.itemseal.engine.table;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Updates that go unanswered while they are still on their way. They arrive when the test says so. Safe for several threads. */
final class LateUpdates {

    private final InMemoryItemStore store;
    private final Queue<WriteRequest.Update> underWay = new ConcurrentLinkedQueue<>();

    /** Takes the store where they arrive, which has no faults itself. */
    LateUpdates(InMemoryItemStore store) {
        this.store = store;
    }

    /** Keeps an update that was sent, and fails as if the caller had waited too long for its answer. */
    StoreException delay(List<?> requests) {
        underWay.add((WriteRequest.Update) requests.get(0));
        return Faults.unavailable();
    }

    /** Lets all that are on their way arrive. Who sent them does not hear of it. */
    void arrive() {
        for (WriteRequest.Update update = underWay.poll(); update != null; update = underWay.poll()) {
            try {
                store.update(update);
            } catch (StoreException e) {
                if (e.reason() != Reason.CONDITION_FAILED) {
                    throw e;
                }
            }
        }
    }
}
