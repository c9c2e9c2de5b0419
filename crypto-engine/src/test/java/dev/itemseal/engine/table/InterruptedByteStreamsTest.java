package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.item.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Byte streams whose writing is interrupted, or whose last step arrives late. */
class InterruptedByteStreamsTest {

    private static final int PIECE = 100;
    private static final Item KEY = key("ann", "photo");

    private final InMemoryItemStore store = TableFixtures.store();
    private final ByteStreams streams = new ByteStreams(TableFixtures.orders(store), PIECE);

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void write(Item key, byte[] content) throws IOException {
        assertThat(streams.write(key, new ByteArrayInputStream(content))).isEqualTo(content.length);
    }

    private byte[] read(Item key) throws IOException {
        try (InputStream stream = streams.read(key).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private List<Item> raw() {
        return store.items(ORDERS);
    }

    @Test
    @DisplayName(
            "A write that is interrupted at any of its requests leaves the one stream or the other, and pieces to clean up")
    void interruptedAtEachRequest() throws IOException {
        byte[] before = bytes(2 * PIECE, 1);
        byte[] after = bytes(3 * PIECE, 2);
        for (boolean isAnswered : new boolean[] {true, false}) {
            int failures = 0;
            for (boolean isFailed = true; isFailed; failures += isFailed ? 1 : 0) {
                streams.delete(KEY);
                write(KEY, before);
                ByteStreams interrupted = new ByteStreams(
                        TableFixtures.orders(store.withFaults(new Interruption(failures, isAnswered))), PIECE);

                isFailed = catchThrowable(() -> interrupted.write(KEY, new ByteArrayInputStream(after))) != null;

                byte[] content = read(KEY);
                assertThat(content).isIn(isFailed ? List.of(before, after) : List.of(after));
                streams.deleteLeftovers(KEY);
                assertThat(read(KEY)).isEqualTo(content);
                assertThat(raw()).hasSize(1 + content.length / PIECE);
            }
            // The head is read, three pieces are put, the head is read and written, and two old pieces are deleted.
            assertThat(failures).isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    @DisplayName("A last step that arrives late, while it is sent again, is no other's write, and nothing is deleted")
    void lateLastStep() throws IOException {
        write(KEY, bytes(2 * PIECE, 1));
        LateUpdates late = new LateUpdates(store);
        AtomicInteger updates = new AtomicInteger();
        InMemoryItemStore slow = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.UPDATE) {
                    if (updates.incrementAndGet() == 1) {
                        throw late.delay(requests);
                    }
                    late.arrive();
                }
            }
        });
        byte[] content = bytes(3 * PIECE, 2);

        new ByteStreams(TableFixtures.orders(slow), PIECE).write(KEY, new ByteArrayInputStream(content));

        assertThat(updates).hasValue(2);
        assertThat(read(KEY)).isEqualTo(content);
        assertThat(raw()).hasSize(1 + 3);
    }
}
