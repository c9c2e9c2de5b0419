package dev.itemseal.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.AsyncEncryptedStore.PreparedWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which of several writes of one item counts. */
class BulkWriteTest {

    private static final TableInfo ONE = TableInfo.of("One", TableIndex.of("pk", "sk"));
    private static final TableInfo OTHER = TableInfo.of("Other", TableIndex.of("pk", "sk"));

    private static PreparedWrite write(TableInfo table, AttributeValue pk, AttributeValue sk) {
        return write(table, Item.builder(2).put("pk", pk).put("sk", sk).build());
    }

    private static PreparedWrite write(TableInfo table, Item key) {
        WriteRequest request = WriteRequest.Delete.of(table.name(), key);
        return new PreparedWrite(request, request, table, key);
    }

    /** Bit patterns as texts and as bytes, of which each kind has one hash. */
    private static String text(int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static AttributeValue bytes(int bits) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 16; i++) {
            bytes[2 * i] = (byte) ((bits >> i & 1) == 0 ? 31 : 0);
            bytes[2 * i + 1] = (byte) ((bits >> i & 1) == 0 ? 0 : 1);
        }
        return AttributeValue.ofBytes(bytes);
    }

    @Test
    @DisplayName(
            "Of keys that have one hash each is one item, whichever order its attributes have; the last write counts")
    void lastOfEachKey() {
        AttributeValue number = AttributeValue.ofNumber(1);
        List<PreparedWrite> writes = new ArrayList<>();
        for (TableInfo table : List.of(ONE, OTHER)) {
            for (int i = 0; i < 64; i++) {
                writes.add(write(table, AttributeValue.ofString(text(i)), number));
                writes.add(write(table, bytes(i), AttributeValue.ofString(text(63 - i))));
                writes.add(write(table, AttributeValue.ofNumber(i), bytes(i)));
            }
        }
        List<PreparedWrite> again = writes.stream()
                .map(write -> write(
                        write.table(),
                        Item.builder(2)
                                .put("sk", write.key().asMap().get("sk"))
                                .put("pk", write.key().asMap().get("pk"))
                                .build()))
                .toList();
        List<PreparedWrite> all = new ArrayList<>(writes);
        all.addAll(again);

        assertThat(BulkWrite.lastOfEachKey(writes)).isEqualTo(writes);
        assertThat(BulkWrite.lastOfEachKey(all)).hasSize(writes.size()).allMatch(again::contains);
        assertThat(BulkWrite.lastOfEachKey(all))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .containsExactlyElementsOf(again);
    }

    @Test
    @DisplayName("Keys that were chosen to have one hash take no longer than others")
    void keysOfOneHash() {
        List<PreparedWrite> writes = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            writes.add(write(ONE, AttributeValue.ofString(text(i)), bytes(0)));
        }
        long before = System.nanoTime();

        assertThat(BulkWrite.lastOfEachKey(writes)).hasSize(30_000);
        // Where each key is compared with all others: minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
}
