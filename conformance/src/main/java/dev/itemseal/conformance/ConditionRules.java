package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes under conditions, and several at the same time. */
abstract class ConditionRules extends StoreRules {

    private static final int THREADS = 8;
    private static final int ROUNDS = 5;

    ConditionRules(ItemStoreContract contract) {
        super(contract);
    }

    private WriteRequest.Update update(String name, WriteCondition condition) {
        return new WriteRequest.Update(
                PLAIN, key(), Item.empty().with(name, AttributeValue.ofString("updated")), Set.of(), condition);
    }

    private void assertFails(String what, Runnable write, Item stays) {
        assertRefused(what, write::run, Reason.CONDITION_FAILED);
        assertStored(PLAIN, stays, key());
    }

    /** Writes in each way under a condition that does not hold, and then under one that does. */
    @Rule(
            id = "STORE-12",
            holds =
                    "Put, update and delete happen if the condition holds, and else fail with condition-failed and change nothing.",
            lookAt = "whether each of the three passes the condition on, and how its failure is told")
    void conditionsDecide() {
        Item first = key().with("a", AttributeValue.ofString("first"));
        Item second = key().with("a", AttributeValue.ofString("second"));
        WriteCondition absent = WriteCondition.notExists(ID);
        WriteCondition present = WriteCondition.exists("a");
        put(PLAIN, first);

        assertFails("A put", () -> store().put(new WriteRequest.Put(PLAIN, second, absent)), first);
        assertFails("An update", () -> store().update(update("a", absent)), first);
        assertFails("A delete", () -> store().delete(new WriteRequest.Delete(PLAIN, key(), absent)), first);

        store().put(new WriteRequest.Put(PLAIN, second, present));
        assertStored(PLAIN, second, key());
        store().update(update("a", present));
        assertStored(PLAIN, key().with("a", AttributeValue.ofString("updated")), key());
        store().delete(new WriteRequest.Delete(PLAIN, key(), present));
        assertMissing(PLAIN, key());
    }

    /** Compares each type with values that are the same, or only look so. */
    @Rule(
            id = "STORE-13",
            holds =
                    "Equality is DynamoDB's: types must agree, numbers compare as numbers, sets without order, nested ones too.",
            lookAt = "whether values are compared as the text or bytes in which they were written")
    void equality() {
        AttributeValue set =
                AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("1"), AttributeValue.ofNumber("20")));
        AttributeValue sameSet =
                AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("2E1"), AttributeValue.ofNumber("1.0")));
        AttributeValue bytes = BinaryValue.copyOf(new byte[] {1, -1});
        Item item = key().with("n", AttributeValue.ofNumber("1.50"))
                .with("s", AttributeValue.ofString("1.5"))
                .with("set", set)
                .with("map", AttributeValue.ofMap(Map.of("a", set, "b", AttributeValue.ofNull())))
                .with("b", bytes)
                .with("bool", AttributeValue.ofBoolean(true));
        put(PLAIN, item);

        Map<String, AttributeValue> equal = Map.of(
                "n", AttributeValue.ofNumber("15E-1"),
                "s", AttributeValue.ofString("1.5"),
                "set", sameSet,
                "map", AttributeValue.ofMap(Map.of("b", AttributeValue.ofNull(), "a", sameSet)),
                "b", bytes,
                "bool", AttributeValue.ofBoolean(true));
        equal.forEach((name, value) -> store().update(update("last", WriteCondition.equalTo(name, value))));

        Map<String, AttributeValue> different = Map.of(
                "n", AttributeValue.ofString("1.5"),
                "s", AttributeValue.ofNumber("1.5"),
                "set", AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("1"))),
                "map", AttributeValue.ofMap(Map.of("a", set)),
                "b", BinaryValue.copyOf(new byte[] {1}),
                "bool", AttributeValue.ofBoolean(false));
        different.forEach((name, value) -> assertFails(
                "An update under a condition on " + name,
                () -> store().update(update("last", WriteCondition.equalTo(name, value))),
                item.with("last", AttributeValue.ofString("updated"))));
    }

    /** Puts conditions on an item that is not there. */
    @Rule(
            id = "STORE-14",
            holds = "A condition on an item that is not there is tested as on one without attributes.",
            lookAt = "whether the condition is left out, or always fails, where there is no item")
    void missingItem() {
        WriteCondition present = WriteCondition.exists(ID);
        WriteCondition equal = WriteCondition.equalTo("a", AttributeValue.ofNumber(1));
        WriteCondition absent = WriteCondition.notExists(ID);

        for (WriteCondition condition : List.of(present, equal)) {
            assertRefused(
                    "A delete of what is not there",
                    () -> store().delete(new WriteRequest.Delete(PLAIN, key(), condition)),
                    Reason.CONDITION_FAILED);
            assertRefused(
                    "An update of what is not there",
                    () -> store().update(update("a", condition)),
                    Reason.CONDITION_FAILED);
            assertMissing(PLAIN, key());
        }
        store().delete(new WriteRequest.Delete(PLAIN, key(), absent));
        store().update(update("a", absent));
        assertStored(PLAIN, key().with("a", AttributeValue.ofString("updated")), key());
    }

    /** Joins a demand that holds with one that does not, in both orders. */
    @Rule(
            id = "STORE-15",
            holds = "A condition of several clauses holds if all of them hold.",
            lookAt = "how the clauses are joined, and whether all are passed on")
    void conjunction() {
        Item item = key().with("a", AttributeValue.ofNumber(1));
        WriteCondition holds = WriteCondition.exists("a");
        WriteCondition fails = WriteCondition.notExists(ID);
        put(PLAIN, item);

        assertFails("An update (holds, fails)", () -> store().update(update("b", holds.and(fails))), item);
        assertFails("An update (fails, holds)", () -> store().update(update("b", fails.and(holds))), item);
        store().update(update("b", holds.and(WriteCondition.notExists("b"))));
        assertStored(PLAIN, item.with("b", AttributeValue.ofString("updated")), key());
    }

    /** Puts one item from several threads, each on condition that it is not there. */
    @Rule(
            id = "STORE-16",
            holds = "Of several puts at the same time on condition that the item is not there, one succeeds.",
            lookAt = "a gap between testing the condition and writing")
    void atomicConditions() {
        AtomicInteger successes = new AtomicInteger();

        concurrently(THREADS, thread -> {
            try {
                store().put(new WriteRequest.Put(PLAIN, key(), WriteCondition.notExists(ID)));
                successes.incrementAndGet();
            } catch (StoreException e) {
                assertEquals(
                        Reason.CONDITION_FAILED, e.reason(), "A put that came late fails otherwise: " + e.getMessage());
            }
        });

        assertEquals(1, successes.get(), "The number of puts that succeeded");
    }

    /** Updates one item from several threads, each an attribute of its own. */
    @Rule(
            id = "STORE-17",
            holds = "Updates of different attributes of an item at the same time are all kept.",
            lookAt = "an update that reads the item and writes all of it")
    void concurrentUpdates() {
        put(PLAIN, key());

        concurrently(THREADS, thread -> {
            for (int round = 1; round <= ROUNDS; round++) {
                Item set = Item.empty().with("counter-" + thread, AttributeValue.ofNumber(round));
                store().update(new WriteRequest.Update(PLAIN, key(), set, Set.of(), WriteCondition.always()));
            }
        });

        Item expected = key();
        for (int thread = 0; thread < THREADS; thread++) {
            expected = expected.with("counter-" + thread, AttributeValue.ofNumber(ROUNDS));
        }
        assertStored(PLAIN, expected, key());
    }
}
