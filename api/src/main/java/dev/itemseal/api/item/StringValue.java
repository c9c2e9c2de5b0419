package dev.itemseal.api.item;

import java.util.Objects;

/**
 * A text (S).
 *
 * @param text the text, which may be empty
 */
public record StringValue(String text) implements AttributeValue {

    /**
     * Makes a text.
     *
     * @param text any text; one with a lone surrogate is refused when it is encrypted or signed
     */
    public StringValue {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public AttributeType type() {
        return AttributeType.S;
    }

    @Override
    public String toString() {
        return "S(hidden)";
    }
}
