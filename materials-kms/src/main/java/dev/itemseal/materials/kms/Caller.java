package dev.itemseal.materials.kms;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How somebody takes what takes time: by waiting for it in the own thread, or later, as a stage. All else is written once,
 * with stages; for those who wait, every stage is complete.
 */
abstract sealed class Caller {

    /** Does work for a caller who waits, and gives its result or throws its failure. */
    static <T> T waiting(Function<Caller, CompletionStage<T>> work) {
        CompletableFuture<T> done = stage(() -> work.apply(new Waiting())).toCompletableFuture();
        try {
            return done.join();
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

    /** Does work for a caller who does not wait. Cancelling the stage cancels what the work waits for. */
    static <T> CompletionStage<T> later(Function<Caller, CompletionStage<T>> work) {
        Later caller = new Later();
        CompletableFuture<T> result = new CancellingFuture<>(caller);
        stage(() -> work.apply(caller)).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(cause(failure));
            }
        });
        return result;
    }

    /** Runs what may fail at once so that the failure becomes the stage's outcome. */
    static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What is behind the wrapping that dependent stages put around a failure. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Takes the outcome of something that goes on by itself. It is cancelled when the caller goes away. */
    abstract <T> CompletionStage<T> settled(CompletableFuture<T> future);

    /** Whether the caller was interrupted, or cancelled the work: then a failure says nothing about anybody else's. */
    abstract boolean gone();

    private static final class Waiting extends Caller {

        @Override
        <T> CompletionStage<T> settled(CompletableFuture<T> future) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                if (future.cancel(true)) {
                    return CompletableFuture.failedFuture(interrupted());
                }
            } catch (ExecutionException | CancellationException e) {
                return future; // fails with the same
            }
            return future;
        }

        @Override
        boolean gone() {
            return Thread.currentThread().isInterrupted();
        }
    }

    private static final class Later extends Caller {

        private @Nullable CompletableFuture<?> awaited;
        private boolean cancelled;

        @Override
        <T> CompletionStage<T> settled(CompletableFuture<T> future) {
            boolean tooLate;
            synchronized (this) {
                awaited = future;
                tooLate = cancelled;
            }
            if (tooLate) {
                future.cancel(true);
            }
            return future;
        }

        @Override
        synchronized boolean gone() {
            return cancelled;
        }

        void cancel() {
            CompletableFuture<?> present;
            synchronized (this) {
                cancelled = true;
                present = awaited;
            }
            if (present != null) {
                present.cancel(true);
            }
        }
    }

    /** What a caller gets who does not wait. */
    private static final class CancellingFuture<T> extends CompletableFuture<T> {

        private final Later caller;

        CancellingFuture(Later caller) {
            this.caller = caller;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                caller.cancel();
            }
            return cancelled;
        }
    }

    private static MaterialsException interrupted() {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The thread was interrupted while it waited for KMS; nothing was written or read: try again if the work"
                        + " is still wanted",
                true,
                null);
    }
}
