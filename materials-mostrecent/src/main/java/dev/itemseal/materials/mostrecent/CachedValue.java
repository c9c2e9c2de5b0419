package dev.itemseal.materials.mostrecent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is loaded, kept for a time, and loaded again by one thread while the others use what they have during the
 * grace period. Its age counts from the start of the load. Safe for use by several threads.
 */
final class CachedValue<T> {

    /** After a failure in the grace period, the store is left alone for so long. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** A load in the grace period that takes longer is reported. */
    static final Duration SLOW = Duration.ofSeconds(5);

    private static final Logger LOGGER = System.getLogger("dev.itemseal.materials.mostrecent");

    /**
     * How long a value is used.
     *
     * @param timeToLive so long without asking
     * @param grace so long after that if it can't be loaded again
     */
    record Lifetime(Duration timeToLive, Duration grace) {}

    /**
     * What cached values have in common.
     *
     * @param clock the time
     * @param executor where values are loaded again while the old ones are still used
     */
    record Surroundings(InstantSource clock, Executor executor) {}

    /** A class with identity: two loads are never the same. */
    private static final class Loaded<V> {

        final V value;
        final Instant since;

        Loaded(V value, Instant since) {
            this.value = value;
            this.since = since;
        }
    }

    /** One load; whoever claims it runs it, the others wait for its result. */
    private record Flight<V>(
            Instant started,
            boolean background,
            CompletableFuture<V> result,
            AtomicBoolean claimed,
            AtomicBoolean reported) {}

    private final Surroundings surroundings;
    private final Function<? super T, Lifetime> lifetimeOf;
    private final Supplier<? extends T> loader;

    private volatile @Nullable Loaded<T> loaded;
    private @Nullable Flight<T> flight;
    private Instant attempted = Instant.MIN;

    CachedValue(Surroundings surroundings, Function<? super T, Lifetime> lifetimeOf, Supplier<? extends T> loader) {
        this.surroundings = surroundings;
        this.lifetimeOf = lifetimeOf;
        this.loader = loader;
    }

    /** The value that is kept, however old. */
    Optional<T> kept() {
        return Optional.ofNullable(loaded).map(kept -> kept.value);
    }

    /** Keeps a value that came another way. */
    synchronized void keep(T value) {
        loaded = new Loaded<>(value, surroundings.clock().instant());
    }

    /**
     * Keeps a value that came another way, unless the value at hand comes after it in an order, or is the same and newer.
     *
     * @param since when it began to be looked up
     */
    synchronized void keepHighest(T value, Instant since, Comparator<? super T> order) {
        Loaded<T> kept = loaded;
        int compared = kept == null ? 1 : order.compare(value, kept.value);
        if (kept == null || compared > 0 || (compared == 0 && since.isAfter(kept.since))) {
            loaded = new Loaded<>(value, since);
        }
    }

    /** The value, loaded if it must be; throws what the loader throws if there is none to use. */
    T value() {
        Loaded<T> kept = loaded;
        if (kept == null) {
            return load(null);
        }
        Lifetime lifetime = lifetimeOf.apply(kept.value);
        Duration age = Duration.between(kept.since, surroundings.clock().instant());
        if (age.isNegative()) { // the clock was set back
            return load(kept);
        }
        if (age.compareTo(lifetime.timeToLive()) < 0) {
            return kept.value;
        }
        if (age.compareTo(lifetime.timeToLive().plus(lifetime.grace())) < 0) {
            loadInBackground();
            return kept.value;
        }
        return load(kept);
    }

    /** The value, loaded again unless that was tried a moment ago. */
    T valueNoOlderThan(Duration age) {
        Loaded<T> kept;
        synchronized (this) {
            kept = loaded;
            if (kept != null && flight == null && triedWithin(age)) {
                return kept.value;
            }
        }
        return load(kept);
    }

    private boolean triedWithin(Duration duration) {
        Duration since = Duration.between(attempted, surroundings.clock().instant());
        return !since.isNegative() && since.compareTo(duration) < 0;
    }

    private T load(@Nullable Loaded<T> seen) {
        Flight<T> joined;
        synchronized (this) {
            Loaded<T> kept = loaded;
            if (kept != null && kept != seen) { // somebody else was faster
                return kept.value;
            }
            joined = flight == null ? takeOff(false) : flight;
        }
        run(joined); // also one that still waits for the executor
        try {
            return joined.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void loadInBackground() {
        Flight<T> started;
        synchronized (this) {
            if (flight != null) {
                reportIfSlow(flight);
                return;
            }
            if (triedWithin(RETRY_PAUSE)) {
                return;
            }
            started = takeOff(true);
        }
        try {
            surroundings.executor().execute(() -> run(started));
        } catch (RuntimeException e) {
            fail(started, e);
        }
    }

    private void reportIfSlow(Flight<T> slow) {
        Duration duration =
                Duration.between(slow.started(), surroundings.clock().instant());
        if (duration.compareTo(SLOW) >= 0 && slow.reported().compareAndSet(false, true)) {
            LOGGER.log(
                    Level.WARNING,
                    "Materials are being loaded for " + duration.toSeconds()
                            + " seconds; those at hand are used until the grace period ends");
        }
    }

    /** With the lock. */
    private Flight<T> takeOff(boolean background) {
        attempted = surroundings.clock().instant();
        flight = new Flight<>(
                attempted, background, new CompletableFuture<>(), new AtomicBoolean(false), new AtomicBoolean(false));
        return flight;
    }

    private void run(Flight<T> started) {
        if (!started.claimed().compareAndSet(false, true)) {
            return;
        }
        T value;
        try {
            value = loader.get();
        } catch (Throwable failure) { // whatever it is, those who wait must hear of it
            fail(started, failure);
            return;
        }
        land(started, value);
    }

    private void land(Flight<T> ended, T value) {
        synchronized (this) {
            flight = null;
            loaded = new Loaded<>(value, ended.started());
        }
        ended.result().complete(value);
    }

    private void fail(Flight<T> ended, Throwable failure) {
        synchronized (this) {
            flight = null;
        }
        if (ended.background()) {
            LOGGER.log(
                    Level.WARNING,
                    "Materials could not be loaded again; those at hand are used until the grace period ends",
                    failure);
        }
        ended.result().completeExceptionally(failure);
    }
}
