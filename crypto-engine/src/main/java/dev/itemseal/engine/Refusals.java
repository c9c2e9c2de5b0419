package dev.itemseal.engine;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.engine.ItemReader.StoredItem;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What speaks against an item while there are still other table names to try (rule MIG-7). */
final class Refusals {

    private final CryptoConfig config;
    private final StoredItem stored;
    private @Nullable MaterialsException passedOver;

    Refusals(CryptoConfig config, StoredItem stored) {
        this.config = config;
        this.stored = stored;
    }

    /** Goes on after a provider that binds keys to the table name did not know the item under this one. */
    void passOver(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof MaterialsException e
                && e.reason() == Reason.KEY_NOT_UNWRAPPED
                && config.contextsToRead().size() > 1) {
            passedOver = e;
        } else if (cause instanceof ItemsealException e) {
            throw e;
        } else {
            throw new CompletionException(cause);
        }
    }

    ItemsealException last() {
        ItemsealException refusal = stored.notAuthentic();
        if (passedOver != null) {
            refusal.addSuppressed(passedOver);
        }
        return refusal;
    }
}
