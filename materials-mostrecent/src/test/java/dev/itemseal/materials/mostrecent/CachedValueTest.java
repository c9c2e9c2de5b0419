package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.materials.mostrecent.CachedValue.Lifetime;
import dev.itemseal.materials.mostrecent.CachedValue.Surroundings;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    @DisplayName("what a store must not throw is the same error for the first caller as for those after it")
    void oneAnswer() {
        CachedValue<String> value = value(() -> {
            throw new StoreException(Reason.STORE_UNAVAILABLE, "Too many requests", true, null);
        });

        PluginException first = assertRefused(PluginException.class, Reason.PLUGIN_CONTRACT, value::value);
        PluginException second = assertRefused(PluginException.class, Reason.PLUGIN_CONTRACT, value::value);

        assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
        assertThat(second.getCause()).isSameAs(first.getCause()).isInstanceOf(StoreException.class);
        assertThat(loads.get()).isEqualTo(1);
    }

    /** Fails a test that would wait for ever. */
    private static String soon(CachedValue<String> value) throws Exception {
        FutureTask<String> asking = new FutureTask<>(value::value);
        Thread thread = new Thread(asking);
        thread.setDaemon(true);
        thread.start();
        return asking.get(10, TimeUnit.SECONDS);
    }

    /** Fails the second load with the given failure. */
    private CachedValue<String> failingOnce(RuntimeException failure) {
        return new CachedValue<>(new Surroundings(clock, Runnable::run), any -> new Lifetime(TTL, TTL), () -> {
            if (loads.incrementAndGet() == 2) {
                throw failure;
            }
            return "load " + loads.get();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("a log that fails stops nobody: what there is goes on being used, and it is loaded again")
    void logThatFails(boolean error) throws Exception {
        try (BrokenLog log = new BrokenLog(error)) {
            MaterialsException failure = failure(true);
            CachedValue<String> value = failingOnce(failure);
            assertThat(value.value()).isEqualTo("load 1");
            clock.move(TTL);
            if (error) {
                assertThatThrownBy(value::value).isInstanceOf(OutOfMemoryError.class);
            } else {
                assertThat(value.value()).isEqualTo("load 1");
                assertThat(failure).hasSuppressedException(log.broken);
            }
            assertThat(log.asked).isOne();

            clock.move(TTL);
            assertThat(soon(value)).isEqualTo("load 3");
        }
    }

    @Test
    @DisplayName("a clock that fails while a failure is noted leaves nobody waiting")
    void clockThatFails() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        CachedValue<String> value = new CachedValue<>(
                new Surroundings(
                        () -> {
                            if (broken.getAndSet(false)) {
                                throw new IllegalStateException("no time");
                            }
                            return clock.instant();
                        },
                        Runnable::run),
                any -> new Lifetime(TTL, TTL),
                () -> {
                    if (loads.incrementAndGet() == 1) {
                        broken.set(true);
                        throw failure(true);
                    }
                    return "second";
                });
        assertThatThrownBy(value::value).hasMessage("no time");

        assertThat(soon(value)).isEqualTo("second");
    }

    @Test
    @DisplayName("a store in a language without checked exceptions leaves nobody waiting either")
    void checkedException() throws Exception {
        CachedValue<String> value = value(() -> {
            if (loads.get() == 1) {
                CachedValueTest.<RuntimeException>throwUnchecked(new IOException("the network"));
            }
            return "second";
        });
        assertThatThrownBy(value::value).isInstanceOf(IOException.class);

        assertThat(soon(value)).isEqualTo("second");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwUnchecked(Exception thrown) throws E {
        throw (E) thrown;
    }

    @Test
    @DisplayName(
            "an executor that can't start a thread leaves nobody waiting, and the next load begins within the grace period")
    void executorWithoutThreads() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        CachedValue<Integer> value = new CachedValue<>(
                new Surroundings(clock, work -> {
                    if (exhausted.getAndSet(false)) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    work.run();
                }),
                any -> new Lifetime(TTL, TTL),
                loads::incrementAndGet);
        assertThat(value.value()).isEqualTo(1);
        clock.move(TTL);
        MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();
        try {
            assertThatThrownBy(value::value).isInstanceOf(OutOfMemoryError.class);
            assertThat(warnings.messages).hasSize(1);
        } finally {
            warnings.close();
        }

        clock.move(RecentFailure.PASSING);
        value.value();
        assertThat(value.value()).isEqualTo(2);
    }

    /** A log whose destination fails, until it is closed. */
    private static final class BrokenLog extends Handler implements AutoCloseable {

        /** Held, since java.util.logging itself holds loggers weakly. */
        private final Logger logger = Logger.getLogger("dev.itemseal.materials.mostrecent");

        private final boolean error;
        private final IllegalStateException broken = new IllegalStateException("appender broken");
        private int asked;

        BrokenLog(boolean error) {
            this.error = error;
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            asked++;
            if (error) {
                throw new OutOfMemoryError("while logging");
            }
            throw broken;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
