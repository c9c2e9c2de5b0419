package dev.itemseal.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Itemseal throws on purpose.
 *
 * <p>The six kinds ask for six different reactions: {@link InvalidItemException} to mend the item that was given,
 * {@link ItemRefusedException} to treat a stored item as hostile or foreign, {@link MaterialsException} to look at keys
 * and their services (and perhaps to try again), {@link StoreException} to look at the table and the request, {@link ConfigurationException} to mend the configuration, and
 * {@link PluginException} to mend a plugin. Messages name tables, attribute names and settings; they never hold an
 * attribute's value, a key or any other secret.
 */
public abstract sealed class ItemsealException extends RuntimeException
        permits InvalidItemException,
                ItemRefusedException,
                MaterialsException,
                StoreException,
                ConfigurationException,
                PluginException {

    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    private final Reason reason;

    ItemsealException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return why it failed, as a stable code} */
    public final Reason reason() {
        return reason;
    }
}
