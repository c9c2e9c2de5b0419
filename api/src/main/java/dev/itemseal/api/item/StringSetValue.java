package dev.itemseal.api.item;

import java.util.HashSet;
import java.util.List;

/**
 * A set of texts (SS).
 *
 * <p>The order in which the members were given is kept but does not count for equality. An empty set can be made, since
 * an encrypted one may be, but not be encrypted or stored.
 *
 * @param elements the members, immutable
 */
public record StringSetValue(List<String> elements) implements AttributeValue {

    /**
     * Makes a set.
     *
     * @param elements the members
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a member stands there twice
     */
    public StringSetValue {
        elements = List.copyOf(elements);
        DistinctElements.require(elements, AttributeType.SS);
    }

    @Override
    public AttributeType type() {
        return AttributeType.SS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StringSetValue set && new HashSet<>(elements).equals(new HashSet<>(set.elements));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(elements).hashCode();
    }

    @Override
    public String toString() {
        return "SS(hidden)";
    }
}
