package dev.itemseal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are at work, in the order in which they were injected. Thread-safe. */
final class FaultPlan {

    private final List<Active> active = new ArrayList<>();

    private static final class Active {

        final KmsFault fault;
        int concerned;
        int struck;

        Active(KmsFault fault) {
            this.fault = fault;
        }

        boolean strikesNow() {
            concerned++;
            if (concerned % fault.every() != 0 || struck == fault.times()) {
                return false;
            }
            struck++;
            return true;
        }
    }

    synchronized void add(KmsFault fault) {
        active.add(new Active(fault));
    }

    synchronized void clear() {
        active.clear();
    }

    /** Lets the faults strike that concern a call now. The first that ends the call spares it the others. */
    void strike(KmsOperation operation, Optional<LocalKey> key, boolean afterwards)
            throws InterruptedException, LostConnectionException {
        for (Active candidate : snapshot()) {
            if (candidate.fault.afterwards() == afterwards
                    && candidate.fault.concerns(operation, key)
                    && strikesNow(candidate)) {
                candidate.fault.effect().strike(operation, key);
            }
        }
    }

    private synchronized List<Active> snapshot() {
        return List.copyOf(active);
    }

    private synchronized boolean strikesNow(Active candidate) {
        return candidate.strikesNow();
    }
}
