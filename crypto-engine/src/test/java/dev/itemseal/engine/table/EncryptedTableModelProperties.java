package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Several threads do at random everything that a table offers, on a store that leaves work undone and fails. Each has items
 * of its own beside a plain map as the model, and all of them share one item.
 */
class EncryptedTableModelProperties {

    private static final int THREADS = 4;
    private static final int STEPS = 60;
    private static final int KEYS = 6;
    private static final String MARK = "MARKED";
    private static final Item SHARED = key("all", "shared");

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void likeAPlainTable(@ForAll long seed) throws Exception {
        InMemoryItemStore store = TableFixtures.store();
        EncryptedTable sound = TableFixtures.orders(store);
        sound.put(order("all", "shared", MARK));
        LateUpdates late = new LateUpdates(store);
        InMemoryItemStore failing = store.withFaults(new RandomFaults(late));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Map<Item, Item> model = new HashMap<>();
        List<AttributeValue> done = new ArrayList<>();
        List<AttributeValue> lost = new ArrayList<>();
        try {
            List<Future<Worker>> workers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Worker worker = new Worker(store, failing, late, "customer " + thread, seed + thread);
                workers.add(threads.submit(worker::run));
            }
            for (Future<Worker> worker : workers) {
                model.putAll(worker.get().model);
                done.addAll(worker.get().done);
                lost.addAll(worker.get().lost);
            }
        } finally {
            threads.shutdownNow();
        }
        late.arrive();
        Item shared = sound.get(SHARED).orElseThrow();
        assertThat(notes(shared)).doesNotHaveDuplicates().containsAll(done).isSubsetOf(both(done, lost));
        assertThat(shared.attribute("views")).contains(AttributeValue.ofNumber(STEPS));
        // Nothing lost, nothing twice, everything verifies.
        List<Item> all = sound.items(ScanRequest.of(ORDERS)).toList();
        model.put(SHARED, shared);
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        store.items(ORDERS).forEach(EncryptedTableModelProperties::assertNoPlaintext);
    }

    private static List<AttributeValue> notes(Item item) {
        return item.attribute("notes")
                .map(notes -> ((ListValue) notes).elements())
                .orElse(List.of());
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static void assertNoPlaintext(Item raw) {
        BinaryValue secret = (BinaryValue) raw.attribute("secret").orElseThrow();
        assertThat(new String(secret.toByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain(MARK);
        assertThat(raw.toJava().values().toString()).doesNotContain(MARK);
    }

    /**
     * One in ten operations fails, half of these after it took effect. Some more updates are late: they fail, and arrive before
     * some later operation of whoever. Batches do a random part.
     */
    private static final class RandomFaults implements Faults {

        private final LateUpdates late;

        RandomFaults(LateUpdates late) {
            this.late = late;
        }

        @Override
        public void before(Operation operation, List<?> requests) {
            if (ThreadLocalRandom.current().nextInt(12) == 0) {
                late.arrive();
            }
            if (operation == Operation.UPDATE && ThreadLocalRandom.current().nextInt(5) == 0) {
                throw late.delay(requests);
            }
            sometimes();
        }

        @Override
        public void after(Operation operation, List<?> requests) {
            sometimes();
        }

        private static void sometimes() {
            if (ThreadLocalRandom.current().nextInt(20) == 0) {
                throw Faults.unavailable();
            }
        }

        @Override
        public Set<Integer> unprocessed(Operation operation, List<?> requests) {
            Set<Integer> left = new HashSet<>();
            for (int i = 0; i < requests.size(); i++) {
                if (ThreadLocalRandom.current().nextInt(3) == 0) {
                    left.add(i);
                }
            }
            return left;
        }
    }

    /** What one thread does. */
    private static final class Worker {

        private final EncryptedTable sound;
        private final EncryptedTable table;
        private final EncryptedStore direct;
        private final LateUpdates late;
        private final String customer;
        private final Random random;
        private final boolean first;
        private final List<AttributeValue> done = new ArrayList<>();
        private final List<AttributeValue> lost = new ArrayList<>();
        private final Map<Item, Item> model = new HashMap<>();

        Worker(InMemoryItemStore store, InMemoryItemStore failing, LateUpdates late, String customer, long seed) {
            this.sound = TableFixtures.orders(store);
            this.table = TableFixtures.orders(failing);
            this.direct = TableFixtures.resource(store, store).store();
            this.late = late;
            this.customer = customer;
            this.random = new Random(seed);
            this.first = customer.endsWith("0");
        }

        Worker run() {
            for (int step = 1; step <= STEPS; step++) {
                if (first) {
                    Item views = Item.builder(1)
                            .put("views", AttributeValue.ofNumber(step))
                            .build();
                    direct.update(new WriteRequest.Update(ORDERS, SHARED, views, Set.of(), WriteCondition.always()));
                }
                switch (random.nextInt(9)) {
                    case 0 -> put();
                    case 1 -> conditionalPut();
                    case 2 -> delete();
                    case 3 -> update();
                    case 4 -> noteTogether(AttributeValue.ofString(customer + ", step " + step));
                    case 5 -> batchWrite();
                    case 6 -> transact();
                    case 7 -> read();
                    default -> readMany();
                }
            }
            return this;
        }

        private Item anyKey() {
            return key(customer, "order " + random.nextInt(KEYS));
        }

        private Item anyItem(Item key) {
            return order(customer, "", MARK + random.nextInt())
                    .with("order", key.attribute("order").orElseThrow());
        }

        private Optional<Item> modelled(Item key) {
            return Optional.ofNullable(model.get(key));
        }

        /** Runs a write; when its answer is lost, looks which of the two possible things has happened. */
        private void write(Map<Item, Optional<Item>> changes, Runnable call) {
            try {
                call.run();
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
                late.arrive();
                boolean happened = changes.entrySet().stream()
                        .allMatch(
                                change -> sound.getConsistently(change.getKey()).equals(change.getValue()));
                if (!happened) {
                    changes.keySet()
                            .forEach(key ->
                                    assertThat(sound.getConsistently(key)).isEqualTo(modelled(key)));
                    return;
                }
            }
            changes.forEach(
                    (key, item) -> item.ifPresentOrElse(value -> model.put(key, value), () -> model.remove(key)));
        }

        private void put() {
            Item key = anyKey();
            Item item = anyItem(key);
            write(
                    Map.of(key, Optional.of(item)),
                    () -> assertThat(table.put(item)).isEqualTo(modelled(key)));
        }

        private void conditionalPut() {
            Item key = anyKey();
            Item item = anyItem(key);
            boolean there = model.containsKey(key);
            try {
                write(Map.of(key, Optional.of(item)), () -> {
                    try {
                        table.put(item, WriteCondition.notExists("customer"));
                        assertThat(there).isFalse();
                    } catch (StoreException e) {
                        if (e.reason() != Reason.CONDITION_FAILED) {
                            throw e;
                        }
                        assertThat(there).isTrue();
                        throw new Unchanged();
                    }
                });
            } catch (Unchanged expected) {
                assertThat(sound.getConsistently(key)).isEqualTo(modelled(key));
            }
        }

        private void delete() {
            Item key = anyKey();
            write(
                    Map.of(key, Optional.empty()),
                    () -> assertThat(table.delete(key)).isEqualTo(modelled(key)));
        }

        private void update() {
            Item key = anyKey();
            AttributeValue secret = AttributeValue.ofString(MARK + random.nextInt());
            Optional<Item> changed = modelled(key).map(item -> item.with("secret", secret));
            write(
                    Map.of(key, changed),
                    () -> assertThat(table.update(key, item -> item.with("secret", secret)))
                            .isEqualTo(changed));
        }

        /** Each note is another, so that one that is made twice shows. */
        private void noteTogether(AttributeValue note) {
            try {
                table.update(
                        SHARED, item -> item.with("notes", AttributeValue.ofList(both(notes(item), List.of(note)))));
                done.add(note);
            } catch (StoreException e) {
                // Overtaken each time is certain not to have noted; a lost answer is not.
                if (e.reason() == Reason.STORE_UNAVAILABLE) {
                    lost.add(note);
                }
            }
        }

        private void batchWrite() {
            Map<Item, Optional<Item>> changes = new HashMap<>();
            for (int i = random.nextInt(KEYS); i >= 0; i--) {
                Item key = anyKey();
                changes.put(key, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(anyItem(key)));
            }
            List<WriteRequest> left = new ArrayList<>();
            changes.forEach((key, item) -> left.add(item.<WriteRequest>map(value -> WriteRequest.Put.of(ORDERS, value))
                    .orElseGet(() -> WriteRequest.Delete.of(ORDERS, key))));
            while (!left.isEmpty()) {
                try {
                    List<WriteRequest> unprocessed = table.batchWrite(left);
                    assertThat(left).containsAll(unprocessed);
                    left.retainAll(unprocessed);
                } catch (StoreException e) {
                    assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
                }
            }
            changes.forEach(
                    (key, item) -> item.ifPresentOrElse(value -> model.put(key, value), () -> model.remove(key)));
        }

        private void transact() {
            Item one = key(customer, "order 0");
            Item other = key(customer, "order 1");
            Item item = anyItem(one);
            Map<Item, Optional<Item>> changes = Map.of(one, Optional.of(item), other, Optional.empty());
            write(
                    changes,
                    () -> table.transactWrite(
                            List.of(WriteRequest.Put.of(ORDERS, item), WriteRequest.Delete.of(ORDERS, other))));
        }

        private void read() {
            Item key = anyKey();
            trying(() -> assertThat(table.get(key)).isEqualTo(modelled(key)));
            trying(() ->
                    assertThat(table.transactGet(List.of(key, SHARED)).get(0)).isEqualTo(modelled(key)));
            List<Item> keys = List.of(key(customer, "order 0"), key(customer, "order 1"), key(customer, "order 2"));
            trying(() -> {
                BatchGetResult result = table.batchGet(keys);
                Set<Item> left = new HashSet<>(
                        result.unprocessed().stream().map(GetRequest::key).toList());
                assertThat(result.items().getOrDefault(ORDERS, List.of()))
                        .containsExactlyInAnyOrderElementsOf(keys.stream()
                                .filter(asked -> !left.contains(asked) && model.containsKey(asked))
                                .map(model::get)
                                .toList());
            });
        }

        private void readMany() {
            QueryRequest mine = QueryRequest.of(ORDERS, KeyCondition.partition(AttributeValue.ofString(customer)));
            trying(() -> assertThat(table.items(mine.limit(2)).toList())
                    .containsExactlyInAnyOrderElementsOf(model.values()));
            trying(() -> assertThat(table.items(ScanRequest.of(ORDERS).limit(3))
                            .filter(item ->
                                    item.attribute("customer").equals(Optional.of(AttributeValue.ofString(customer))))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(model.values()));
        }

        private static void trying(Runnable read) {
            try {
                read.run();
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
            }
        }
    }

    /** A write that did not happen, and was not to. */
    private static final class Unchanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
