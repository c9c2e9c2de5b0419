package dev.itemseal.api.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Items from ordinary Java values and back. */
class JavaValuesTest {

    @Property
    void whatGoesOutComesBackIn(@ForAll("items") Item item) {
        assertThat(Item.fromJava(item.toJava())).isEqualTo(item);
    }

    @Property
    void orderIsKeptBothWays(@ForAll("items") Item item) {
        assertThat(item.toJava().keySet()).containsExactlyElementsOf(item.names());
        assertThat(Item.fromJava(item.toJava()).names()).containsExactlyElementsOf(item.names());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eachTypeHasItsJavaType(Object java, AttributeValue value) {
        assertThat(fromJava(java)).isEqualTo(value);
    }

    static Stream<Arguments> pairs() {
        byte[] bytes = {1, 2};
        return Stream.of(
                Arguments.of("text", AttributeValue.ofString("text")),
                Arguments.of(true, AttributeValue.ofBoolean(true)),
                Arguments.of(null, AttributeValue.ofNull()),
                Arguments.of((byte) -1, AttributeValue.ofNumber("-1")),
                Arguments.of((short) 2, AttributeValue.ofNumber("2")),
                Arguments.of(3, AttributeValue.ofNumber("3")),
                Arguments.of(Long.MIN_VALUE, AttributeValue.ofNumber("-9223372036854775808")),
                Arguments.of(1.5f, AttributeValue.ofNumber("1.5")),
                Arguments.of(0.1f, AttributeValue.ofNumber("0.1")),
                Arguments.of(-0.0, AttributeValue.ofNumber("0")),
                Arguments.of(1e22, AttributeValue.ofNumber("1e22")),
                Arguments.of(Double.MIN_VALUE, AttributeValue.ofNumber("4.9e-324")),
                Arguments.of(BigInteger.TEN, AttributeValue.ofNumber("10")),
                Arguments.of(new BigDecimal("1.50"), AttributeValue.ofNumber("1.5")),
                Arguments.of(bytes, AttributeValue.ofBytes(bytes)),
                Arguments.of(ByteBuffer.wrap(bytes), AttributeValue.ofBytes(bytes)),
                Arguments.of(List.of("a", 1), ofList(AttributeValue.ofString("a"), AttributeValue.ofNumber(1))),
                Arguments.of(Map.of("k", 1), AttributeValue.ofMap(Map.of("k", AttributeValue.ofNumber(1)))),
                Arguments.of(Set.of("a", "b"), AttributeValue.ofStrings(List.of("a", "b"))),
                Arguments.of(Set.of(1, 2.5), AttributeValue.ofNumbers(numbers("1", "2.5"))),
                Arguments.of(Set.of(bytes), AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(bytes)))),
                Arguments.of(
                        Set.of(ByteBuffer.wrap(bytes)),
                        AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(bytes)))),
                Arguments.of(AttributeValue.ofNumber("1E2"), AttributeValue.ofNumber("100")),
                Arguments.of(Set.of(AttributeValue.ofString("a")), AttributeValue.ofStrings(List.of("a"))),
                Arguments.of(Set.of(AttributeValue.ofNumber(1), 2), AttributeValue.ofNumbers(numbers("1", "2"))),
                Arguments.of(
                        Set.of(AttributeValue.ofBytes(bytes)),
                        AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(bytes)))));
    }

    @Test
    void aPartOfABufferIsThatPartAlone() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1).limit(3);

        assertThat(fromJava(buffer)).isEqualTo(AttributeValue.ofBytes(new byte[] {1, 2}));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void arraysAreCopied() {
        byte[] bytes = {1};
        AttributeValue value = fromJava(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        AttributeValue ofBuffer = fromJava(buffer);
        bytes[0] = 2;

        assertThat(value).isEqualTo(AttributeValue.ofBytes(new byte[] {1}));
        assertThat(ofBuffer).isEqualTo(AttributeValue.ofBytes(new byte[] {1}));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void refusesWhatHasNoType(Object java, String named) { // ACT-12
        assertRefused(java, Reason.UNSUPPORTED_VALUE, named);
        assertRefused(List.of(java), Reason.UNSUPPORTED_VALUE, named);
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                Arguments.of('c', "java.lang.Character"),
                Arguments.of(new int[] {1}, "[I"),
                Arguments.of(new UUID(1, 2), "java.util.UUID"),
                Arguments.of(new AtomicInteger(1), "java.util.concurrent.atomic.AtomicInteger"),
                Arguments.of(Double.NaN, "infinite or NaN"),
                Arguments.of(Float.NaN, "infinite or NaN"),
                Arguments.of(Double.POSITIVE_INFINITY, "infinite or NaN"),
                Arguments.of(Float.NEGATIVE_INFINITY, "infinite or NaN"),
                Arguments.of(Map.of(1, 2), "key that is not a String"),
                Arguments.of(nullKey(), "key that is not a String"),
                Arguments.of(Set.of("a", 1), "different kinds"),
                Arguments.of(Set.of(1, new byte[1]), "different kinds"),
                Arguments.of(Set.of("a", new byte[1]), "different kinds"),
                Arguments.of(Set.of(true), "neither text nor number nor bytes"),
                Arguments.of(Set.of(List.of()), "neither text nor number nor bytes"),
                Arguments.of(Collections.singleton(null), "neither text nor number nor bytes"),
                Arguments.of(Set.of(1, Double.NaN), "infinite or NaN"),
                Arguments.of(new ArrayList<>().iterator(), "java.util.ArrayList$Itr"));
    }

    @Test
    void refusesWhatCannotBeStored() {
        assertRefused(Set.of(), Reason.INVALID_SET, "empty set");
        assertRefused(new LinkedHashSet<>(List.of(1, 1L)), Reason.INVALID_SET, "twice");
        assertRefused(
                Set.of(ByteBuffer.wrap(new byte[] {1}), AttributeValue.ofBytes(new byte[] {1})),
                Reason.INVALID_SET,
                "twice");
        assertRefused(new BigDecimal("1e5000"), Reason.INVALID_NUMBER, "1000 characters");
        assertRefused(Set.of(new BigDecimal("1e999999999")), Reason.INVALID_NUMBER, "1000 characters");
    }

    @Test
    void nestsToTheLimitAndNoDeeper() {
        assertThat(depth(fromJava(nested(128, List.of())))).isEqualTo(128);
        assertThat(depth(fromJava(nested(128, List.of("x"))))).isEqualTo(128);
        assertRefused(nested(129, List.of()), Reason.NESTING_TOO_DEEP, "128");
        assertRefused(nested(129, List.of("x")), Reason.NESTING_TOO_DEEP, "128");
        assertRefused(nested(129, Map.of()), Reason.NESTING_TOO_DEEP, "128");
    }

    @Test
    void refusesWhatHoldsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("itself", List.of(map));

        assertRefused(list, Reason.NESTING_TOO_DEEP, "holds itself");
        assertRefused(map, Reason.NESTING_TOO_DEEP, "holds itself");
    }

    @Test
    void javaValuesAreFreshAndChangeable() {
        byte[] bytes = {1};
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("list", List.of(1));
        inner.put("set", Set.of("a"));
        Item item = Item.fromJava(Map.of("map", inner, "bytes", bytes));

        Map<String, Object> java = item.toJava();
        ((byte[]) java.get("bytes"))[0] = 9;
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) java.remove("map");
        ((List<?>) map.get("list")).clear();
        ((Set<?>) map.get("set")).clear();
        map.clear();

        assertThat(item).isEqualTo(Item.fromJava(Map.of("map", inner, "bytes", bytes)));
    }

    @Test
    void numbersComeBackInCanonicalForm() {
        Item item = Item.fromJava(Map.of("n", new BigDecimal("1.500"), "ns", Set.of(new BigDecimal("2.0"))));

        assertThat(item.toJava())
                .containsEntry("n", new BigDecimal("1.5"))
                .containsEntry("ns", Set.of(new BigDecimal("2")));
    }

    @Provide
    Arbitrary<Item> items() {
        return AnyValue.item();
    }

    private static AttributeValue fromJava(Object java) {
        Map<String, Object> values = new HashMap<>();
        values.put("attribute", java);
        return Item.fromJava(values).attribute("attribute").orElseThrow();
    }

    /** The value as the innermost of so many lists and maps in turn, itself counted. */
    private static Object nested(int depth, Object innermost) {
        Object value = innermost;
        for (int i = 1; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    private static int depth(AttributeValue value) {
        if (value instanceof ListValue list) {
            return 1
                    + list.elements().stream()
                            .mapToInt(JavaValuesTest::depth)
                            .max()
                            .orElse(0);
        } else if (value instanceof MapValue map) {
            return 1
                    + map.entries().values().stream()
                            .mapToInt(JavaValuesTest::depth)
                            .max()
                            .orElse(0);
        }
        return 0;
    }

    private static Map<Object, Object> nullKey() {
        Map<Object, Object> map = new HashMap<>();
        map.put(null, 1);
        return map;
    }

    private static ListValue ofList(AttributeValue... values) {
        return AttributeValue.ofList(List.of(values));
    }

    private static List<NumberValue> numbers(String... texts) {
        return Stream.of(texts).map(AttributeValue::ofNumber).toList();
    }

    private static void assertRefused(Object java, Reason reason, String named) {
        assertThatThrownBy(() -> fromJava(java)).isInstanceOfSatisfying(InvalidItemException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining("'attribute'").hasMessageContaining(named);
        });
    }
}
