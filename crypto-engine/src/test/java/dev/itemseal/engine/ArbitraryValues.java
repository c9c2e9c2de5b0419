package dev.itemseal.engine;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary items and values, with everything that DynamoDB would store. */
@SuppressWarnings("exports") // public for the tests of the format package, and never exported
public final class ArbitraryValues {

    private ArbitraryValues() {}

    /** Text of all planes, without lone surrogates, and often with what sorts differently in the two dialects. */
    public static Arbitrary<String> texts() {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.integers().between(0x20, 0x7E),
                Arbitraries.integers().between(0, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0x10FFFF),
                Arbitraries.of(0xFF5E, 0x1F600, 0xE000, 0xFFFD));
        return codePoints
                .list()
                .ofMaxSize(12)
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    static Arbitrary<NumberValue> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(19);
        return Combinators.combine(
                        Arbitraries.of("", "-", "+"),
                        digits,
                        digits,
                        Arbitraries.integers().between(-90, 90))
                .as((sign, whole, fraction, exponent) ->
                        new NumberValue(sign + whole + "." + fraction + "E" + exponent));
    }

    static Arbitrary<BinaryValue> binaries() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(BinaryValue::copyOf);
    }

    /** A value of any type, nested up to a depth. */
    public static Arbitrary<AttributeValue> values(int depth) {
        Arbitrary<AttributeValue> flat = Arbitraries.oneOf(
                texts().map(AttributeValue::ofString),
                numbers(),
                binaries(),
                Arbitraries.of(true, false).map(AttributeValue::ofBoolean),
                Arbitraries.just(AttributeValue.ofNull()),
                texts().set().ofMinSize(1).ofMaxSize(5).map(AttributeValue::ofStrings),
                numbers().set().ofMinSize(1).ofMaxSize(5).map(AttributeValue::ofNumbers),
                binaries().set().ofMinSize(1).ofMaxSize(5).map(AttributeValue::ofBinaries));
        if (depth == 0) {
            return flat;
        }
        Arbitrary<AttributeValue> inner = values(depth - 1);
        Arbitrary<AttributeValue> lists = inner.list().ofMaxSize(4).map(AttributeValue::ofList);
        Arbitrary<AttributeValue> maps =
                Arbitraries.maps(texts(), inner).ofMaxSize(4).map(AttributeValue::ofMap);
        return Arbitraries.frequencyOf(Tuple.of(4, flat), Tuple.of(1, lists), Tuple.of(1, maps));
    }

    /** An item with a key {@code id} and up to six other attributes. */
    static Arbitrary<Item> items() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("a", "b", "c", "\uFF5E", "\uD83D\uDE00", "", "A", "ab"),
                texts().filter(name -> !name.equals("id")));
        Arbitrary<Item> others = Arbitraries.maps(names, values(1)).ofMaxSize(6).map(Item::of);
        Arbitrary<AttributeValue> keys =
                Arbitraries.oneOf(texts().map(AttributeValue::ofString), numbers(), binaries());
        return Combinators.combine(others, keys).as((item, key) -> item.with("id", key));
    }
}
