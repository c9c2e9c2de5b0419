package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.ENCRYPTOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.ITEM;
import static dev.itemseal.materials.mostrecent.MetaFixtures.META_TABLE;
import static dev.itemseal.materials.mostrecent.MetaFixtures.NAME;
import static dev.itemseal.materials.mostrecent.MetaFixtures.OPERATOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static dev.itemseal.materials.mostrecent.MetaFixtures.decrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.encrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.metaStore;
import static dev.itemseal.materials.mostrecent.MetaFixtures.reading;
import static dev.itemseal.materials.mostrecent.MetaFixtures.together;
import static dev.itemseal.materials.mostrecent.MetaFixtures.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.materials.mostrecent.MetaFixtures.Counting;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who may write the table and the meta table can bring about. The bounds are those of docs/most-recent.md. */
@DisplayName("A hostile meta table")
class HostileMetaTableTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LASTING_PAUSE = Duration.ofSeconds(5);
    private static final int IN_VAIN_AT_ONCE = 100;
    private static final String HIGHEST = "999999999999999999";

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final Counting counts = new Counting();
    private final AtomicInteger operatorCalls = new AtomicInteger();
    private final MovedClock clock = new MovedClock();
    private final MetaStore elsewhere = metaStore(tables, clock);
    private final CachingMostRecentProvider provider = process();
    private final MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    private CachingMostRecentProvider process() {
        return builder().build();
    }

    /** Loads again in the calling thread, so that what is due has happened when the call returns. */
    private CachingMostRecentProvider.Builder builder() {
        return CachingMostRecentProvider.builder(
                        MetaStore.builder(tables.withFaults(counts), ENCRYPTOR, new CountedOperator(), META_TABLE)
                                .clock(clock)
                                .build(),
                        NAME)
                .timeToLive(TTL)
                .gracePeriod(GRACE)
                .clock(clock)
                .executor(Runnable::run);
    }

    /** With KMS as the operator, each of these calls is one to KMS. */
    private final class CountedOperator implements MaterialsProvider {

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return OPERATOR.encryptionMaterials(context);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            operatorCalls.incrementAndGet();
            return OPERATOR.decryptionMaterials(context);
        }
    }

    private void putJunk(String version) {
        tables.put(WriteRequest.Put.of(
                META_TABLE,
                Item.builder(2)
                        .put("N", AttributeValue.ofString(NAME))
                        .put("V", AttributeValue.ofNumber(version))
                        .build()));
    }

    /** Puts the row of version 0 under other versions too. */
    private void putCopies(int last) {
        Item row = tables.items(META_TABLE).get(0);
        for (int version = 1; version <= last; version++) {
            tables.put(WriteRequest.Put.of(META_TABLE, row.with("V", AttributeValue.ofNumber(version))));
        }
    }

    private void delete(long version) {
        tables.delete(WriteRequest.Delete.of(META_TABLE, MetaItem.key(new MaterialsVersion(NAME, version))));
    }

    private static MaterialsException assertUnavailable(ThrowingCallable call) {
        return assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, call);
    }

    private void readInVain(CachingMostRecentProvider reader, int items, LongUnaryOperator version) {
        for (int i = 1; i <= items; i++) {
            long named = version.applyAsLong(i);
            assertUnavailable(() -> reader.decryptionMaterials(reading(NAME + '#' + named)));
        }
    }

    private void writeInVain(CachingMostRecentProvider writer, int items) {
        for (int i = 0; i < items; i++) {
            assertUnavailable(() -> encrypt(writer));
        }
    }

    @Test
    @DisplayName("a row of the highest version doesn't let invented versions flood the store")
    void inventedVersionsBelowAJunkRow() {
        Item item = encrypt(provider);
        putJunk(HIGHEST);
        clock.move(TTL);
        assertThat(decrypt(item, provider)).isEqualTo(ITEM);
        int gets = counts.gets();
        int queries = counts.queries();

        readInVain(provider, 2000, i -> 1000L * i);
        assertThat(counts.gets()).isLessThanOrEqualTo(gets + IN_VAIN_AT_ONCE);
        assertThat(counts.queries()).isLessThanOrEqualTo(queries + 1);

        for (int second = 0; second < 10; second++) {
            clock.move(SECOND);
            readInVain(provider, 50, i -> 7_000_000L + i);
        }
        assertThat(counts.gets()).isLessThanOrEqualTo(gets + IN_VAIN_AT_ONCE + 10);
        assertThat(operatorCalls.get())
                .as("version 0, at first and after the time to live")
                .isLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("what is looked up in vain drives out no version that is in use")
    void inventedVersionsDriveNothingOut() {
        CachingMostRecentProvider small = builder().maxEntries(2).build();
        Item item = encrypt(small);
        putJunk(HIGHEST);
        clock.move(TTL);
        decrypt(item, small);
        readInVain(small, 50, i -> 1000L * i);
        int gets = counts.gets();

        assertThat(decrypt(item, small)).isEqualTo(ITEM);

        assertThat(counts.gets()).isEqualTo(gets);
    }

    @Test
    @DisplayName("a version that is there is read in spite of the flood, when a second has passed")
    void intactVersionInTheFlood() {
        Item item = encrypt(process());
        putJunk(HIGHEST);
        CachingMostRecentProvider fresh = process();
        readInVain(fresh, 1000, i -> 1000L * i);
        assertThat(assertUnavailable(() -> decrypt(item, fresh)).retryable()).isTrue();

        clock.move(SECOND);

        assertThat(decrypt(item, fresh)).isEqualTo(ITEM);
        readInVain(fresh, 200, i -> 1000L * i);
        assertThat(decrypt(item, fresh)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("with an honest meta table, invented versions keep nobody from reading those that are there")
    void inventedVersionsAlone() {
        for (int i = 0; i < 300; i++) {
            elsewhere.createNext(NAME);
        }
        readInVain(provider, 1000, i -> 1000L * i);
        int gets = counts.gets();

        for (int version = 0; version < 300; version++) {
            assertThat(provider.decryptionMaterials(reading(NAME + '#' + version)))
                    .isNotNull();
        }

        assertThat(counts.gets()).isEqualTo(gets + 300);
    }

    @Test
    @DisplayName("one copied row costs one read and one call to the operator's keys in five seconds")
    void oneCopiedRow() {
        encrypt(provider);
        putCopies(1);
        clock.move(SECOND);
        int gets = counts.gets();
        int calls = operatorCalls.get();

        readInVain(provider, 1000, i -> 1);
        assertThat(counts.gets()).isEqualTo(gets + 1);
        assertThat(operatorCalls.get()).isEqualTo(calls + 1);

        clock.move(LASTING_PAUSE.minusNanos(1));
        readInVain(provider, 1000, i -> 1);
        assertThat(operatorCalls.get()).isEqualTo(calls + 1);
        clock.move(Duration.ofNanos(1));
        readInVain(provider, 1000, i -> 1);
        assertThat(operatorCalls.get()).isEqualTo(calls + 2);
    }

    @Test
    @DisplayName("many copied rows cost a hundred calls at once, and one a second after that")
    void manyCopiedRows() {
        encrypt(provider);
        putCopies(200);
        clock.move(SECOND);
        int calls = operatorCalls.get();

        readInVain(provider, 200, i -> i);
        assertThat(operatorCalls.get()).isEqualTo(calls + IN_VAIN_AT_ONCE);
        for (int second = 0; second < 20; second++) {
            clock.move(SECOND);
            readInVain(provider, 200, i -> i);
        }
        assertThat(operatorCalls.get()).isEqualTo(calls + IN_VAIN_AT_ONCE + 20);
    }

    @Test
    @DisplayName("many threads at once cost no more")
    void manyThreads() throws Exception {
        encrypt(provider);
        putCopies(400);
        clock.move(SECOND);
        int calls = operatorCalls.get();

        together(16, thread -> {
            readInVain(provider, 25, i -> 25L * thread + i);
            return thread;
        });

        assertThat(operatorCalls.get()).isEqualTo(calls + IN_VAIN_AT_ONCE);
    }

    @Test
    @DisplayName("writers that find a junk row ask once in five seconds, not at every write")
    void writersWithAJunkRow() {
        encrypt(provider);
        putCopies(1);
        clock.move(TTL.plus(GRACE));
        int gets = counts.gets();
        int queries = counts.queries();
        int calls = operatorCalls.get();

        writeInVain(provider, 1000);
        assertThat(counts.queries()).isEqualTo(queries + 1);
        assertThat(counts.gets()).isEqualTo(gets + 1);
        assertThat(operatorCalls.get()).isEqualTo(calls + 1);

        clock.move(LASTING_PAUSE);
        writeInVain(provider, 1000);
        assertThat(counts.queries()).isEqualTo(queries + 2);
        assertThat(operatorCalls.get()).isEqualTo(calls + 2);
        assertThat(tables.items(META_TABLE)).as("nothing is made beside it").hasSize(2);
    }

    @Test
    @DisplayName("with rotation by age, a junk row fills no log")
    void rotatingWritersWithAJunkRow() {
        CachingMostRecentProvider rotating =
                builder().rotatingAfter(Duration.ofDays(30)).build();
        encrypt(rotating);
        putCopies(1);
        clock.move(TTL.plus(GRACE));
        int calls = operatorCalls.get();

        writeInVain(rotating, 1000);

        assertThat(warnings.messages).hasSizeLessThanOrEqualTo(1);
        assertThat(operatorCalls.get()).isLessThanOrEqualTo(calls + 2);
    }

    @Test
    @DisplayName("a row that is changed while its version is in use is tried every five seconds of the grace period")
    void changedRowInUse() {
        Item item = encrypt(provider);
        tables.put(WriteRequest.Put.of(
                META_TABLE, tables.items(META_TABLE).get(0).with("enc", AttributeValue.ofBytes(new byte[48]))));
        clock.move(TTL);
        int calls = operatorCalls.get();
        for (int second = 0; second < 20; second++) {
            assertThat(decrypt(item, provider)).isEqualTo(ITEM);
            clock.move(SECOND);
        }

        assertThat(operatorCalls.get()).isEqualTo(calls + 4);
        assertThat(warnings.messages).hasSize(4);
    }

    @Test
    @DisplayName("a failure is told to each anew, with its cause")
    void freshFailures() {
        encrypt(provider);
        putCopies(1);
        clock.move(SECOND);

        MaterialsException first = assertUnavailable(() -> provider.decryptionMaterials(reading(NAME + "#1")));
        MaterialsException second = assertUnavailable(() -> provider.decryptionMaterials(reading(NAME + "#1")));

        assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
        assertThat(second.getCause()).isSameAs(first.getCause()).isNotNull();
        assertThat(second.retryable()).isEqualTo(first.retryable()).isFalse();
        assertThat(second.getStackTrace()).isNotEqualTo(first.getStackTrace());
    }

    @Test
    @DisplayName(
            "an outage costs one look-up a second, whatever versions are named, and a second later all can be read")
    void outage() {
        for (int i = 0; i < 300; i++) {
            elsewhere.createNext(NAME);
        }
        provider.decryptionMaterials(reading(NAME + "#299"));
        int gets = counts.gets();
        counts.failing = true;
        for (int second = 0; second < 5; second++) {
            readInVain(provider, 200, i -> i);
            clock.move(SECOND);
        }
        assertThat(counts.gets()).isLessThanOrEqualTo(gets + 5);
        counts.failing = false;

        for (int version = 0; version < 300; version++) {
            assertThat(provider.decryptionMaterials(reading(NAME + '#' + version)))
                    .isNotNull();
        }
    }

    @Test
    @DisplayName("a process that starts in an outage asks once a second for all that it reads")
    void startInAnOutage() {
        encrypt(process());
        int queries = counts.queries();
        int gets = counts.gets();
        counts.failing = true;
        for (int second = 1; second <= 3; second++) {
            readInVain(provider, 100, i -> i % 7);
            assertThat(counts.queries()).isEqualTo(queries + second);
            clock.move(SECOND);
        }
        assertThat(counts.gets()).isEqualTo(gets);
        counts.failing = false;

        assertThat(provider.decryptionMaterials(reading(NAME + "#0"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E37", "-1", "1.5", "1E-100", "9E125", "1000000000000000000", HIGHEST})
    @DisplayName("a row whose version is none keeps a fresh process from reading no intact version")
    void junkVersions(String junk) {
        Item first = encrypt(process());
        elsewhere.createNext(NAME);
        Item second = encrypt(process());
        putJunk(junk);

        CachingMostRecentProvider fresh = process();

        assertThat(decrypt(first, fresh)).isEqualTo(ITEM);
        assertThat(decrypt(second, fresh)).isEqualTo(ITEM);
        assertThat(versionOf(second)).isEqualTo("1");
    }

    @Test
    @DisplayName("a row whose version is no number keeps a fresh process from reading no intact version")
    void versionThatIsNoNumber() {
        Item item = encrypt(provider);
        ItemStore lax = (ItemStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ItemStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("query")) {
                        return new Page(List.of(Item.fromJava(Map.of("N", NAME, "V", "1"))), Optional.empty());
                    }
                    return tables.get((GetRequest) arguments[0]);
                });
        MetaStore store =
                MetaStore.builder(lax, ENCRYPTOR, OPERATOR, META_TABLE).build();

        assertThat(decrypt(item, CachingMostRecentProvider.builder(store, NAME).build()))
                .isEqualTo(ITEM);
        assertThat(assertUnavailable(() -> store.createNext(NAME)).retryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E37", "1.5", "1000000000000000000", HIGHEST})
    @DisplayName("a row after which no version can come: the creation of one fails with an error of Itemseal's")
    void noNextVersion(String junk) {
        elsewhere.createNext(NAME);
        putJunk(junk);

        MaterialsException failure = assertUnavailable(() -> elsewhere.createNext(NAME));

        assertThat(failure).hasMessageContaining(META_TABLE);
        assertThat(failure.retryable()).isFalse();
        assertThat(tables.items(META_TABLE)).hasSize(2);
    }

    @Test
    @DisplayName("an invented row doesn't use version numbers up, and what can't be read can be passed by a call")
    void usedUpNumbers() {
        elsewhere.createNext(NAME);
        putJunk("999999999999999998");

        MaterialsException failure = assertUnavailable(() -> elsewhere.createNext(NAME));
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).as("which row it is").hasMessageContaining("version 999999999999999998");
        assertThat(tables.items(META_TABLE)).hasSize(2);

        elsewhere.getOrCreate(NAME, MaterialsVersion.MAX_VERSION);
        assertThat(assertUnavailable(() -> elsewhere.createNext(NAME)).getCause())
                .hasMessageContaining("highest version");
    }

    @Test
    @DisplayName("a writer doesn't go back to an older version, whose keys may be known, when the newest is deleted")
    void deletedNewestVersion() {
        encrypt(provider);
        elsewhere.createNext(NAME);
        provider.refresh();
        assertThat(versionOf(encrypt(provider))).isEqualTo("1");
        delete(1);
        clock.move(TTL);
        encrypt(provider); // looks it up

        MaterialsException failure = assertUnavailable(() -> encrypt(provider));

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("version 1").hasMessageContaining("refresh");
        writeInVain(provider, 1000);
        clock.move(TTL.plus(GRACE));
        writeInVain(provider, 1000);
        assertThat(counts.queries()).isLessThanOrEqualTo(10);
    }

    @Test
    @DisplayName("the deleted version is used again when it is restored, or a newer one made")
    void restoredNewestVersion() {
        elsewhere.createNext(NAME);
        elsewhere.createNext(NAME);
        encrypt(provider);
        Item row = tables.items(META_TABLE).get(1);
        delete(1);
        clock.move(TTL);
        encrypt(provider);
        writeInVain(provider, 1);

        tables.put(WriteRequest.Put.of(META_TABLE, row));
        clock.move(LASTING_PAUSE.multipliedBy(2));
        assertThat(versionOf(encrypt(provider))).isEqualTo("1");

        delete(1);
        clock.move(TTL);
        encrypt(provider);
        writeInVain(provider, 1);
        elsewhere.getOrCreate(NAME, 2);
        clock.move(LASTING_PAUSE.multipliedBy(2));
        assertThat(versionOf(encrypt(provider))).isEqualTo("2");
    }

    @Test
    @DisplayName("who deleted a version on purpose refreshes, and the log tells that an older one is used")
    void deletedOnPurpose() {
        encrypt(provider);
        elsewhere.createNext(NAME);
        provider.refresh();
        encrypt(provider);
        delete(1);

        provider.refresh();

        assertThat(versionOf(encrypt(provider))).isEqualTo("0");
        assertThat(warnings.messages)
                .singleElement()
                .asString()
                .contains("version 1")
                .contains("version 0");
        delete(0);
        clock.move(TTL);
        encrypt(provider);
        assertUnavailable(() -> encrypt(provider));
        assertThat(tables.items(META_TABLE)).as("no other version 0").isEmpty();
    }

    @Test
    @DisplayName("reading under other names doesn't make a writer forget what it has written under")
    void manyNames() {
        CachingMostRecentProvider tenants = CachingMostRecentProvider.builder(
                        metaStore(tables, clock),
                        context -> context.materialDescription()
                                .entry("amzn-ddb-meta-id")
                                .map(entry -> entry.substring(0, entry.indexOf('#')))
                                .orElse(NAME))
                .timeToLive(TTL)
                .maxEntries(2)
                .clock(clock)
                .executor(Runnable::run)
                .build();
        elsewhere.createNext(NAME);
        elsewhere.createNext(NAME);
        encrypt(tenants);
        delete(1);
        for (int i = 0; i < 10; i++) {
            String invented = "tenant" + i + "#0";
            assertUnavailable(() -> tenants.decryptionMaterials(reading(invented)));
        }

        assertUnavailable(() -> encrypt(tenants));
    }

    @Test
    @DisplayName("a flood of reads keeps no writer from its version")
    void writersInTheFlood() {
        CachingMostRecentProvider small = builder().maxEntries(1).build();
        encrypt(small);
        putJunk(HIGHEST);
        clock.move(TTL);
        encrypt(small);
        readInVain(small, 500, i -> 1000L * i);
        delete(Long.parseLong(HIGHEST));
        clock.move(LASTING_PAUSE);
        readInVain(small, 500, i -> 1000L * i);

        assertThat(versionOf(encrypt(small))).isEqualTo("0");
    }

    @Test
    @DisplayName("all rows deleted: nothing is made beside what the items name")
    void allDeleted() {
        encrypt(provider);
        tables.load(META_TABLE, List.of());
        clock.move(TTL.plus(GRACE));

        writeInVain(provider, 10);

        assertThat(tables.items(META_TABLE)).isEmpty();
    }
}
