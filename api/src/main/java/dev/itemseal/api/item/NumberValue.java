package dev.itemseal.api.item;

import dev.itemseal.api.error.InvalidItemException;
import java.math.BigDecimal;

/**
 * A number (N) that keeps the text it was given as and compares as a number.
 *
 * <p>Accepted are an optional sign, decimal digits with an optional point, and an optional exponent, all ASCII, of at
 * most {@value #MAX_LENGTH} characters, as long as the canonical form is no longer than that either. This is wider than
 * what DynamoDB stores, because encrypted values were never seen by DynamoDB; {@link #fitsDynamoDb()} tells.
 */
public final class NumberValue implements AttributeValue, Comparable<NumberValue> {

    /** The most characters that a number's text or its canonical form may have. */
    public static final int MAX_LENGTH = 1000;

    private final String text;
    private final String canonicalText;

    /**
     * Makes a number.
     *
     * @param text the number's text, which is kept
     * @throws InvalidItemException with {@code INVALID_NUMBER} if it is not a number or exceeds the bounds
     */
    public NumberValue(String text) {
        this.text = text;
        this.canonicalText = NumberText.canonical(text);
    }

    /** {@return the text that the number was given as} */
    public String text() {
        return text;
    }

    /**
     * {@return the one text that all notations of this number share} It has no exponent, no leading plus, no zeros
     * before the first or after the last significant digit but those that place it, and zero is {@code 0} (rule NUM-3).
     */
    public String canonicalText() {
        return canonicalText;
    }

    /** {@return whether DynamoDB stores this number: at most 38 digits, magnitude 0 or 1E-130 to 9.99…E+125} */
    public boolean fitsDynamoDb() {
        return NumberText.fitsDynamoDb(canonicalText);
    }

    /** {@return the number} */
    public BigDecimal toBigDecimal() {
        return new BigDecimal(canonicalText);
    }

    @Override
    public AttributeType type() {
        return AttributeType.N;
    }

    @Override
    public int compareTo(NumberValue other) {
        return NumberText.compare(canonicalText, other.canonicalText);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberValue number && canonicalText.equals(number.canonicalText);
    }

    @Override
    public int hashCode() {
        return canonicalText.hashCode();
    }

    @Override
    public String toString() {
        return "N(hidden)";
    }
}
