package dev.itemseal.api.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary values and items of every type. */
final class AnyValue {

    private AnyValue() {}

    static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.strings().withChars("ab").ofMaxLength(3),
                Arbitraries.of("", "Zoë", "\uFF5E", "\uD83D\uDE00"));
    }

    /** A number in any notation, most of which are not canonical. */
    static Arbitrary<String> notation() {
        Arbitrary<String> sign = Arbitraries.of("", "+", "-");
        Arbitrary<String> digits = Arbitraries.strings().withChars("0001259").ofMaxLength(12);
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Combinators.combine(
                                Arbitraries.of("e", "E", "e+", "E-", "e-0"),
                                Arbitraries.integers().between(0, 140))
                        .as((mark, number) -> mark + number));
        return Combinators.combine(sign, digits, Arbitraries.of("", "."), digits, exponent)
                .as((s, before, point, behind, e) -> s + before + point + behind + e)
                .filter(text -> text.matches("[+-]?\\.?\\d.*"));
    }

    static Arbitrary<NumberValue> number() {
        return notation().map(AttributeValue::ofNumber);
    }

    static Arbitrary<BinaryValue> binary() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(6).map(AttributeValue::ofBytes);
    }

    static Arbitrary<AttributeValue> set() {
        return Arbitraries.oneOf(
                text().list().ofMinSize(1).ofMaxSize(5).uniqueElements().map(AttributeValue::ofStrings),
                number().list().ofMinSize(1).ofMaxSize(5).uniqueElements().map(AttributeValue::ofNumbers),
                binary().list().ofMinSize(1).ofMaxSize(5).uniqueElements().map(AttributeValue::ofBinaries));
    }

    static Arbitrary<AttributeValue> scalar() {
        return Arbitraries.oneOf(Arrays.asList(
                text().map(AttributeValue::ofString),
                number(),
                binary(),
                Arbitraries.of(true, false).map(AttributeValue::ofBoolean),
                Arbitraries.just(AttributeValue.ofNull())));
    }

    static Arbitrary<AttributeValue> value() {
        // The edge cases of nested values are so many that finding them takes longer than all tries.
        return value(3).withoutEdgeCases();
    }

    private static Arbitrary<AttributeValue> value(int depth) {
        if (depth == 0) {
            return Arbitraries.oneOf(scalar(), set());
        }
        Arbitrary<AttributeValue> inner = value(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.oneOf(scalar(), set())),
                Tuple.of(1, inner.list().ofMaxSize(3).map(AttributeValue::ofList)),
                Tuple.of(1, named(inner).map(AttributeValue::ofMap)));
    }

    static Arbitrary<Item> item() {
        return named(value()).map(Item::of).withoutEdgeCases();
    }

    private static Arbitrary<Map<String, AttributeValue>> named(Arbitrary<AttributeValue> values) {
        return Arbitraries.maps(text(), values).ofMaxSize(4).map(LinkedHashMap::new);
    }

    /** The same value with every set, map and number written differently. */
    static AttributeValue rewritten(AttributeValue value, Random random) {
        return switch (value.type()) {
            case SS -> AttributeValue.ofStrings(shuffled(((StringSetValue) value).elements(), random));
            case BS -> AttributeValue.ofBinaries(shuffled(((BinarySetValue) value).elements(), random));
            case NS ->
                AttributeValue.ofNumbers(shuffled(((NumberSetValue) value).elements(), random).stream()
                        .map(AnyValue::rewrittenNumber)
                        .toList());
            case N -> rewrittenNumber((NumberValue) value);
            case L ->
                AttributeValue.ofList(((ListValue) value)
                        .elements().stream()
                                .map(element -> rewritten(element, random))
                                .toList());
            case M -> {
                Map<String, AttributeValue> entries = ((MapValue) value).entries();
                Map<String, AttributeValue> other = new LinkedHashMap<>();
                shuffled(List.copyOf(entries.keySet()), random)
                        .forEach(key -> other.put(key, rewritten(entries.get(key), random)));
                yield AttributeValue.ofMap(other);
            }
            case S, B, BOOL, NULL -> value;
        };
    }

    private static NumberValue rewrittenNumber(NumberValue number) {
        String canonical = number.canonicalText();
        String sign = canonical.startsWith("-") ? "-00" : "+0";
        return AttributeValue.ofNumber(sign + canonical.replace("-", "") + (canonical.contains(".") ? "00" : ".0"));
    }

    private static <T> List<T> shuffled(List<T> elements, Random random) {
        List<T> copy = new ArrayList<>(elements);
        Collections.shuffle(copy, random);
        return copy;
    }
}
