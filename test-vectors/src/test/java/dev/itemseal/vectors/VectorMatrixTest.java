package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix that the module carries: complete, true, readable, and on every JDK the very bytes that its seed gives. */
class VectorMatrixTest {

    private static final Path OWN = OwnVectors.DIRECTORY.resolve("matrix");

    private static final JsonNode MANIFEST = OwnVectors.read(OWN.resolve("scenarios.json"));

    private static final JsonNode REFUSALS = OwnVectors.read(OWN.resolve("refusals.json"));

    private final List<Finding> findings = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void everyItemIsReadAndEveryRefusalIsOne() {
        Tally tally = VectorVerifier.verify(OWN, Plugins.load(), findings::add);

        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .isEmpty();
        assertThat(tally)
                .isEqualTo(new Tally(MANIFEST.get("scenarios").size() + REFUSALS.size(), 0, 0))
                .hasToString("327 passed, 0 failed, 0 skipped");
    }

    /** From the file alone, by what it says of itself. */
    @Test
    void everyTwoLevelsThatAreNotExcludedStandInACaseAndNoOthers() {
        Set<String> found = new HashSet<>();
        Set<String> expected = new HashSet<>();
        List<String> factors = names(MANIFEST.get("factors"));
        for (String one : factors) {
            for (String two : factors.subList(factors.indexOf(one) + 1, factors.size())) {
                MANIFEST.get("scenarios")
                        .forEach(scenario -> found.add(pair(
                                one,
                                scenario.at("/factors/" + one).textValue(),
                                two,
                                scenario.at("/factors/" + two).textValue())));
                MANIFEST.at("/factors/" + one)
                        .forEach(level -> MANIFEST.at("/factors/" + two).forEach(other -> {
                            if (!isExcluded(one, level, two, other)) {
                                expected.add(pair(one, level.textValue(), two, other.textValue()));
                            }
                        }));
            }
        }

        assertThat(found).isEqualTo(expected);
        assertThat(MANIFEST.get("excluded"))
                .allSatisfy(exclusion ->
                        assertThat(exclusion.get("because").textValue()).isNotBlank());
    }

