package dev.itemseal.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A materials provider could not deliver the keys for an item.
 *
 * <p>{@link #retryable()} tells a passing condition (a service that is busy or out of reach) from a lasting one.
 */
public final class MaterialsException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /** Whether the same call may succeed later. */
    private final boolean retryable;

    /**
     * Makes the exception for a lasting condition.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public MaterialsException(Reason reason, String message) {
        this(reason, message, false, null);
    }

    /**
     * Makes the exception with the failure behind it.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param retryable whether the same call may succeed later without a change by anybody
     * @param cause the failure behind it, whose message must not hold a secret either; null if there is none
     */
    @SuppressWarnings("exports") // for tools alone; nobody needs it at run time
    public MaterialsException(Reason reason, String message, boolean retryable, @Nullable Throwable cause) {
        super(reason, message, cause);
        this.retryable = retryable;
    }

    /** {@return whether the same call may succeed later without a change by anybody} */
    public boolean retryable() {
        return retryable;
    }
}
