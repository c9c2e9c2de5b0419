package dev.itemseal.materials.kms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** Passes on to the application's listeners, whose failures must not become those of an item. */
final class GuardedListener implements KmsListener {

    private static final Logger LOGGER = System.getLogger(GuardedListener.class.getName());

    private final List<KmsListener> listeners;

    GuardedListener(List<KmsListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void called(KmsCall call) {
        tell(listener -> listener.called(call));
    }

    @Override
    public void cacheHit(String tableName) {
        tell(listener -> listener.cacheHit(tableName));
    }

    @Override
    public void cacheMiss(String tableName) {
        tell(listener -> listener.cacheMiss(tableName));
    }

    @Override
    public void notUnwrapped(String tableName) {
        tell(listener -> listener.notUnwrapped(tableName));
    }

    private void tell(Consumer<KmsListener> news) {
        for (KmsListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        "The KMS listener " + listener.getClass().getName()
                                + " failed; the item that it was told of is not affected",
                        e);
            }
        }
    }
}