    private static boolean isExcluded(String one, JsonNode level, String two, JsonNode other) {
        for (JsonNode exclusion : MANIFEST.get("excluded")) {
            if (contains(exclusion.path(one), level) && contains(exclusion.path(two), other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(JsonNode levels, JsonNode level) {
        for (JsonNode one : levels) {
            if (one.equals(level)) {
                return true;
            }
        }
        return false;
    }

    private static String pair(String one, String level, String two, String other) {
        return one + " " + level + " with " + two + " " + other;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The factors that a case names are those that its files show. */
    @Test
    void factorsAreTrue() {
        JsonNode plaintext = OwnVectors.read(OWN.resolve("plaintext.json"));
        for (JsonNode scenario : MANIFEST.get("scenarios")) {
            JsonNode factors = scenario.get("factors");
            String id = scenario.get("id").textValue();
            JsonNode table = plaintext.get("items").get(id);
            JsonNode item = table.get("items").get(0);
            String sort = factors.get("sort-key").textValue();

            assertThat(names(item.at("/attributes/id")))
                    .containsExactly(factors.get("partition-key").textValue());
            assertThat(names(item.at("/attributes/at"))).isEqualTo(sort.equals("none") ? List.of() : List.of(sort));
            assertThat(table.at("/index/sort").isMissingNode()).isEqualTo(sort.equals("none"));
            assertThat(factors.get("value").textValue().replace("nested", "L"))
                    .startsWith(names(item.at("/attributes/value")).get(0));
            assertThat(item.get("action")).isEqualTo(factors.get("action"));
            assertThat(scenario.get("dialect")).isEqualTo(factors.get("dialect"));
            assertThat(storedDescription(id).contains("itemseal-binding"))
                    .isEqualTo(factors.get("description-binding").textValue().equals("written"));
            assertThat(storedDescription(id).contains("amzn-ddb-wrap-alg" + "\0\0\0\007AESWrap"))
                    .isEqualTo(factors.get("wrapping-key").textValue().startsWith("AES/")
                            || factors.get("provider").textValue().equals("most-recent"));
        }
    }

    private static String storedDescription(String id) {
        JsonNode stored = OwnVectors.read(OWN.resolve("ciphertext/" + id + ".json"))
                .get(id)
                .get(0);
        try {
            return new String(stored.at("/*amzn-ddb-map-desc*/B").binaryValue(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusalsShowEveryStageOfReadingAndEveryReasonThatAChangedItemHas() {
        Set<RefusalStage> stages = EnumSet.noneOf(RefusalStage.class);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        REFUSALS.forEach(refusal -> {
            stages.add(RefusalStage.ofLabel(refusal.get("stage").textValue()).orElseThrow());
            reasons.add(Reason.ofCode(refusal.get("reason").textValue()).orElseThrow());
        });

        assertThat(stages).isEqualTo(EnumSet.allOf(RefusalStage.class));
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        Reason.SIGNATURE_MISSING,
                        Reason.RESERVED_ATTRIBUTE_TYPE,
                        Reason.DESCRIPTION_MALFORMED,
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        Reason.DESCRIPTION_MISMATCH,
                        Reason.ALGORITHM_REFUSED,
                        Reason.KEY_UNAVAILABLE,
                        Reason.KEY_NOT_UNWRAPPED,
                        Reason.NOT_AUTHENTIC);
    }

    /**
     * Whatever the JDK. Where the matrix or the engine was changed on purpose, delete own/matrix and run
     * {@code itemseal vectors generate} with that directory and {@code --seed 1}.
     */
    @Test
    void theSeedGivesTheVeryBytesThatTheModuleCarriesEachTime() throws IOException {
        VectorMatrix.generate(directory, MANIFEST.get("seed").longValue(), Plugins.load());

        Map<String, String> made = contents(directory);
        Map<String, String> carried = contents(OWN);
        assertThat(made.keySet()).isEqualTo(carried.keySet());
        assertThat(made)
                .allSatisfy((file, content) -> assertThat(content).as(file).isEqualTo(carried.get(file)));
    }

    @Test
    void anotherSeedGivesOtherBytesThatAreReadAsWell() throws IOException {
        VectorMatrix.generate(directory, Long.MIN_VALUE, Plugins.load());

        Map<String, String> carried = contents(OWN);
        assertThat(contents(directory))
                .hasSameSizeAs(carried)
                .allSatisfy((file, content) -> assertThat(content).as(file).isNotEqualTo(carried.get(file)));
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString("327 passed, 0 failed, 0 skipped");
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void nothingIsWrittenWhereSomethingIs() throws IOException {
        Path note = Files.writeString(directory.resolve("note"), "mine");

        assertThatThrownBy(() -> VectorMatrix.generate(directory, 1, Plugins.load()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> VectorMatrix.generate(note, 1, Plugins.load()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("is no directory");
        assertThat(contents(directory)).isEqualTo(Map.of("note", "mine"));
    }

    @Test
    void whatCantBeFinishedIsTakenAwayAndNothingElse() throws IOException {
        VectorMatrix matrix = new VectorMatrix(1, Plugins.load());
        matrix.fill(MatrixCase.all().subList(0, 2));
        Path place = Files.createDirectory(directory.resolve("empty"));
        Files.writeString(place.resolve("keys.json"), "mine"); // since it was seen to be empty

        assertThatThrownBy(() -> matrix.write(place))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("keys.json")
                .hasNoSuppressedExceptions();

        try (Stream<Path> all = Files.walk(place)) {
            assertThat(all).containsExactlyInAnyOrder(place, place.resolve("keys.json"));
        }
        assertThat(place.resolve("keys.json")).hasContent("mine");

        Files.delete(place.resolve("keys.json"));
        matrix.write(place.resolve("not/there/yet"));
        assertThat(place.resolve("not/there/yet/ciphertext/matrix-001.json")).isNotEmptyFile();
    }

    /** A reader of another language finds no field that the schema doesn't explain. */
    @Test
    void theSchemaExplainsEveryField() {
        JsonNode definitions =
                OwnVectors.read(OwnVectors.DIRECTORY.resolve("schema.json")).get("$defs");

        assertExplained(MANIFEST, definitions.get("scenarios"));
        MANIFEST.get("scenarios").forEach(scenario -> assertExplained(scenario, definitions.get("scenario")));
        REFUSALS.forEach(
                refusal -> assertExplained(refusal, definitions.get("refusals").get("items")));
        assertExplained(OwnVectors.read(OWN.resolve("plaintext.json")), definitions.get("plaintext"));
        OwnVectors.read(OWN.resolve("keys.json"))
                .forEach(key -> assertExplained(key, definitions.at("/keys/additionalProperties")));
        OwnVectors.read(OWN.resolve("recording.json"))
                .forEach(dataKey ->
                        assertExplained(dataKey, definitions.get("recording").get("items")));
    }

    private static void assertExplained(JsonNode object, JsonNode definition) {
        assertThat(names(definition.get("properties"))).containsAll(names(object));
        assertThat(names(object)).containsAll(texts(definition.path("required")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }
}
