package dev.itemseal.api.error;

import org.jspecify.annotations.Nullable;

/**
 * An item or value that was given can't be stored or signed as it is; nothing was encrypted and nothing written.
 */
public final class InvalidItemException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public InvalidItemException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Makes the exception with the failure behind it.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param cause the failure behind it, whose message must not hold a secret either; null if there is none
     */
    @SuppressWarnings("exports") // for tools alone; nobody needs it at run time
    public InvalidItemException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
