package dev.itemseal.api.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A map (M). The order in which the entries were given is kept but does not count for equality. */
public final class MapValue implements AttributeValue {

    private final Map<String, AttributeValue> entries;

    private MapValue(LinkedHashMap<String, AttributeValue> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * Makes a map.
     *
     * @param entries the entries, which are copied
     */
    public MapValue(Map<String, AttributeValue> entries) {
        this(new LinkedHashMap<>(entries));
        this.entries.forEach((key, value) -> {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        });
    }

    /**
     * Makes a map of entries without copying them: for code that has just made them and gives them away. Whoever changes
     * them afterwards breaks the promise that values are immutable.
     *
     * @param entries the entries, without null, which must not be changed from now on
     * @return the value
     */
    public static MapValue wrapping(LinkedHashMap<String, AttributeValue> entries) {
        return new MapValue(entries);
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
}
