package dev.itemseal.vectors;

import static dev.itemseal.vectors.DirectoryOfOneItem.CIPHERTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.SCENARIOS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.plugin.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that must be refused: a file of them that isn't right does not pass. */
class RefusalsTest {

    @TempDir
    private Path directory;

    private DirectoryOfOneItem files;
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void generate() {
        files = new DirectoryOfOneItem(directory);
        VectorGenerator.generate(directory, Plugins.load(), findings::add);
        findings.clear();
        files.replace(SCENARIOS, "\"scenarios\"", "\"refusals\": \"file://refusals.json\", \"scenarios\"");
    }

    /** The stored item without its signature. */
    private ObjectNode unsigned() {
        ObjectNode item = stored().deepCopy();
        item.remove("*amzn-ddb-map-sig*");
        return item;
    }

    private ObjectNode stored() {
        return (ObjectNode)
                OwnVectors.read(directory.resolve(CIPHERTEXT)).get("T").get(0);
    }

    private static String refusal(String scenario, JsonNode item, String stage, String reason) {
        return "{\"id\": \"r\", \"scenario\": \"" + scenario + "\", \"item\": " + item + ", \"stage\": \"" + stage
                + "\", \"reason\": \"" + reason + "\"}";
    }

    private Tally verify(String... refusals) {
        files.write("refusals.json", "[" + String.join(",", refusals) + "]");
        return VectorVerifier.verify(directory, Plugins.load(), findings::add);
    }

    private String lastFinding() {
        return findings.get(findings.size() - 1).describe();
    }

    @Test
    void arePassedWhenTheyAreRefusedSo() {
        assertThat(verify(refusal("one", unsigned(), "reserved-attributes", "signature-missing")))
                .isEqualTo(new Tally(2, 0, 0));
        assertThat(lastFinding()).isEqualTo("scenario one, table T, item r");
    }

    @Test
    void anItemThatIsReadFails() {
        assertThat(verify(refusal("one", stored(), "signature", "not-authentic")))
                .isEqualTo(new Tally(1, 1, 0));
        assertThat(lastFinding())
                .isEqualTo("scenario one, table T, item r: the changed item was read, where it should be refused with"
                        + " 'not-authentic' at stage 'signature'");
    }

    @Test
    void anotherReasonFails() {
        assertThat(verify(refusal("one", unsigned(), "reserved-attributes", "reserved-attribute-type")))
                .isEqualTo(new Tally(1, 1, 0));
        assertThat(lastFinding())
                .contains("was refused before any key was asked for, where 'reserved-attribute-type' at stage"
                        + " 'reserved-attributes' is expected: signature-missing: ");
    }

    @Test
    void anotherStageFails() {
        for (String stage : List.of("verification-key", "signature", "content-key", "values")) {
            assertThat(verify(refusal("one", unsigned(), stage, "signature-missing")))
                    .as(stage)
                    .isEqualTo(new Tally(1, 1, 0));
        }
    }

    @Test
    void aWrongTableOrKeyIsEnough() {
        String refusal = refusal("one", stored(), "signature", "not-authentic");

        assertThat(verify(refusal.replace("\"item\"", "\"table_name\": \"U\", \"item\"")))
                .isEqualTo(new Tally(2, 0, 0));
        assertThat(lastFinding()).isEqualTo("scenario one, table U, item r");
        assertThat(verify(refusal.replace(
                        "\"item\"", "\"keys\": {\"decrypt\": \"content\", \"verify\": \"mac2\"}, \"item\"")))
                .as("without such a key")
                .isEqualTo(new Tally(1, 1, 0));
    }

    @Test
    void whatIsOfNoScenarioFails() {
        assertThat(verify(refusal("other", unsigned(), "reserved-attributes", "signature-missing")))
                .isEqualTo(new Tally(1, 1, 0));
        assertThat(lastFinding())
                .isEqualTo("scenario other: 'refusals' has items of it, but there is no such scenario");
    }

    @Test
    void anUnknownStageOrReasonFails() {
        verify(refusal("one", unsigned(), "breakfast", "signature-missing"));
        assertThat(lastFinding()).contains("'breakfast' is no stage of a refusal");

        verify(refusal("one", unsigned(), "signature", "boredom"));
        assertThat(lastFinding()).contains("'boredom' is no reason of a refusal");
    }
}
