package dev.itemseal.engine.table;

import dev.itemseal.api.error.ItemsealException;
import java.util.ArrayList;
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
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
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

    /** Maps each input, a bounded number at a time, and gives the results in the order of the inputs. */
    static <A, B> CompletionStage<List<B>> mapInOrder(List<A> inputs, Function<A, CompletionStage<B>> mapping) {
        return mapInOrder(inputs, 0, new ArrayList<>(inputs.size()), mapping);
    }

    private static <A, B> CompletionStage<List<B>> mapInOrder(
            List<A> inputs, int from, List<B> done, Function<A, CompletionStage<B>> mapping) {
        // A loop where stages are complete at once, so that a long page does not become a deep stack.
        for (int next = from; next < inputs.size(); next += PARALLELISM) {
            int end = Math.min(inputs.size(), next + PARALLELISM);
            List<CompletableFuture<B>> window = inputs.subList(next, end).stream()
                    .map(input -> stage(() -> mapping.apply(input)).toCompletableFuture())
                    .toList();
            CompletableFuture<Void> all = CompletableFuture.allOf(window.toArray(new CompletableFuture<?>[0]));
            if (!all.isDone()) {
                return all.thenCompose(ready -> {
                    window.forEach(result -> done.add(result.join()));
                    return mapInOrder(inputs, end, done, mapping);
                });
            }
            if (all.isCompletedExceptionally()) {
                return all.thenApply(never -> done);
            }
            window.forEach(result -> done.add(result.join()));
        }
        return CompletableFuture.completedFuture(done);
    }
}
