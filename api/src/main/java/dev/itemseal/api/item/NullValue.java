package dev.itemseal.api.item;

/** The null value (NULL), which holds nothing. */
public record NullValue() implements AttributeValue {

    @Override
    public AttributeType type() {
        return AttributeType.NULL;
    }

    @Override
    public String toString() {
        return "NULL";
    }
}
