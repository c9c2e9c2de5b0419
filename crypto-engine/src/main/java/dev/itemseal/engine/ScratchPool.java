package dev.itemseal.engine;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends scratch state. The number that is kept is bounded by the number of processors and not of threads, which may be
 * virtual and many. Safe for use by several threads.
 */
final class ScratchPool {

    private final AtomicReferenceArray<Scratch> slots;
    private final @Nullable SecureRandom random;

    /**
     * Makes a pool.
     *
     * @param random the generator for everything; without one, each scratch has its own, so that no thread waits for another
     */
    ScratchPool(@Nullable SecureRandom random) {
        this.random = random;
        this.slots = new AtomicReferenceArray<>(
                Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);
    }

    /** Gives each scratch a generator of its own, which is several times as fast as the shared default one. */
    static SecureRandom ownGenerator() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            // A platform without it: its default generator is as good, though it may be slower.
            return new SecureRandom();
        }
    }

    /** Runs work with a scratch that nobody else uses meanwhile. */
    <T> T with(Function<Scratch, T> work) {
        Scratch scratch = borrow();
        boolean done = false;
        try {
            T result = work.apply(scratch);
            done = true;
            return result;
        } finally {
            scratch.wipe();
            if (done) {
                scratch.giveBack();
            } else {
                drop(scratch);
            }
        }
    }

    /** Takes the one that this thread mostly has, or else any, or a new one, which stays if there is room for it. */
    private Scratch borrow() {
        int home = home();
        for (int i = 0; i < slots.length(); i++) {
            int slot = (home + i) & (slots.length() - 1);
            Scratch kept = slots.getAcquire(slot);
            if (kept == null) {
                Scratch made = new Scratch(random);
                slots.compareAndSet(slot, null, made);
                return made;
            }
            if (kept.borrow()) {
                return kept;
            }
        }
        return new Scratch(random);
    }

    private void drop(Scratch scratch) {
        for (int slot = 0; slot < slots.length(); slot++) {
            slots.compareAndSet(slot, scratch, null);
        }
    }

    private int home() {
        long mixed = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (slots.length() - 1);
    }
}
