package dev.itemseal.materials.kms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many calls run at the same time. Nobody blocks for it: a permit is a future, and permits are given in the
 * order in which they were asked for. Safe for use by several threads.
 */
final class CallBudget {

    private final int most;
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int running;
    private boolean handingOver;

    CallBudget(int most) {
        this.most = most;
    }

    /** Gives a permit, which must be released unless it was cancelled before it was given. */
    CompletableFuture<Void> acquire() {
        synchronized (this) {
            if (running >= most || !waiting.isEmpty()) {
                Permit permit = new Permit();
                waiting.add(permit);
                return permit;
            }
            running++;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** A permit that is waited for. */
    private final class Permit extends CompletableFuture<Void> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                forget(this);
            }
            return cancelled;
        }
    }

    private synchronized void forget(CompletableFuture<Void> permit) {
        waiting.removeIf(other -> other == permit);
    }

    /**
     * Gives a permit back. One thread at a time hands permits over, in a loop: what runs because of one may release it at
     * once, which must not become a deep stack.
     */
    void release() {
        synchronized (this) {
            running--;
            if (handingOver) {
                return;
            }
            handingOver = true;
        }
        CompletableFuture<Void> next = next();
        while (next != null) {
            if (!next.complete(null)) {
                takeBack();
            }
            next = next();
        }
    }

    private synchronized @Nullable CompletableFuture<Void> next() {
        CompletableFuture<Void> next = running < most ? waiting.poll() : null;
        if (next == null) {
            handingOver = false;
        } else {
            running++;
        }
        return next;
    }

    private synchronized void takeBack() {
        running--;
    }
}
