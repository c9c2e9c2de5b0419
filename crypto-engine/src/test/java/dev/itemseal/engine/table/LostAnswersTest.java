package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ACTIONS;
import static dev.itemseal.engine.table.TableFixtures.INFO;
import static dev.itemseal.engine.table.TableFixtures.ORDERS;
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
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.StandardItemEncryptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a managed update does when it hears nothing of its write, and what it tells the caller. */
class LostAnswersTest {

    private static final Item KEY = key("ann", "1");
    private static final CryptoConfig ENCRYPTED = CryptoConfig.of(provider(), INFO, ACTIONS);
    private static final CryptoConfig SIGNED = CryptoConfig.of(
            provider(),
            INFO,
            AttributeActions.withDefault(CryptoAction.SIGN_ONLY).with("views", CryptoAction.DO_NOTHING));

    private final InMemoryItemStore store = TableFixtures.store();
    private final EncryptedTable table = TableFixtures.orders(store);
    private final LateUpdates late = new LateUpdates(store);
    private final Way way = new Way();
    private final AtomicInteger changes = new AtomicInteger();

    /** What happens to a request before it arrives, and after it was carried out. */
    private record Event(Consumer<List<?>> before, Consumer<List<?>> after) {

        static Event before(Runnable something) {
            return new Event(requests -> something.run(), requests -> {});
        }

        static Event after(Runnable something) {
            return new Event(requests -> {}, requests -> something.run());
        }
    }

    private static final Event NOTHING = Event.before(() -> {});
    private static final Event REQUEST_LOST = Event.before(() -> {
        throw Faults.unavailable();
    });
    private static final Event ANSWER_LOST = Event.after(() -> {
        throw Faults.unavailable();
    });

    /** The request arrives when the test lets it. */
    private Event late() {
        return new Event(
                requests -> {
                    throw late.delay(requests);
                },
                requests -> {});
    }

    private Event afterTheLateOne() {
        return Event.before(late::arrive);
    }

    private static Event failing(RuntimeException failure) {
        return Event.before(() -> {
            throw failure;
        });
    }

    /** The way to the store, on which the test has written down what happens; beyond that, nothing does. */
    private static final class Way implements Faults {

        private final Queue<Event> reads = new ArrayDeque<>();
        private final Queue<Event> updates = new ArrayDeque<>();
        private int sent;
        private Event present = NOTHING;

        void reads(Event... events) {
            reads.addAll(List.of(events));
        }

        void updates(Event... events) {
            updates.addAll(List.of(events));
        }

        @Override
        public void before(Operation operation, List<?> requests) {
            sent += operation == Operation.UPDATE ? 1 : 0;
            Queue<Event> events = operation == Operation.UPDATE ? updates : reads;
            present = events.isEmpty() ? NOTHING : events.remove();
            present.before().accept(requests);
        }

        @Override
        public void after(Operation operation, List<?> requests) {
            present.after().accept(requests);
        }
    }

    private EncryptedTable unsteady() {
        return unsteady(ENCRYPTED, TableFixtures.QUICKLY);
    }

