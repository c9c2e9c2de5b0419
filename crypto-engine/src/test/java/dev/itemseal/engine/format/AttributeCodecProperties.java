package dev.itemseal.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.engine.ArbitraryValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AttributeCodecProperties {

    @Provide
    Arbitrary<AttributeValue> values() {
        return ArbitraryValues.values(2);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(ArbitraryValues.texts(), Arbitraries.strings());
    }

    @Provide
    Arbitrary<byte[]> almostValues() {
        Arbitrary<Byte> telling =
                Arbitraries.of(new Byte[] {0, 1, 2, 's', 'n', 'b', '?', 'S', 'N', 'B', 'L', 'M', -1, 'a', '1'});
        return Arbitraries.oneOf(telling, Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(60);
    }

    private static byte[] serialized(AttributeValue value, Dialect dialect) {
        ByteSink sink = new ByteSink(1);
        AttributeCodec.serialize(value, dialect, FormatV0.MAX_DEPTH_TO_WRITE, "a", sink);
        return Arrays.copyOf(sink.array(), sink.length());
    }

    @Property(tries = 400)
    void whatIsSerializedComesBack(@ForAll("values") AttributeValue value, @ForAll Dialect dialect) {
        byte[] bytes = serialized(value, dialect);
        assertThat(AttributeCodec.deserialize(bytes, 0, bytes.length, 32)).isEqualTo(value);
    }

    /** SER-12: equal values have equal bytes, however they were put together. */
    @Property(tries = 400)
    void serializationIsCanonical(@ForAll("values") AttributeValue value, @ForAll Dialect dialect) {
        assertThat(serialized(shuffled(value), dialect)).isEqualTo(serialized(value, dialect));
    }

    /** DES-1: no prefix of a value is a value, and nothing may follow one. */
    @Property(tries = 400)
    void onlyTheWholeIsAValue(@ForAll("values") AttributeValue value) {
        byte[] bytes = serialized(value, Dialect.JAVA);
        for (int length = 0; length < bytes.length; length++) {
            assertMalformed(Arrays.copyOf(bytes, length));
        }
        assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
    }

    private static void assertMalformed(byte[] bytes) {
        try {
            AttributeCodec.deserialize(bytes, 0, bytes.length, 128);
        } catch (MalformedException expected) {
            return;
        }
        throw new AssertionError("was read");
    }

    /** Arbitrary bytes are a value or malformed, and nothing else happens. */
    @Property(tries = 5_000)
    void arbitraryBytes(@ForAll("almostValues") byte[] bytes) {
        AttributeValue value;
        try {
            value = AttributeCodec.deserialize(bytes, 0, bytes.length, 16);
        } catch (MalformedException expected) {
            return;
        }
        assertThat(value).isNotNull();
    }

    /** UTF-8 is the platform's, for every text that has one. */
    @Property(tries = 400)
    void utf8(@ForAll("texts") String text) {
        ByteSink sink = new ByteSink(0);
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        try {
            sink.writeText(text, "a");
        } catch (dev.itemseal.api.error.InvalidItemException e) {
            assertThat(encodable).isFalse();
            return;
        }
        assertThat(encodable).isTrue();
        assertThat(Arrays.copyOf(sink.array(), sink.length())).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    /** ORD-4: the order of code points, as UTF-32 has it. */
    @Property(tries = 400)
    void codePointOrder(@ForAll("texts") String one, @ForAll("texts") String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        if (StandardCharsets.UTF_8.newEncoder().canEncode(one + other)) {
            assertThat(Integer.signum(Ordering.ofTexts(Dialect.PYTHON).compare(one, other)))
                    .isEqualTo(Integer.signum(Arrays.compare(a, b)));
        }
    }

    private static AttributeValue shuffled(AttributeValue value) {
        return switch (value.type()) {
            case N -> {
                String text = ((NumberValue) value).canonicalText();
                yield AttributeValue.ofNumber(text.contains(".") ? text + "00" : text + ".0");
            }
            case SS -> AttributeValue.ofStrings(reversed(((StringSetValue) value).elements()));
            case NS -> AttributeValue.ofNumbers(reversed(((NumberSetValue) value).elements()));
            case BS -> AttributeValue.ofBinaries(reversed(((BinarySetValue) value).elements()));
            case L ->
                AttributeValue.ofList(((ListValue) value)
                        .elements().stream()
                                .map(AttributeCodecProperties::shuffled)
                                .toList());
            case M -> {
                Map<String, AttributeValue> entries = new LinkedHashMap<>();
                Map<String, AttributeValue> original = ((MapValue) value).entries();
                reversed(new ArrayList<>(original.keySet()))
                        .forEach(key -> entries.put(key, shuffled(original.get(key))));
                yield AttributeValue.ofMap(entries);
            }
            case S, B, BOOL, NULL -> value;
        };
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
