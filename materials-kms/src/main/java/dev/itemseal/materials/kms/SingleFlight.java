package dev.itemseal.materials.kms;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets several callers who want the same thing at the same time share one load. Nothing is kept when it has landed, a
 * failure neither. Safe for use by several threads.
 */
final class SingleFlight<K, V> {

    /** Empty where whoever loaded went away: that is nobody else's failure. */
    private final Map<K, CompletableFuture<Optional<V>>> flights = new ConcurrentHashMap<>();

    /**
     * Loads something, or waits for who does.
     *
     * @param key what is wanted
     * @param load loads it; what it does with the result happens before the next load for the key begins
     * @param caller who wants it
     */
    CompletionStage<V> join(K key, Supplier<CompletionStage<V>> load, Caller caller) {
        CompletableFuture<Optional<V>> own = new CompletableFuture<>();
        CompletableFuture<Optional<V>> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return caller.settled(other.copy()) // a copy, so that who goes away does not end the flight of others
                    .thenCompose(landed -> landed.isPresent()
                            ? CompletableFuture.completedFuture(landed.get())
                            : join(key, load, caller));
        }
        return Caller.stage(load).handle((value, failure) -> {
            flights.remove(key, own);
            if (failure == null) {
                own.complete(Optional.of(value));
                return value;
            }
            Throwable cause = Caller.cause(failure);
            if (caller.gone()) {
                own.complete(Optional.empty());
            } else {
                own.completeExceptionally(cause);
            }
            throw cause instanceof CompletionException ours ? ours : new CompletionException(cause);
        });
    }
}
