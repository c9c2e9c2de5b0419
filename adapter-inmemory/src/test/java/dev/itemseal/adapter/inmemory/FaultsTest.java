package dev.itemseal.adapter.inmemory;

import static dev.itemseal.adapter.inmemory.Fixtures.TABLE;
import static dev.itemseal.adapter.inmemory.Fixtures.assertRefused;
import static dev.itemseal.adapter.inmemory.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.Faults.Operation;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Failures on demand. */
class FaultsTest {

    private final InMemoryItemStore store = Fixtures.store();

    @Test
    void failsBeforeTheWrite() {
        InMemoryItemStore failing = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                throw Faults.unavailable();
            }
        });

        assertThat(assertRefused(() -> failing.put(WriteRequest.Put.of(TABLE, key("a", 1))), Reason.STORE_UNAVAILABLE)
                        .retryable())
                .isTrue();
        assertThat(store.items(TABLE)).isEmpty();
    }

    @Test
    void failsAfterTheWrite() {
        InMemoryItemStore failing = store.withFaults(new Faults() {
            @Override
            public void after(Operation operation, List<?> requests) {
                throw Faults.unavailable();
            }
        });

        assertRefused(() -> failing.put(WriteRequest.Put.of(TABLE, key("a", 1))), Reason.STORE_UNAVAILABLE);
        assertThat(store.items(TABLE)).containsExactly(key("a", 1));
    }

    @Test
    void leavesRequestsUnprocessed() {
        InMemoryItemStore busy = store.withFaults(new Faults() {
            @Override
            public Set<Integer> unprocessed(Operation operation, List<?> requests) {
                return Set.of(0, 2);
            }
        });
        List<WriteRequest> writes = IntStream.range(0, 4)
                .<WriteRequest>mapToObj(line -> WriteRequest.Put.of(TABLE, key("a", line)))
                .toList();
        List<GetRequest> gets = IntStream.range(0, 4)
                .mapToObj(line -> GetRequest.of(TABLE, key("a", line)))
                .toList();

        assertThat(busy.batchWrite(writes)).containsExactly(writes.get(0), writes.get(2));
        assertThat(store.items(TABLE)).containsExactly(key("a", 1), key("a", 3));
        BatchGetResult result = busy.batchGet(gets);
        assertThat(result.unprocessed()).containsExactly(gets.get(0), gets.get(2));
        assertThat(result.items().get(TABLE)).containsExactly(key("a", 1), key("a", 3));
    }

    @Test
    void mayWriteBetweenAReadAndAWrite() {
        Item item = key("a", 1).with("n", AttributeValue.ofNumber(1));
        store.put(WriteRequest.Put.of(TABLE, item));
        List<Operation> seen = new ArrayList<>();
        InMemoryItemStore raced = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                seen.add(operation);
                store.put(WriteRequest.Put.of(TABLE, item.with("n", AttributeValue.ofNumber(2))));
            }
        });
        WriteCondition unchanged = WriteCondition.equalTo("n", AttributeValue.ofNumber(1));

        assertRefused(
                () -> raced.delete(new WriteRequest.Delete(TABLE, key("a", 1), unchanged)), Reason.CONDITION_FAILED);
        assertThat(seen).containsExactly(Operation.DELETE);
    }
}
