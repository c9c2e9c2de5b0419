package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ACTIONS;
import static dev.itemseal.engine.table.TableFixtures.INFO;
import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.SIGNATURE;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static dev.itemseal.engine.table.TableFixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManagedUpdateTest {

    private static final Item KEY = key("ann", "1");

    private final InMemoryItemStore store = TableFixtures.store();
    private final EncryptedTable table = TableFixtures.orders(store);

    private static Item withSecret(Item item, String secret) {
        return item.with("secret", AttributeValue.ofString(secret));
    }

    private static Item incremented(Item item, String name) {
        NumberValue number = (NumberValue) item.attribute(name).orElse(AttributeValue.ofNumber(0));
        return item.with(name, AttributeValue.ofNumber(number.toBigDecimal().longValue() + 1));
    }

    private Item raw() {
        return store.get(GetRequest.of(ORDERS, KEY)).orElseThrow();
    }

    @Test
    void changesTheItem() {
        table.put(order("ann", "1", "tea"));
        Item expected =
                withSecret(order("ann", "1", ""), "milk").without("status").with("new", AttributeValue.ofNull());
        assertThat(table.update(
                        KEY, item -> withSecret(item, "milk").without("status").with("new", AttributeValue.ofNull())))
                .contains(expected);
        assertThat(table.get(KEY)).contains(expected);
        assertThat(raw().has("status")).isFalse();
    }

    @Test
    @DisplayName("Where there is no item, nothing is called and nothing written")
    void noItem() {
        assertThat(table.update(KEY, item -> {
                    throw new AssertionError("called");
                }))
                .isEmpty();
        assertThat(store.items(ORDERS)).isEmpty();
    }

    @Test
    void keyMustStay() {
        table.put(order("ann", "1", "tea"));
        StoreException refusal = catchThrowableOfType(
                StoreException.class,
                () -> table.update(KEY, item -> item.with("order", AttributeValue.ofString("2"))));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(store.items(ORDERS)).hasSize(1);
    }

    private <T> void together(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<T> result : threads.invokeAll(work)) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("No update is lost, and none of those that touch unsigned attributes directly")
    void concurrentUpdates() throws Exception {
        table.put(order("ann", "1", "tea"));
        EncryptedStore direct = TableFixtures.resource(store, store).store();
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            work.add(() -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(table.update(KEY, item -> incremented(item, "count")))
                            .isPresent();
                }
                return null;
            });
        }
        work.add(() -> {
            for (int i = 1; i <= 200; i++) {
                Item views =
                        Item.builder(1).put("views", AttributeValue.ofNumber(i)).build();
                direct.update(new WriteRequest.Update(ORDERS, KEY, views, Set.of(), WriteCondition.always()));
            }
            return null;
        });
        together(work);
        assertThat(table.get(KEY))
                .contains(order("ann", "1", "tea")
                        .with("views", AttributeValue.ofNumber(200))
                        .with("count", AttributeValue.ofNumber(150)));
    }

    @Test
    @DisplayName("An unsigned attribute that the change touches is written on the condition of what was read")
    void unsignedAttributeOfOnesOwn() {
        AtomicInteger interfered = new AtomicInteger();
        InMemoryItemStore meddling = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE && interfered.getAndIncrement() == 0) {
                    Item views = Item.builder(1)
                            .put("views", AttributeValue.ofNumber(100))
                            .build();
                    store.update(new WriteRequest.Update(ORDERS, KEY, views, Set.of(), WriteCondition.always()));
                }
            }
        });
        table.put(order("ann", "1", "tea"));
        TableFixtures.orders(meddling).update(KEY, item -> incremented(item, "views"));
        assertThat(raw().attribute("views")).contains(AttributeValue.ofNumber(101));
        assertThat(interfered).hasValue(2);
        // Taking it away, and adding one that was not there, are conditional as well.
        table.update(KEY, item -> item.without("views"));
        assertThat(raw().has("views")).isFalse();
        table.update(KEY, item -> item.with("views", AttributeValue.ofNumber(5)));
        assertThat(raw().attribute("views")).contains(AttributeValue.ofNumber(5));
    }

    @Test
    @DisplayName("Who is overtaken each time is told so in the end, and has written nothing")
    void alwaysOvertaken() {
        AtomicInteger tries = new AtomicInteger();
        InMemoryItemStore meddling = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE) {
                    tries.incrementAndGet();
                    table.put(order("ann", "1", "overtaken"));
                }
            }
        });
        table.put(order("ann", "1", "tea"));
        StoreException failure = catchThrowableOfType(
                StoreException.class,
                () -> TableFixtures.orders(meddling).update(KEY, item -> withSecret(item, "mine")));
        assertThat(failure.reason()).isEqualTo(Reason.CONDITION_FAILED);
        assertThat(tries).hasValue(TableFixtures.QUICKLY.maxAttempts());
        assertThat(table.get(KEY)).contains(order("ann", "1", "overtaken"));
    }

    /** A store that fails some updates, before or after they took effect. */
    private InMemoryItemStore failing(int times, boolean afterwards) {
        AtomicInteger left = new AtomicInteger(times);
        return store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                fail(operation, !afterwards);
            }

            @Override
            public void after(Operation operation, List<?> requests) {
                fail(operation, afterwards);
            }

            private void fail(Operation operation, boolean now) {
                if (operation == Operation.UPDATE && now && left.getAndDecrement() > 0) {
                    throw Faults.unavailable();
                }
            }
        });
    }

    @Test
    @DisplayName("A change is applied once, whether the lost answer was to an update that took effect or not")
    void lostAnswer() {
        for (boolean afterwards : new boolean[] {false, true}) {
            table.put(order("ann", "1", "tea"));
            EncryptedTable unsteady = TableFixtures.orders(failing(3, afterwards));
            assertThat(unsteady.update(KEY, item -> incremented(item, "count"))).isPresent();
            assertThat(table.get(KEY)).contains(order("ann", "1", "tea").with("count", AttributeValue.ofNumber(1)));
        }
    }

    @Test
    @DisplayName("Where nobody can tell whether the update took effect, the caller is told so")
    void nobodyCanTell() {
        AtomicInteger left = new AtomicInteger(1);
        InMemoryItemStore losing = store.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE && left.getAndDecrement() > 0) {
                    // Somebody else writes before the answer is lost.
                    table.put(order("ann", "1", "somebody else's"));
                    throw Faults.unavailable();
                }
            }
        });
        table.put(order("ann", "1", "tea"));
        StoreException failure = catchThrowableOfType(
                StoreException.class,
                () -> TableFixtures.orders(losing).update(KEY, item -> incremented(item, "count")));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(table.get(KEY)).contains(order("ann", "1", "somebody else's"));
    }

    @Test
    @DisplayName("Lost answers are followed up as often as the policy says, and no more")
    void alwaysLost() {
        AtomicInteger tries = new AtomicInteger();
        InMemoryItemStore unavailable = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE) {
                    tries.incrementAndGet();
                    throw Faults.unavailable();
                }
            }
        });
        table.put(order("ann", "1", "tea"));
        StoreException failure = catchThrowableOfType(
                StoreException.class,
                () -> TableFixtures.orders(unavailable).update(KEY, item -> withSecret(item, "mine")));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(tries).hasValue(TableFixtures.QUICKLY.maxAttempts());
    }

    @Test
    @DisplayName("A store's failure of another kind comes through, and nothing is tried again")
    void strangeFailure() {
        AtomicInteger tries = new AtomicInteger();
        IllegalStateException strange = new IllegalStateException("strange");
        InMemoryItemStore failing = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE) {
                    tries.incrementAndGet();
                    throw strange;
                }
            }
        });
        table.put(order("ann", "1", "tea"));
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> TableFixtures.orders(failing).update(KEY, item -> withSecret(item, "mine"))))
                .isSameAs(strange);
        assertThat(tries).hasValue(1);
    }

    @Test
    @DisplayName("An exception of the caller's comes through, and nothing is written")
    void callersException() {
        table.put(order("ann", "1", "tea"));
        IllegalArgumentException mine = new IllegalArgumentException("mine");
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> table.update(KEY, item -> {
                            throw mine;
                        })))
                .isSameAs(mine);
        assertThat(catchThrowableOfType(
                                ItemsealException.class,
                                () -> table.update(KEY, item -> item.with("n", AttributeValue.ofNumber("1E126"))))
                        .reason())
                .isEqualTo(Reason.INVALID_NUMBER);
        assertThat(table.get(KEY)).contains(order("ann", "1", "tea"));
    }

    @Test
    @DisplayName("An item that was written with older actions, or in plain, is brought up to date")
    void migration() {
        AttributeActions now = ACTIONS.withProtectedKeys(INFO.protectedKeyNames());
        AttributeActions older = now.with("views", CryptoAction.ENCRYPT_AND_SIGN);
        CryptoConfig migrating =
                CryptoConfig.builder(provider(), INFO, now).alsoReading(older).build();
        CryptoConfig before = CryptoConfig.builder(provider(), INFO, older).build();
        StandardItemEncryptor encryptor =
                StandardItemEncryptor.builder().readingPlaintext(true).build();
        EncryptedTable current = new EncryptedTable(
                AsyncEncryptedResource.builder(AsyncItemStore.bridging(store, Runnable::run), Runnable::run, migrating)
                        .encryptor(encryptor, ReservedAttributes.DEFAULT)
                        .build()
                        .table(ORDERS));
        table.with(before).put(order("ann", "1", "tea"));
        assertThat(current.update(KEY, item -> withSecret(item, "milk"))).contains(order("ann", "1", "milk"));
        assertThat(raw().attribute("views")).contains(AttributeValue.ofNumber(0));

        store.put(WriteRequest.Put.of(ORDERS, order("ann", "1", "in plain")));
        assertThat(current.update(KEY, item -> item)).contains(order("ann", "1", "in plain"));
        assertThat(raw().has(SIGNATURE)).isTrue();
        assertThat(table.get(KEY)).contains(order("ann", "1", "in plain"));
    }

    @Test
    @DisplayName("Where nothing is signed, what was read stands for itself")
    void nothingSigned() {
        CryptoConfig nothing = CryptoConfig.of(provider(), INFO, AttributeActions.withDefault(CryptoAction.DO_NOTHING));
        EncryptedTable plain = table.with(nothing);
        plain.put(order("ann", "1", "tea"));
        assertThat(plain.update(KEY, item -> incremented(item, "views"))).isPresent();
        assertThat(raw()).isEqualTo(order("ann", "1", "tea").with("views", AttributeValue.ofNumber(1)));
    }

    private static final CryptoConfig SIGNED_ALONE = CryptoConfig.of(
            provider(),
            INFO,
            AttributeActions.withDefault(CryptoAction.SIGN_ONLY).with("views", CryptoAction.DO_NOTHING));

    @Test
    @DisplayName("An update that never took effect is no success, though the same item has the same signature")
    void sameSignature() {
        table.with(SIGNED_ALONE).put(order("ann", "1", "tea"));
        EncryptedTable denied =
                TableFixtures.orders(failing(Integer.MAX_VALUE, false)).with(SIGNED_ALONE);

        StoreException failure = catchThrowableOfType(
                StoreException.class, () -> denied.update(KEY, item -> incremented(item, "views")));

        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(raw().attribute("views")).contains(AttributeValue.ofNumber(0));
    }

    /** Encrypts whatever comes, but the items here have nothing of it. */
    private static final CryptoConfig SIGNED_BY_NAME = CryptoConfig.of(
            provider(), INFO, ACTIONS.with("secret", CryptoAction.SIGN_ONLY).with("count", CryptoAction.SIGN_ONLY));

    @Test
    @DisplayName("What somebody else wrote with the same signature is not taken for one's own")
    void sameSignatureOfSomebodyElse() {
        for (CryptoConfig config : List.of(SIGNED_ALONE, SIGNED_BY_NAME)) {
            EncryptedTable signed = table.with(config);
            signed.put(order("ann", "1", "tea").with("count", AttributeValue.ofNumber(1)));
            AtomicInteger left = new AtomicInteger(1);
            InMemoryItemStore throttled = store.withFaults(new Faults() {
                @Override
                public void before(Operation operation, List<?> requests) {
                    if (operation == Operation.UPDATE && left.getAndDecrement() > 0) {
                        signed.update(KEY, item -> incremented(item, "count"));
                        throw Faults.unavailable();
                    }
                }
            });

            StoreException failure = catchThrowableOfType(
                    StoreException.class,
                    () -> TableFixtures.orders(throttled).with(config).update(KEY, item -> incremented(item, "count")));

            assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
            assertThat(signed.get(KEY).orElseThrow().attribute("count")).contains(AttributeValue.ofNumber(2));
        }
    }

    /** A store in which something happens once, when the first update is on its way. */
    private InMemoryItemStore meanwhile(Runnable something) {
        AtomicInteger left = new AtomicInteger(1);
        return store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE && left.getAndDecrement() > 0) {
                    something.run();
                }
            }
        });
    }

    private static EncryptedTable readingPlaintext(InMemoryItemStore shared, CryptoConfig config) {
        return new EncryptedTable(AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(shared, Runnable::run), Runnable::run, config)
                .encryptor(
                        StandardItemEncryptor.builder().readingPlaintext(true).build(), ReservedAttributes.DEFAULT)
                .retries(TableFixtures.QUICKLY)
                .build()
                .table(ORDERS));
    }

    @Test
    @DisplayName(
            "What another program changes in an item in plain meanwhile is not overwritten, nor is one deleted made anew")
    void plainItemChanged() {
        CryptoConfig config = CryptoConfig.of(provider(), INFO, ACTIONS);
        CryptoConfig nothing = CryptoConfig.of(provider(), INFO, AttributeActions.withDefault(CryptoAction.DO_NOTHING));
        Item tea = order("ann", "1", "tea");
        for (CryptoConfig reading : List.of(config, nothing)) {
            store.put(WriteRequest.Put.of(ORDERS, tea));
            InMemoryItemStore deleting = meanwhile(() -> store.delete(WriteRequest.Delete.of(ORDERS, KEY)));
            assertThat(readingPlaintext(deleting, reading).update(KEY, item -> incremented(item, "count")))
                    .isEmpty();
            assertThat(store.items(ORDERS)).isEmpty();
        }

        store.put(WriteRequest.Put.of(ORDERS, tea));
        InMemoryItemStore changing = meanwhile(() -> store.put(WriteRequest.Put.of(ORDERS, withSecret(tea, "theirs"))));
        readingPlaintext(changing, config).update(KEY, item -> incremented(item, "count"));
        assertThat(table.get(KEY)).contains(withSecret(tea, "theirs").with("count", AttributeValue.ofNumber(1)));
    }

    @Test
    @DisplayName("What another program adds to an item in plain meanwhile is not overwritten")
    void plainItemOfTwo() {
        AttributeActions actions = ACTIONS.withProtectedKeys(INFO.protectedKeyNames());
        CryptoConfig config = CryptoConfig.builder(provider(), INFO, actions).build();
        AtomicInteger left = new AtomicInteger(1);
        InMemoryItemStore shared = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE && left.getAndDecrement() > 0) {
                    store.put(WriteRequest.Put.of(
                            ORDERS, order("ann", "1", "tea").with("note", AttributeValue.ofString("theirs"))));
                }
            }
        });
        EncryptedTable migrating = new EncryptedTable(AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(shared, Runnable::run), Runnable::run, config)
                .encryptor(
                        StandardItemEncryptor.builder().readingPlaintext(true).build(), ReservedAttributes.DEFAULT)
                .retries(TableFixtures.QUICKLY)
                .build()
                .table(ORDERS));
        store.put(WriteRequest.Put.of(ORDERS, order("ann", "1", "tea")));

        migrating.update(KEY, item -> item.has("note") ? item : item.with("note", AttributeValue.ofString("mine")));

        assertThat(table.get(KEY).orElseThrow().attribute("note")).contains(AttributeValue.ofString("theirs"));
    }
}
