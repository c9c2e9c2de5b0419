package dev.itemseal.api.item;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A map (M).
 *
 * @param entries the entries, immutable, in the order in which they were given (which does not count for equality)
 */
public record MapValue(Map<String, AttributeValue> entries) implements AttributeValue {

    /**
     * Makes a map.
     *
     * @param entries the entries
     */
    public MapValue {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        entries.forEach((key, value) -> {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        });
    }

    @Override
    public AttributeType type() {
        return AttributeType.M;
    }

    @Override
    public String toString() {
        return "M(hidden)";
    }
}
