package dev.itemseal.engine.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps the members of a list, a bounded number at a time: the next one begins when any one is done. The results stand in the
 * order of the list.
 *
 * <p>When one fails, or the whole is cancelled, none begins any more; those that run are waited for, so that nothing goes on
 * behind the back of who gets the failure. One thread at a time moves the window, in a loop, so that members that are done
 * at once don't become a deep stack.
 */
final class SlidingWindow<A, B> {

    private record Done<B>(
            int position, @Nullable B result, @Nullable Throwable failure) {}

    private record Failed(int position, Throwable failure) {}

    private final int width;
    private final List<A> inputs;
    private final Function<A, CompletionStage<B>> mapping;
    private final CompletableFuture<List<B>> whole = new CompletableFuture<>();

    private final Queue<Done<B>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger signals = new AtomicInteger();

    // By the thread that moves the window alone.
    private final List<B> results;
    private int begun;
    private int running;
    private @Nullable Failed failed;

    private SlidingWindow(int width, List<A> inputs, Function<A, CompletionStage<B>> mapping) {
        this.width = width;
        this.inputs = inputs;
        this.mapping = mapping;
        this.results = new ArrayList<>(Collections.nCopies(inputs.size(), null));
    }

    /**
     * Maps a list.
     *
     * @return completes with the results, or with the failure of that member which stands first in the list; others that
     *     failed at the same time are suppressed in it
     */
    static <A, B> CompletableFuture<List<B>> map(int width, List<A> inputs, Function<A, CompletionStage<B>> mapping) {
        SlidingWindow<A, B> window = new SlidingWindow<>(width, inputs, mapping);
        window.move();
        return window.whole;
    }

    private void move() {
        if (signals.getAndIncrement() > 0) {
            return; // whoever moves it will see
        }
        int seen = 1;
        while (seen > 0) {
            take();
            begin();
            if (running == 0) {
                conclude();
            }
            seen = signals.addAndGet(-seen);
        }
    }

    private void take() {
        for (Done<B> done = arrived.poll(); done != null; done = arrived.poll()) {
            running--;
            results.set(done.position(), done.result());
            if (done.failure() != null) {
                Failed another = new Failed(done.position(), done.failure());
                failed = failed == null ? another : both(failed, another);
            }
        }
    }

    private static Failed both(Failed one, Failed other) {
        boolean inOrder = one.position() < other.position();
        Failed first = inOrder ? one : other;
        Failed second = inOrder ? other : one;
        boolean known = first.failure() == second.failure()
                || Arrays.asList(first.failure().getSuppressed()).contains(second.failure());
        if (!known) {
            first.failure().addSuppressed(second.failure());
        }
        return first;
    }

    private void begin() {
        while (running < width && begun < inputs.size() && failed == null && !whole.isDone()) {
            int position = begun;
            begun++;
            running++;
            started(inputs.get(position)).whenComplete((result, failure) -> {
                arrived.add(new Done<>(position, result, failure == null ? null : Stages.cause(failure)));
                move();
            });
        }
    }

    private CompletionStage<B> started(A input) {
        try {
            return mapping.apply(input);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void conclude() {
        if (failed != null) {
            whole.completeExceptionally(failed.failure());
        } else if (begun == inputs.size()) {
            whole.complete(results);
        }
    }
}
