package dev.itemseal.adapter.awssdk2;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** How time passes between two attempts. */
@FunctionalInterface
interface Waiting {

    /** Holds no thread. */
    Waiting WITHOUT_THREAD = delay -> CompletableFuture.supplyAsync(
            () -> true, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS));

    /** On the thread that asked for it. */
    Waiting ON_THREAD = delay -> {
        try {
            if (Thread.currentThread().isInterrupted()) {
                return CompletableFuture.completedFuture(false); // sleeping for no time would not notice
            }
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            return CompletableFuture.completedFuture(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(false);
        }
    };

    /**
     * Lets time pass.
     *
     * @param delay how much
     * @return completes then with true, or at once with false if the thread was told to stop
     */
    CompletionStage<Boolean> after(Duration delay);
}
