package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionMaterials;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;

@DisplayName("One budget of calls, for those who wait and those who don't; interruption and cancellation")
@Timeout(60)
class StagesTest {

    /** For clients that need no threads of the caller. */
    static final Executor NO_THREADS = work -> {
        throw new AssertionError("an asynchronous client needs no thread of the caller");
    };

    private final StubKms kms = new StubKms();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Runnable> held = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private KmsMaterialsProvider provider(KmsClients clients, int most) {
        return KmsMaterialsProvider.of(
                KmsConnection.builder(clients).maxConcurrentCalls(most).build(), KmsKeys.of(StubKms.KEY));
    }

    private static CompletableFuture<EncryptionMaterials> ask(KmsMaterialsProvider provider) {
        return provider.encryptionMaterialsAsync(Items.toWrite(Items.ORDER), NO_THREADS)
                .toCompletableFuture();
    }

    @Test
    @DisplayName("As many calls as allowed run, the others wait without a thread, in order")
    void bounded() {
        kms.answers = held::add;
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), 3);
        List<CompletableFuture<EncryptionMaterials>> stages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stages.add(ask(provider));
        }
        for (int done = 0; done < 10; done++) {
            assertThat(held).hasSize(Math.min(3, 10 - done));
            held.remove(0).run();
            assertThat(stages.get(done)).isCompleted();
        }
        assertThat(kms.calls(GenerateDataKeyRequest.class)).isEqualTo(10);
    }

    @Test
    @DisplayName("Ten thousand that wait for one another's turn are no deep stack")
    void manyWaiting() throws InterruptedException {
        AtomicReference<Executor> answers = new AtomicReference<>(held::add);
        kms.answers = work -> answers.get().execute(work);
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), 1);
        List<CompletableFuture<EncryptionMaterials>> stages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            stages.add(ask(provider));
        }
        answers.set(Runnable::run);
        Thread shallow = new Thread(null, held.get(0), "shallow", 300_000);
        shallow.start();
        shallow.join();
        assertThat(stages).allMatch(stage -> stage.isDone() && !stage.isCompletedExceptionally());
    }

    @ParameterizedTest
    @DisplayName("Those who wait keep to the budget too, with either kind of client")
    @ValueSource(booleans = {true, false})
    void waitingCallersKeepToIt(boolean async) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        kms.answers = threads;
        kms.onCall = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            running.decrementAndGet();
        };
        KmsMaterialsProvider provider =
                provider(async ? KmsClients.of(kms.asyncClient()) : KmsClients.of(kms.client()), 4);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            work.add(threads.submit(() -> provider.encryptionMaterials(Items.toWrite(Items.ORDER))));
        }
        for (Future<?> done : work) {
            done.get();
        }
        assertThat(most.get()).isBetween(1, 4);
        assertThat(kms.calls(GenerateDataKeyRequest.class)).isEqualTo(200);
    }

    @Test
    @DisplayName("With a client that blocks, stages run on the caller's executor, as full as it is, without a deadlock")
    void blockingClient() {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            KmsMaterialsProvider provider = provider(KmsClients.of(kms.client()), 1);
            List<CompletableFuture<EncryptionMaterials>> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                stages.add(provider.encryptionMaterialsAsync(Items.toWrite(Items.ORDER), two)
                        .toCompletableFuture());
                stages.add(CompletableFuture.supplyAsync(
                        () -> provider.encryptionMaterials(Items.toWrite(Items.ORDER)), two));
            }
            assertThat(stages).allMatch(stage -> stage.join().ephemeral());
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    @DisplayName("Cancelling a stage cancels the call that runs, or the wait for a turn, and frees its place")
    void cancelled() {
        kms.answers = held::add;
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), 1);
        CompletableFuture<?> running = ask(provider);
        CompletableFuture<?> waiting = ask(provider);
        CompletableFuture<?> last = ask(provider);
        assertThat(waiting.cancel(true)).isTrue();
        assertThat(waiting.cancel(true)).isTrue();
        assertThat(held).hasSize(1);
        running.cancel(true);
        assertThat(kms.given.peek()).isCancelled();
        assertThat(held).hasSize(2);
        held.get(1).run();
        assertThat(last).isCompleted();
        assertThat(kms.calls(GenerateDataKeyRequest.class)).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName(
            "Who is interrupted while he waits, for his turn or for the answer, gets our error and stays interrupted")
    @ValueSource(booleans = {true, false})
    void interrupted(boolean forTheAnswer) throws Exception {
        kms.answers = held::add;
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), 1);
        CompletableFuture<?> first = forTheAnswer ? null : ask(provider);
        AtomicReference<MaterialsException> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            started.countDown();
            thrown.set(catchThrowableOfType(
                    MaterialsException.class, () -> provider.encryptionMaterials(Items.toWrite(Items.ORDER))));
            flag.set(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        started.await();
        waiter.interrupt();
        waiter.join();
        assertThat(thrown.get().reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(thrown.get().retryable()).isTrue();
        assertThat(thrown.get()).hasMessageContaining("interrupted");
        assertThat(flag.get()).isTrue();
        if (first != null) {
            held.get(0).run();
            assertThat(first).isCompleted();
        }
        kms.answers = Runnable::run;
        provider.encryptionMaterials(Items.toWrite(Items.ORDER));
    }

    @Test
    @DisplayName("No budget of nothing")
    void budgetOfNothing() {
        KmsConnection.Builder builder = KmsConnection.builder(KmsClients.of(kms.client()));
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> builder.maxConcurrentCalls(0))
                        .reason())
                .isEqualTo(Reason.INVALID_SETTING);
    }
}
