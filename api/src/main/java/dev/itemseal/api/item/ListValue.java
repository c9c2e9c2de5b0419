package dev.itemseal.api.item;

import java.util.List;

/**
 * A list (L).
 *
 * @param elements the elements, in order, immutable
 */
public record ListValue(List<AttributeValue> elements) implements AttributeValue {

    /**
     * Makes a list.
     *
     * @param elements the elements, in order
     */
    public ListValue {
        elements = List.copyOf(elements);
    }

    @Override
    public AttributeType type() {
        return AttributeType.L;
    }

    @Override
    public String toString() {
        return "L(hidden)";
    }
}
