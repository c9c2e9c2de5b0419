package dev.itemseal.api.item;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map (M). The order in which the entries were given is kept but does not count for equality. */
public final class MapValue implements AttributeValue {

    private final Map<String, AttributeValue> entries;

    private MapValue(EntriesInOrder entries) {
        this.entries = entries.build();
    }

    /**
     * Makes a map.
     *
     * @param entries the entries, which are copied
     */
    public MapValue(Map<String, ? extends AttributeValue> entries) {
        this(copyOf(entries));
    }

    private static EntriesInOrder copyOf(Map<String, ? extends AttributeValue> entries) {
        EntriesInOrder copy = new EntriesInOrder(entries.size());
        entries.forEach(
                (key, value) -> copy.set(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
        return copy;
    }

    /**
     * Starts a map.
     *
     * @param expectedSize how many entries are expected; more may follow
     * @return a builder, for one thread
     */
    public static Builder builder(int expectedSize) {
        return new Builder(expectedSize);
    }

    /** {@return the entries, immutable, in the order in which they were given} */
    public Map<String, AttributeValue> entries() {
        return entries;
    }

    @Override
    public AttributeType type() {
        return AttributeType.M;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapValue map && entries.equals(map.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "M(hidden)";
    }

    /** Collects entries. For one thread. */
    public static final class Builder {

        private @Nullable EntriesInOrder entries;

        private Builder(int expectedSize) {
            entries = new EntriesInOrder(expectedSize);
        }

        /**
         * Adds an entry, unless there is one with that key.
         *
         * @param key its key
         * @param value its value
         * @return whether it was added
         * @throws IllegalStateException if the map was built before
         */
        public boolean add(String key, AttributeValue value) {
            Objects.requireNonNull(value, "value");
            EntriesInOrder open = open();
            if (open.has(Objects.requireNonNull(key, "key"))) {
                return false;
            }
            open.set(key, value);
            return true;
        }

        /**
         * Ends the building.
         *
         * @return the map
         * @throws IllegalStateException if this was called before
         */
        public MapValue build() {
            MapValue map = new MapValue(open());
            entries = null;
            return map;
        }

        private EntriesInOrder open() {
            if (entries == null) {
                throw new IllegalStateException("this builder has built its map; take a new one");
            }
            return entries;
        }
    }
}
