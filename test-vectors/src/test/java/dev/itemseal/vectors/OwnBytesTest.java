package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.MalformedException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The project's own vectors of single values, descriptions and strings to sign. */
class OwnBytesTest {

    private static final HexFormat HEX = HexFormat.of();

    private final JsonNode values = OwnVectors.read(OwnVectors.DIRECTORY.resolve("values.json"));

    @TestFactory
    Stream<DynamicTest> serialize() {
        return tests(values.get("serialize"), OwnBytesTest::serialize);
    }

    @TestFactory
    Stream<DynamicTest> deserialize() {
        return tests(values.get("deserialize"), OwnBytesTest::deserialize);
    }

    @TestFactory
    Stream<DynamicTest> descriptions() {
        return tests(OwnVectors.read(OwnVectors.DIRECTORY.resolve("descriptions.json")), OwnBytesTest::description);
    }

    @TestFactory
    Stream<DynamicTest> stringsToSign() {
        return tests(OwnVectors.read(OwnVectors.DIRECTORY.resolve("strings-to-sign.json")), OwnBytesTest::stringToSign);
    }

    private static Stream<DynamicTest> tests(JsonNode vectors, Consumer<JsonNode> test) {
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(node -> DynamicTest.dynamicTest(node.get("id").textValue(), () -> test.accept(node)));
    }

    private static void serialize(JsonNode node) {
        if (node.has("refused")) {
            assertThatThrownBy(() -> FormatBytes.serialize(DynamoDbJson.value(node.get("value")), Dialect.JAVA))
                    .isInstanceOfSatisfying(
                            ItemsealException.class,
                            e -> assertThat(e.reason().code())
                                    .isEqualTo(node.get("refused").textValue()));
            return;
        }
        AttributeValue value = DynamoDbJson.value(node.get("value"));
        assertThat(HEX.formatHex(FormatBytes.serialize(value, Dialect.JAVA))).isEqualTo(bytes(node, Dialect.JAVA));
        assertThat(HEX.formatHex(FormatBytes.serialize(value, Dialect.PYTHON))).isEqualTo(bytes(node, Dialect.PYTHON));
        assertThat(FormatBytes.deserialize(HEX.parseHex(bytes(node, Dialect.PYTHON)), FormatBytes.MAX_DEPTH))
                .isEqualTo(value);
    }

    private static String bytes(JsonNode node, Dialect dialect) {
        return dialect == Dialect.PYTHON && node.has("python")
                ? node.get("python").textValue()
                : node.get("java").textValue();
    }

    private static void deserialize(JsonNode node) {
        byte[] bytes = HEX.parseHex(node.get("bytes").textValue());
        int maxDepth = node.path("max_depth").asInt(FormatBytes.MAX_DEPTH);
        if (node.has("malformed")) {
            assertThatThrownBy(() -> FormatBytes.deserialize(bytes, maxDepth)).isInstanceOf(MalformedException.class);
        } else {
            assertThat(FormatBytes.deserialize(bytes, maxDepth)).isEqualTo(DynamoDbJson.value(node.get("value")));
        }
    }

    private static void description(JsonNode node) {
        byte[] bytes = HEX.parseHex(node.get("bytes").textValue());
        if (node.has("malformed")) {
            assertThatThrownBy(() -> DescriptionCodec.deserialize(AttributeValue.ofBytes(bytes)))
                    .isInstanceOf(MalformedException.class);
            return;
        }
        Map<String, String> entries = new TreeMap<>();
        node.get("description")
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().textValue()));
        MaterialDescription description = MaterialDescription.of(entries);
        assertThat(DescriptionCodec.deserialize(AttributeValue.ofBytes(bytes))).isEqualTo(description);
        if (node.get("canonical").booleanValue()) {
            assertThat(DescriptionCodec.serialize(description)).isEqualTo(bytes);
        }
    }

    private static void stringToSign(JsonNode node) {
        for (Dialect dialect : Dialect.values()) {
            assertThat(HEX.formatHex(FormatBytes.stringToSign(node, dialect))).isEqualTo(bytes(node, dialect));
        }
    }
}
