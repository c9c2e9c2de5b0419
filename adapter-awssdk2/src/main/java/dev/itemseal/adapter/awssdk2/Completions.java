package dev.itemseal.adapter.awssdk2;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What both clients need to do the same work, the one waiting for it and the other not. */
final class Completions {

    private Completions() {}

    /** A call that blocks as one that is complete at once, whichever way it ends. */
    static <Q, S> Function<Q, CompletionStage<S>> atOnce(Function<Q, S> call) {
        return request -> stage(() -> CompletableFuture.completedFuture(call.apply(request)));
    }

    /** Runs what may fail at once so that the failure becomes the stage's outcome. */
    static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits, and throws what a stage failed with as if nothing had been asynchronous. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
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
}
