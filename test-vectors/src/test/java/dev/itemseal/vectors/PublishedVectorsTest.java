package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.engine.format.DescriptionCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vectors that the two existing clients publish, where they are at hand: docs/test-vectors.md tells where. */
class PublishedVectorsTest {

    private static final Path PUBLISHED = Path.of(System.getProperty("itemseal.vectors.published"));

    @BeforeAll
    static void skipVisiblyWithoutThem() {
        boolean there = Files.isDirectory(PUBLISHED.resolve("encrypted_item"));
        if (!there) {
            System.err.println("SKIPPED: the published vectors are not in " + PUBLISHED
                    + "; see docs/test-vectors.md, and set -Ditemseal.vectors.published=DIR");
        }
        assumeTrue(there, "the published vectors are not there");
    }

    private static JsonNode read(String name) {
        return OwnVectors.read(PUBLISHED.resolve(name));
    }

    private static byte[] serialized(JsonNode vector) {
        return Base64.getDecoder().decode(vector.get("serialized").textValue());
    }

    @Test
    void everyItemWithStaticWrappedAndMostRecentKeysVerifies() {
        List<Finding> findings = new ArrayList<>();
        Tally tally = VectorVerifier.verify(PUBLISHED.resolve("encrypted_item"), Plugins.load(), findings::add);

        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .extracting(Finding::describe)
                .isEmpty();
        assertThat(tally.passed()).isGreaterThanOrEqualTo(288);
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                .extracting(Finding::describe)
                .as("keys in KMS")
                .filteredOn(text -> text.contains("(16 items): the scenario needs KMS"))
                .hasSize(4);
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                .filteredOn(finding -> finding.item().isPresent())
                .as("leftovers under keys that belong to no plaintext item")
                .hasSize(4);
    }

    @Test
    void valuesAreSerialized() {
        for (JsonNode vector : read("serialize_attribute.json")) {
            AttributeValue value = DynamoDbJson.value(vector.get("attribute"));
            assertThat(FormatBytes.serialize(value, Dialect.JAVA)).isEqualTo(serialized(vector));
        }
    }

    @Test
    void valuesAreDeserialized() {
        for (JsonNode vector : read("deserialize_attribute.json")) {
            assertThat(FormatBytes.deserialize(serialized(vector), FormatBytes.MAX_DEPTH))
                    .isEqualTo(DynamoDbJson.value(vector.get("attribute")));
        }
    }

    @Test
    void descriptionsAreSerializedAndDeserialized() {
        for (JsonNode vector : read("material_description.json")) {
            Map<String, String> entries = new HashMap<>();
            vector.get("material_description")
                    .properties()
                    .forEach(entry ->
                            entries.put(entry.getKey(), entry.getValue().textValue()));
            MaterialDescription description = MaterialDescription.of(entries);
            assertThat(DescriptionCodec.serialize(description)).isEqualTo(serialized(vector));
            assertThat(DescriptionCodec.deserialize(AttributeValue.ofBytes(serialized(vector))))
                    .isEqualTo(description);
        }
    }

    @Test
    void stringsToSignAreBuilt() {
        for (JsonNode vector : read("string_to_sign.json")) {
            assertThat(Base64.getEncoder().encodeToString(FormatBytes.stringToSign(vector, Dialect.JAVA)))
                    .isEqualTo(vector.get("string_to_sign").textValue());
        }
    }
}
