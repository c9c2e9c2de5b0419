package dev.itemseal.api.item;

/**
 * A truth value (BOOL).
 *
 * @param truth the value
 */
public record BooleanValue(boolean truth) implements AttributeValue {

    @Override
    public AttributeType type() {
        return AttributeType.BOOL;
    }

    @Override
    public String toString() {
        return "BOOL(hidden)";
    }
}
