package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.MalformedException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading bytes allocates no more than a small multiple of what is there, whatever they claim (DES-2, DSC-4). */
class MemoryTest {

    private static final int MAX_DEPTH = 128;

    /** What a call may allocate beside its input's share: exceptions, buffers, collections of their least size. */
    private static final long FIXED = 16 * 1024;

    /** Bytes for each byte of input: an empty text in a set takes 4 bytes there and some dozens as an object. */
    private static final long PER_BYTE = 64;

    private static final HexFormat HEX = HexFormat.of();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @MethodSource("lyingValues")
    void lengthsThatLieAllocateNothing(String hex) {
        byte[] bytes = HEX.parseHex(hex);

        assertThatThrownBy(() -> AttributeCodec.deserialize(bytes, 0, bytes.length, MAX_DEPTH))
                .isInstanceOf(MalformedException.class);
        assertBounded(bytes.length, () -> readValue(bytes));
    }

    static Stream<String> lyingValues() {
        List<String> lengths = List.of("7fffffff", "80000000", "ffffffff", "fffffff0", "00100000", "00000009");
        Stream<String> alone = Stream.of("62", "73", "6e", "42", "53", "4e", "4c", "4d")
                .flatMap(type -> lengths.stream().map(length -> "00" + type + length));
        Stream<String> inner = lengths.stream()
                .flatMap(length -> Stream.of(
                        "0042" + "00000001" + length,
                        "0053" + "00000001" + length + "61",
                        "004e" + "00000001" + length + "31",
                        "004c" + "00000001" + "0062" + length,
                        "004c" + "00000001" + "004c" + length,
                        "004d" + "00000001" + "0073" + length,
                        "004d" + "00000001" + "0073" + "00000000" + "0062" + length));
        return Stream.concat(alone, inner);
    }

    @ParameterizedTest
    @MethodSource("lyingDescriptions")
    void lengthsThatLieInADescriptionAllocateNothing(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        BinaryValue stored = BinaryValue.copyOf(bytes);

        assertThatThrownBy(() -> DescriptionCodec.deserialize(stored)).isInstanceOf(MalformedException.class);
        assertBounded(bytes.length, () -> readDescription(stored));
    }

    static Stream<String> lyingDescriptions() {
        return Stream.of("7fffffff", "80000000", "ffffffff", "fffffff0", "00100000", "00000009")
                .flatMap(length ->
                        Stream.of("00000000" + length, "00000000" + "00000001" + "61" + length, "00000001" + length));
    }

    @Test
    void aDescriptionThatIsTooLongIsNotCopied() { // DSC-5
        BinaryValue stored = BinaryValue.copyOf(new byte[8 * 1024 * 1024]);

        assertThatThrownBy(() -> DescriptionCodec.deserialize(stored)).isInstanceOf(MalformedException.class);
        assertThat(allocated(() -> readDescription(stored))).isLessThan(FIXED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"004c00000001", "004d0000000100730000000161"})
    void deepNestingEndsAtTheLimit(String level) { // DES-8
        byte[] bytes = HEX.parseHex(level.repeat(50_000));

        assertThatThrownBy(() -> AttributeCodec.deserialize(bytes, 0, bytes.length, MAX_DEPTH))
                .isInstanceOf(MalformedException.class);
        // 128 levels and no more: this does not grow with the input.
        assertThat(allocated(() -> readValue(bytes))).isLessThan(4 * FIXED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 100_000})
    void aWideListStaysInProportion(int count) {
        byte[] bytes = wide("4c", count, "0000");

        assertBounded(bytes.length, () -> readValue(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 100_000})
    void aSetOfOneMemberManyTimesStaysInProportion(int count) { // DES-7
        byte[] texts = wide("53", count, "00000000");
        byte[] binaries = wide("42", count, "00000000");

        assertBounded(texts.length, () -> readValue(texts));
        assertBounded(binaries.length, () -> readValue(binaries));
    }

    @Test
    void aWideMapStaysInProportion() {
        Map<String, AttributeValue> entries = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            entries.put(Integer.toString(i, 36), AttributeValue.ofNull());
        }
        ByteSink sink = new ByteSink(16);
        AttributeCodec.serialize(AttributeValue.ofMap(entries), Dialect.JAVA, MAX_DEPTH, "map", sink);
        byte[] bytes = Arrays.copyOf(sink.array(), sink.length());

        assertBounded(bytes.length, () -> readValue(bytes));
    }

    @Test
    void aNumberTakesNoMoreThanItsCanonicalTextMayHave() { // NUM-2
        byte[] far = HEX.parseHex("006e00000005" + HEX.formatHex("1e999".getBytes(StandardCharsets.US_ASCII)));
        byte[] tooFar = HEX.parseHex("006e0000000b" + HEX.formatHex("1e999999999".getBytes(StandardCharsets.US_ASCII)));

        assertThat(AttributeCodec.deserialize(far, 0, far.length, MAX_DEPTH))
                .isEqualTo(AttributeValue.ofNumber("1e999"));
        assertThat(allocated(() -> readValue(far))).isLessThan(FIXED);
        assertThat(allocated(() -> readValue(tooFar))).isLessThan(FIXED);
    }

    @Test
    void manyNumbersTakeNoMoreThanTheirCanonicalTexts() { // NUM-2: the one place where a few bytes become a thousand
        int count = 1000;
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < count; i++) {
            byte[] text = String.format("%04de995", i + 1000).getBytes(StandardCharsets.US_ASCII);
            members.append(String.format("%08x", text.length)).append(HEX.formatHex(text));
        }
        byte[] bytes = HEX.parseHex("004e" + String.format("%08x", count) + members);

        assertThat(allocated(() -> readValue(bytes))).isLessThan(count * 6L * 1000);
    }

    @Property
    void arbitraryBytesStayInProportion(@ForAll("hostile") byte[] bytes) {
        assertBounded(bytes.length, () -> readValue(bytes));
        BinaryValue stored = BinaryValue.copyOf(bytes);
        assertBounded(bytes.length, () -> readDescription(stored));
    }

    /** Bytes that look like values, with every mistake that there may be in them. */
    @Provide
    Arbitrary<byte[]> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "00",
                "0000",
                "0062",
                "0073",
                "006e",
                "003f",
                "0042",
                "0053",
                "004e",
                "004c",
                "004d",
                "00000000",
                "00000001",
                "00000002",
                "00000004",
                "00000010",
                "7fffffff",
                "80000000",
                "ffffffff",
                "61",
                "31",
                "c3a9",
                "ff",
                "2d");
        return pieces.list().ofMaxSize(40).map(list -> HEX.parseHex(String.join("", list)));
    }

    @Test
    void whatIsAllocatedIsSeen() {
        assertThat(allocated(() -> assertThat(new byte[1 << 20]).isNotEmpty())).isGreaterThan(1 << 20);
    }

    private void assertBounded(int inputLength, Runnable work) {
        assertThat(allocated(work)).isLessThanOrEqualTo(FIXED + PER_BYTE * inputLength);
    }

    /** The least of several runs: the first ones load classes. */
    private long allocated(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void readValue(byte[] bytes) {
        try {
            AttributeCodec.deserialize(bytes, 0, bytes.length, MAX_DEPTH);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void readDescription(BinaryValue stored) {
        try {
            DescriptionCodec.deserialize(stored);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static byte[] wide(String type, int count, String element) {
        return HEX.parseHex("00" + type + String.format("%08x", count) + element.repeat(count));
    }
}
