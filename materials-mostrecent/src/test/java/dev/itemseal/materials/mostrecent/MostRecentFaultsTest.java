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
import static dev.itemseal.materials.mostrecent.MetaFixtures.together;
import static dev.itemseal.materials.mostrecent.MetaFixtures.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.materials.mostrecent.MetaFixtures.Counting;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault gives the documented error or recovery, nothing is lost, and the next call works. */
@DisplayName("The most-recent provider when something fails")
class MostRecentFaultsTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final MovedClock clock = new MovedClock();

    private final MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    private CachingMostRecentProvider provider(MetaStore store) {
        return CachingMostRecentProvider.builder(store, NAME)
                .timeToLive(TTL)
                .gracePeriod(GRACE)
                .clock(clock)
                .executor(Runnable::run)
                .build();
    }

    private static void assertUnavailable(boolean retryable, Reason cause, ThrowingCallable call) {
        MaterialsException failure = assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, call);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageContaining(META_TABLE);
        assertThat(((ItemsealException) failure.getCause()).reason()).isEqualTo(cause);
    }

    /** Fails one operation with what a store makes of throttling, a timeout and a lost connection, as long as it is told. */
    private static final class Failing implements Faults {

        private final Operation failing;
        volatile boolean active = true;

        Failing(Operation failing) {
            this.failing = failing;
        }

        @Override
        public void before(Operation operation, List<?> requests) {
            if (active && operation == failing) {
                throw new StoreException(Reason.STORE_UNAVAILABLE, "Too many requests", true, null);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Operation.class,
            names = {"GET", "PUT", "QUERY"})
    @DisplayName("throttling and timeouts: retryable, whichever call it is, and nothing is half done")
    void throttling(Faults.Operation operation) {
        Failing fault = new Failing(operation);
        MaterialsProvider unlucky = provider(metaStore(tables.withFaults(fault)));

        for (int i = 0; i < 3; i++) {
            assertUnavailable(true, Reason.STORE_UNAVAILABLE, () -> encrypt(unlucky));
        }
        assertThat(tables.items(META_TABLE)).isEmpty();
        fault.active = false;
        clock.move(RecentFailure.PASSING);

        Item item = encrypt(unlucky);
        assertThat(decrypt(item, provider(metaStore(tables)))).isEqualTo(ITEM);
        assertThat(tables.items(META_TABLE)).hasSize(1);
    }

    @Test
    @DisplayName("a half-failed write: the version that was written is the one that is used, by all")
    void halfFailedWrite() {
        MaterialsProvider unlucky = provider(metaStore(tables.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                if (operation == Operation.PUT) {
                    throw Faults.unavailable();
                }
            }
        })));

        assertUnavailable(true, Reason.STORE_UNAVAILABLE, () -> encrypt(unlucky));
        clock.move(RecentFailure.PASSING);
        Item item = encrypt(unlucky);

        assertThat(versionOf(item)).isEqualTo("0");
        assertThat(tables.items(META_TABLE)).hasSize(1);
        assertThat(decrypt(item, provider(metaStore(tables)))).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("an answer that comes late: 64 threads wait for one load, and all get it")
    void lateAnswer() throws Exception {
        metaStore(tables).createNext(NAME);
        Counting counts = new Counting();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        MaterialsProvider slow = provider(metaStore(tables.withFaults(counts).withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                counts.before(operation, requests);
                if (operation == Operation.GET) {
                    asked.countDown();
                    await(answer);
                }
            }
        })));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<List<Item>> items = pool.submit(() -> together(64, number -> encrypt(slow)));
            await(asked);
            clock.move(TTL.minusSeconds(1));
            answer.countDown();

            assertThat(items.get())
                    .allSatisfy(item -> assertThat(decrypt(item, slow)).isEqualTo(ITEM));
        } finally {
            pool.shutdownNow();
        }
        assertThat(counts.gets()).isEqualTo(1);
        assertThat(counts.puts()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("what was being loaded while the provider was refreshed is not kept")
    void refreshedWhileLoading() {
        Item item = encrypt(provider(metaStore(tables)));
        Counting counts = new Counting();
        CachingMostRecentProvider[] refreshed = new CachingMostRecentProvider[1];
        refreshed[0] = provider(metaStore(tables.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                counts.before(operation, requests);
            }

            @Override
            public void after(Operation operation, List<?> requests) {
                if (operation == Operation.GET && counts.gets() == 1) {
                    refreshed[0].refresh();
                }
            }
        })));

        for (int i = 0; i < 3; i++) {
            assertThat(decrypt(item, refreshed[0])).isEqualTo(ITEM);
        }

        assertThat(counts.gets()).isEqualTo(2);
    }

    @Test
    @DisplayName("a deleted version: used until its lifetime ends, refused then, and back when it is restored")
    void deletedVersion() {
        MaterialsProvider writer = provider(metaStore(tables));
        Item item = encrypt(writer);
        List<Item> backup = tables.items(META_TABLE);
        tables.load(META_TABLE, List.of());

        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
        clock.move(TTL);
        decrypt(item, writer); // loads again
        MaterialsException refusal =
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> decrypt(item, writer));
        assertThat(refusal.retryable()).isFalse();

        tables.load(META_TABLE, backup);
        clock.move(KeptVersions.MISSING_FOR);
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName(
            "a changed meta item: not authentic, used no longer than the grace period, and back when it is restored")
    void changedMetaItem() {
        MaterialsProvider writer = provider(metaStore(tables));
        Item item = encrypt(writer);
        Item stored = tables.items(META_TABLE).get(0);
        byte[] enc = ((BinaryValue) stored.attribute("enc").orElseThrow()).toByteArray();
        enc[20] ^= 1;
        tables.put(WriteRequest.Put.of(META_TABLE, stored.with("enc", AttributeValue.ofBytes(enc))));

        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> decrypt(item, provider(metaStore(tables))));
        clock.move(TTL);
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(writer))).isEqualTo("0");
        clock.move(GRACE);
        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> decrypt(item, writer));
        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> encrypt(writer));

        tables.put(WriteRequest.Put.of(META_TABLE, stored));
        clock.move(RecentFailure.LASTING);
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(writer))).isEqualTo("0");
    }

    @Test
    @DisplayName("a meta table of another name: refused until the name under which it was signed is told")
    void otherTableName() {
        Item item = encrypt(provider(metaStore(tables)));
        tables.createTable(MetaItem.definition("MetaRestored"));
        tables.load("MetaRestored", tables.items(META_TABLE));
        MetaStore.Builder restored = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, "MetaRestored");

        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> decrypt(item, provider(restored.build())));
        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> encrypt(provider(restored.build())));
        assertThat(tables.items("MetaRestored"))
                .as("no version is made beside it")
                .hasSize(1);
        MaterialsProvider told = provider(
                restored.tableNameOverride(TableNameOverride.of(META_TABLE)).build());
        assertThat(decrypt(item, told)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(told))).isEqualTo("0");
        assertUnavailable(
                false,
                Reason.TABLE_NOT_FOUND,
                () -> encrypt(provider(MetaStore.builder(tables, ENCRYPTOR, OPERATOR, "MetaNowhere")
                        .build())));
    }
}
