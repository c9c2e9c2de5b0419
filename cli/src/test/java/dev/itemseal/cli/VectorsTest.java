package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.testkit.KmsOperation;
import dev.itemseal.testkit.LocalKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    private static final Path INTEROP =
            CommandRun.root().resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own/interop");

    private static final Path KMS = INTEROP.resolveSibling("kms");

    @TempDir
    private Path directory;

    @Test
    void theLastLineCountsItems() {
        CommandRun run = CommandRun.of("vectors", "verify", INTEROP);

        assertThat(run.status()).isZero();
        assertThat(run.outLines()).last().isEqualTo("357 passed, 0 failed, 7 skipped");
        assertThat(run.outLines())
                .filteredOn(line -> line.startsWith("skipped  scenario "))
                .hasSize(7);
    }

    @Test
    void whatIsGeneratedVerifiesUntilItIsChanged() throws IOException {
        for (String name : List.of("scenarios.json", "keys.json", "plaintext.json", "plaintext-meta.json")) {
            Files.copy(INTEROP.resolve(name), directory.resolve(name));
        }
        CommandRun generated = CommandRun.of("vectors", "generate", directory);
        assertThat(generated.status()).isZero();
        assertThat(generated.outLines()).last().isEqualTo("337 passed, 0 failed, 27 skipped");
        Path file = directory.resolve("ciphertext/static-described.json");
        Files.writeString(file, Files.readString(file).replace("shipped", "stolen"));

        CommandRun run = CommandRun.of("vectors", "verify", directory);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).last().isEqualTo("356 passed, 1 failed, 7 skipped");
        assertThat(run.out())
                .contains("FAILED  scenario static-described, table Orders, item customer=C-1042, order=2025011701:"
                        + " not-authentic: ");
    }

    @Test
    void aDirectoryWithoutScenariosFails() {
        CommandRun run = CommandRun.of("vectors", "verify", directory);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines())
                .containsExactly(
                        "FAILED  scenario (all): 'file://scenarios.json' is not there",
                        "0 passed, 1 failed, 0 skipped");
    }

    @Test
    void scenariosWithKmsAreGeneratedAndVerifiedWithAnEndpoint() throws IOException {
        for (String name : List.of("scenarios.json", "plaintext.json")) {
            Files.copy(KMS.resolve(name), directory.resolve(name));
        }
        try (LocalKms kms = LocalKms.start()) {
            Files.writeString(directory.resolve("keys.json"), "{\"orders\":{\"keyId\":\"" + kms.createKey() + "\"}}");

            CommandRun without = CommandRun.of("vectors", "generate", directory);
            assertThat(without.outLines()).last().asString().startsWith("0 passed, 0 failed, ");
            assertThat(without.out()).contains("the scenario needs KMS: name an endpoint (--kms-endpoint)");

            CommandRun generated = CommandRun.of("vectors", "generate", directory, "--kms-endpoint", kms.endpoint());
            assertThat(generated.outLines()).containsExactly("80 passed, 0 failed, 0 skipped");
            assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(72);

            CommandRun verified = CommandRun.of("vectors", "verify", directory, "--kms-endpoint", kms.endpoint());
            assertThat(verified.outLines()).containsExactly("80 passed, 0 failed, 0 skipped");
            assertThat(kms.calls(KmsOperation.DECRYPT)).isEqualTo(72);
        }

        assertThat(CommandRun.of("vectors", "verify", directory).outLines())
                .containsExactly("80 passed, 0 failed, 0 skipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "ftp://localhost", "http://", "http://a b"})
    void anEndpointIsAnAddress(String endpoint) {
        CommandRun run = CommandRun.of("vectors", "verify", directory, "--kms-endpoint", endpoint);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'" + endpoint + "' is no address of a KMS", "--help");
    }

    @Test
    void aSeedMakesAWholeDirectory() {
        Path made = directory.resolve("made");
        CommandRun generated = CommandRun.of("vectors", "generate", made, "--seed", "1");
        assertThat(generated.status()).isZero();
        assertThat(generated.outLines()).containsExactly("327 passed, 0 failed, 0 skipped");
        assertThat(made.resolve("scenarios.json"))
                .hasSameTextualContentAs(INTEROP.resolveSibling("matrix").resolve("scenarios.json"));

        CommandRun again = CommandRun.of("vectors", "generate", made, "--seed", "1");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains(made + " is not empty; name a directory that is empty, or not there yet");

        CommandRun verified = CommandRun.of("vectors", "verify", made);
        assertThat(verified.outLines()).containsExactly("327 passed, 0 failed, 0 skipped");
    }

    @Test
    void whatIsInTheWayOfAMatrixIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        CommandRun onFile = CommandRun.of("vectors", "generate", file, "--seed", "1");
        assertThat(onFile.status()).isEqualTo(2);
        assertThat(onFile.err())
                .isEqualTo(
                        "itemseal: " + file + " is no directory; name a directory that is empty, or not there yet\n");

        CommandRun belowFile = CommandRun.of("vectors", "generate", file.resolve("new"), "--seed", "1");
        assertThat(belowFile.status()).isEqualTo(2);
        assertThat(belowFile.err())
                .isEqualTo("itemseal: " + file + " is in the way; name a directory that is empty, or not there yet\n");
    }

    @Test
    void aMatrixAsksNoKms() {
        CommandRun run = CommandRun.of(
                "vectors", "generate", directory.resolve("new"), "--seed", "1", "--kms-endpoint", "http://127.0.0.1:1");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--kms-endpoint", "--seed");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void aSeedIsANumber() {
        CommandRun run = CommandRun.of("vectors", "generate", directory, "--seed", "many");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--seed", "--help");
    }

    @Test
    void aReportForProgramsGoesToStandardOutput() {
        CommandRun json = CommandRun.of("vectors", "verify", INTEROP, "--report", "json");
        assertThat(json.status()).isZero();
        assertThat(json.out())
                .startsWith("{")
                .endsWith("}\n")
                .contains("\"passed\" : 357", "\"skipped\" : 7", "\"outcome\" : \"passed\"");

        CommandRun junit = CommandRun.of("vectors", "verify", INTEROP, "--report", "junit");
        assertThat(junit.status()).isZero();
        assertThat(junit.out())
                .startsWith("<?xml ")
                .endsWith("</testsuites>\n")
                .contains("failures=\"0\"", "<testsuite name=\"static-described\" ");
    }

    @Test
    void aReportInAFileLeavesTheCountsToStandardOutput() throws IOException {
        Files.writeString(directory.resolve("scenarios.json"), "{}");
        for (String format : List.of("text", "json", "junit")) {
            Path file = directory.resolve("report." + format);
            CommandRun run = CommandRun.of("vectors", "verify", directory, "--report", format, "--out", file);

            assertThat(run.status()).as(format).isEqualTo(1);
            assertThat(run.out()).isEqualTo("0 passed, 1 failed, 0 skipped\n");
            assertThat(Files.readString(file)).contains("(all)", "'scenarios' is missing or not an array");
        }
        assertThat(directory.resolve("report.text")).hasContent("""
                        FAILED  scenario (all): 'scenarios' is missing or not an array
                        0 passed, 1 failed, 0 skipped
                        """);
        assertThat(directory.resolve("report.junit")).content().contains("<failure message=");
    }

    @Test
    void aReportThatCantBeWrittenIsTold() {
        CommandRun run = CommandRun.of("vectors", "verify", INTEROP, "--out", directory.resolve("none/report"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the report can't be written to ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "JSON", ""})
    void aReportIsOfAFormatThatThereIs(String format) {
        CommandRun run = CommandRun.of("vectors", "verify", INTEROP, "--report", format);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'" + format + "' is none of text, json and junit");
    }

    @Test
    void aMissingDirectoryIsAWrongCommandLine() {
        CommandRun run = CommandRun.of("vectors", "generate", directory.resolve("none"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no directory");
    }
}
