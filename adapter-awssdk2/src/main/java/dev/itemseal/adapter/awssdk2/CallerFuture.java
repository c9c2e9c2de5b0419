package dev.itemseal.adapter.awssdk2;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a caller of the asynchronous client gets for an operation: completes with its very failure, and not with one that
 * dependent stages have wrapped. When anybody else completes it, by cancelling it or by a timeout, the call that is under way
 * is cancelled, and no other begins.
 */
final class CallerFuture<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Runs the operation. */
    CompletableFuture<T> of(Supplier<CompletionStage<T>> operation) {
        Calls.stage(operation).whenComplete((outcome, failure) -> {
            if (failure == null) {
                result.complete(outcome);
            } else {
                result.completeExceptionally(Calls.cause(failure));
            }
        });
        return result;
    }

    /** Does a call of the operation, if it is still wanted. */
    <Q, R> CompletableFuture<R> send(Q request, Function<Q, CompletableFuture<R>> call) {
        if (result.isDone()) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        CompletableFuture<R> sent = call.apply(request);
        cancelAfter(result, sent);
        return sent;
    }

    /** Where it was the operation itself that ended, the call is done, and there is nothing to cancel. */
    private static void cancelAfter(CompletionStage<?> result, CompletableFuture<?> sent) {
        result.whenComplete((outcome, failure) -> sent.cancel(true));
    }
}
