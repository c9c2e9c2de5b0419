package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.ItemInspection;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The project's own cases: each succeeds, or is refused for the reason that it names. */
class OwnCasesTest {

    private final JsonNode configurations =
            OwnVectors.read(OwnVectors.DIRECTORY.resolve("cases").resolve("configurations.json"));

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return OwnVectors.cases().stream()
                .map(node -> DynamicTest.dynamicTest(node.get("id").textValue(), () -> verify(node)));
    }

    private void verify(JsonNode node) {
        String expected = node.get("expect").textValue();
        if (expected.equals("success")) {
            run(node);
        } else {
            assertThatThrownBy(() -> run(node))
                    .isInstanceOfSatisfying(
                            ItemsealException.class,
                            e -> assertThat(e.reason().code())
                                    .as(e.getMessage())
                                    .isEqualTo(expected));
        }
    }

    private void run(JsonNode node) {
        CaseConfiguration configuration = CaseConfiguration.of(
                configurations.get(node.get("configuration").textValue()));
        switch (node.get("operation").textValue()) {
            case "configure" -> assertThat(node.get("item")).isNull();
            case "write" -> write(node, configuration);
            case "read" -> read(node, configuration);
            default -> throw new IllegalArgumentException(node.get("operation").textValue());
        }
    }

    private static void write(JsonNode node, CaseConfiguration configuration) {
        Item item = DynamoDbJson.item(node.get("item"));
        Item stored = configuration.encryptor().encrypt(item, configuration.config());
        for (Map.Entry<String, JsonNode> attribute : node.path("stores").properties()) {
            assertThat(DynamoDbJson.node(stored.attribute(attribute.getKey()).orElseThrow()))
                    .as(attribute.getKey())
                    .isEqualTo(attribute.getValue());
        }
        if (node.has("stores_names")) {
            assertThat(stored.names())
                    .containsExactlyInAnyOrderElementsOf(() -> Stream.of(node.get("stores_names"))
                            .flatMap(names -> StreamSupport.stream(names.spliterator(), false))
                            .map(JsonNode::textValue)
                            .iterator());
        }
        if (node.has("description")) {
            assertDescription(
                    node.get("description"),
                    ItemInspection.of(stored, ReservedAttributes.DEFAULT)
                            .description()
                            .orElseThrow());
        }
        assertThat(configuration.encryptor().decrypt(stored, configuration.config()))
                .isEqualTo(item);
    }

    private static void read(JsonNode node, CaseConfiguration configuration) {
        DecryptedItem read = configuration
                .encryptor()
                .decryptWithDetails(DynamoDbJson.item(node.get("item")), configuration.config());
        assertThat(read.item()).isEqualTo(DynamoDbJson.item(node.get("gives")));
        if (node.has("protection")) {
            assertThat(read.protection().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(node.get("protection").textValue());
        }
        if (node.has("description")) {
            assertDescription(node.get("description"), read.materialDescription());
        }
    }

    private static void assertDescription(JsonNode expected, MaterialDescription description) {
        assertThat(expected.properties())
                .extracting(Map.Entry::getKey)
                .hasSameElementsAs(description.entries().keySet());
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String value = entry.getValue().textValue();
            if (!value.isEmpty()) {
                assertThat(description.entry(entry.getKey())).hasValue(value);
            }
        }
    }
}
