package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import dev.itemseal.materials.mostrecent.CachedValue.Surroundings;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads are waited for by their state, not by the time. */
@Timeout(60)
@DisplayName("A cached value")
class CachedValueTest {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final MovedClock clock = new MovedClock();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    private CachedValue<String> value(Supplier<String> loader) {
        return new CachedValue<>(
                new Surroundings(clock, Runnable::run), any -> new Lifetime(TTL, Duration.ZERO), () -> {
                    loads.incrementAndGet();
                    return loader.get();
                });
    }

    /** As a store does that waits for the network. */
    private String waiting() {
        if (loads.get() > 1) {
            return "second";
        }
        asked.countDown();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(true);
        }
        return "first";
    }

    private static MaterialsException failure(boolean retryable) {
        return new MaterialsException(Reason.KEY_UNAVAILABLE, "The store failed", retryable, null);
    }

    private static Thread started(FutureTask<String> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void untilWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("an interrupted leader fails alone: one of those who wait loads instead")
    void interruptedLeader() throws Exception {
        CachedValue<String> value = value(this::waiting);
        FutureTask<String> leading = new FutureTask<>(value::value);
        Thread leader = started(leading);
        asked.await();
        List<FutureTask<String>> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<String> other = new FutureTask<>(value::value);
            others.add(other);
            untilWaiting(started(other));
        }

        leader.interrupt();

        for (FutureTask<String> other : others) {
            assertThat(other.get()).isEqualTo("second");
        }
        assertThatThrownBy(leading::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MaterialsException.class);
        assertThat(loads.get()).isEqualTo(2);
    }

    @Test
    @DisplayName("who waits for another's load can be interrupted, and the load goes on")
    void interruptedWaiter() throws Exception {
        CachedValue<String> value = value(this::waiting);
        FutureTask<String> leading = new FutureTask<>(value::value);
        started(leading);
        asked.await();
        boolean[] flag = new boolean[1];
        FutureTask<String> waiting = new FutureTask<>(() -> {
            try {
                return value.value();
            } finally {
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        Thread waiter = started(waiting);
        untilWaiting(waiter);

        waiter.interrupt();

        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(MaterialsException.class, failure -> {
                    assertThat(failure.retryable()).isTrue();
                    assertThat(failure).hasMessageContaining("interrupted");
                });
        assertThat(flag[0]).as("the thread stays interrupted").isTrue();
        answer.countDown();
        assertThat(leading.get()).isEqualTo("first");
        assertThat(loads.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("those who wait for a load that fails get its failure, each an exception of its own")
    void failureOfTheLeader() throws Exception {
        CachedValue<String> value = value(() -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw failure(true);
        });
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<String> task = new FutureTask<>(value::value);
            tasks.add(task);
            Thread thread = started(task);
            asked.await();
            untilWaiting(thread);
        }
        answer.countDown();

        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<String> task : tasks) {
            assertThatThrownBy(task::get).satisfies(thrown -> failures.add(thrown.getCause()));
        }
        assertThat(failures).hasOnlyElementsOfType(MaterialsException.class).doesNotHaveDuplicates();
        assertThat(loads.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("a failure that passes is remembered for a second, one that lasts for five")
    void pauses() {
        boolean[] retryable = {true};
        CachedValue<String> value = value(() -> {
            throw failure(retryable[0]);
        });
        for (Duration pause : List.of(Duration.ofSeconds(1), Duration.ofSeconds(5))) {
            loads.set(0);
            for (int i = 0; i < 100; i++) {
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, value::value);
            }
            clock.move(pause.minusNanos(1));
            assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, value::value);
            assertThat(loads.get()).isEqualTo(1);
            clock.move(Duration.ofNanos(1));
            retryable[0] = false;
        }
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, value::value);
        clock.move(Duration.ofSeconds(-1));
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, value::value);
        assertThat(loads.get()).as("the clock was set back").isEqualTo(3);
    }

    @Test
    @DisplayName("an error of the virtual machine is nobody else's, and is not remembered")
    void errors() {
        CachedValue<String> value = value(() -> {
            if (loads.get() == 1) {
                throw new StackOverflowError();
            }
            return "second";
        });

        assertThatThrownBy(value::value).isInstanceOf(StackOverflowError.class);
        assertThat(value.value()).isEqualTo("second");
    }

    @Test
    @DisplayName("an executor that takes no work stops nobody: after the grace period callers load themselves")
    void executorThatTakesNoWork() {
        MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();
        try {
            CachedValue<Integer> value = new CachedValue<>(
                    new Surroundings(clock, work -> {
                        throw new RejectedExecutionException("closed");
                    }),
                    any -> new Lifetime(TTL, TTL),
                    loads::incrementAndGet);
            assertThat(value.value()).isEqualTo(1);
            clock.move(TTL);
            for (int i = 0; i < 100; i++) {
                assertThat(value.value()).isEqualTo(1);
            }
            assertThat(warnings.messages).hasSize(1);
            clock.move(TTL);

            assertThat(value.value()).isEqualTo(2);
        } finally {
            warnings.close();
        }
    }
}
