package dev.itemseal.api.item;

import java.util.HashSet;
import java.util.List;

/**
 * A set of byte strings (BS).
 *
 * <p>The order in which the members were given is kept but does not count for equality. An empty set can be made, since
 * an encrypted one may be, but not be encrypted or stored.
 *
 * @param elements the members, immutable
 */
public record BinarySetValue(List<BinaryValue> elements) implements AttributeValue {

    /**
     * Makes a set.
     *
     * @param elements the members
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a member stands there twice
     */
    public BinarySetValue {
        elements = List.copyOf(elements);
        DistinctElements.require(elements, AttributeType.BS);
    }

    @Override
    public AttributeType type() {
        return AttributeType.BS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinarySetValue set && new HashSet<>(elements).equals(new HashSet<>(set.elements));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(elements).hashCode();
    }

    @Override
    public String toString() {
        return "BS(hidden)";
    }
}
