package dev.itemseal.api.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map of few entries, in the order in which they were added: in arrays, which mostly take less than half the memory of a
 * {@link java.util.LinkedHashMap} and are faster to fill and to walk through. Nobody can change it as a {@link Map}.
 *
 * <p>It holds at most {@value #MOST} entries, so that names that were chosen to collide cost little.
 */
final class SmallMap extends AbstractMap<String, AttributeValue> {

    /** Places in the index are bytes. */
    static final int MOST = 64;

    private String[] names;
    private AttributeValue[] values;
    private int size;

    /** At the slot of a name's hash, or the next ones where others were there before: its place, counted from 1. */
    private byte[] index;

    SmallMap(int expectedSize) {
        int capacity = Math.max(1, Math.min(expectedSize, MOST));
        names = new String[capacity];
        values = new AttributeValue[capacity];
        index = newIndex(capacity);
    }

    /** At least half of the slots stay empty. */
    private static byte[] newIndex(int capacity) {
        return new byte[Integer.highestOneBit(capacity) * 4];
    }

    boolean full() {
        return size == MOST;
    }

    /** Adds an entry, which a full map has no room for, or replaces the value of one. */
    void set(String name, AttributeValue value) {
        int slot = slot(name);
        if (index[slot] > 0) {
            values[index[slot] - 1] = value;
            return;
        }
        if (size == names.length) {
            grow();
            slot = slot(name);
        }
        names[size] = name;
        values[size++] = value;
        index[slot] = (byte) size;
    }

    private void grow() {
        int capacity = Math.min(MOST, 2 * size);
        names = Arrays.copyOf(names, capacity);
        values = Arrays.copyOf(values, capacity);
        indexAgain();
    }

    private void indexAgain() {
        index = newIndex(names.length);
        for (int i = 0; i < size; i++) {
            index[slot(names[i])] = (byte) (i + 1);
        }
    }

    /** Leaves out an entry that is there. */
    void leaveOut(String name) {
        int place = index[slot(name)];
        size--;
        System.arraycopy(names, place, names, place - 1, size - place + 1);
        System.arraycopy(values, place, values, place - 1, size - place + 1);
        names[size] = null;
        values[size] = null;
        indexAgain();
    }

    /** Where a name is in the index, or where it would go. */
    private int slot(Object name) {
        int hash = name.hashCode();
        int slot = hash ^ (hash >>> 16);
        while (true) {
            slot &= index.length - 1;
            if (index[slot] == 0 || names[index[slot] - 1].equals(name)) {
                return slot;
            }
            slot++;
        }
    }

    @Override
    public @Nullable AttributeValue get(Object name) {
        if (name == null) {
            return null;
        }
        int place = index[slot(name)];
        return place == 0 ? null : values[place - 1];
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    /** Refused even where it would change nothing, as by any other map that can't be changed. */
    @Override
    public AttributeValue remove(Object name) {
        throw new UnsupportedOperationException();
    }

    /** Refused even where it would change nothing. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super AttributeValue> visitor) {
        for (int i = 0; i < size; i++) {
            visitor.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<String, AttributeValue>> iterator() {
                return new Entries();
            }
        };
    }

    /** Walks through the entries, in order. */
    private final class Entries implements Iterator<Entry<String, AttributeValue>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Entry<String, AttributeValue> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return Map.entry(names[next], values[next++]);
        }
    }
}