    private EncryptedTable unsteady(CryptoConfig config, RetryPolicy retries) {
        return new EncryptedTable(AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store.withFaults(way), Runnable::run), Runnable::run, config)
                .encryptor(
                        StandardItemEncryptor.builder().readingPlaintext(true).build(), ReservedAttributes.DEFAULT)
                .retries(retries)
                .build()
                .table(ORDERS));
    }

    private static Item counted(long count) {
        return order("ann", "1", "tea").with("count", AttributeValue.ofNumber(count));
    }

    private Item countedUp(Item item) {
        changes.incrementAndGet();
        return incremented(item);
    }

    private static Item incremented(Item item) {
        NumberValue count = (NumberValue) item.attribute("count").orElseThrow();
        return item.with("count", AttributeValue.ofNumber(count.toBigDecimal().longValue() + 1));
    }

    private StoreException failure() {
        return failure(unsteady());
    }

    /** The one update fails, since nobody can tell whether it took effect, and nothing else was tried. */
    private StoreException failure(EncryptedTable unsteady) {
        StoreException failure =
                catchThrowableOfType(StoreException.class, () -> unsteady.update(KEY, this::countedUp));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(failure.retryable()).as("once more could be twice").isFalse();
        assertThat(failure)
                .hasMessageContaining("'Orders'")
                .hasMessageContaining("may have taken effect or not")
                .hasCauseInstanceOf(StoreException.class);
        assertThat(changes).hasValue(1);
        return failure;
    }

    @Test
    @DisplayName("An update that arrives after its repetition was sent, and before that arrives, is told as done once")
    void lateBeforeTheRepetition() {
        table.put(counted(0));
        way.updates(late(), afterTheLateOne());

        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));

        assertThat(table.get(KEY)).contains(counted(1));
        assertThat(changes).hasValue(1);
        assertThat(way.sent).isEqualTo(2);
    }

    @Test
    @DisplayName("An update that arrives before the item is read again is found there")
    void lateBeforeTheRead() {
        table.put(counted(0));
        way.updates(late());
        way.reads(NOTHING, afterTheLateOne());

        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));

        assertThat(table.get(KEY)).contains(counted(1));
        assertThat(way.sent).isEqualTo(1);
    }

    @Test
    @DisplayName("An update that arrives after all was done has no effect any more")
    void lateAfterAll() {
        table.put(counted(0));
        way.updates(late());
        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));
        table.update(KEY, LostAnswersTest::incremented);

        late.arrive();

        assertThat(table.get(KEY)).contains(counted(2));
    }

    @Test
    @DisplayName("Several repetitions, of which any may arrive late, are one change")
    void manyLate() {
        table.put(counted(0));
        way.updates(late(), late(), REQUEST_LOST, late(), afterTheLateOne());

        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));

        assertThat(table.get(KEY)).contains(counted(1));
        assertThat(changes).hasValue(1);
    }

    @Test
    @DisplayName("Whoever writes between the late update and its repetition makes it impossible to tell")
    void lateAndOvertaken() {
        table.put(counted(0));
        way.updates(late(), Event.before(() -> {
            late.arrive();
            table.update(KEY, LostAnswersTest::incremented);
        }));

        StoreException failure = failure();

        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        StoreException.class,
                        repetition -> assertThat(repetition.reason()).isEqualTo(Reason.CONDITION_FAILED));
        assertThat(table.get(KEY)).contains(counted(2));
    }

    @Test
    @DisplayName("A deletion makes it impossible to tell as well, and brings nothing back")
    void deleted() {
        for (Event lost : List.of(ANSWER_LOST, REQUEST_LOST)) {
            changes.set(0);
            table.put(counted(0));
            way.updates(lost);
            way.reads(NOTHING, Event.before(() -> table.delete(KEY)));

            failure();

            assertThat(store.items(ORDERS)).isEmpty();
        }
    }

    @Test
    @DisplayName("That the item can't be read again does not hide that the write is lost")
    void readFails() {
        table.put(counted(0));
        StoreException expired =
                new StoreException(Reason.STORE_UNAVAILABLE, "The credentials have expired", false, null);
        way.updates(ANSWER_LOST);
        way.reads(NOTHING, failing(expired));

        assertThat(failure().getSuppressed()).containsExactly(expired);

        assertThat(table.get(KEY)).contains(counted(1));
    }

    @Test
    @DisplayName("Nor does a failure of another kind, of the read or of the repetition")
    void strangeFailures() {
        IllegalStateException strange = new IllegalStateException("strange");
        way.updates(REQUEST_LOST, failing(strange), ANSWER_LOST);
        way.reads(NOTHING, NOTHING, NOTHING, failing(strange));
        table.put(counted(0));

        assertThat(failure().getSuppressed()).as("repetition").containsExactly(strange);
        changes.set(0);
        assertThat(failure().getSuppressed()).as("read").containsExactly(strange);
        assertThat(table.get(KEY)).contains(counted(1));
    }

    @Test
    @DisplayName("What the store refuses in a repetition does not tell of the first one")
    void repetitionRefused() {
        StoreException refusal = new StoreException(Reason.TABLE_NOT_FOUND, "The table is gone");
        table.put(counted(0));
        way.updates(late(), failing(refusal));

        assertThat(failure().getSuppressed()).containsExactly(refusal);

        late.arrive();
        assertThat(table.get(KEY)).contains(counted(1));
    }

    @Test
    @DisplayName("A read that fails in passing is tried again")
    void readFailsInPassing() {
        table.put(counted(0));
        way.updates(ANSWER_LOST);
        way.reads(NOTHING, REQUEST_LOST, REQUEST_LOST);

        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));

        assertThat(table.get(KEY)).contains(counted(1));
        assertThat(changes).hasValue(1);
    }

    @Test
    @DisplayName("A store that fails with the same exception each time is no trouble")
    void sameException() {
        StoreException same = Faults.unavailable();
        table.put(counted(0));
        way.updates(failing(same), failing(same));
        way.reads(NOTHING, NOTHING, failing(new IllegalStateException("strange")));

        assertThat(failure()).hasCause(same);
    }

    @Test
    @DisplayName("Also the last answer that is lost is looked after, and the tries are counted all the same")
    void lastTry() {
        RetryPolicy once = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
        table.put(counted(0));
        way.updates(ANSWER_LOST);
        assertThat(unsteady(ENCRYPTED, once).update(KEY, this::countedUp)).contains(counted(1));

        changes.set(0);
        way.updates(late());
        failure(unsteady(ENCRYPTED, once));
        late.arrive();
        assertThat(table.get(KEY)).contains(counted(2));
        assertThat(way.sent).isEqualTo(2);

        changes.set(0);
        way.updates(ANSWER_LOST);
        way.reads(NOTHING, REQUEST_LOST);
        failure(unsteady(ENCRYPTED, once));
    }

    @Test
    @DisplayName("Where nothing is encrypted, somebody may have changed the item back: the write is not sent again")
    void changedBack() {
        EncryptedTable signed = table.with(SIGNED);
        signed.put(counted(0));
        way.updates(Event.after(() -> {
            signed.put(counted(0));
            throw Faults.unavailable();
        }));

        failure(unsteady(SIGNED, TableFixtures.QUICKLY));

        assertThat(signed.get(KEY)).contains(counted(0));
        assertThat(way.sent).isEqualTo(1);
    }

    @Test
    @DisplayName("Where the update encrypts the first attribute, it is recognized, but not sent again")
    void firstEncryptedAttribute() {
        AttributeActions actions =
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY).with("note", CryptoAction.ENCRYPT_AND_SIGN);
        CryptoConfig config = CryptoConfig.of(provider(), INFO, actions);
        EncryptedTable signed = table.with(config);
        Item noted = counted(0).with("note", AttributeValue.ofString("mine"));

        signed.put(counted(0));
        way.updates(ANSWER_LOST);
        assertThat(unsteady(config, TableFixtures.QUICKLY).update(KEY, item -> noted))
                .contains(noted);

        signed.put(counted(0));
        way.updates(Event.after(() -> {
            signed.put(counted(0));
            throw Faults.unavailable();
        }));
        StoreException failure = catchThrowableOfType(
                StoreException.class,
                () -> unsteady(config, TableFixtures.QUICKLY).update(KEY, item -> noted));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(signed.get(KEY)).contains(counted(0));
    }

    @Test
    @DisplayName("The first update of an item in plain is recognized, but not sent again over another plain item")
    void plainItem() {
        store.put(WriteRequest.Put.of(ORDERS, counted(0)));
        way.updates(ANSWER_LOST);
        assertThat(unsteady().update(KEY, this::countedUp)).contains(counted(1));
        assertThat(table.get(KEY)).contains(counted(1));

        changes.set(0);
        store.put(WriteRequest.Put.of(ORDERS, counted(0)));
        way.updates(Event.after(() -> {
            store.put(WriteRequest.Put.of(ORDERS, counted(0)));
            throw Faults.unavailable();
        }));
        failure();
        assertThat(store.items(ORDERS)).containsExactly(counted(0));
    }
}
