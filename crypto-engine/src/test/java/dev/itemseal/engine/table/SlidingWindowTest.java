package dev.itemseal.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many stages at a time, in order, within a bound. */
class SlidingWindowTest {

    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletionStage<String> begin(int input) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        begun.add(stage);
        return stage;
    }

    private CompletableFuture<List<String>> window(int width, int inputs) {
        return SlidingWindow.map(width, IntStream.range(0, inputs).boxed().toList(), this::begin);
    }

    @Test
    @DisplayName("The next one begins when any one is done, and the results stand in order")
    void slides() {
        CompletableFuture<List<String>> whole = window(3, 5);
        assertThat(begun).hasSize(3);
        begun.get(2).complete("c");
        assertThat(begun).hasSize(4);
        begun.get(3).complete("d");
        assertThat(begun).hasSize(5);
        begun.get(4).complete("e");
        begun.get(0).complete("a");
        assertThat(whole).isNotDone();
        begun.get(1).complete("b");
        assertThat(whole).isCompletedWithValue(List.of("a", "b", "c", "d", "e"));
    }

    @Test
    @DisplayName("After a failure nothing begins, what runs is waited for, and the first failure in order counts")
    void failure() {
        CompletableFuture<List<String>> whole = window(3, 100);
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        begun.get(1).completeExceptionally(second);
        assertThat(begun).hasSize(3);
        begun.get(2).complete("c");
        assertThat(begun).hasSize(3);
        assertThat(whole).isNotDone();
        begun.get(0).completeExceptionally(first);
        assertThat(begun).hasSize(3);
        assertThat(catchThrowableOfType(CompletionException.class, whole::join)).hasCause(first);
        assertThat(first).hasSuppressedException(second);
    }

    @Test
    @DisplayName("One failure that several share is one failure")
    void sharedFailure() {
        CompletableFuture<List<String>> whole = window(3, 3);
        IllegalStateException shared = new IllegalStateException("shared");
        begun.forEach(stage -> stage.completeExceptionally(shared));
        assertThat(catchThrowableOfType(CompletionException.class, whole::join)).hasCause(shared);
        assertThat(shared.getSuppressed()).isEmpty();
    }

    @Test
    @DisplayName("Once cancelled, nothing begins")
    void cancelled() {
        CompletableFuture<List<String>> whole = window(2, 100);
        whole.cancel(false);
        begun.get(0).complete("a");
        begun.get(1).complete("b");
        assertThat(begun).hasSize(2);
    }

    @Test
    @DisplayName("What throws at once, an error too, is a failure like others")
    void thrown() {
        AssertionError error = new AssertionError("thrown");
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<List<String>> whole = SlidingWindow.map(2, List.of(1, 2, 3, 4), input -> {
            calls.incrementAndGet();
            throw error;
        });
        assertThat(catchThrowableOfType(CompletionException.class, whole::join)).hasCause(error);
        assertThat(calls).hasValue(2);
    }

    @Test
    @DisplayName("A hundred thousand that are done at once are no deep stack")
    void atOnce() throws InterruptedException {
        List<Integer> inputs = IntStream.range(0, 100_000).boxed().toList();
        List<Integer> results = Collections.synchronizedList(new ArrayList<>());
        Thread shallow = new Thread(
                null,
                () -> results.addAll(SlidingWindow.map(16, inputs, CompletableFuture::completedFuture)
                        .join()),
                "shallow",
                200_000);
        shallow.start();
        shallow.join();
        assertThat(results).isEqualTo(inputs);
    }

    @Property(tries = 50)
    void anyOrderAndAnyThreads(
            @ForAll @IntRange(min = 0, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll long seed) {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Random random = new Random(seed);
            List<Integer> inputs = IntStream.range(0, count).boxed().toList();
            List<Boolean> later =
                    inputs.stream().map(input -> random.nextBoolean()).toList();
            List<Integer> results = SlidingWindow.map(width, inputs, input -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        return CompletableFuture.supplyAsync(
                                () -> {
                                    running.decrementAndGet();
                                    return input;
                                },
                                later.get(input) ? threads : Runnable::run);
                    })
                    .join();
            assertThat(results).isEqualTo(inputs);
            assertThat(most.get()).isLessThanOrEqualTo(width);
        } finally {
            threads.shutdownNow();
        }
    }
}
