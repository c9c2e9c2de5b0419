package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ACTIONS;
import static dev.itemseal.engine.table.TableFixtures.INFO;
import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.SIGNATURE;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static dev.itemseal.engine.table.TableFixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EncryptedTableTest {

    private final InMemoryItemStore store = TableFixtures.store();
    private final EncryptedTable table = TableFixtures.orders(store);

    private static Reason refusal(Runnable call) {
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, call::run);
        assertThat(refusal).isNotNull();
        return refusal.reason();
    }

    private Item raw(Item key) {
        return store.get(GetRequest.of(ORDERS, key)).orElseThrow();
    }

    private static KeyCondition customer(String name) {
        return KeyCondition.partition(AttributeValue.ofString(name));
    }

    @Test
    void whatIsPutComesBack() {
        Item first = order("ann", "1", "tea");
        assertThat(table.put(first)).isEmpty();
        assertThat(table.get(key("ann", "1"))).contains(first);
        assertThat(table.getConsistently(key("ann", "1"))).contains(first);
        assertThat(table.get(key("ann", "2"))).isEmpty();
        Item stored = raw(key("ann", "1"));
        assertThat(stored.attribute("secret").orElseThrow()).isInstanceOf(BinaryValue.class);
        assertThat(stored.attribute("status")).isEqualTo(first.attribute("status"));
        assertThat(stored.has(SIGNATURE)).isTrue();
        assertThat(table.info()).isEqualTo(INFO);
    }

    @Test
    @DisplayName("Old values that a write returns come back decrypted")
    void oldValues() {
        Item first = order("ann", "1", "tea");
        Item second = order("ann", "1", "milk");
        table.put(first);
        assertThat(table.put(second)).contains(first);
        assertThat(table.put(first, WriteCondition.always())).contains(second);
        assertThat(table.put(second, WriteCondition.always())).contains(first);
        assertThat(table.delete(key("ann", "1"))).contains(second);
        assertThat(table.delete(key("ann", "1"))).isEmpty();
        assertThat(store.items(ORDERS)).isEmpty();
    }

    @Test
    @DisplayName("Once a stream of items is closed there is nothing more in it")
    void closing() {
        for (int i = 0; i < 5; i++) {
            table.put(order("ann", "" + i, "tea"));
        }
        Stream<Item> items = table.items(QueryRequest.of(ORDERS, customer("ann")));
        Iterator<Item> each = items.iterator();
        assertThat(each.next().attribute("order")).contains(AttributeValue.ofString("0"));
        items.close();
        assertThat(each.hasNext()).isFalse();
    }

    @Test
    void conditions() {
        Item item = order("ann", "1", "tea");
        table.put(item, WriteCondition.notExists("customer"));
        assertThat(refusal(() -> table.put(item, WriteCondition.notExists("customer"))))
                .isEqualTo(Reason.CONDITION_FAILED);
        WriteCondition isNew = WriteCondition.equalTo("status", AttributeValue.ofString("new"));
        assertThat(table.delete(key("ann", "1"), isNew.and(WriteCondition.exists("secret"))))
                .contains(item);
        // An encrypted attribute is never equal to anything.
        WriteCondition never = WriteCondition.equalTo("secret", AttributeValue.ofString("tea"));
        for (Runnable call : List.<Runnable>of(
                () -> table.put(item, never),
                () -> table.delete(key("ann", "1"), never),
                () -> table.transactWrite(List.of(new WriteRequest.Check(ORDERS, key("ann", "1"), never))))) {
            assertThat(refusal(call)).isEqualTo(Reason.UNSAFE_OPERATION);
        }
    }

    @Test
    void keysAreWhole() {
        Item half =
                Item.builder(1).put("customer", AttributeValue.ofString("ann")).build();
        assertThat(refusal(() -> table.get(half))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.delete(order("ann", "1", "x")))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.batchGet(List.of(half)))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.transactGet(List.of(half)))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.update(half, item -> item))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.put(half))).isEqualTo(Reason.MISSING_KEY_ATTRIBUTE);
    }

    @Test
    void queries() {
        for (int i = 0; i < 5; i++) {
            table.put(order("ann", "1" + i, "secret " + i));
            table.put(order("bob", "1" + i, "secret " + i));
        }
        Page page = table.query(
                QueryRequest.of(ORDERS, customer("ann")).inDescendingOrder().limit(2));
        assertThat(page.items()).containsExactly(order("ann", "14", "secret 4"), order("ann", "13", "secret 3"));
        assertThat(page.lastKey()).isPresent();
        assertThat(table.items(QueryRequest.of(ORDERS, customer("ann")).limit(2))
                        .map(item -> item.attribute("order").orElseThrow()))
                .hasSize(5);
        KeyCondition one = customer("ann").sortKey(Comparison.EQUAL, AttributeValue.ofString("12"));
        assertThat(table.query(QueryRequest.of(ORDERS, one)).items()).containsExactly(order("ann", "12", "secret 2"));
        KeyCondition isNew = KeyCondition.partition(AttributeValue.ofString("new"));
        assertThat(table.items(QueryRequest.of(ORDERS, isNew).index("by-status").limit(3)))
                .hasSize(10);
    }

    @Test
    void scans() {
        List<Item> all = IntStream.range(0, 40)
                .mapToObj(i -> order("c" + i, "1", "secret " + i))
                .toList();
        all.forEach(table::put);
        assertThat(table.items(ScanRequest.of(ORDERS).limit(7))).containsExactlyInAnyOrderElementsOf(all);
        try (Stream<Item> items = table.itemsOfSegments(4)) {
            assertThat(items.toList()).containsExactlyInAnyOrderElementsOf(all);
        }
        assertThat(table.items(ScanRequest.of(ORDERS).index("by-status"))).hasSize(40);
    }

    @Test
    @DisplayName("No page is asked for once the stream is closed, nor before it is needed")
    void closedStream() {
        for (int i = 0; i < 20; i++) {
            table.put(order("ann", "" + (10 + i), "x"));
        }
        AtomicInteger pages = new AtomicInteger();
        InMemoryItemStore counting = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                pages.addAndGet(operation == Operation.QUERY ? 1 : 0);
            }
        });
        EncryptedTable counted = TableFixtures.orders(counting);
        try (Stream<Item> items =
                counted.items(QueryRequest.of(ORDERS, customer("ann")).limit(2))) {
            assertThat(pages).hasValue(0);
            assertThat(items.limit(3)).hasSize(3);
        }
        assertThat(pages).hasValue(2);
    }

    @Test
    @DisplayName("An index that does not hold whole items, or none at all, is refused")
    void indexes() {
        KeyCondition condition = KeyCondition.partition(AttributeValue.ofString("new"));
        assertThat(refusal(() -> table.query(QueryRequest.of(ORDERS, condition).index("keys-only"))))
                .isEqualTo(Reason.UNSAFE_OPERATION);
        assertThat(refusal(() -> table.scan(ScanRequest.of(ORDERS).index("keys-only"))))
                .isEqualTo(Reason.UNSAFE_OPERATION);
        assertThat(refusal(() -> table.query(QueryRequest.of(ORDERS, condition).index("none"))))
                .isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.query(QueryRequest.of("Others", condition))))
                .isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> table.scan(ScanRequest.of("Others")))).isEqualTo(Reason.INVALID_REQUEST);
    }

    @Test
    @DisplayName("A secondary index with an encrypted key is refused, unless it may hold ciphertext")
    void encryptedIndexKey() {
        AttributeActions all = AttributeActions.encryptAndSignAll();
        EncryptedResource resource = EncryptedResource.of(store, store, provider(), all);
        assertThat(refusal(() -> resource.table(ORDERS).info())).isEqualTo(Reason.INVALID_ACTIONS);
        CryptoConfig config = CryptoConfig.of(provider(), INFO, all);
        assertThat(refusal(() -> EncryptedResource.of(store, config))).isEqualTo(Reason.INVALID_ACTIONS);
        TableConfigs allowing = TableConfigs.describedBy(
                store, info -> CryptoConfig.of(provider(), info, all), Set.of("by-status", "keys-only"));
        AsyncEncryptedTable opened = AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run), Runnable::run)
                .tables(allowing)
                .build()
                .table(ORDERS);
        assertThat(new EncryptedTable(opened).info()).isEqualTo(INFO);
    }

    @Test
    @DisplayName("A table that is not configured is an error, and nothing goes unencrypted")
    void unknownTable() {
        EncryptedResource resource = EncryptedResource.of(store, CryptoConfig.of(provider(), INFO, ACTIONS));
        assertThat(refusal(() -> resource.table("Others").put(order("a", "1", "x"))))
                .isEqualTo(Reason.MISSING_SETTING);
        EncryptedTable undescribed = TableFixtures.resource(store, store).table("Nowhere");
        assertThat(refusal(() -> undescribed.get(key("a", "1")))).isEqualTo(Reason.TABLE_NOT_FOUND);
    }

    @Test
    @DisplayName("The key that comes back must be the key that was asked for")
    void swappedItems() {
        table.put(order("ann", "1", "tea"));
        table.put(order("ann", "2", "milk"));
        // A store that answers every request for one order with the other.
        EncryptedTable fooled =
                TableFixtures.resource(new SwappingStore(store), store).table(ORDERS);
        assertThat(refusal(() -> fooled.get(key("ann", "1")))).isEqualTo(Reason.WRONG_ITEM);
        assertThat(refusal(() -> fooled.batchGet(List.of(key("ann", "1"))))).isEqualTo(Reason.WRONG_ITEM);
        assertThat(refusal(() -> fooled.transactGet(List.of(key("ann", "1"))))).isEqualTo(Reason.WRONG_ITEM);
        assertThat(refusal(() -> fooled.update(key("ann", "1"), item -> item))).isEqualTo(Reason.WRONG_ITEM);
        KeyCondition one = customer("ann").sortKey(Comparison.EQUAL, AttributeValue.ofString("1"));
        assertThat(refusal(() -> fooled.query(QueryRequest.of(ORDERS, one)))).isEqualTo(Reason.WRONG_ITEM);
    }

    @Test
    @DisplayName("A forged item is refused wherever it turns up, and with it the page that it is on")
    void forgedItem() {
        table.put(order("ann", "1", "tea"));
        Item forged = raw(key("ann", "1")).with("status", AttributeValue.ofString("paid"));
        store.put(WriteRequest.Put.of(ORDERS, forged));
        for (Runnable call : List.<Runnable>of(
                () -> table.get(key("ann", "1")),
                () -> table.query(QueryRequest.of(ORDERS, customer("ann"))),
                () -> table.scan(ScanRequest.of(ORDERS)),
                () -> table.batchGet(List.of(key("ann", "1"))),
                () -> table.transactGet(List.of(key("ann", "1"))),
                () -> table.update(key("ann", "1"), item -> item))) {
            assertThat(refusal(call)).isEqualTo(Reason.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("What a batch leaves undone comes back exactly as it was given")
    void unprocessed() {
        InMemoryItemStore lazy = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                return Set.of(1);
            }
        });
        EncryptedTable slow = TableFixtures.orders(lazy);
        List<WriteRequest> writes = List.of(
                WriteRequest.Put.of(ORDERS, order("ann", "1", "tea")),
                WriteRequest.Put.of(ORDERS, order("ann", "2", "milk")),
                WriteRequest.Delete.of(ORDERS, key("ann", "3")));
        List<WriteRequest> left = slow.batchWrite(writes);
        assertThat(left).hasSize(1);
        assertThat(left.get(0)).isSameAs(writes.get(1));
        assertThat(table.get(key("ann", "1"))).isPresent();
        assertThat(table.get(key("ann", "2"))).isEmpty();
        BatchGetResult got = slow.batchGet(List.of(key("ann", "1"), key("ann", "9")));
        assertThat(got.items().get(ORDERS)).containsExactly(order("ann", "1", "tea"));
        assertThat(got.unprocessed()).extracting(request -> request.key()).containsExactly(key("ann", "9"));
    }

    @Test
    void batchesTakePutsAndDeletes() {
        WriteRequest conditional =
                new WriteRequest.Put(ORDERS, order("ann", "1", "x"), WriteCondition.notExists("customer"));
        WriteRequest check = new WriteRequest.Check(ORDERS, key("ann", "1"), WriteCondition.always());
        for (WriteRequest request : List.of(conditional, check)) {
            assertThat(refusal(() -> table.batchWrite(List.of(request)))).isEqualTo(Reason.INVALID_REQUEST);
        }
        assertThat(refusal(() -> table.batchWrite(List.of(WriteRequest.Put.of("Others", order("ann", "1", "x"))))))
                .isEqualTo(Reason.INVALID_REQUEST);
    }

    @Test
    @DisplayName(
            "The batch writer writes everything once, the last of several writes of one key, whatever is left undone")
    void batchWriter() {
        AtomicInteger calls = new AtomicInteger();
        List<Item> sent = new ArrayList<>();
        InMemoryItemStore lazy = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                requests.forEach(request -> sent.add(((WriteRequest.Put) request).item()));
                return calls.incrementAndGet() % 3 == 0 ? Set.of() : Set.of(0, 2);
            }
        });
        EncryptedTable slow = TableFixtures.orders(lazy);
        try (BatchWriter writer = slow.batchWriter()) {
            for (int i = 0; i < 60; i++) {
                writer.put(order("ann", "x", "overwritten"));
                writer.put(order("ann", "" + (100 + i), "secret " + i));
            }
        }
        assertThat(table.items(ScanRequest.of(ORDERS))).hasSize(61);
        // Each try of a write sends the very same item, signature and all.
        assertThat(sent.stream().map(item -> item.attribute("order")).distinct())
                .hasSize(61);
        long distinct = sent.stream()
                .filter(item -> !item.attribute("order").equals(Optional.of(AttributeValue.ofString("x"))))
                .map(item -> item.attribute(SIGNATURE))
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(60);
    }

    @Test
    @DisplayName(
            "Batches that are interrupted at any request are whole items, and what was not heard of is still to be written")
    void interruptedBatches() {
        List<Item> before = IntStream.range(0, 60)
                .mapToObj(i -> order("ann", "" + i, "before"))
                .toList();
        List<Item> after = IntStream.range(0, 60)
                .mapToObj(i -> order("ann", "" + i, "after"))
                .toList();
        for (boolean isAnswered : new boolean[] {true, false}) {
            for (int requests = 0; requests <= 3; requests++) {
                before.forEach(table::put);
                BatchWriter writer = TableFixtures.orders(store.withFaults(new Interruption(requests, isAnswered)))
                        .batchWriter();
                boolean isFailed = false;
                for (Item item : after) {
                    isFailed |= catchThrowable(() -> writer.put(item)) != null;
                }
                isFailed |= catchThrowable(writer::flush) != null;

                int heardOf = Math.min(60, 25 * (isAnswered ? requests : Math.max(0, requests - 1)));
                assertThat(isFailed).isEqualTo(heardOf < 60);
                Set<Item> left = writer.unwritten().stream()
                        .map(write -> ((WriteRequest.Put) write).item())
                        .collect(Collectors.toSet());
                assertThat(left).isEqualTo(Set.copyOf(after.subList(heardOf, 60)));
                int carriedOut = Math.min(60, 25 * requests);
                for (int i = 0; i < 60; i++) {
                    assertThat(table.get(key("ann", "" + i))).contains((i < carriedOut ? after : before).get(i));
                }
            }
        }
    }

    @Test
    @DisplayName("A batch whose answer is lost is sent once more as it was")
    void lostBatch() {
        AtomicInteger left = new AtomicInteger(3);
        List<Object> sent = new ArrayList<>();
        InMemoryItemStore losing = store.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                sent.addAll(requests);
                if (operation == Operation.BATCH_WRITE && left.getAndDecrement() > 0) {
                    throw Faults.unavailable();
                }
            }
        });
        try (BatchWriter writer = TableFixtures.orders(losing).batchWriter()) {
            writer.put(order("ann", "1", "tea"));
            writer.delete(key("ann", "2"));
        }
        assertThat(sent).hasSize(8);
        assertThat(Set.copyOf(sent)).hasSize(2);
        assertThat(table.get(key("ann", "1"))).isPresent();
    }

    @Test
    @DisplayName("In an index that may hold ciphertext, ciphertext finds its items")
    void queryByCiphertext() {
        AttributeActions all = AttributeActions.encryptAndSignAll();
        TableConfigs allowing = TableConfigs.describedBy(
                store, info -> CryptoConfig.of(provider(), info, all), Set.of("by-status", "keys-only"));
        InMemoryItemStore binary = InMemoryItemStore.create();
        binary.createTable(new TableDefinition(
                INFO,
                Map.of("customer", AttributeType.S, "order", AttributeType.S, "status", AttributeType.B),
                Map.of("keys-only", Set.of())));
        EncryptedTable opened = new EncryptedTable(
                AsyncEncryptedResource.builder(AsyncItemStore.bridging(binary, Runnable::run), Runnable::run)
                        .tables(allowing)
                        .build()
                        .table(ORDERS));
        Item item = order("ann", "1", "tea");
        opened.put(item);
        AttributeValue ciphertext =
                binary.items(ORDERS).get(0).attribute("status").orElseThrow();
        assertThat(opened.query(QueryRequest.of(ORDERS, KeyCondition.partition(ciphertext))
                                .index("by-status"))
                        .items())
                .containsExactly(item);

        for (AttributeValue plaintext : List.of(
                AttributeValue.ofString("new"), AttributeValue.ofNumber(1), AttributeValue.ofBytes(new byte[31]))) {
            assertThat(refusal(() -> opened.query(QueryRequest.of(ORDERS, KeyCondition.partition(plaintext))
                            .index("by-status"))))
                    .as("never sent to the store")
                    .isEqualTo(Reason.UNSAFE_OPERATION);
        }
    }

    @Test
    @DisplayName("In an index whose sort key is encrypted, no plaintext of it is asked for, as a bound neither")
    void sortKeyOfCiphertext() {
        TableInfo info = new TableInfo(
                ORDERS,
                TableIndex.of("customer", "order"),
                Map.of("by-status", TableIndex.of("order", "status")),
                Set.of());
        TableConfigs allowing = TableConfigs.describedBy(
                name -> info,
                table -> CryptoConfig.of(provider(), table, AttributeActions.encryptAndSignAll()),
                Set.of("by-status"));
        EncryptedTable opened = new EncryptedTable(
                AsyncEncryptedResource.builder(AsyncItemStore.bridging(store, Runnable::run), Runnable::run)
                        .tables(allowing)
                        .build()
                        .table(ORDERS));
        AttributeValue ciphertext = AttributeValue.ofBytes(new byte[48]);
        AttributeValue plaintext = AttributeValue.ofString("new");
        KeyCondition ofOrder = KeyCondition.partition(AttributeValue.ofString("1"));
        for (KeyCondition condition : List.of(
                ofOrder.sortKey(KeyCondition.Comparison.EQUAL, plaintext),
                ofOrder.sortKey(KeyCondition.Comparison.LESS, plaintext),
                ofOrder.sortKeyBetween(plaintext, ciphertext),
                ofOrder.sortKeyBetween(ciphertext, plaintext))) {
            assertThat(refusal(() ->
                            opened.query(QueryRequest.of(ORDERS, condition).index("by-status"))))
                    .isEqualTo(Reason.UNSAFE_OPERATION);
        }
    }

    @Test
    @DisplayName("A batch writer that can't go on says so, and keeps what is not written")
    void stuckBatchWriter() {
        InMemoryItemStore stuck = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                return Set.of(0);
            }
        });
        EncryptedTable slow = TableFixtures.orders(stuck);
        BatchWriter writer = slow.batchWriter();
        writer.put(order("ann", "1", "tea"));
        writer.put(order("ann", "2", "milk"));
        StoreException failure = catchThrowableOfType(StoreException.class, writer::flush);
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(writer.unwritten()).hasSize(1);
        assertThat(store.items(ORDERS)).hasSize(1);
    }

    @Test
    @DisplayName(
            "A batch writer refuses a key at once that is not the table's, and writes when a batch is full, not before")
    void fullBatch() {
        BatchWriter writer = table.batchWriter();
        assertThat(refusal(() -> writer.delete(key("ann", "1").without("order"))))
                .isEqualTo(Reason.INVALID_REQUEST);
        assertThat(refusal(() -> writer.delete(order("ann", "1", "tea")))).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(writer.unwritten()).isEmpty();
        for (int i = 1; i < ItemStore.MAX_BATCH_WRITES; i++) {
            writer.put(order("ann", "" + i, "tea"));
        }
        assertThat(store.items(ORDERS)).isEmpty();
        writer.put(order("ann", "last", "tea"));
        assertThat(writer.unwritten()).isEmpty();
        assertThat(store.items(ORDERS)).hasSize(ItemStore.MAX_BATCH_WRITES);
    }

    @Test
    @DisplayName("A batch of which nothing is done is tried as often as the policy says, and no more")
    void triesOfABatch() {
        AtomicInteger tries = new AtomicInteger();
        InMemoryItemStore stuck = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                tries.incrementAndGet();
                return Set.of(0);
            }
        });
        BatchWriter writer = TableFixtures.orders(stuck).batchWriter();
        writer.put(order("ann", "1", "tea"));
        assertThat(refusal(writer::flush)).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(tries).hasValue(TableFixtures.QUICKLY.maxAttempts());
    }

    @Test
    @DisplayName("A step that throws fails the repetition, and is not tried again")
    void failingStep() {
        AtomicInteger steps = new AtomicInteger();
        CompletableFuture<Integer> repeated = Stages.<Integer>repeat(0, state -> false, state -> {
                    if (steps.incrementAndGet() == 3) {
                        throw new IllegalStateException("third");
                    }
                    return CompletableFuture.completedFuture(state + 1);
                })
                .toCompletableFuture();
        assertThat(repeated).isCompletedExceptionally();
        assertThat(steps).hasValue(3);
    }

    @Test
    @DisplayName(
            "Segments give every item once, ask for nothing after they are closed, and there is at least one of them")
    void segments() {
        for (int i = 0; i < 40; i++) {
            table.put(order("customer " + i, "1", "tea"));
        }
        AtomicInteger scans = new AtomicInteger();
        EncryptedTable counted = TableFixtures.orders(store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                scans.incrementAndGet();
            }
        }));
        try (Stream<Item> items = counted.itemsOfSegments(3)) {
            assertThat(items.map(item -> item.attribute("customer")).toList())
                    .hasSize(40)
                    .doesNotHaveDuplicates();
        }
        assertThat(scans).hasValue(3);
        Stream<Item> closed = counted.itemsOfSegments(3);
        Iterator<Item> iterator = closed.iterator();
        closed.close();
        assertThat(iterator.hasNext()).isFalse();
        assertThat(scans).hasValue(3);
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> counted.itemsOfSegments(0)))
                .isNotNull();
    }

    @Test
    void transactions() {
        Item item = order("ann", "1", "tea");
        table.put(item);
        table.transactWrite(List.of(
                WriteRequest.Put.of(ORDERS, order("ann", "2", "milk")),
                new WriteRequest.Check(ORDERS, key("ann", "1"), WriteCondition.exists("secret")),
                WriteRequest.Delete.of(ORDERS, key("ann", "3"))));
        assertThat(table.transactGet(List.of(key("ann", "2"), key("ann", "9"), key("ann", "1"))))
                .containsExactly(Optional.of(order("ann", "2", "milk")), Optional.empty(), Optional.of(item));
        StoreException cancelled = catchThrowableOfType(
                StoreException.class,
                () -> table.transactWrite(List.of(
                        WriteRequest.Delete.of(ORDERS, key("ann", "1")),
                        new WriteRequest.Check(ORDERS, key("ann", "9"), WriteCondition.exists("secret")))));
        assertThat(cancelled.reason()).isEqualTo(Reason.TRANSACTION_CANCELLED);
        assertThat(cancelled.failedRequests()).containsExactly(1);
        assertThat(table.get(key("ann", "1"))).isPresent();
    }

    private static WriteRequest.Update views(Item key, int views) {
        return new WriteRequest.Update(
                ORDERS,
                key,
                Item.builder(1).put("views", AttributeValue.ofNumber(views)).build(),
                Set.of(),
                WriteCondition.always());
    }

    @Test
    @DisplayName("A plain update may touch what is not signed, of a signed item that is there, and nothing else")
    void plainUpdates() {
        EncryptedStore all = TableFixtures.resource(store, store).store();
        Item item = order("ann", "1", "tea");
        table.put(item);
        assertThat(all.update(views(key("ann", "1"), 7))).contains(item);
        assertThat(table.get(key("ann", "1"))).contains(item.with("views", AttributeValue.ofNumber(7)));
        all.transactWrite(List.of(views(key("ann", "1"), 8)));
        assertThat(table.get(key("ann", "1"))).contains(item.with("views", AttributeValue.ofNumber(8)));
        // It must not make an unsigned item.
        assertThat(refusal(() -> all.update(views(key("ann", "9"), 1)))).isEqualTo(Reason.CONDITION_FAILED);
        assertThat(store.items(ORDERS)).hasSize(1);
        for (String name : List.of("secret", "status", SIGNATURE)) {
            Item set = Item.builder(1).put(name, AttributeValue.ofString("x")).build();
            assertThat(refusal(() -> all.update(
                            new WriteRequest.Update(ORDERS, key("ann", "1"), set, Set.of(), WriteCondition.always()))))
                    .isEqualTo(Reason.UNSAFE_OPERATION);
            assertThat(refusal(() -> all.update(new WriteRequest.Update(
                            ORDERS, key("ann", "1"), Item.empty(), Set.of(name), WriteCondition.always()))))
                    .isEqualTo(Reason.UNSAFE_OPERATION);
        }
    }

    @Test
    void configurationPerCall() {
        CryptoConfig renamed = CryptoConfig.builder(
                        provider(), INFO, ACTIONS.withProtectedKeys(INFO.protectedKeyNames()))
                .tableNameOverride(TableNameOverride.of("Old-orders"))
                .build();
        Item item = order("ann", "1", "tea");
        table.with(renamed).put(item);
        assertThat(table.with(renamed).get(key("ann", "1"))).contains(item);
        assertThat(refusal(() -> table.get(key("ann", "1")))).isEqualTo(Reason.NOT_AUTHENTIC);
        CryptoConfig other = CryptoConfig.of(
                provider(),
                TableInfo.of("Others", INFO.primaryIndex()),
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY));
        assertThat(refusal(() -> table.with(other))).isEqualTo(Reason.INVALID_SETTING);
    }

    @Test
    @DisplayName("A table that was given stays as it was given, whoever asks for it anew")
    void givenTable() {
        EncryptedTable given = EncryptedResource.of(store, CryptoConfig.of(provider(), INFO, ACTIONS))
                .table(ORDERS);
        given.put(order("ann", "1", "tea"));
        given.refresh();
        assertThat(given.get(key("ann", "1"))).isPresent();
    }

    @Test
    @DisplayName("A configuration for single calls keeps the permission for indexes of ciphertext")
    void configurationPerCallOverCiphertextIndex() {
        CryptoConfig all = CryptoConfig.of(provider(), INFO, AttributeActions.encryptAndSignAll());
        TableConfigs allowing = TableConfigs.describedBy(store, info -> all, Set.of("by-status", "keys-only"));
        EncryptedTable opened = new EncryptedTable(
                AsyncEncryptedResource.builder(AsyncItemStore.bridging(store, Runnable::run), Runnable::run)
                        .tables(allowing)
                        .build()
                        .table(ORDERS));
        assertThat(opened.with(all).get(key("ann", "1"))).isEmpty();
    }

    @Test
    @DisplayName("A table is described once, and anew when it is asked for; a failure is not remembered")
    void description() {
        AtomicInteger asked = new AtomicInteger();
        TableConfigs configs = TableConfigs.describedBy(
                name -> {
                    if (asked.incrementAndGet() == 1) {
                        throw Faults.unavailable();
                    }
                    return store.describe(name);
                },
                provider(),
                name -> ACTIONS);
        AsyncEncryptedTable described = AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run), Runnable::run)
                .tables(configs)
                .build()
                .table(ORDERS);
        EncryptedTable sync = new EncryptedTable(described);
        assertThat(refusal(sync::info)).isEqualTo(Reason.STORE_UNAVAILABLE);
        sync.put(order("ann", "1", "tea"));
        sync.get(key("ann", "1"));
        assertThat(asked).hasValue(2);
        sync.refresh();
        sync.get(key("ann", "1"));
        assertThat(asked).hasValue(3);
    }

    @Test
    void allTables() {
        assertThat(TableFixtures.resource(store, store).tables(store).map(EncryptedTable::name))
                .containsExactly(ORDERS);
    }
}
