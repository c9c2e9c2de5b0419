package dev.itemseal.api.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeValueTest {

    @Property
    void equalityAndHashIgnoreOrderAndNotation(@ForAll("values") AttributeValue value, @ForAll Random random) {
        AttributeValue other = AnyValue.rewritten(value, random);

        assertThat(other).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(value).isEqualTo(other);
    }

    @Property
    void equalityIsContentEquality(@ForAll("values") AttributeValue one, @ForAll("values") AttributeValue other) {
        boolean sameJava = one.type() == other.type() && comparable(one).equals(comparable(other));

        assertThat(one.equals(other)).isEqualTo(sameJava);
        assertThat(other.equals(one)).isEqualTo(sameJava);
    }

    @Test
    void differentTypesAreNeverEqual() {
        List<AttributeValue> values = List.of(
                AttributeValue.ofString(""),
                AttributeValue.ofBytes(new byte[0]),
                AttributeValue.ofStrings(List.of()),
                AttributeValue.ofNumbers(List.of()),
                AttributeValue.ofBinaries(List.of()),
                AttributeValue.ofList(List.of()),
                AttributeValue.ofMap(Map.of()),
                AttributeValue.ofNull(),
                AttributeValue.ofBoolean(false),
                AttributeValue.ofNumber("0"));
        assertThat(values).doesNotHaveDuplicates();
        assertThat(values.stream().map(AttributeValue::type)).containsExactlyInAnyOrder(AttributeType.values());
    }

    @Test
    void listsAreOrdered() {
        AttributeValue a = AttributeValue.ofString("a");
        AttributeValue b = AttributeValue.ofString("b");
        assertThat(AttributeValue.ofList(List.of(a, b))).isNotEqualTo(AttributeValue.ofList(List.of(b, a)));
    }

    @Test
    void refusesEqualMembersOfSets() { // SER-14
        assertInvalidSet(() -> AttributeValue.ofStrings(List.of("a", "b", "a")));
        assertInvalidSet(
                () -> AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("1"), AttributeValue.ofNumber("1.0"))));
        assertInvalidSet(() -> AttributeValue.ofBinaries(
                List.of(AttributeValue.ofBytes(new byte[] {1}), AttributeValue.ofBytes(new byte[] {1}))));
    }

    @Test
    void keepsTheOrderGiven() {
        assertThat(AttributeValue.ofStrings(List.of("b", "a")).elements()).containsExactly("b", "a");
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        entries.put("z", AttributeValue.ofNull());
        entries.put("a", AttributeValue.ofNull());
        assertThat(AttributeValue.ofMap(entries).entries().keySet()).containsExactly("z", "a");
    }

    @Test
    void collectionsAreCopied() {
        List<String> texts = new ArrayList<>(List.of("a"));
        List<NumberValue> numbers = new ArrayList<>(List.of(AttributeValue.ofNumber(1)));
        List<BinaryValue> binaries = new ArrayList<>(List.of(AttributeValue.ofBytes(new byte[] {1})));
        List<AttributeValue> list = new ArrayList<>(List.of(AttributeValue.ofNull()));
        Map<String, AttributeValue> map = new HashMap<>(Map.of("a", AttributeValue.ofNull()));
        List<AttributeValue> values = List.of(
                AttributeValue.ofStrings(texts),
                new StringSetValue(texts),
                AttributeValue.ofNumbers(numbers),
                new NumberSetValue(numbers),
                AttributeValue.ofBinaries(binaries),
                new BinarySetValue(binaries),
                AttributeValue.ofList(list),
                new ListValue(list),
                AttributeValue.ofMap(map),
                new MapValue(map));
        List<Object> before = values.stream().map(AttributeValueTest::content).toList();

        texts.add("b");
        numbers.clear();
        binaries.clear();
        list.add(AttributeValue.ofNull());
        map.put("b", AttributeValue.ofNull());

        assertThat(values.stream().map(AttributeValueTest::content)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void contentCannotBeChanged(Runnable change) {
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
    }

    static Stream<Runnable> collections() {
        return Stream.of(
                () -> AttributeValue.ofStrings(List.of("a")).elements().clear(),
                () -> AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber(1)))
                        .elements()
                        .clear(),
                () -> AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(new byte[1])))
                        .elements()
                        .clear(),
                () -> AttributeValue.ofList(List.of(AttributeValue.ofNull()))
                        .elements()
                        .clear(),
                () -> AttributeValue.ofMap(Map.of("a", AttributeValue.ofNull()))
                        .entries()
                        .clear());
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] given = {1, 2, 3};
        BinaryValue value = AttributeValue.ofBytes(given);
        given[0] = 9;
        value.toByteArray()[1] = 9;

        assertThat(value.toByteArray()).containsExactly(1, 2, 3);
        ByteBuffer buffer = value.asReadOnlyBuffer();
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> buffer.put((byte) 0));
        assertThat(buffer.hasArray()).isFalse();
    }

    @Test
    void byteStringsHaveTheOrderOfUnsignedBytes() {
        byte[] array = {9, 1, 2, 9};
        List<BinaryValue> sorted = List.of(
                AttributeValue.ofBytes(new byte[0]),
                AttributeValue.ofBytes(new byte[] {1}),
                BinaryValue.wrapping(array, 1, 2),
                AttributeValue.ofBytes(new byte[] {1, 2, 0}),
                AttributeValue.ofBytes(new byte[] {127}),
                AttributeValue.ofBytes(new byte[] {-128}),
                AttributeValue.ofBytes(new byte[] {-1}));

        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                assertThat(Integer.signum(sorted.get(i).compareTo(sorted.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
        assertThat(BinaryValue.wrapping(array, 1, 2)).isEqualByComparingTo(AttributeValue.ofBytes(new byte[] {1, 2}));
    }

    @Test
    void aPartOfAnArrayIsThatPartAlone() {
        byte[] array = {0, 1, 2, 3, 4};
        BinaryValue part = BinaryValue.wrapping(array, 1, 3);

        assertThat(part).isEqualTo(AttributeValue.ofBytes(new byte[] {1, 2, 3}));
        assertThat(part).hasSameHashCodeAs(AttributeValue.ofBytes(new byte[] {1, 2, 3}));
        assertThat(part.length()).isEqualTo(3);
        assertThat(part.toByteArray()).containsExactly(1, 2, 3);
        ByteBuffer buffer = part.asReadOnlyBuffer();
        assertThat(buffer.position()).isZero();
        assertThat(buffer.capacity()).isEqualTo(3);
        byte[] target = new byte[4];
        part.copyTo(1, target, 2, 2);
        assertThat(target).containsExactly(0, 0, 2, 3);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.copyTo(1, target, 0, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.copyTo(-1, target, 0, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.copyTo(0, target, 3, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> BinaryValue.wrapping(array, 3, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> BinaryValue.wrapping(array, -1, 1));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsNoContent(Runnable making) {
        assertThatNullPointerException().isThrownBy(making::run);
    }

    static Stream<Runnable> nulls() {
        Map<String, AttributeValue> nullValue = new HashMap<>();
        nullValue.put("a", null);
        Map<String, AttributeValue> nullKey = new HashMap<>();
        nullKey.put(null, AttributeValue.ofNull());
        List<AttributeValue> nullElement = Arrays.asList((AttributeValue) null);
        return Stream.of(
                () -> AttributeValue.ofString(null),
                () -> AttributeValue.ofNumber((String) null),
                () -> AttributeValue.ofBytes(null),
                () -> AttributeValue.ofStrings(Arrays.asList((String) null)),
                () -> AttributeValue.ofNumbers(Arrays.asList((NumberValue) null)),
                () -> AttributeValue.ofBinaries(Arrays.asList((BinaryValue) null)),
                () -> AttributeValue.ofList(nullElement),
                () -> AttributeValue.ofMap(nullValue),
                () -> AttributeValue.ofMap(nullKey));
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return AnyValue.value();
    }

    private static void assertInvalidSet(ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SET));
    }

    /** The content as the JDK's own values, which know how to compare. */
    private static Object comparable(AttributeValue value) {
        return switch (value.type()) {
            case S -> ((StringValue) value).text();
            case N -> decimal((NumberValue) value);
            case B -> ByteBuffer.wrap(((BinaryValue) value).toByteArray());
            case BOOL -> ((BooleanValue) value).truth();
            case NULL -> "null";
            case SS -> new HashSet<>(((StringSetValue) value).elements());
            case NS ->
                ((NumberSetValue) value)
                        .elements().stream().map(AttributeValueTest::decimal).collect(Collectors.toSet());
            case BS ->
                ((BinarySetValue) value)
                        .elements().stream().map(AttributeValueTest::comparable).collect(Collectors.toSet());
            case L ->
                ((ListValue) value)
                        .elements().stream()
                                .map(element -> List.of(element.type(), comparable(element)))
                                .toList();
            case M -> {
                Map<String, Object> entries = new HashMap<>();
                ((MapValue) value).entries().forEach((k, v) -> entries.put(k, List.of(v.type(), comparable(v))));
                yield entries;
            }
        };
    }

    private static Object decimal(NumberValue number) {
        BigDecimal decimal = new BigDecimal(number.text());
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }

    private static Object content(AttributeValue value) {
        return switch (value.type()) {
            case SS -> List.copyOf(((StringSetValue) value).elements());
            case NS -> List.copyOf(((NumberSetValue) value).elements());
            case BS -> List.copyOf(((BinarySetValue) value).elements());
            case L -> List.copyOf(((ListValue) value).elements());
            case M -> Map.copyOf(((MapValue) value).entries());
            default -> throw new AssertionError(value.type());
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 12, 13, 40})
    void aMemberThatStandsThereTwiceIsFoundWhereverItIs(int size) {
        List<String> distinct =
                IntStream.range(0, size).mapToObj(Integer::toString).toList();
        assertThat(AttributeValue.ofStrings(distinct).elements()).isEqualTo(distinct);
        for (int at = 1; at < size; at++) {
            List<String> twice = new ArrayList<>(distinct);
            twice.set(at, distinct.get(at - 1));

            assertInvalidSet(() -> AttributeValue.ofStrings(twice));
        }
    }

    @Test
    void aMapThatWasBuiltIsLikeAnyOther() {
        LinkedHashMap<String, AttributeValue> entries = new LinkedHashMap<>();
        entries.put("z", AttributeValue.ofBoolean(true));
        entries.put("a", AttributeValue.ofString("text"));
        MapValue.Builder builder = MapValue.builder(1);

        entries.forEach((key, value) -> assertThat(builder.add(key, value)).isTrue());
        assertThat(builder.add("z", AttributeValue.ofNull())).isFalse();
        MapValue map = builder.build();

        assertThat(map).isEqualTo(AttributeValue.ofMap(entries)).hasSameHashCodeAs(AttributeValue.ofMap(entries));
        assertThat(map.entries().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> map.entries().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map).hasToString("M(hidden)");
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.add("b", AttributeValue.ofNull())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBuilderOfMapsTakesNoNull() {
        MapValue.Builder builder = MapValue.builder(0);
        assertThatThrownBy(() -> builder.add(null, AttributeValue.ofNull())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.add("a", null)).isInstanceOf(NullPointerException.class);
    }
}
