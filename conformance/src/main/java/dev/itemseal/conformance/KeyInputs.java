package dev.itemseal.conformance;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What keys and providers are tried with. */
final class KeyInputs {

    private static final TableInfo TABLE = TableInfo.of("itemseal-contract", TableIndex.of("id", "rank"));

    /** An item as it is before it is written. */
    static final Item ITEM = Item.fromJava(Map.of("id", "contract", "rank", 7, "text", "plaintext"));

    /** An item for the table, without a description yet. */
    static final EncryptionContext WRITING = EncryptionContext.of(TABLE).withItem(ITEM, MaterialDescription.empty());

    private KeyInputs() {}

    /** The item as it is read, with what was encrypted still readable. */
    static EncryptionContext reading(MaterialDescription description) {
        return WRITING.withItem(ITEM, description);
    }

    /** Bytes that count upwards. */
    static byte[] bytes(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    /** The same bytes with one bit changed. */
    static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    /** Bytes that somebody could put in the place of a signature or a wrapped key: of other lengths, and changed. */
    static List<byte[]> forgeries(byte[] genuine) {
        List<byte[]> forgeries = new ArrayList<>();
        for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, genuine.length - 1, genuine.length + 1, 4096, 65_536}) {
            byte[] other = new byte[Math.max(length, 0)];
            System.arraycopy(genuine, 0, other, 0, Math.min(other.length, genuine.length));
            forgeries.add(other);
        }
        forgeries.add(new byte[genuine.length]);
        // As a number larger than every modulus of that size.
        byte[] ones = new byte[genuine.length];
        Arrays.fill(ones, (byte) 0xff);
        forgeries.add(ones);
        return forgeries;
    }
}
