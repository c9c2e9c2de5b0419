package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.Protection;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.dynamodb.json.ItemJson;
import dev.itemseal.dynamodb.json.StreamEventJson;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Small input, little work: values and names that were chosen to have one hash, more of them than an item has room for. Where
 * each is compared with all others, it takes several times as long as it may here; where not, a small part of it.
 */
class CollidingInputsTest {

    /** Of the processor, so that it doesn't matter what else the machine has to do. */
    private static final Duration MOST_TIME = Duration.ofMillis(2_500);

    private static final int MANY = 65_536;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Byte strings: a byte that is less by 31 and one behind it that is more by 1 are the same to the hash. */
    private static List<BinaryValue> binaries() {
        List<BinaryValue> binaries = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            byte[] bytes = new byte[12];
            for (int at = 0, rest = i; at < bytes.length; at += 2, rest /= 8) {
                bytes[at] = (byte) (127 - 31 * (rest % 8));
                bytes[at + 1] = (byte) (rest % 8);
            }
            binaries.add(BinaryValue.copyOf(bytes));
        }
        return binaries;
    }

    /** Texts that are put together of two that have one hash. */
    private static List<String> texts(int count, int parts, String one, String other) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < parts; bit++) {
                text.append((i >> bit & 1) == 0 ? one : other);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static List<String> texts() {
        return texts(MANY, 16, "Aa", "BB");
    }

    private static List<String> numbers() {
        Random random = new Random(1);
        Map<Integer, String> byHash = new HashMap<>();
        String one = "";
        String other = null;
        while (other == null || other.equals(one)) {
            one = Long.toString(100_000_000_000L + random.nextInt(Integer.MAX_VALUE));
            other = byHash.put(one.hashCode(), one);
        }
        return texts(MANY / 16, 12, one, other);
    }

    private static void assertOneHash(List<?> values) {
        assertThat(values.stream().map(Object::hashCode).distinct()).hasSize(1);
        assertThat(values).hasSizeGreaterThanOrEqualTo(4_096);
    }

    private <T> T quick(Supplier<T> work) {
        long before = threads.getCurrentThreadCpuTime();
        T result = work.get();
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(MOST_TIME);
        return result;
    }

    /** A set is made, compared, given as a Java value, and read from its serialized form. */
    private void assertQuick(char type, Supplier<? extends AttributeValue> making, List<byte[]> members) {
        AttributeValue set = quick(making);
        AttributeValue equal = quick(making);
        assertThat(quick(() -> set.equals(equal))).isTrue();
        assertThat(quick(set::hashCode)).isEqualTo(equal.hashCode());
        Set<?> java =
                (Set<?>) quick(() -> Item.empty().with("set", set).toJava()).get("set");
        assertThat(java.size()).isEqualTo(members.size());
        ByteSink sink = new ByteSink(1024);
        sink.writeByte(0);
        sink.writeByte(type);
        sink.writeInt(members.size());
        for (byte[] member : members) {
            sink.writeInt(member.length);
            sink.write(member);
        }
        AttributeValue read = quick(() -> AttributeCodec.deserialize(sink.array(), 0, sink.length(), 1));
        assertThat(quick(() -> read.equals(set))).isTrue();
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Test
    @DisplayName("DES-7: sets of byte strings")
    void binarySets() {
        List<BinaryValue> members = binaries();
        assertOneHash(members);

        assertQuick(
                'B',
                () -> AttributeValue.ofBinaries(members),
                members.stream().map(BinaryValue::toByteArray).toList());
    }

    @Test
    @DisplayName("DES-7: sets of numbers")
    void numberSets() {
        List<String> texts = numbers();
        List<NumberValue> members = texts.stream().map(AttributeValue::ofNumber).toList();
        assertOneHash(members);

        assertQuick('N', () -> AttributeValue.ofNumbers(members), bytes(texts));
    }

    @Test
    @DisplayName("DES-7: sets of texts")
    void textSets() {
        List<String> members = texts();
        assertOneHash(members);

        assertQuick('S', () -> AttributeValue.ofStrings(members), bytes(members));
    }

    @Test
    @DisplayName("Names of attributes, keys of maps")
    void names() {
        List<String> names = texts();
        assertOneHash(names);

        Item item = quick(() -> {
            Item.Builder builder = Item.builder(0);
            names.forEach(name -> builder.put(name, AttributeValue.ofNull()));
            return builder.build();
        });
        AttributeValue map = quick(() -> AttributeValue.ofMap(item.asMap()));
        assertThat(quick(() -> map.equals(AttributeValue.ofMap(item.asMap())))).isTrue();
        assertThat(quick(item::toJava)).hasSize(MANY);
        DecryptedItem decrypted = new DecryptedItem(
                item,
                Protection.SIGNED,
                MaterialDescription.empty(),
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                "Example",
                Dialect.JAVA);
        assertThat(quick(decrypted::verifiedAttributes).size()).isEqualTo(MANY);
        Set<String> removed = new HashSet<>(names);
        WriteRequest.Update update = quick(
                () -> new WriteRequest.Update("Example", Item.empty(), Item.empty(), removed, WriteCondition.always()));
        assertThat(update.remove().size()).isEqualTo(MANY);
    }

    /** Of names that have one hash in Jackson's tables. */
    private static String json(int names) {
        return texts(names, 16, "0a", "1@").stream()
                .map(name -> "\"" + name + "\":{\"NULL\":true}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    @DisplayName("Names in JSON, which leave nothing behind for items that are read later")
    void namesInJson() {
        for (int names : new int[] {200, 300, 320, 400, 1_000, MANY}) {
            String json = json(names);
            assertThat(quick(() -> ItemJson.parse(json)).size()).isEqualTo(names);
            String event = "{\"Records\":[{\"eventName\":\"INSERT\",\"eventSource\":\"aws:dynamodb\",\"dynamodb\":"
                    + "{\"Keys\":" + json + "}}]}";
            assertThat(quick(() -> StreamEventJson.parse(event)).get(0).key().size())
                    .isEqualTo(names);
        }
        for (int i = 0; i < 2_000; i++) {
            String innocent = "{\"name" + i + "\":{\"S\":\"x\"},\"id\":{\"S\":\"y\"}}";
            assertThat(ItemJson.parse(innocent).size()).isEqualTo(2);
        }
    }
}
