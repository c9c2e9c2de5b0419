package dev.itemseal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call, while it is answered by one thread. */
final class KmsCall {

    private final KmsOperation operation;
    private final Caller caller;
    private final Parameters parameters;
    private final FaultPlan faults;
    private final List<LocalKey> used = new ArrayList<>();

    KmsCall(KmsOperation operation, Caller caller, Parameters parameters, FaultPlan faults) {
        this.operation = operation;
        this.caller = caller;
        this.parameters = parameters;
        this.faults = faults;
    }

    KmsOperation operation() {
        return operation;
    }

    Caller caller() {
        return caller;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Tells which key the call is about, as soon as that is known: whether the caller may use it comes before all else. */
    LocalKey use(LocalKey key) throws InterruptedException, LostConnectionException {
        used.add(key);
        faults.strike(operation, Optional.of(key), false);
        return key;
    }

    void begin() throws InterruptedException, LostConnectionException {
        faults.strike(operation, Optional.empty(), false);
    }

    void end() throws InterruptedException, LostConnectionException {
        faults.strike(operation, Optional.empty(), true);
        for (LocalKey key : used) {
            faults.strike(operation, Optional.of(key), true);
        }
    }
}
