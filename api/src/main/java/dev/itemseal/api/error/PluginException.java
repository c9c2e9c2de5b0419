package dev.itemseal.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A plugin broke the contract of its port. The item was neither written nor returned; the plugin's author must mend it.
 */
public final class PluginException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public PluginException(Reason reason, String message) {
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
    public PluginException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
