package dev.itemseal.api.item;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One attribute value: immutable, of one of DynamoDB's ten types.
 *
 * <p>Values are equal when DynamoDB would call them equal: numbers by their number ({@code 1.0} equals {@code 1}), sets
 * without regard to order. {@code toString} gives the type and never the content.
 */
public sealed interface AttributeValue
        permits StringValue,
                NumberValue,
                BinaryValue,
                StringSetValue,
                NumberSetValue,
                BinarySetValue,
                ListValue,
                MapValue,
                BooleanValue,
                NullValue {

    /** {@return the type, which tells the implementing class} */
    AttributeType type();

    /**
     * Makes a text.
     *
     * @param text any text; one with a lone surrogate is refused when it is encrypted or signed
     * @return the value
     */
    static StringValue ofString(String text) {
        return new StringValue(text);
    }

    /**
     * Makes a number that keeps its text.
     *
     * @param text the number, as {@link NumberValue} accepts it
     * @return the value
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_NUMBER} if it is not such a number
     */
    static NumberValue ofNumber(String text) {
        return new NumberValue(text);
    }

    /**
     * Makes an integral number.
     *
     * @param number any number
     * @return the value
     */
    static NumberValue ofNumber(long number) {
        return new NumberValue(Long.toString(number));
    }

    /**
     * Makes a number.
     *
     * @param number any number within the bounds of {@link NumberValue}
     * @return the value
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_NUMBER} if it exceeds these bounds
     */
    static NumberValue ofNumber(BigDecimal number) {
        return new NumberValue(number.toString());
    }

    /**
     * Makes a byte string.
     *
     * @param bytes the content, which is copied
     * @return the value
     */
    static BinaryValue ofBytes(byte[] bytes) {
        return BinaryValue.copyOf(bytes);
    }

    /**
     * Makes a truth value.
     *
     * @param truth the value
     * @return the value
     */
    static BooleanValue ofBoolean(boolean truth) {
        return new BooleanValue(truth);
    }

    /** {@return the null value} */
    static NullValue ofNull() {
        return new NullValue();
    }

    /**
     * Makes a set of texts.
     *
     * @param elements the members, whose order is kept
     * @return the value
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a member stands there twice
     */
    static StringSetValue ofStrings(Collection<String> elements) {
        return new StringSetValue(List.copyOf(elements));
    }

    /**
     * Makes a set of numbers.
     *
     * @param elements the members, whose order is kept
     * @return the value
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a number stands there twice
     */
    static NumberSetValue ofNumbers(Collection<NumberValue> elements) {
        return new NumberSetValue(List.copyOf(elements));
    }

    /**
     * Makes a set of byte strings.
     *
     * @param elements the members, whose order is kept
     * @return the value
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_SET} if a member stands there twice
     */
    static BinarySetValue ofBinaries(Collection<BinaryValue> elements) {
        return new BinarySetValue(List.copyOf(elements));
    }

    /**
     * Makes a list.
     *
     * @param elements the elements, in order
     * @return the value
     */
    static ListValue ofList(List<? extends AttributeValue> elements) {
        return new ListValue(List.copyOf(elements));
    }

    /**
     * Makes a map.
     *
     * @param entries the entries, whose order is kept
     * @return the value
     */
    static MapValue ofMap(Map<String, ? extends AttributeValue> entries) {
        return new MapValue(entries);
    }
}
