package dev.itemseal.engine.table;

import dev.itemseal.api.error.ItemsealException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the work with stages needs in more than one place. */
final class Stages {

    /** So many items of a page or batch are worked on at a time, since each may wait for its keys. */
    private static final int PARALLELISM = 16;

    private Stages() {}

    /** Waits for a stage, and throws what it failed with as if nothing had been asynchronous. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ItemsealException ours) {
                throw ours;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** What is behind the wrapping that dependent stages put around a failure. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Runs what may fail at once so that the failure becomes the stage's outcome. */
    static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e); // an error too, or who waits for the stage would wait for ever
        }
    }

    /**
     * Goes from state to state until one is the last. A loop where stages are complete at once, so that many steps don't
     * become a deep stack.
     */
    static <S> CompletionStage<S> repeat(S first, Predicate<S> last, Function<S, CompletionStage<S>> step) {
        S state = first;
        while (!last.test(state)) {
            S present = state;
            CompletableFuture<S> next = stage(() -> step.apply(present)).toCompletableFuture();
            if (!next.isDone()) {
                return next.thenCompose(later -> repeat(later, last, step));
            }
            if (next.isCompletedExceptionally()) {
                return next;
            }
            state = next.join();
        }
        return CompletableFuture.completedFuture(state);
    }

    /**
     * Maps each input, a bounded number at a time, and gives the results in the order of the inputs. When one fails, no other
     * begins, and those that run are waited for.
     */
    static <A, B> CompletionStage<List<B>> mapInOrder(List<A> inputs, Function<A, CompletionStage<B>> mapping) {
        return SlidingWindow.map(PARALLELISM, inputs, mapping);
    }
}
