package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is loaded, kept for a time, and loaded again by one thread while the others use what they have during the
 * grace period. Its age counts from the start of the load. A failure is remembered for a short time, in which nothing is
 * loaded again. Safe for use by several threads.
 */
final class CachedValue<T> {

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

    /** One load; whoever claims it runs it, the others wait until it has ended and look what there is then. */
    private record Flight(
            Instant started, boolean background, CountDownLatch ended, AtomicBoolean claimed, AtomicBoolean reported) {

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    private final Surroundings surroundings;
    private final Function<? super T, Lifetime> lifetimeOf;
    private final Supplier<? extends T> loader;

    private volatile @Nullable Loaded<T> loaded;
    private @Nullable Flight flight;
    private @Nullable RecentFailure failure;
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

    /**
     * Keeps a value that came another way, unless the value at hand comes after it in an order, or is the same and newer.
     *
     * @param since when it began to be looked up
     */
    synchronized void keepHighest(T value, Instant since, Comparator<? super T> order) {
        Loaded<T> kept = loaded;
        int compared = kept == null ? 1 : order.compare(value, kept.value);
        if (kept == null || compared > 0 || (compared == 0 && since.isAfter(kept.since))) {
            keep(value, since);
        }
    }

    /**
     * Keeps a value that came another way.
     *
     * @param since when it began to be looked up
     */
    synchronized void keep(T value, Instant since) {
        loaded = new Loaded<>(value, since);
        failure = null;
    }

    /** The value, loaded again, also by joining a load that is under way; throws as the loader does. */
    T valueLoadedAgain() {
        return load(loaded, () -> {});
    }

    /** The value, loaded if it must be; throws what the loader throws, or threw a moment ago, if there is none to use. */
    T value() {
        return value(() -> {});
    }

    /**
     * The value, loaded if it must be; throws what the loader throws, or threw a moment ago, if there is none to use.
     *
     * @param admission called before a load begins for which somebody waits; if it throws, none begins, and that is not
     *     remembered
     */
    T value(Runnable admission) {
        Loaded<T> kept = loaded;
        if (kept == null) {
            return load(null, admission);
        }
        Lifetime lifetime = lifetimeOf.apply(kept.value);
        Duration age = Duration.between(kept.since, surroundings.clock().instant());
        if (age.isNegative()) { // the clock was set back
            return load(kept, admission);
        }
        if (age.compareTo(lifetime.timeToLive()) < 0) {
            return kept.value;
        }
        if (age.compareTo(lifetime.timeToLive().plus(lifetime.grace())) < 0) {
            loadInBackground();
            return kept.value;
        }
        return load(kept, admission);
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
        return load(kept, () -> {});
    }

    private boolean triedWithin(Duration duration) {
        Duration since = Duration.between(attempted, surroundings.clock().instant());
        return !since.isNegative() && since.compareTo(duration) < 0;
    }

    private T load(@Nullable Loaded<T> seen, Runnable admission) {
        while (true) {
            Flight joined;
            synchronized (this) {
                Loaded<T> kept = loaded;
                if (kept != null && kept != seen) { // somebody else was faster
                    return kept.value;
                }
                if (flight == null) {
                    recentFailure().ifPresent(recent -> {
                        throw recent.again();
                    });
                    admission.run();
                }
                joined = flight == null ? takeOff(false) : flight;
            }
            if (joined.claim()) { // also one that still waits for the executor
                return run(joined);
            }
            await(joined);
        }
    }

    /** With the lock. */
    private Optional<RecentFailure> recentFailure() {
        return Optional.ofNullable(failure)
                .filter(failed -> failed.holds(surroundings.clock().instant()));
    }

    private static void await(Flight joined) {
        try {
            joined.ended().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "The thread was interrupted while it waited for materials that another one was loading; try again",
                    true,
                    e);
        }
    }

    private void loadInBackground() {
        Flight started;
        synchronized (this) {
            if (flight != null) {
                reportIfSlow(flight);
                return;
            }
            if (triedWithin(RecentFailure.PASSING) || recentFailure().isPresent()) {
                return;
            }
            started = takeOff(true);
        }
        try {
            surroundings.executor().execute(() -> runInBackground(started));
        } catch (RuntimeException | Error e) {
            if (started.claim()) { // else somebody who waits is loading, and ends it
                end(started, null);
                report(e);
            }
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private void reportIfSlow(Flight slow) {
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
    private Flight takeOff(boolean background) {
        attempted = surroundings.clock().instant();
        flight = new Flight(
                attempted, background, new CountDownLatch(1), new AtomicBoolean(false), new AtomicBoolean(false));
        return flight;
    }

    private void runInBackground(Flight started) {
        if (started.claim()) {
            try {
                run(started);
            } catch (RuntimeException e) { // it is remembered and reported
                return;
            }
        }
    }

    /** For whoever claimed it. */
    private T run(Flight claimed) {
        T value;
        try {
            value = loader.get();
        } catch (RuntimeException e) {
            throw failed(claimed, e);
        } catch (Throwable thrown) { // whatever it is, those who wait must go on
            end(claimed, null);
            reportIfInBackground(claimed, thrown);
            throw thrown;
        }
        synchronized (this) {
            try {
                keep(value, claimed.started());
            } finally {
                end(claimed, null);
            }
        }
        return value;
    }

    /** Ends the flight before anything else, whatever happens, and gives what its leader is told. */
    private ItemsealException failed(Flight claimed, RuntimeException thrown) {
        ItemsealException told;
        RecentFailure recent = null;
        try {
            told = RecentFailure.ofTheContract(thrown);
            if (!Thread.currentThread().isInterrupted()) { // which keeps no other from loading
                recent = new RecentFailure(told, surroundings.clock().instant());
            }
        } finally {
            end(claimed, recent);
        }
        reportIfInBackground(claimed, told);
        return told;
    }

    private synchronized void end(Flight ended, @Nullable RecentFailure with) {
        flight = null;
        failure = with;
        ended.ended().countDown();
    }

    private static void reportIfInBackground(Flight ended, Throwable thrown) {
        if (ended.background()) {
            report(thrown);
        }
    }

    /** A log that fails hides nothing and stops nobody. */
    private static void report(Throwable thrown) {
        try {
            LOGGER.log(
                    Level.WARNING,
                    "Materials could not be loaded again; those at hand are used until the grace period ends",
                    thrown);
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }
}
