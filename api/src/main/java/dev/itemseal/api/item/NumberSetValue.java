package dev.itemseal.api.item;

import java.util.HashSet;
import java.util.List;

/**
 * A set of numbers (NS); {@code 1} and {@code 1.0} are the same member.
 *
 * <p>The order in which the members were given is kept but does not count for equality. An empty set can be made, since
 * an encrypted one may be, but not be encrypted or stored.
 *
 * @param elements the members, immutable
 */
public record NumberSetValue(List<NumberValue> elements) implements AttributeValue {

    /**
     * Makes a set.
     *
     * @param elements the members
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a member stands there twice
     */
    public NumberSetValue {
        elements = List.copyOf(elements);
        DistinctElements.require(elements, AttributeType.NS);
    }

    @Override
    public AttributeType type() {
        return AttributeType.NS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberSetValue set && new HashSet<>(elements).equals(new HashSet<>(set.elements));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(elements).hashCode();
    }

    @Override
    public String toString() {
        return "NS(hidden)";
    }
}
