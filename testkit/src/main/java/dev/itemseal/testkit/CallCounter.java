package dev.itemseal.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many calls of each operation have arrived. Thread-safe. */
final class CallCounter {

    private final Map<KmsOperation, LongAdder> counts = new ConcurrentHashMap<>();

    void count(KmsOperation operation) {
        counts.computeIfAbsent(operation, counted -> new LongAdder()).increment();
    }

    long of(KmsOperation operation) {
        LongAdder count = counts.get(operation);
        return count == null ? 0 : count.sum();
    }

    long all() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    void reset() {
        counts.clear();
    }
}
