package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;

/** The cache of data keys for reads. */
class DataKeyCacheTest {

    private static final int THREADS = 64;

    private final StubKms kms = new StubKms();
    private final MovedClock clock = new MovedClock();
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();

    private KmsMaterialsProvider provider(KmsClients clients, CacheLimits limits) {
        KmsConnection connection = KmsConnection.builder(clients)
                .cache(limits)
                .clock(clock)
                .listener(new KmsListener() {
                    @Override
                    public void cacheHit(String tableName) {
                        hits.incrementAndGet();
                    }

                    @Override
                    public void cacheMiss(String tableName) {
                        misses.incrementAndGet();
                    }
                })
                .build();
        return KmsMaterialsProvider.of(connection, KmsKeys.of(StubKms.KEY));
    }

    private KmsMaterialsProvider provider(CacheLimits limits) {
        return provider(KmsClients.of(kms.client()), limits);
    }

    private static CacheLimits limits(int entries, long uses, Duration age) {
        return new CacheLimits(entries, uses, age);
    }

    private static Item order(int number) {
        return Items.ORDER.with("order", AttributeValue.ofNumber(number));
    }

    private static EncryptionContext written(KmsMaterialsProvider provider, Item item) {
        return Items.toRead(item, provider.encryptionMaterials(Items.toWrite(item)));
    }

    private long decrypts() {
        return kms.calls(DecryptRequest.class);
    }

    private static void destroy(DecryptionMaterials read) {
        ((SecretBytes) ((MacKey) read.verificationKey()).key()).destroy();
    }

