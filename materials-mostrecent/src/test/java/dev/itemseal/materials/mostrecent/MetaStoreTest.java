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
import static dev.itemseal.materials.mostrecent.MetaFixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The meta store")
class MetaStoreTest {

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final MetaStore metaStore = metaStore(tables);

    private static MaterialsException assertUnavailable(
            boolean retryable, Reason cause, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        MaterialsException failure = assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, call);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(((ItemsealException) failure.getCause()).reason()).isEqualTo(cause);
        return failure;
    }

    @Test
    @DisplayName("The keys of versions and the content keys under them come from the generator that is given")
    void generator() {
        MetaStore ones = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, META_TABLE)
                .random(new Ones())
                .build();
        EncryptionContext context = EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")));

        MaterialDescription made =
                ones.getOrCreate(NAME, 0).encryptionMaterials(context).materialDescription();
        MaterialDescription read = ones.provider(NAME, 0)
                .orElseThrow()
                .encryptionMaterials(context)
                .materialDescription();

        assertThat(made.entry(MaterialDescription.CONTENT_KEY)).isPresent();
        assertThat(read).isEqualTo(made);
        assertThat(metaStore
                        .provider(NAME, 0)
                        .orElseThrow()
                        .encryptionMaterials(context)
                        .materialDescription())
                .isNotEqualTo(made);
    }

    private static final class Ones extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 1);
        }
    }

    @Test
    @DisplayName("MRP-4 to MRP-8: the layout of a meta item")
    void layout() {
        metaStore.getOrCreate(NAME, 0);

        Item stored = tables.items(META_TABLE).get(0);
        assertThat(stored.names())
                .containsExactlyInAnyOrder(
                        "N",
                        "V",
                        "t",
                        "enc",
                        "encAlg",
                        "int",
                        "intAlg",
                        "itemseal-created",
                        "*amzn-ddb-map-sig*",
                        "*amzn-ddb-map-desc*");
        assertThat(stored.attribute("N")).contains(AttributeValue.ofString(NAME));
        assertThat(stored.attribute("V")).contains(AttributeValue.ofNumber("0"));
        assertThat(List.of("t", "enc", "encAlg", "int", "intAlg", "itemseal-created"))
                .allSatisfy(name ->
                        assertThat(stored.attribute(name).orElseThrow().type()).isEqualTo(AttributeType.B));

        Item plain = ENCRYPTOR.decrypt(
                stored, CryptoConfig.of(OPERATOR, MetaItem.table(META_TABLE), MetaItem.actions(Set.of())));
        assertThat(plain.attribute("t")).contains(AttributeValue.ofString("0"));
        assertThat(plain.attribute("encAlg")).contains(AttributeValue.ofString("AES"));
        assertThat(plain.attribute("intAlg")).contains(AttributeValue.ofString("HmacSHA256"));
        BinaryValue enc = (BinaryValue) plain.attribute("enc").orElseThrow();
        BinaryValue mac = (BinaryValue) plain.attribute("int").orElseThrow();
        assertThat(enc.length()).isEqualTo(32);
        assertThat(mac.length()).isEqualTo(32);
        assertThat(enc).isNotEqualTo(mac);
    }

    @Test
    @DisplayName("MRP-9: a version is a wrapped provider, the same for everyone")
    void versionIsProvider() {
        MaterialsProvider created = metaStore.getOrCreate(NAME, 0);
        MaterialsProvider read = metaStore(tables).provider(NAME, 0).orElseThrow();

        assertThat(decrypt(encrypt(created), read)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("MRP-10: versions count from 0, as numbers")
    void versionsCount() {
        assertThat(metaStore.newestVersion(NAME)).isEmpty();
        for (long version = 0; version < 12; version++) {
            assertThat(metaStore.createNext(NAME)).isEqualTo(version);
        }

        assertThat(metaStore.newestVersion(NAME)).hasValue(11);
        assertThat(metaStore.newestVersion("other")).isEmpty();
        assertThat(metaStore.provider(NAME, 12)).isEmpty();
        assertThatThrownBy(() -> metaStore.getOrCreate(NAME, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("MRP-10: of 16 independent creators one wins, and all use its version")
    void race() throws Exception {
        List<MaterialsProvider> providers = MetaFixtures.together(
                16,
                number -> CachingMostRecentProvider.builder(metaStore(tables), NAME)
                        .build());
        List<Item> items = MetaFixtures.together(16, number -> encrypt(providers.get(number)));

        assertThat(tables.items(META_TABLE)).hasSize(1);
        for (int i = 0; i < 16; i++) {
            assertThat(decrypt(items.get(i), providers.get((i + 1) % 16))).isEqualTo(ITEM);
        }
    }

    @Test
    @DisplayName("MRP-10: who comes second takes the winner's")
    void loserTakesTheWinners() {
        InMemoryItemStore overtaken = tables.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.PUT) {
                    metaStore.getOrCreate(NAME, 0);
                }
            }
        });

        MaterialsProvider losers = metaStore(overtaken).getOrCreate(NAME, 0);

        assertThat(tables.items(META_TABLE)).hasSize(1);
        assertThat(decrypt(encrypt(losers), metaStore.provider(NAME, 0).orElseThrow()))
                .isEqualTo(ITEM);
        assertThat(metaStore(tables.withFaults(new Faults() {
                            private final AtomicBoolean once = new AtomicBoolean();

                            @Override
                            public void before(Operation operation, List<?> requests) {
                                if (operation == Operation.PUT && once.compareAndSet(false, true)) {
                                    metaStore.createNext(NAME);
                                }
                            }
                        }))
                        .createNext(NAME))
                .isEqualTo(1);
    }

    @Test
    void answerOfAWriteIsLost() {
        InMemoryItemStore losing = tables.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                if (operation == Operation.PUT) {
                    throw Faults.unavailable();
                }
            }
        });

        assertUnavailable(
                true, Reason.STORE_UNAVAILABLE, () -> metaStore(losing).getOrCreate(NAME, 0));

        MaterialsProvider next = metaStore(losing).getOrCreate(NAME, 0);
        assertThat(decrypt(encrypt(next), metaStore.getOrCreate(NAME, 0))).isEqualTo(ITEM);
    }

    @Test
    void changedMetaItem() {
        metaStore.getOrCreate(NAME, 0);
        Item stored = tables.items(META_TABLE).get(0);
        byte[] enc = ((BinaryValue) stored.attribute("enc").orElseThrow()).toByteArray();
        enc[20] ^= 1;
        tables.load(META_TABLE, List.of(stored.with("enc", AttributeValue.ofBytes(enc))));

        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> metaStore.provider(NAME, 0));
    }

    @Test
    void metaItemOfAnotherVersion() {
        metaStore.createNext(NAME);
        metaStore.createNext(NAME);
        ItemStore swapping = (ItemStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ItemStore.class},
                (p, m, a) -> java.util.Optional.of(tables.items(META_TABLE).get(1)));
        MetaStore misled =
                MetaStore.builder(swapping, ENCRYPTOR, OPERATOR, META_TABLE).build();

        assertUnavailable(false, Reason.WRONG_ITEM, () -> misled.provider(NAME, 0));
        assertThat(misled.provider(NAME, 1)).isPresent();
    }

    @Test
    void restoredUnderAnotherName() {
        metaStore.getOrCreate(NAME, 0);
        tables.createTable(MetaItem.definition("Restored"));
        tables.load("Restored", tables.items(META_TABLE));
        MetaStore.Builder restored = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, "Restored");

        assertUnavailable(false, Reason.NOT_AUTHENTIC, () -> restored.build().provider(NAME, 0));
        assertThat(restored.tableNameOverride(TableNameOverride.of(META_TABLE))
                        .build()
                        .provider(NAME, 0))
                .isPresent();
    }

    @Test
    void otherOperatorsKeys() {
        metaStore.getOrCreate(NAME, 0);

        assertUnavailable(
                false,
                Reason.NOT_AUTHENTIC,
                () -> MetaStore.builder(tables, ENCRYPTOR, operator(2), META_TABLE)
                        .build()
                        .provider(NAME, 0));
    }

    @Test
    void tableOnDemand() {
        MetaStore.Builder other = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, "Other");

        assertUnavailable(false, Reason.TABLE_NOT_FOUND, () -> other.build().newestVersion(NAME));
        assertThat(tables.listTables()).containsExactly(META_TABLE);

        assertThat(other.creatingTable(true).build().createNext(NAME)).isZero();
        assertThat(other.build().createTable()).isFalse();
        assertThat(tables.definition("Other")).isEqualTo(MetaItem.definition("Other"));
    }

    @Test
    void sortKeyThatIsNoVersion() {
        tables.put(WriteRequest.Put.of(META_TABLE, Item.fromJava(Map.of("N", NAME, "V", -1))));

        assertUnavailable(false, Reason.INVALID_REQUEST, () -> metaStore.newestVersion(NAME));
    }

    @Test
    @DisplayName("MRP-11: further attributes, encrypted or signed")
    void extraAttributes() {
        Item extra = Item.fromJava(Map.of("owner", "them", "created", "today"));
        MetaStore extended = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, META_TABLE)
                .extraAttributes((name, version) -> extra, Set.of("created"))
                .build();
        extended.createNext(NAME);

        Item stored = tables.items(META_TABLE).get(0);
        assertThat(stored.attribute("owner").orElseThrow().type()).isEqualTo(AttributeType.B);
        assertThat(stored.attribute("created")).contains(AttributeValue.ofString("today"));
        assertThat(extended.extraAttributes(NAME, 0)).contains(extra);
        assertThat(extended.provider(NAME, 0)).isPresent();

        MetaStore.Builder clashing = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, META_TABLE);
        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> clashing.extraAttributes((name, version) -> extra, Set.of("enc"))
                        .build());
        assertRefused(
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                () -> clashing.extraAttributes((name, version) -> Item.fromJava(Map.of("int", "1")), Set.of())
                        .build()
                        .createNext("other"));
    }

    @Test
    @DisplayName("MRP-12: a version is copied with its name and number, under the other store's keys")
    void replicate() {
        InMemoryItemStore elsewhere = MetaFixtures.tables();
        MetaStore target =
                MetaStore.builder(elsewhere, ENCRYPTOR, operator(2), META_TABLE).build();
        IntStream.range(0, 2).forEach(i -> metaStore.createNext(NAME));

        metaStore.replicate(NAME, 1, target);
        metaStore.replicate(NAME, 1, target);

        assertThat(elsewhere.items(META_TABLE)).hasSize(1);
        assertThat(decrypt(
                        encrypt(metaStore.provider(NAME, 1).orElseThrow()),
                        target.provider(NAME, 1).orElseThrow()))
                .isEqualTo(ITEM);
        assertUnavailable(false, Reason.INVALID_REQUEST, () -> metaStore.replicate(NAME, 7, target));

        target.getOrCreate(NAME, 0);
        List<Item> before = elsewhere.items(META_TABLE);
        assertRefused(StoreException.class, Reason.CONDITION_FAILED, () -> metaStore.replicate(NAME, 0, target));
        assertThat(elsewhere.items(META_TABLE)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#b", "#"})
    @DisplayName("MRP-2: names that are not allowed")
    void names(String name) {
        assertRefused(ConfigurationException.class, Reason.INVALID_SETTING, () -> metaStore.createNext(name));
        assertRefused(ConfigurationException.class, Reason.INVALID_SETTING, () -> metaStore.provider(name, 0));
    }

    @Test
    void wrongLayoutIsRefused() {
        Item odd = Item.fromJava(Map.of("N", NAME, "V", 0, "t", "1", "encAlg", "AES"));
        tables.put(WriteRequest.Put.of(
                META_TABLE,
                ENCRYPTOR.encrypt(
                        odd, CryptoConfig.of(OPERATOR, MetaItem.table(META_TABLE), MetaItem.actions(Set.of())))));

        MaterialsException failure =
                assertUnavailable(false, Reason.ALGORITHM_REFUSED, () -> metaStore.provider(NAME, 0));
        assertThat(failure).hasCauseInstanceOf(ItemRefusedException.class);
        assertThat(failure).hasMessageContaining(META_TABLE);
    }
}
