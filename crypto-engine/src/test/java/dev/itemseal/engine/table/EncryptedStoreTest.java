package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The synchronous form of an encrypted store")
class EncryptedStoreTest {

    private static final Item KEY = key("ann", "1");
    private static final Item TEA = order("ann", "1", "tea");
    private static final Item MILK = order("ann", "2", "milk");

    private final InMemoryItemStore stored = TableFixtures.store();
    private final ItemStore store = TableFixtures.resource(stored, stored).store();

    @Test
    @DisplayName("Single writes give what was there before, in plaintext")
    void singleItems() {
        assertThat(store.put(WriteRequest.Put.of(ORDERS, TEA))).isEmpty();
        assertThat(stored.items(ORDERS)).singleElement().isNotEqualTo(TEA);
        Item coffee = order("ann", "1", "coffee");
        assertThat(store.put(WriteRequest.Put.of(ORDERS, coffee))).contains(TEA);
        Item views = Item.fromJava(Map.of("views", 7));
        assertThat(store.update(new WriteRequest.Update(ORDERS, KEY, views, Set.of(), WriteCondition.always())))
                .contains(coffee);
        Item seen = coffee.with("views", AttributeValue.ofNumber(7));
        assertThat(store.get(GetRequest.of(ORDERS, KEY))).contains(seen);
        assertThat(store.delete(WriteRequest.Delete.of(ORDERS, KEY))).contains(seen);
        assertThat(store.get(GetRequest.of(ORDERS, KEY))).isEmpty();
    }

    @Test
    @DisplayName("Batches, transactions and pages give plaintext")
    void severalItems() {
        assertThat(store.batchWrite(List.of(WriteRequest.Put.of(ORDERS, TEA)))).isEmpty();
        store.transactWrite(List.of(WriteRequest.Put.of(ORDERS, MILK)));
        assertThat(stored.items(ORDERS)).hasSize(2).doesNotContain(TEA, MILK);

        assertThat(store.query(QueryRequest.of(ORDERS, KeyCondition.partition(AttributeValue.ofString("ann"))))
                        .items())
                .containsExactly(TEA, MILK);
        assertThat(store.scan(ScanRequest.of(ORDERS)).items()).containsExactly(TEA, MILK);
        List<GetRequest> both = List.of(GetRequest.of(ORDERS, key("ann", "2")), GetRequest.of(ORDERS, KEY));
        assertThat(store.transactGet(both)).containsExactly(Optional.of(MILK), Optional.of(TEA));
        BatchGetResult found = store.batchGet(both);
        assertThat(found.items().get(ORDERS)).containsExactlyInAnyOrder(TEA, MILK);
        assertThat(found.unprocessed()).isEmpty();
    }

    @Test
    @DisplayName("What a batch leaves undone comes back as it was given")
    void unprocessed() {
        ItemStore slow = TableFixtures.resource(
                        stored.withFaults(new Faults() {
                            @Override
                            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                                return Set.of(1);
                            }
                        }),
                        stored)
                .store();
        List<WriteRequest> both = List.of(WriteRequest.Put.of(ORDERS, TEA), WriteRequest.Put.of(ORDERS, MILK));
        assertThat(slow.batchWrite(both)).containsExactly(both.get(1));
        assertThat(stored.items(ORDERS)).hasSize(1);
    }
}