    @Test
    @DisplayName("An item that is read again costs no call; each reader has keys of his own, and writes are not cached")
    void readsAgain() {
        KmsMaterialsProvider provider = provider(CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        DecryptionMaterials first = provider.decryptionMaterials(item);
        String key = Items.hex(first.contentKey());
        destroy(first);
        assertThat(Items.hex(provider.decryptionMaterials(item).contentKey())).isEqualTo(key);
        assertThat(decrypts()).isEqualTo(1);
        assertThat(hits).hasValue(1);
        assertThat(misses).hasValue(1);
        provider.encryptionMaterials(Items.toWrite(Items.ORDER));
        assertThat(kms.requests).hasSize(3);
    }

    @Test
    @DisplayName("A data key grows no older than its limit")
    void age() {
        KmsMaterialsProvider provider = provider(limits(10, 100, Duration.ofMinutes(5)));
        EncryptionContext item = Items.written(provider);
        provider.decryptionMaterials(item);
        clock.move(Duration.ofMinutes(5).minusNanos(1));
        provider.decryptionMaterials(item);
        assertThat(decrypts()).isEqualTo(1);
        clock.move(Duration.ofNanos(1));
        provider.decryptionMaterials(item);
        assertThat(decrypts()).isEqualTo(2);
    }

    @Property(tries = 20)
    @Label("A data key is used as often as its limit says, the first time included")
    void uses(@ForAll @IntRange(min = 1, max = 7) int uses, @ForAll @IntRange(min = 1, max = 30) int reads) {
        StubKms own = new StubKms();
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(own.client()))
                        .cache(limits(10, uses, Duration.ofMinutes(5)))
                        .build(),
                KmsKeys.of(StubKms.KEY));
        EncryptionContext item = Items.written(provider);
        for (int i = 0; i < reads; i++) {
            provider.decryptionMaterials(item);
        }
        assertThat(own.calls(DecryptRequest.class)).isEqualTo((reads + uses - 1) / uses);
    }

    @Property(tries = 20)
    @Label("However often entries are evicted, every reader gets the right keys")
    void eviction(
            @ForAll @IntRange(min = 1, max = 3) int entries,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> reads) {
        KmsMaterialsProvider provider = provider(limits(entries, 100, Duration.ofMinutes(5)));
        List<EncryptionContext> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add(written(provider, order(i)));
        }
        for (int read : reads) {
            assertThat(Items.hex(provider.decryptionMaterials(items.get(read)).contentKey()))
                    .isEqualTo("781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78");
        }
    }

    @Test
    @DisplayName("Failures are not kept")
    void failures() {
        KmsMaterialsProvider provider = provider(CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        kms.fail(StubKms.refusal("ThrottlingException", 400), StubKms.refusal("AccessDeniedException", 400));
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(MaterialsException.class, () -> provider.decryptionMaterials(item)))
                    .isNotNull();
        }
        provider.decryptionMaterials(item);
        assertThat(decrypts()).isEqualTo(3);
    }

    @Test
    @DisplayName("A data key is found by nothing but its own wrapped key, context and client")
    void bound() {
        List<StubKms> regions = new ArrayList<>();
        KmsMaterialsProvider provider = provider(
                KmsClients.perRegion(region -> {
                    KmsClient client = kms.client();
                    regions.add(kms);
                    return client;
                }),
                CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        provider.decryptionMaterials(item);
        for (EncryptionContext other : List.of(
                item.withTableName("Others"),
                item.withItem(order(13), item.materialDescription()),
                item.withItem(Items.ORDER, item.materialDescription().with("amzn-ddb-env-alg", "AES/128")))) {
            assertThat(catchThrowableOfType(MaterialsException.class, () -> provider.decryptionMaterials(other))
                            .reason())
                    .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        }
        assertThat(hits).hasValue(0);

        KmsMaterialsProvider otherIdentity = provider(CacheLimits.standard());
        otherIdentity.decryptionMaterials(item);
        assertThat(hits).hasValue(0);
        assertThat(regions).hasSize(1);
    }

    @Test
    @DisplayName("Readers of other keys on the same connection take no data key out of the cache, and lend none")
    void readersOfOtherKeys() {
        KmsConnection connection = KmsConnection.builder(KmsClients.of(kms.client()))
                .cache(CacheLimits.standard())
                .clock(clock)
                .build();
        String third = StubKms.arn(StubKms.REGION, "33333333-aaaa-bbbb-cccc-dddddddddddd");
        String fourth = StubKms.arn(StubKms.REGION, "44444444-aaaa-bbbb-cccc-dddddddddddd");
        KmsMaterialsProvider mine =
                KmsMaterialsProvider.of(connection, KmsKeys.of(StubKms.KEY).accepting(List.of(third)));
        KmsMaterialsProvider others =
                KmsMaterialsProvider.of(connection, KmsKeys.of(third).accepting(List.of(fourth)));
        EncryptionContext item = Items.written(mine);
        mine.decryptionMaterials(item);

        assertThat(catchThrowableOfType(MaterialsException.class, () -> others.decryptionMaterials(item))
                        .reason())
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        long calls = decrypts();
        mine.decryptionMaterials(item);

        assertThat(decrypts()).isEqualTo(calls);
    }

    @Test
    @DisplayName(
            "The key's ARN is kept and checked again: an alias that was pointed elsewhere holds for what is cached too")
    void arnIsCheckedAgain() {
        String other = StubKms.arn(StubKms.REGION, "99999999-aaaa-bbbb-cccc-dddddddddddd");
        kms.add(other).alias("alias/orders", StubKms.KEY);
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(kms.client()))
                        .cache(limits(10, 100, Duration.ofHours(1)))
                        .clock(clock)
                        .build(),
                KmsKeys.of("alias/orders"));
        EncryptionContext item = Items.written(provider);
        provider.decryptionMaterials(item);
        kms.alias("alias/orders", other);
        clock.move(AliasKeys.KEPT_FOR);
        assertThat(catchThrowableOfType(MaterialsException.class, () -> provider.decryptionMaterials(item))
                        .reason())
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(decrypts()).isEqualTo(1);
    }

    @Test
    @DisplayName("64 threads on a cold cache make one call")
    void singleFlight() throws Exception {
        KmsMaterialsProvider provider = provider(CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        assertThat(together(i -> provider.decryptionMaterials(item))).hasSize(THREADS);
        assertThat(decrypts()).isEqualTo(1);
    }

    @Test
    @DisplayName("64 that wait for a slow answer as stages share one call, and block no thread")
    void singleFlightOfStages() {
        List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        kms.answers = held::add;
        List<CompletableFuture<DecryptionMaterials>> stages = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            stages.add(provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS)
                    .toCompletableFuture());
        }
        assertThat(stages).noneMatch(CompletableFuture::isDone);
        assertThat(held).hasSize(1);
        held.remove(0).run();
        assertThat(stages)
                .allMatch(stage -> !stage.join().contentKey().toString().isEmpty());
        assertThat(decrypts()).isEqualTo(1);
    }

    @Test
    @DisplayName("A failure is that of all who wait for it, and the next one calls again")
    void sharedFailure() {
        List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        kms.answers = held::add;
        CompletableFuture<?> one =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        CompletableFuture<?> two =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        kms.fail(StubKms.refusal("ThrottlingException", 400));
        held.remove(0).run();
        assertThat(one).isCompletedExceptionally();
        assertThat(two).isCompletedExceptionally();
        CompletableFuture<?> three =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        held.remove(0).run();
        assertThat(three).isCompleted();
    }

    @Test
    @DisplayName("Who cancels takes nobody along: another of those who wait calls")
    void cancelledLoader() {
        List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.asyncClient()), CacheLimits.standard());
        EncryptionContext item = Items.written(provider);
        kms.answers = held::add;
        CompletableFuture<?> first =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        CompletableFuture<?> second =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        CompletableFuture<?> third =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        first.cancel(true);
        assertThat(held).hasSize(2);
        third.cancel(true);
        held.get(held.size() - 1).run();
        assertThat(second).isCompleted();
        assertThat(first).isCancelled();
        assertThat(third).isCancelled();
    }

    @Test
    @DisplayName("Readers and evictions at the same time: everybody's keys are right, and none is wiped under him")
    void racing() throws Exception {
        KmsMaterialsProvider provider = provider(limits(2, 3, Duration.ofMinutes(5)));
        List<EncryptionContext> items = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            items.add(written(provider, order(i)));
        }
        List<String> keys = together(i -> {
            String seen = "";
            for (int n = 0; n < 50; n++) {
                seen = Items.hex(
                        provider.decryptionMaterials(items.get((i + n) % 8)).contentKey());
                if (!seen.startsWith("781ddf37")) {
                    return seen;
                }
            }
            return seen;
        });
        assertThat(keys).allMatch("781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78"::equals);
    }

    @Test
    @DisplayName("What leaves the cache is wiped; what was given out is not")
    void wiped() {
        DataKeyCache cache = new DataKeyCache(
                limits(10, 100, Duration.ofMinutes(5)),
                () -> clock.instant().getEpochSecond() * 1_000_000_000L,
                new KmsListener() {});
        SecretBytes kept = SecretBytes.copyOf(new byte[] {1, 2, 3}, "HKDF");
        DataKey dataKey = new DataKey(kept, KmsKeyName.of(StubKms.KEY));
        CacheKey key = CacheKey.of(
                KmsClients.of(kms.client()).of(Optional.empty()), KmsKeys.of(StubKms.KEY), "", new byte[1], Map.of());
        DataKey copy = Caller.waiting(
                caller -> cache.get(key, "Orders", () -> CompletableFuture.completedStage(dataKey), caller));
        assertThat(kept.isDestroyed()).isFalse();
        cache.remove(key);
        assertThat(kept.isDestroyed()).isTrue();
        assertThat(copy.secret()).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}, "HKDF"));
    }

    @Test
    @DisplayName("Limits that allow nothing are refused")
    void badLimits() {
        for (IntFunction<CacheLimits> bad : List.<IntFunction<CacheLimits>>of(
                zero -> limits(zero, 1, Duration.ofMinutes(1)),
                zero -> limits(1, zero, Duration.ofMinutes(1)),
                zero -> limits(1, 1, Duration.ofMinutes(zero)),
                zero -> limits(1, 1, Duration.ofMinutes(zero - 1)))) {
            assertThat(catchThrowableOfType(ConfigurationException.class, () -> bad.apply(0))
                            .reason())
                    .isEqualTo(Reason.INVALID_SETTING);
        }
        assertThat(CacheLimits.standard().maxAge()).isEqualTo(Duration.ofMinutes(5));
    }

    /** Lets many threads do the same at the same time. */
    private static <T> List<T> together(IntFunction<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.apply(number);
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
