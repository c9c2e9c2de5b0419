package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.ItemsealException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the SDK's client is called: nothing is thrown at once, and its failures become ours. */
final class Calls {

    private Calls() {}

    /** Runs what may throw at once so that the failure becomes the stage's outcome. */
    static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Calls.
     *
     * @param operation what is asked, for errors
     * @param send asks it
     * @param answer makes of the SDK's answer what the port gives
     */
    static <R, T> CompletionStage<T> call(
            Operation operation, Supplier<CompletableFuture<R>> send, Function<R, T> answer) {
        return stage(send::get)
                .handle((response, failure) -> {
                    if (failure == null) {
                        return response;
                    }
                    if (cause(failure) instanceof RuntimeException e) {
                        throw e instanceof ItemsealException ? e : FailureMapping.of(operation, e);
                    }
                    throw new CompletionException(cause(failure));
                })
                .thenApply(answer);
    }

    /** Waits for a stage, and throws what it failed with as if nothing had been asynchronous. */
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
