package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.materials.EncryptionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a listener hears")
class KmsListenerTest {

    private final StubKms kms = new StubKms();
    private final MovedClock clock = new MovedClock();
    private final List<Object> heard = new ArrayList<>();

    private final KmsListener listener = new KmsListener() {
        @Override
        public void called(KmsCall call) {
            heard.add(call);
        }

        @Override
        public void cacheHit(String tableName) {
            heard.add("hit " + tableName);
        }

        @Override
        public void cacheMiss(String tableName) {
            heard.add("miss " + tableName);
        }

        @Override
        public void notUnwrapped(String tableName) {
            heard.add("not unwrapped " + tableName);
        }
    };

    private static KmsCall call(KmsCall.Operation operation, Duration took, KmsOutcome outcome) {
        return new KmsCall(operation, StubKms.KEY, "Orders", Duration.ZERO, took, outcome);
    }

    @Test
    @DisplayName("Calls with their latency and outcome, hits and misses, and keys that did not unwrap; nothing secret")
    void everything() {
        kms.onCall = () -> clock.move(Duration.ofMillis(7));
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(kms.client()))
                        .clock(clock)
                        .cache(CacheLimits.standard())
                        .listener(listener)
                        .build(),
                KmsKeys.of(StubKms.KEY));
        EncryptionContext item = Items.written(provider);
        provider.decryptionMaterials(item);
        provider.decryptionMaterials(item);
        kms.fail(StubKms.refusal("ThrottlingException", 400));
        assertThatThrownBy(() -> provider.encryptionMaterials(Items.toWrite(Items.ORDER)))
                .isInstanceOf(MaterialsException.class);
        assertThatThrownBy(() -> provider.decryptionMaterials(item.withTableName("Others")))
                .isInstanceOf(MaterialsException.class);

        Duration took = Duration.ofMillis(7);
        assertThat(heard)
                .containsExactly(
                        call(KmsCall.Operation.GENERATE_DATA_KEY, took, KmsOutcome.SUCCEEDED),
                        "miss Orders",
                        call(KmsCall.Operation.DECRYPT, took, KmsOutcome.SUCCEEDED),
                        "hit Orders",
                        call(KmsCall.Operation.GENERATE_DATA_KEY, took, KmsOutcome.THROTTLED),
                        "miss Others",
                        new KmsCall(
                                KmsCall.Operation.DECRYPT,
                                StubKms.KEY,
                                "Others",
                                Duration.ZERO,
                                took,
                                KmsOutcome.NOT_UNWRAPPED),
                        "not unwrapped Others");
        assertThat(heard.toString()).doesNotContain("customer-7", "blob-");
    }

    @Test
    @DisplayName("How long a call waited for its turn is told apart from how long it ran")
    void waiting() {
        List<Runnable> held = new ArrayList<>();
        kms.answers = held::add;
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(kms.asyncClient()))
                        .clock(clock)
                        .maxConcurrentCalls(1)
                        .listener(listener)
                        .build(),
                KmsKeys.of(StubKms.KEY));
        for (int i = 0; i < 2; i++) {
            assertThat(provider.encryptionMaterialsAsync(Items.toWrite(Items.ORDER), StagesTest.NO_THREADS))
                    .isNotNull();
        }
        clock.move(Duration.ofMillis(5));
        held.get(0).run();
        clock.move(Duration.ofMillis(3));
        held.get(1).run();
        assertThat(heard).map(call -> ((KmsCall) call).waited()).containsExactly(Duration.ZERO, Duration.ofMillis(5));
        assertThat(heard)
                .map(call -> ((KmsCall) call).took())
                .containsExactly(Duration.ofMillis(5), Duration.ofMillis(3));
    }

    @Test
    @DisplayName("A listener that throws breaks nothing, and others hear all the same")
    void throwing() {
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(kms.client()))
                        .cache(CacheLimits.standard())
                        .listener(new KmsListener() {
                            @Override
                            public void called(KmsCall call) {
                                throw new IllegalStateException("on purpose");
                            }

                            @Override
                            public void cacheMiss(String tableName) {
                                throw new IllegalStateException("on purpose");
                            }
                        })
                        .listener(listener)
                        .build(),
                KmsKeys.of(StubKms.KEY));
        provider.decryptionMaterials(Items.written(provider));
        assertThat(heard).hasSize(3);
    }
}
