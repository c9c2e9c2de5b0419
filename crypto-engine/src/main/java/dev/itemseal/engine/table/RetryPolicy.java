package dev.itemseal.engine.table;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How often something is tried, and how long is waited between: longer each time, and for a random part of it, so that
 * those who were in each other's way don't meet again.
 *
 * @param maxAttempts how often it is tried at the most, at least 1
 * @param firstDelay how long is waited at the most before the second try, not negative
 * @param maxDelay how long is waited at the most before any try, at least as long, and a day at the most
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    /** Ten tries within a few seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(10, Duration.ofMillis(25), Duration.ofSeconds(1));

    /**
     * Makes a policy.
     *
     * @param maxAttempts how often it is tried at the most, at least 1
     * @param firstDelay how long is waited at the most before the second try, not negative
     * @param maxDelay how long is waited at the most before any try, at least as long, and a day at the most
     * @throws IllegalArgumentException if a bound is out of range
     */
    public RetryPolicy {
        if (maxAttempts < 1
                || firstDelay.isNegative()
                || maxDelay.compareTo(firstDelay) < 0
                || maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "at least one attempt, and delays that don't shrink, of a day at the most");
        }
    }

    /** Waits before another try, without holding a thread. */
    CompletionStage<Void> delayBefore(int attempt) {
        long bound = firstDelay.toNanos();
        for (int i = 2; i < attempt && bound < maxDelay.toNanos(); i++) {
            bound *= 2;
        }
        long nanos = ThreadLocalRandom.current().nextLong(Math.min(bound, maxDelay.toNanos()) + 1);
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }
}
