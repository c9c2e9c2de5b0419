package dev.itemseal.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A stored item was refused: it is forged, damaged, written under other keys, another table name or other attribute
 * actions, or asks for something that a safe reader does not do. Nothing of its content is given back.
 */
public final class ItemRefusedException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public ItemRefusedException(Reason reason, String message) {
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
    public ItemRefusedException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
