package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.ENCRYPTOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.ITEM;
import static dev.itemseal.materials.mostrecent.MetaFixtures.META_TABLE;
import static dev.itemseal.materials.mostrecent.MetaFixtures.NAME;
import static dev.itemseal.materials.mostrecent.MetaFixtures.OPERATOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static dev.itemseal.materials.mostrecent.MetaFixtures.decrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.metaStore;
import static dev.itemseal.materials.mostrecent.MetaFixtures.together;
import static dev.itemseal.materials.mostrecent.MetaFixtures.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.materials.mostrecent.MetaFixtures.Counting;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rotation by age")
class RotationTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration AGE = Duration.ofDays(30);

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final MovedClock clock = new MovedClock();
    private final Counting counts = new Counting();
    private final MetaStore elsewhere = metaStore(tables, clock);
    private final CachingMostRecentProvider provider = rotating(tables.withFaults(counts));

    private final MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    /** Loads again in the calling thread, so that what is due has happened when the call returns. */
    private CachingMostRecentProvider rotating(InMemoryItemStore store) {
        return CachingMostRecentProvider.builder(metaStore(store, clock), NAME)
                .timeToLive(TTL)
                .rotatingAfter(AGE)
                .clock(clock)
                .executor(Runnable::run)
                .build();
    }

    /** Written twice: the first call may only start the load. */
    private Item written(CachingMostRecentProvider writer) {
        encrypt(writer);
        return encrypt(writer);
    }

    @Test
    @DisplayName("MRP-13: a version tells when it was created, encrypted and signed, and its copy tells the same")
    void creationTime() {
        clock.move(Duration.ofMillis(1234));
        elsewhere.createNext(NAME);
        Instant created = Instant.parse("2030-01-01T00:00:01Z");

        assertThat(elsewhere.created(NAME, 0)).contains(created);
        assertThat(elsewhere.extraAttributes(NAME, 0)).contains(Item.empty());
        clock.move(AGE);
        InMemoryItemStore other = MetaFixtures.tables();
        MetaStore target = metaStore(other, clock);
        elsewhere.replicate(NAME, 0, target);
        assertThat(target.created(NAME, 0)).contains(created);
        MaterialsException missing =
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> elsewhere.created(NAME, 1));
        assertThat(missing.retryable()).isFalse();
    }

    @Test
    @DisplayName("MRP-14: the next version is created when the newest is too old, and items move as they are written")
    void rotates() {
        Item first = encrypt(provider);
        clock.move(AGE.minus(Duration.ofSeconds(1)));
        assertThat(versionOf(written(provider))).isEqualTo("0");
        clock.move(Duration.ofSeconds(1));
        assertThat(versionOf(encrypt(provider))).as("within the time to live").isEqualTo("0");
        clock.move(TTL);
        Item second = written(provider);

        assertThat(versionOf(second)).isEqualTo("1");
        assertThat(elsewhere.versions(NAME)).containsExactly(0L, 1L);
        assertThat(decrypt(first, provider)).isEqualTo(ITEM);
        assertThat(decrypt(second, provider)).isEqualTo(ITEM);
        assertThat(versionOf(encrypt(provider, decrypt(first, provider)))).isEqualTo("1");
        clock.move(AGE.plus(TTL));
        assertThat(versionOf(written(provider))).isEqualTo("2");
    }

    @Test
    @DisplayName("MRP-14: the time of creation is asked once a version, not at every look-up")
    void oneLookUpAVersion() {
        elsewhere.createNext(NAME);
        encrypt(provider);
        int gets = counts.gets();
        for (int i = 0; i < 10; i++) {
            clock.move(TTL);
            written(provider);
        }

        assertThat(counts.gets()).as("one for the keys each time").isEqualTo(gets + 10);
    }

    @Test
    @DisplayName("MRP-14: without the policy nothing is created")
    void off() {
        encrypt(provider);
        clock.move(AGE.multipliedBy(2));
        CachingMostRecentProvider still =
                CachingMostRecentProvider.builder(elsewhere, NAME).clock(clock).build();

        assertThat(versionOf(encrypt(still))).isEqualTo("0");
    }

    @Test
    @DisplayName("MRP-14: of 16 rotators one creates the version, and all use it")
    void race() throws Exception {
        elsewhere.createNext(NAME);
        clock.move(AGE);
        List<CachingMostRecentProvider> rotators =
                IntStream.range(0, 16).mapToObj(number -> rotating(tables)).toList();

        List<Item> items = together(16, number -> encrypt(rotators.get(number)));

        assertThat(elsewhere.versions(NAME)).containsExactly(0L, 1L);
        for (int i = 0; i < 16; i++) {
            assertThat(versionOf(items.get(i))).isEqualTo("1");
            assertThat(decrypt(items.get(i), rotators.get((i + 1) % 16))).isEqualTo(ITEM);
        }
    }

    @Test
    @DisplayName("MRP-14: a rotator that was slow to decide creates no second version")
    void lateRotator() {
        elsewhere.createNext(NAME);
        clock.move(AGE);
        CachingMostRecentProvider late = rotating(tables.withFaults(new Faults() {
            private boolean once;

            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.PUT && !once) {
                    once = true;
                    encrypt(rotating(tables));
                }
            }
        }));

        assertThat(versionOf(encrypt(late))).isEqualTo("1");
        assertThat(elsewhere.versions(NAME)).containsExactly(0L, 1L);
    }

    @Test
    @DisplayName("MRP-14: a version of another program, which tells no time, is too old; its successor is not")
    void versionsOfOthers() {
        Item foreign = MetaItem.create(
                        new MaterialsVersion(NAME, 0), clock.instant(), Item.empty(), new java.security.SecureRandom())
                .without("itemseal-created");
        tables.put(WriteRequest.Put.of(META_TABLE, encrypted(foreign)));

        assertThat(elsewhere.created(NAME, 0)).isEmpty();
        assertThat(versionOf(encrypt(provider))).isEqualTo("1");
        clock.move(TTL);
        assertThat(versionOf(written(provider))).isEqualTo("1");
    }

    @Test
    @DisplayName("MRP-14: a clock that is behind the one of the creator rotates nothing")
    void createdInTheFuture() {
        elsewhere.createNext(NAME);
        clock.move(Duration.ofDays(-100));

        assertThat(versionOf(encrypt(provider))).isEqualTo("0");
    }

    @Test
    @DisplayName("MRP-14: where the rotation fails, the version at hand is used on, and the next look-up tries again")
    void failingRotation() {
        elsewhere.createNext(NAME);
        clock.move(AGE);
        boolean[] failing = {true};
        CachingMostRecentProvider readOnly = rotating(tables.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.PUT && failing[0]) {
                    throw Faults.unavailable();
                }
            }
        }));

        for (int i = 0; i < 5; i++) {
            assertThat(versionOf(written(readOnly))).isEqualTo("0");
            clock.move(TTL);
        }
        assertThat(warnings.messages)
                .hasSize(5)
                .allSatisfy(message -> assertThat(message).contains("due for rotation"));
        failing[0] = false;
        assertThat(versionOf(written(readOnly))).isEqualTo("1");
    }

    @Test
    @DisplayName("MRP-14: a half-failed write, whose answer was lost, leaves one new version that is taken up")
    void lostAnswer() {
        elsewhere.createNext(NAME);
        clock.move(AGE);
        CachingMostRecentProvider unlucky = rotating(tables.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                if (operation == Operation.PUT) {
                    throw Faults.unavailable();
                }
            }
        }));

        assertThat(versionOf(encrypt(unlucky))).isEqualTo("0");
        clock.move(TTL);
        assertThat(versionOf(written(unlucky))).isEqualTo("1");
        assertThat(elsewhere.versions(NAME)).containsExactly(0L, 1L);
    }

    @Test
    @DisplayName("MRP-13: a time that is none is refused where it is asked for, and rotates nothing")
    void timeThatIsNone() {
        Item odd = MetaItem.create(
                        new MaterialsVersion(NAME, 0), clock.instant(), Item.empty(), new java.security.SecureRandom())
                .with("itemseal-created", AttributeValue.ofString("yesterday"));
        tables.put(WriteRequest.Put.of(META_TABLE, encrypted(odd)));

        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> elsewhere.created(NAME, 0));
        assertThat(versionOf(encrypt(provider))).isEqualTo("0");
    }

    @Test
    @DisplayName("MRP-14: a store that keeps no times says so instead of rotating at every look-up")
    void storeWithoutTimes() {
        ProviderStore timeless = new ProviderStore() {
            @Override
            public OptionalLong newestVersion(String materialName) {
                return OptionalLong.of(0);
            }

            @Override
            public Optional<MaterialsProvider> provider(String materialName, long version) {
                throw new AssertionError();
            }

            @Override
            public MaterialsProvider getOrCreate(String materialName, long version) {
                throw new AssertionError();
            }

            @Override
            public long createNext(String materialName) {
                throw new AssertionError();
            }
        };

        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> encrypt(CachingMostRecentProvider.builder(timeless, NAME)
                        .rotatingAfter(AGE)
                        .build()));
    }

    @Test
    void agesThatAreTooShort() {
        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> CachingMostRecentProvider.builder(elsewhere, NAME)
                        .timeToLive(TTL)
                        .rotatingAfter(TTL)
                        .build());
    }

    private static Item encrypted(Item metaItem) {
        return ENCRYPTOR.encrypt(
                metaItem, CryptoConfig.of(OPERATOR, MetaItem.table(META_TABLE), MetaItem.actions(Set.of())));
    }

    private static Item encrypt(MaterialsProvider provider) {
        return MetaFixtures.encrypt(provider);
    }

    private static Item encrypt(MaterialsProvider provider, Item item) {
        return ENCRYPTOR.encrypt(item, MetaFixtures.config(provider));
    }
}
