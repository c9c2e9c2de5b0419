package dev.itemseal.api.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the entries of an item or a map: few of them in a {@link SmallMap}, more in one that is made for many. */
final class EntriesInOrder {

    private final SmallMap few;

    /** Takes the place of the other once there are too many. */
    private @Nullable LinkedHashMap<String, AttributeValue> many;

    EntriesInOrder(int expectedSize) {
        boolean manyExpected = expectedSize > SmallMap.MOST;
        few = new SmallMap(manyExpected ? 0 : expectedSize);
        many = manyExpected ? new LinkedHashMap<>(expectedSize + expectedSize / 3 + 1) : null;
    }

    boolean has(String name) {
        return (many == null ? few : many).containsKey(name);
    }

    /** Adds an entry, or replaces the value of one, which keeps its place. */
    void set(String name, AttributeValue value) {
        if (many == null && few.full() && !few.containsKey(name)) {
            many = new LinkedHashMap<>(few);
        }
        if (many == null) {
            few.set(name, value);
        } else {
            many.put(name, value);
        }
    }

    /** Leaves out an entry, if it is there. */
    void remove(String name) {
        if (many != null) {
            many.remove(name);
        } else if (few.containsKey(name)) {
            few.leaveOut(name);
        }
    }

    /** Ends the collecting; the map can't be changed by anybody who has it. */
    Map<String, AttributeValue> build() {
        return many != null ? Collections.unmodifiableMap(many) : few;
    }
}
