package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.ITEM;
import static dev.itemseal.materials.mostrecent.MetaFixtures.META_TABLE;
import static dev.itemseal.materials.mostrecent.MetaFixtures.NAME;
import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static dev.itemseal.materials.mostrecent.MetaFixtures.decrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.encrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.metaStore;
import static dev.itemseal.materials.mostrecent.MetaFixtures.reading;
import static dev.itemseal.materials.mostrecent.MetaFixtures.together;
import static dev.itemseal.materials.mostrecent.MetaFixtures.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.materials.mostrecent.MetaFixtures.Counting;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The caching most-recent provider")
class CachingMostRecentProviderTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int THREADS = 64;

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final MetaStore elsewhere = metaStore(tables);
    private final Counting counts = new Counting();
    private final MovedClock clock = new MovedClock();

    /** What is to be done in the background; it is as slow as the test. */
    private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();

    private final CachingMostRecentProvider provider =
            builder(NAME).executor(background::add).build();

    /** Held, since java.util.logging itself holds loggers weakly. */
    private final Logger logger = Logger.getLogger("dev.itemseal.materials.mostrecent");

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private CachingMostRecentProvider.Builder builder(String name) {
        return CachingMostRecentProvider.builder(metaStore(tables.withFaults(counts)), name)
                .timeToLive(TTL)
                .gracePeriod(GRACE)
                .clock(clock);
    }

    private void runInBackground() {
        Queue<Runnable> work = new ArrayDeque<>(background);
        background.clear();
        work.forEach(Runnable::run);
    }

    private MaterialsException assertUnavailable(boolean retryable, String metaId) {
        MaterialsException failure = assertRefused(
                MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> provider.decryptionMaterials(reading(metaId)));
        assertThat(failure.retryable()).isEqualTo(retryable);
        return failure;
    }

    @Test
    @DisplayName("MRP-1: writes with the newest version, reads with the one that the item names")
    void newestAndNamed() {
        Item first = encrypt(provider);
        elsewhere.createNext(NAME);
        provider.refresh();
        Item second = encrypt(provider);

        assertThat(versionOf(first)).isEqualTo("0");
        assertThat(versionOf(second)).isEqualTo("1");
        assertThat(decrypt(first, provider)).isEqualTo(ITEM);
        assertThat(decrypt(second, provider)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("MRP-2, CMP-27: a material name with # is refused when the provider is built")
    void nameWithSeparator() {
        assertRefused(ConfigurationException.class, Reason.INVALID_SETTING, () -> builder("a#b"));
        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> encrypt(CachingMostRecentProvider.builder(elsewhere, context -> "a#b")
                        .build()));
        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> builder(NAME).timeToLive(Duration.ZERO).build());
    }

    @Test
    @DisplayName("times beyond every use are refused when the provider is built, not when an item is written")
    void timesThatAreTooLong() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        Duration year = Duration.ofDays(365);
        for (CachingMostRecentProvider.Builder builder : List.of(
                builder(NAME).timeToLive(forever),
                builder(NAME).timeToLive(year.plusNanos(1)),
                builder(NAME).gracePeriod(forever),
                builder(NAME).gracePeriod(year.plusNanos(1)),
                builder(NAME).rotatingAfter(forever),
                builder(NAME).rotatingAfter(Duration.ofDays(36_500).plusNanos(1)))) {
            assertRefused(ConfigurationException.class, Reason.INVALID_SETTING, builder::build);
        }
        CachingMostRecentProvider longest = builder(NAME)
                .timeToLive(year)
                .gracePeriod(year)
                .rotatingAfter(Duration.ofDays(36_500))
                .build();
        Item item = encrypt(longest);
        clock.move(year);
        assertThat(decrypt(item, longest)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(longest))).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "materials, DESCRIPTION_MALFORMED",
        "materials#, DESCRIPTION_MALFORMED",
        "materials#-1, DESCRIPTION_MALFORMED",
        "materials#01, DESCRIPTION_MALFORMED",
        "materials#1x, DESCRIPTION_MALFORMED",
        "materials#1000000000000000000, DESCRIPTION_MALFORMED",
        "other#0, DESCRIPTION_MISMATCH",
        "a#materials#0, DESCRIPTION_MISMATCH"
    })
    @DisplayName("MRP-3, CMP-31: what an item may name")
    void namedVersion(String metaId, Reason reason) {
        assertRefused(ItemRefusedException.class, reason, () -> provider.decryptionMaterials(reading(metaId)));
        assertThat(counts.gets() + counts.queries()).isZero();
    }

    @Test
    @DisplayName("MRP-3: an item that names nothing")
    void nothingNamed() {
        assertRefused(
                ItemRefusedException.class,
                Reason.DESCRIPTION_MISSING_ENTRY,
                () -> provider.decryptionMaterials(EncryptionContext.of(MetaItem.table("Orders"))));
    }

    @Test
    void oneLoadOnAColdCache() throws Exception {
        elsewhere.createNext(NAME);

        List<Item> items = together(THREADS, number -> encrypt(provider));

        assertThat(counts.gets()).isEqualTo(1);
        assertThat(counts.queries()).isEqualTo(1);
        provider.refresh();
        together(THREADS, number -> decrypt(items.get(number), provider));
        assertThat(counts.gets()).isEqualTo(2);
        assertThat(counts.queries()).isEqualTo(2);
    }

    @Test
    void oneCreationOnAnEmptyTable() throws Exception {
        together(THREADS, number -> encrypt(provider));

        assertThat(counts.puts()).isEqualTo(1);
        assertThat(tables.items(META_TABLE)).hasSize(1);
    }

    @Test
    void oneLoadAfterExpiryWithoutGrace() throws Exception {
        CachingMostRecentProvider hard =
                builder(NAME).gracePeriod(Duration.ZERO).build();
        Item item = encrypt(hard);
        int gets = counts.gets();
        clock.move(TTL);

        together(THREADS, number -> decrypt(item, hard));

        assertThat(counts.gets()).isEqualTo(gets + 1);
        counts.failing = true;
        clock.move(TTL);
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> decrypt(item, hard));
    }

    @Test
    void slowStoreStopsNobodyDuringTheGracePeriod() throws Exception {
        Item item = encrypt(provider);
        int gets = counts.gets();
        clock.move(TTL);

        together(THREADS, number -> decrypt(item, provider));
        assertThat(counts.gets()).isEqualTo(gets);
        assertThat(background).hasSize(1);

        clock.move(CachedValue.SLOW);
        together(THREADS, number -> decrypt(item, provider));
        assertThat(background).hasSize(1);
        assertThat(warnings).hasSize(1).first().asString().contains("5 seconds");

        runInBackground();
        together(THREADS, number -> decrypt(item, provider));
        assertThat(counts.gets()).isEqualTo(gets + 1);
        assertThat(background).isEmpty();
    }

    @Test
    void oneReadOfTheVersionServesItsWritersAndReaders() {
        Item item = encrypt(provider);
        int gets = counts.gets();
        int queries = counts.queries();
        clock.move(TTL);

        encrypt(provider);
        runInBackground();
        decrypt(item, provider);
        encrypt(provider);

        assertThat(background).isEmpty();
        assertThat(counts.gets()).isEqualTo(gets + 1);
        assertThat(counts.queries()).isEqualTo(queries + 1);
    }

    @Test
    void lateAnswerEndsWithTheGracePeriod() {
        Item item = encrypt(provider);
        int gets = counts.gets();
        clock.move(TTL);
        decrypt(item, provider);
        clock.move(GRACE);

        assertThat(decrypt(item, provider)).isEqualTo(ITEM); // does the waiting load itself

        assertThat(counts.gets()).isEqualTo(gets + 1);
        runInBackground();
        assertThat(counts.gets()).isEqualTo(gets + 1);
    }

    @Test
    void threadsOfItsOwnLoadOnce() {
        CachingMostRecentProvider own = builder(NAME).build();
        Item item = encrypt(own);
        int gets = counts.gets();
        clock.move(TTL);
        decrypt(item, own);
        clock.move(GRACE);

        decrypt(item, own); // joins the load, unless it is done

        assertThat(counts.gets()).isEqualTo(gets + 1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneLoadsWhileOthersUseWhatTheyHave() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CachedValue<String> value = new CachedValue<>(
                new CachedValue.Surroundings(clock, work -> new Thread(work).start()),
                any -> new CachedValue.Lifetime(TTL, GRACE),
                () -> {
                    if (loaded.getCount() == 0) {
                        try {
                            answer.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return "new";
                    }
                    loaded.countDown();
                    return "old";
                });
        assertThat(value.value()).isEqualTo("old");
        clock.move(TTL);

        assertThat(together(8, number -> value.value())).containsOnly("old");

        answer.countDown();
        assertThat(value.valueNoOlderThan(TTL)).isEqualTo("new"); // joins the load
    }

    @Test
    void valueThatArrivesWhileOneWaitsForTheLockIsTheOneThatIsGiven() throws Exception {
        CachedValue<String> value = new CachedValue<>(
                new CachedValue.Surroundings(clock, Runnable::run),
                any -> new CachedValue.Lifetime(TTL, GRACE),
                () -> "old");
        assertThat(value.value()).isEqualTo("old");
        FutureTask<String> asking = new FutureTask<>(() -> value.valueNoOlderThan(TTL));
        Thread thread = new Thread(asking);
        synchronized (value) {
            thread.start();
            while (thread.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            value.keep("new", clock.instant());
        }
        assertThat(asking.get()).isEqualTo("new");
    }

    @Test
    void failingStoreIsToleratedForTheGracePeriodAndNoLonger() {
        Item item = encrypt(provider);
        counts.failing = true;
        clock.move(TTL);
        for (int second = 0; second < GRACE.toSeconds(); second++) {
            assertThat(decrypt(item, provider)).isEqualTo(ITEM);
            assertThat(versionOf(encrypt(provider))).isEqualTo("0");
            runInBackground();
            clock.move(SECOND);
        }
        assertThat(warnings)
                .isNotEmpty()
                .allSatisfy(warning -> assertThat(warning).contains("could not be loaded again"));

        MaterialsException failure =
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> decrypt(item, provider));
        assertThat(failure.retryable()).isTrue();
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> encrypt(provider));

        counts.failing = false;
        clock.move(SECOND);
        assertThat(decrypt(item, provider)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(provider))).isEqualTo("0");
    }

    @Test
    void failingStoreIsNotAskedAtEveryRead() {
        Item item = encrypt(provider);
        counts.failing = true;
        clock.move(TTL);
        int gets = counts.gets();
        for (int i = 0; i < 100; i++) {
            decrypt(item, provider);
            runInBackground();
        }

        assertThat(counts.gets()).isEqualTo(gets + 1);
    }

    @Test
    void newestVersionIsLookedUpAgainThoughReadsAreFrequent() {
        Item item = encrypt(provider);
        elsewhere.createNext(NAME);
        for (int second = 0; second < TTL.toSeconds(); second++) {
            decrypt(item, provider);
            assertThat(versionOf(encrypt(provider))).isEqualTo("0");
            clock.move(SECOND);
        }
        encrypt(provider);
        runInBackground();

        assertThat(versionOf(encrypt(provider))).isEqualTo("1");
    }

    @Test
    void newestVersionWhoseKeysCanNotBeHadIsNotTakenUp() {
        encrypt(provider);
        elsewhere.createNext(NAME);
        Item forged = tables.items(META_TABLE).get(1).with("enc", AttributeValue.ofBytes(new byte[48]));
        tables.put(WriteRequest.Put.of(META_TABLE, forged));
        clock.move(TTL);
        encrypt(provider);
        runInBackground();

        assertThat(versionOf(encrypt(provider))).isEqualTo("0");
        assertThat(warnings).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void nextVersionIsReadAtOnce() {
        encrypt(provider);
        clock.move(SECOND);
        CachingMostRecentProvider ahead =
                CachingMostRecentProvider.builder(elsewhere, NAME).build();
        elsewhere.createNext(NAME);

        assertThat(decrypt(encrypt(ahead), provider)).isEqualTo(ITEM);
    }

    @Test
    void hostileVersionsMakeFewLookUps() {
        encrypt(provider);
        int queries = counts.queries();
        int gets = counts.gets();
        for (int second = 0; second < 10; second++) {
            clock.move(SECOND);
            for (int i = 1; i <= 100; i++) {
                assertUnavailable(true, NAME + '#' + (1000 * second + i));
            }
        }

        assertThat(counts.queries()).isEqualTo(queries + 10);
        assertThat(counts.gets()).isEqualTo(gets);

        elsewhere.createNext(NAME);
        clock.move(SECOND);
        assertThat(provider.decryptionMaterials(reading(NAME + "#1"))).isNotNull();
    }

    @Test
    @DisplayName("MRP-3: a deleted version is remembered as missing for seconds")
    void deletedVersion() {
        elsewhere.createNext(NAME);
        elsewhere.createNext(NAME);
        Item first = tables.items(META_TABLE).get(0);
        tables.delete(WriteRequest.Delete.of(META_TABLE, MetaItem.key(new MaterialsVersion(NAME, 0))));

        for (int i = 0; i < 100; i++) {
            assertUnavailable(false, NAME + "#0");
        }
        assertThat(counts.gets()).isEqualTo(1);

        tables.put(WriteRequest.Put.of(META_TABLE, first));
        assertUnavailable(false, NAME + "#0");
        clock.move(KeptVersions.MISSING_FOR);
        assertThat(provider.decryptionMaterials(reading(NAME + "#0"))).isNotNull();
    }

    @Test
    void missingVersionIsForgottenWhenANewerOneAppears() {
        elsewhere.getOrCreate(NAME, 2);
        assertUnavailable(false, NAME + "#1");
        elsewhere.getOrCreate(NAME, 1);
        assertUnavailable(false, NAME + "#1");
        elsewhere.createNext(NAME);
        clock.move(SECOND);

        assertThat(provider.decryptionMaterials(reading(NAME + "#3"))).isNotNull();
        assertThat(provider.decryptionMaterials(reading(NAME + "#1"))).isNotNull();
    }

    @Test
    void versionDeletedWhileInUse() {
        Item item = encrypt(provider);
        tables.load(META_TABLE, List.of());
        assertThat(decrypt(item, provider)).isEqualTo(ITEM);
        clock.move(TTL);
        decrypt(item, provider);
        runInBackground();

        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> decrypt(item, provider));
    }

    @Test
    void clockThatIsSetBack() {
        Item item = encrypt(provider);
        int gets = counts.gets();
        clock.move(Duration.ofDays(-1));

        decrypt(item, provider);
        decrypt(item, provider);

        assertThat(counts.gets()).isEqualTo(gets + 1);
    }

    @Test
    void tenants() {
        CachingMostRecentProvider tenants = CachingMostRecentProvider.builder(
                        elsewhere,
                        context -> ((StringValue)
                                        context.attributes().attribute("tenant").orElseThrow())
                                .text())
                .build();
        Item mine = MetaFixtures.ENCRYPTOR.encrypt(
                ITEM.with("tenant", AttributeValue.ofString("mine")), MetaFixtures.config(tenants));

        assertThat(decrypt(mine, tenants)).isNotEqualTo(ITEM);
        assertThat(elsewhere.newestVersion("mine")).hasValue(0);
        assertThat(decrypt(encrypt(tenants), tenants)).isEqualTo(ITEM);
        assertRefused(
                ItemRefusedException.class,
                Reason.DESCRIPTION_MISMATCH,
                () -> decrypt(mine.with("tenant", AttributeValue.ofString("theirs")), tenants));
    }

    @Test
    void sizeIsBounded() {
        CachingMostRecentProvider small = builder(NAME).maxEntries(2).build();
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            versions.add(NAME + '#' + elsewhere.createNext(NAME));
        }
        versions.forEach(version -> small.decryptionMaterials(reading(version)));
        assertThat(counts.gets()).isEqualTo(5);

        small.decryptionMaterials(reading(versions.get(4)));
        assertThat(counts.gets()).isEqualTo(5);
        small.decryptionMaterials(reading(versions.get(0)));
        assertThat(counts.gets()).isEqualTo(6);
    }

    @Test
    void leastRecentlyUsedIsForgotten() {
        LeastRecentlyUsed<String, Map<String, String>> entries = new LeastRecentlyUsed<>(2);
        entries.findOrMake("a", key -> Map.of());
        entries.findOrMake("b", key -> Map.of());
        entries.find("a");
        entries.findOrMake("c", key -> Map.of());

        assertThat(entries.find("a")).isPresent();
        assertThat(entries.find("b")).isEmpty();
    }
}
