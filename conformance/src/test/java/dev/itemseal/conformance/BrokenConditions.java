package dev.itemseal.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stores that break the rules of conditions and of writes at the same time. */
final class BrokenConditions {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-12", "delete ignores conditions where there is an item", UnconditionalDelete::new),
            new BrokenStore("STORE-12", "put's failed condition is taken for a bad request", WrongReason::new),
            new BrokenStore("STORE-13", "numbers are compared as text", NumbersAsText::new),
            new BrokenStore("STORE-14", "conditions on nothing always hold", NothingMeetsAll::new),
            new BrokenStore("STORE-15", "only the first clause counts", FirstClause::new),
            new BrokenStore("STORE-16", "conditional put looks first and then writes", LookThenPut::new),
            new BrokenStore("STORE-17", "update reads and then puts", ReadThenPut::new));

    private BrokenConditions() {}

    private static StoreException failed() {
        return new StoreException(Reason.CONDITION_FAILED, "The condition does not hold");
    }

    private static final class UnconditionalDelete extends DelegatingStore {
        UnconditionalDelete(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> delete(WriteRequest.Delete request) {
            return stored(request.tableName(), request.key()).isPresent()
                    ? super.delete(WriteRequest.Delete.of(request.tableName(), request.key()))
                    : super.delete(request);
        }
    }

    private static final class WrongReason extends DelegatingStore {
        WrongReason(ItemStore sound) {
            super(sound);
        }

        /** Two puts at the same time see their conditions fail in the right way. */
        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            try {
                return super.put(request);
            } catch (StoreException e) {
                throw e.reason() == Reason.CONDITION_FAILED && request.item().has("a")
                        ? new StoreException(Reason.INVALID_REQUEST, "The request is not valid", false, e)
                        : e;
            }
        }
    }

    private static final class NumbersAsText extends DelegatingStore {
        NumbersAsText(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            Optional<Item> item = stored(request.tableName(), request.key());
            for (WriteCondition.Clause clause : request.condition().clauses()) {
                if (clause instanceof WriteCondition.EqualTo equal
                        && equal.value() instanceof NumberValue number
                        && item.flatMap(there -> there.attribute(equal.attributeName()))
                                .filter(NumberValue.class::isInstance)
                                .map(NumberValue.class::cast)
                                .filter(value -> value.text().equals(number.text()))
                                .isEmpty()) {
                    throw failed();
                }
            }
            return super.update(request);
        }
    }

    private static final class NothingMeetsAll extends DelegatingStore {
        NothingMeetsAll(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> delete(WriteRequest.Delete request) {
            return stored(request.tableName(), request.key()).isEmpty() ? Optional.empty() : super.delete(request);
        }
    }

    private static final class FirstClause extends DelegatingStore {
        FirstClause(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            WriteCondition first = new WriteCondition(
                    request.condition().clauses().stream().limit(1).toList());
            return super.update(new WriteRequest.Update(
                    request.tableName(), request.key(), request.set(), request.remove(), first));
        }
    }

    private static final class LookThenPut extends DelegatingStore {

        private final Thread creator = Thread.currentThread();
        private final CountDownLatch looks = new CountDownLatch(2);

        LookThenPut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            if (request.condition().equals(WriteCondition.always())) {
                return super.put(request);
            }
            Item key = Item.empty().with("id", request.item().attribute("id").orElseThrow());
            if (!request.condition().holds(stored(request.tableName(), key).orElseGet(Item::empty))) {
                throw failed();
            }
            awaitAnotherLook();
            return super.put(WriteRequest.Put.of(request.tableName(), request.item()));
        }

        /** Of those that put at the same time, two always look before one of them writes. */
        private void awaitAnotherLook() {
            if (Thread.currentThread().equals(creator)) {
                return;
            }
            looks.countDown();
            try {
                assertTrue(looks.await(1, TimeUnit.MINUTES), "another thread puts at the same time");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class ReadThenPut extends DelegatingStore {
        ReadThenPut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            Optional<Item> before = stored(request.tableName(), request.key());
            Optional<Item> old = super.update(request);
            Item.Builder after = Item.builder(8).putAll(before.orElse(request.key()));
            request.remove().forEach(after::remove);
            StoreRules.pause(Duration.ofMillis(5));
            super.put(WriteRequest.Put.of(
                    request.tableName(), after.putAll(request.set()).build()));
            return old;
        }
    }
}
