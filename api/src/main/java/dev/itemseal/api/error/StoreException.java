package dev.itemseal.api.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store refused a request or could not carry it out. */
public final class StoreException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /** Whether the same request may succeed later. */
    private final boolean retryable;

    /** The requests of a transaction that were in the way. */
    private final transient List<Integer> failedRequests;

    /**
     * Makes the exception for a refusal.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public StoreException(Reason reason, String message) {
        this(reason, message, false, null);
    }

    /**
     * Makes the exception with the failure behind it.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param retryable whether the same request may succeed later
     * @param cause the failure behind it, whose message must not hold a secret either; null if there is none
     */
    @SuppressWarnings("exports") // for tools alone; nobody needs it at run time
    public StoreException(Reason reason, String message, boolean retryable, @Nullable Throwable cause) {
        super(reason, message, cause);
        this.retryable = retryable;
        this.failedRequests = List.of();
    }

    /**
     * Makes the exception for a transaction that was cancelled.
     *
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param failedRequests which of the requests were in the way, as positions from 0 on
     * @param retryable whether the same transaction may succeed later: when other writes were in the way, and no condition
     */
    public StoreException(String message, List<Integer> failedRequests, boolean retryable) {
        super(Reason.TRANSACTION_CANCELLED, message, null);
        this.retryable = retryable;
        this.failedRequests = List.copyOf(failedRequests);
    }

    /** {@return whether the same request may succeed later without a change by anybody} */
    public boolean retryable() {
        return retryable;
    }

    /** {@return the requests of a cancelled transaction that were in the way, as positions from 0 on; else empty} */
    public List<Integer> failedRequests() {
        return failedRequests == null ? List.of() : failedRequests;
    }
}
