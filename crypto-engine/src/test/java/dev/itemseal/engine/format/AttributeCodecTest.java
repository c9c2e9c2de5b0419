package dev.itemseal.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.NumberValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers for the rules SER and DES. */
class AttributeCodecTest {

    private static String serialized(AttributeValue value) {
        return serialized(value, Dialect.JAVA);
    }

    private static String serialized(AttributeValue value, Dialect dialect) {
        ByteSink sink = new ByteSink(4);
        AttributeCodec.serialize(value, dialect, FormatV0.MAX_DEPTH_TO_WRITE, "a", sink);
        return HexFormat.of().formatHex(sink.array(), 0, sink.length());
    }

    private static AttributeValue deserialized(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return AttributeCodec.deserialize(bytes, 0, bytes.length, FormatV0.MAX_DEPTH_TO_READ);
    }

    private static void assertBoth(AttributeValue value, String hex) {
        assertThat(serialized(value)).isEqualTo(hex.replace(" ", ""));
        assertThat(deserialized(hex)).isEqualTo(value);
    }

    private static AttributeValue nested(int depth) {
        return nested(AttributeValue.ofNull(), depth);
    }

    private static AttributeValue nested(AttributeValue innermost, int depth) {
        AttributeValue value = innermost;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0
                    ? AttributeValue.ofList(List.of(value))
                    : AttributeValue.ofMap(Collections.singletonMap("k", value));
        }
        return value;
    }

    @Test
    @DisplayName("SER-1 to SER-6: one value of each scalar type")
    void scalars() {
        assertBoth(AttributeValue.ofBytes(new byte[] {0, 1, 2}), "00 62 00000003 000102");
        assertBoth(AttributeValue.ofString("Zoë"), "00 73 00000004 5a6fc3ab");
        assertBoth(AttributeValue.ofNumber("-12.3400"), "00 6e 00000006 2d31322e3334");
        assertBoth(AttributeValue.ofBoolean(true), "00 3f 01");
        assertBoth(AttributeValue.ofBoolean(false), "00 3f 00");
        assertBoth(AttributeValue.ofNull(), "00 00");
    }

    @Test
    @DisplayName("SER-7 to SER-9, SER-12: sets, sorted")
    void sets() {
        assertBoth(
                AttributeValue.ofBinaries(
                        List.of(BinaryValue.copyOf(new byte[] {1}), BinaryValue.copyOf(new byte[] {(byte) 0x80}))),
                "00 42 00000002 00000001 80 00000001 01");
        assertBoth(AttributeValue.ofStrings(List.of("b", "a")), "00 53 00000002 00000001 61 00000001 62");
        assertBoth(
                AttributeValue.ofNumbers(List.of(new NumberValue("2"), new NumberValue("10"), new NumberValue("1.50"))),
                "00 4e 00000003 00000003 312e35 00000002 3130 00000001 32");
    }

    @Test
    @DisplayName("SER-10, SER-11: lists keep their order, maps are sorted")
    void documents() {
        assertBoth(
                AttributeValue.ofList(List.of(AttributeValue.ofString("a"), AttributeValue.ofNumber(1))),
                "00 4c 00000002 00 73 00000001 61 00 6e 00000001 31");
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        entries.put("b", AttributeValue.ofNull());
        entries.put("a", AttributeValue.ofBoolean(false));
        assertBoth(AttributeValue.ofMap(entries), "00 4d 00000002 00 73 00000001 61 00 3f 00 00 73 00000001 62 00 00");
    }

    @Test
    @DisplayName("SER-3: text is UTF-8, at the ends of each length of a character too")
    void charactersOfEachLength() {
        assertBoth(AttributeValue.ofString("\u007F"), "00 73 00000001 7f");
        assertBoth(AttributeValue.ofString("\u0080"), "00 73 00000002 c280");
        assertBoth(AttributeValue.ofString("\u07FF"), "00 73 00000002 dfbf");
        assertBoth(AttributeValue.ofString("\u0800"), "00 73 00000003 e0a080");
        assertBoth(AttributeValue.ofString("\uFFFF"), "00 73 00000003 efbfbf");
        assertBoth(AttributeValue.ofString("\uD800\uDC00"), "00 73 00000004 f0908080");
        assertBoth(AttributeValue.ofString("\uDBFF\uDFFF"), "00 73 00000004 f48fbfbf");
    }

    @Test
    @DisplayName("SER-2, DES-2: lengths of one to four bytes")
    void longValues() {
        for (int length : new int[] {0x01, 0x0102, 0x010203, 0x01020304}) {
            AttributeValue value = AttributeValue.ofBytes(new byte[length]);
            ByteSink sink = new ByteSink(4);
            AttributeCodec.serialize(value, Dialect.JAVA, FormatV0.MAX_DEPTH_TO_WRITE, "a", sink);

            assertThat(HexFormat.of().formatHex(sink.array(), 0, 6)).isEqualTo(String.format("0062%08x", length));
            assertThat(AttributeCodec.deserialize(sink.array(), 0, sink.length(), 0)
                            .equals(value))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("SER-13: empty values")
    void empty() {
        assertBoth(AttributeValue.ofString(""), "00 73 00000000");
        assertBoth(AttributeValue.ofBytes(new byte[0]), "00 62 00000000");
        assertBoth(AttributeValue.ofList(List.of()), "00 4c 00000000");
        assertBoth(AttributeValue.ofMap(Map.of()), "00 4d 00000000");
    }

    @Test
    @DisplayName("ORD-1 to ORD-4, CMP-2, CMP-3: the orders of the two dialects")
    void dialects() {
        AttributeValue binaries = AttributeValue.ofBinaries(
                List.of(BinaryValue.copyOf(new byte[] {1}), BinaryValue.copyOf(new byte[] {(byte) 0x80})));
        assertThat(serialized(binaries, Dialect.JAVA)).isEqualTo("0042000000020000000180" + "0000000101");
        assertThat(serialized(binaries, Dialect.PYTHON)).isEqualTo("0042000000020000000101" + "0000000180");
        AttributeValue texts = AttributeValue.ofStrings(List.of("\uFF5E", "\uD83D\uDE00"));
        assertThat(serialized(texts, Dialect.JAVA)).isEqualTo("005300000002" + "00000004f09f9880" + "00000003efbd9e");
        assertThat(serialized(texts, Dialect.PYTHON)).isEqualTo("005300000002" + "00000003efbd9e" + "00000004f09f9880");
        AttributeValue map = AttributeValue.ofMap(
                Map.of("\uFF5E", AttributeValue.ofNull(), "\uD83D\uDE00", AttributeValue.ofNull()));
        assertThat(serialized(map, Dialect.JAVA)).startsWith("004d00000002" + "007300000004f09f9880");
        assertThat(serialized(map, Dialect.PYTHON)).startsWith("004d00000002" + "007300000003efbd9e");
        AttributeValue prefixes = AttributeValue.ofStrings(List.of("aa", "a"));
        assertThat(serialized(prefixes, Dialect.PYTHON)).isEqualTo("005300000002" + "0000000161" + "000000026161");
        AttributeValue numbers = AttributeValue.ofNumbers(List.of(new NumberValue("2"), new NumberValue("10")));
        assertThat(serialized(numbers, Dialect.PYTHON)).isEqualTo(serialized(numbers, Dialect.JAVA));
    }

    @Test
    @DisplayName("SER-14: an empty set is refused")
    void emptySet() {
        for (AttributeValue set : List.of(
                AttributeValue.ofStrings(List.of()),
                AttributeValue.ofNumbers(List.of()),
                AttributeValue.ofBinaries(List.of()))) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> serialized(set))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SET))
                    .withMessageContaining("'a'");
        }
    }

    @Test
    @DisplayName("SER-15, CMP-10: a lone surrogate is refused, in a value and in a map's key")
    void loneSurrogate() {
        for (String text : List.of("x\uD83D", "\uD83Dx", "\uDE00", "é\uD83D\uD83D\uDE00")) {
            for (AttributeValue value : List.of(
                    AttributeValue.ofString(text),
                    AttributeValue.ofStrings(List.of(text)),
                    AttributeValue.ofMap(Map.of(text, AttributeValue.ofNull())))) {
                assertThatExceptionOfType(InvalidItemException.class)
                        .isThrownBy(() -> serialized(value))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_TEXT));
            }
        }
    }

    @Test
    @DisplayName("SER-16: 32 levels are written, 33 are refused")
    void depthOnWrite() {
        assertThat(serialized(nested(32))).endsWith("0000");
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> serialized(nested(33)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NESTING_TOO_DEEP));
    }

    @Test
    @DisplayName("SER-16: the innermost list or map counts, though there is nothing in it")
    void emptyInnermostOnWrite() {
        for (AttributeValue innermost : List.of(AttributeValue.ofList(List.of()), AttributeValue.ofMap(Map.of()))) {
            AttributeValue deepest = nested(innermost, 31);
            assertThat(serialized(deepest)).endsWith(serialized(innermost));
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> serialized(AttributeValue.ofList(List.of(deepest))))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NESTING_TOO_DEEP));
        }
    }

    @Test
    @DisplayName("NUM-4: what DynamoDB does not store is not written")
    void numberLimits() {
        assertThat(serialized(AttributeValue.ofNumber("9".repeat(38) + "E87"))).hasSize(12 + 2 * 125);
        assertThat(serialized(AttributeValue.ofNumber("1E-130"))).endsWith("31");
        for (String text : List.of("9".repeat(39), "1E126", "1E-131", "1." + "0".repeat(37) + "01")) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> serialized(AttributeValue.ofNumber(text)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NUMBER));
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "DES-1, '', no bytes at all",
        "DES-1, 00, no type byte",
        "DES-1, 01 00, a first byte other than 00",
        "DES-1, 00 78, an unknown type byte",
        "DES-1, 00 00 00, a byte left over",
        "DES-1, 00 73 00000001 61 61, a byte left over after a text",
        "DES-2, 00 73 00000002 61, a text longer than what is left",
        "DES-2, 00 62 7fffffff, a length of 2^31-1",
        "DES-2, 00 62 80000000, a length of 2^31",
        "DES-2, 00 62 ffffffff, a length of 2^32-1",
        "DES-2, 00 62 000000, a cut-off length",
        "DES-2, 00 4c 7fffffff 00 00, a count of 2^31-1",
        "DES-2, 00 4c 00000002 00 00, one element too few",
        "DES-2, 00 53 00000002 00000001 61, one member too few",
        "DES-2, 00 4d 00000001 00 73 00000001 61, a key without a value",
        "DES-3, 00 3f 02, a truth value of 02",
        "DES-3, 00 3f, a truth value without its byte",
        "DES-4, 00 73 00000001 ff, a byte that UTF-8 never has",
        "DES-4, 00 73 00000002 c080, an overlong form",
        "DES-4, 00 73 00000003 eda080, an encoded surrogate",
        "DES-4, 00 73 00000004 f4908080, a code point above U+10FFFF",
        "DES-4, 00 73 00000001 c3, a cut-off character",
        "DES-4, 00 53 00000001 00000001 ff, bad UTF-8 in a set",
        "DES-5, 00 4d 00000001 00 62 00000001 61 00 00 00, a map's key of type B",
        "DES-5, 00 4d 00000002 00 73 00000001 61 00 00 00 73 00000001 61 00 00, a map's key twice",
        "DES-6, 00 6e 00000000, an empty number",
        "DES-6, 00 6e 00000003 4e614e, NaN",
        "DES-6, 00 6e 0000000b 3165393939393939393939, 1e999999999",
        "DES-6, 00 4e 00000001 00000001 78, a set with what is no number"
    })
    void malformed(String rule, String hex, String what) {
        assertThatExceptionOfType(MalformedException.class)
                .as("%s: %s", rule, what)
                .isThrownBy(() -> deserialized(hex));
    }

    @ParameterizedTest(name = "DES-2: {1}")
    @CsvSource({
        "00 53 00000002 00000001 61 62 63, two members in 7 bytes",
        "00 4c 00000002 00 00 00, two elements in 3 bytes",
        "00 4d 00000002 00 73 00000000 00 00 00 73 00000000 00, two entries in 15 bytes"
    })
    void countBeyondTheEnd(String hex, String what) {
        assertThatExceptionOfType(MalformedException.class)
                .as(what)
                .isThrownBy(() -> deserialized(hex))
                .withMessageContaining("a length or count goes beyond the end");
    }

    @Test
    @DisplayName("DES-4: the replacement character itself is good UTF-8")
    void replacementCharacter() {
        assertThat(deserialized("00 73 00000003 efbfbd")).isEqualTo(AttributeValue.ofString("\uFFFD"));
    }

    @Test
    @DisplayName("DES-6: numbers beyond what DynamoDB stores are read exactly")
    void largeNumbers() {
        String text = "9".repeat(1000);
        byte[] bytes = new byte[6 + text.length()];
        bytes[1] = 'n';
        bytes[4] = (byte) (text.length() >> 8);
        bytes[5] = (byte) text.length();
        Arrays.fill(bytes, 6, bytes.length, (byte) '9');
        assertThat(AttributeCodec.deserialize(bytes, 0, bytes.length, 1)).isEqualTo(AttributeValue.ofNumber(text));
    }

    @Test
    @DisplayName("DES-7: members that are equal collapse, and empty sets are read")
    void collapsingSets() {
        assertThat(deserialized("00 4e 00000002 00000001 31 00000003 312e30"))
                .isEqualTo(AttributeValue.ofNumbers(List.of(new NumberValue("1"))));
        assertThat(deserialized("00 53 00000002 00000001 61 00000001 61"))
                .isEqualTo(AttributeValue.ofStrings(List.of("a")));
        assertThat(deserialized("00 42 00000002 00000001 61 00000001 61"))
                .isEqualTo(AttributeValue.ofBinaries(List.of(BinaryValue.copyOf(new byte[] {0x61}))));
        assertThat(deserialized("00 53 00000064" + " 00000001 61 00000001 62".repeat(50)))
                .isEqualTo(AttributeValue.ofStrings(List.of("a", "b")));
        assertThat(deserialized("00 53 00000000")).isEqualTo(AttributeValue.ofStrings(List.of()));
        assertThat(deserialized("00 4e 00000000")).isEqualTo(AttributeValue.ofNumbers(List.of()));
        assertThat(deserialized("00 42 00000000")).isEqualTo(AttributeValue.ofBinaries(List.of()));
    }

    @Test
    @DisplayName("DES-8: 128 levels are read, 129 are refused, unless configured otherwise")
    void depthOnRead() {
        assertThat(deserialized("004c00000001".repeat(128) + "0000")).isEqualTo(lists(128));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> deserialized("004c00000001".repeat(129) + "0000"));
        byte[] flat = HexFormat.of().parseHex("004c00000000");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> AttributeCodec.deserialize(flat, 0, flat.length, 0));
    }

    @Test
    @DisplayName("DES-8: maps count like lists")
    void depthOfMapsOnRead() {
        String map = "004d00000001" + "0073" + "00000001" + "6b";
        assertThat(serialized(deserialized(map.repeat(32) + "0000"))).isEqualTo(map.repeat(32) + "0000");
        assertThat(deserialized(map.repeat(128) + "0000").type()).isEqualTo(AttributeType.M);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> deserialized(map.repeat(129) + "0000"));
        byte[] empty = HexFormat.of().parseHex("004d00000000");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> AttributeCodec.deserialize(empty, 0, empty.length, 0));
    }

    private static AttributeValue lists(int depth) {
        AttributeValue value = AttributeValue.ofNull();
        for (int i = 0; i < depth; i++) {
            value = AttributeValue.ofList(List.of(value));
        }
        return value;
    }
}
