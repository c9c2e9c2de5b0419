package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Asks again for what a batch left unprocessed, with the SDK's backoff between the rounds. What the last round leaves is given
 * back, and so is what a later round could not ask for: what earlier rounds did is not lost with it.
 */
final class UnprocessedRounds {

    private static final int MAX_ROUNDS = 5;
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Waiting waiting;

    UnprocessedRounds(Waiting waiting) {
        this.waiting = waiting;
    }

    /**
     * Sends a batch.
     *
     * @param batch what is asked, by table
     * @param send sends it, and tells what was left
     * @param <Q> a table's part of a batch
     * @return completes with what is left in the end
     */
    <Q> CompletionStage<Map<String, Q>> run(
            Map<String, Q> batch, Function<Map<String, Q>, CompletionStage<Map<String, Q>>> send) {
        return send.apply(batch).thenCompose(left -> again(left, 1, send));
    }

    private <Q> CompletionStage<Map<String, Q>> again(
            Map<String, Q> left, int rounds, Function<Map<String, Q>, CompletionStage<Map<String, Q>>> send) {
        if (left.isEmpty() || rounds == MAX_ROUNDS) {
            return CompletableFuture.completedFuture(left);
        }
        return waiting.after(BACKOFF.computeDelay(rounds)).thenCompose(goOn -> {
            if (!goOn) {
                return CompletableFuture.completedFuture(left);
            }
            return send.apply(left)
                    .handle((next, failure) -> failure == null
                            ? again(next, rounds + 1, send)
                            : CompletableFuture.completedFuture(leftAfter(failure, left)))
                    .thenCompose(stage -> stage);
        });
    }

    /** The SDK's client has tried for a while already where its failure is a passing one. */
    private static <Q> Map<String, Q> leftAfter(Throwable failure, Map<String, Q> left) {
        if (Calls.cause(failure) instanceof StoreException e && e.retryable()) {
            return left;
        }
        throw new CompletionException(Calls.cause(failure));
    }
}
