package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {

    private static final Path INTEROP =
            CommandRun.root().resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own/interop");

    @TempDir
    private Path directory;

    @Test
    void theLastLineCountsItems() {
        CommandRun run = CommandRun.of("vectors", "verify", INTEROP);

        assertThat(run.status()).isZero();
        assertThat(run.outLines()).last().isEqualTo("337 passed, 0 failed, 7 skipped");
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
        assertThat(generated.outLines()).last().isEqualTo("317 passed, 0 failed, 27 skipped");
        Path file = directory.resolve("ciphertext/static-described.json");
        Files.writeString(file, Files.readString(file).replace("shipped", "stolen"));

        CommandRun run = CommandRun.of("vectors", "verify", directory);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).last().isEqualTo("336 passed, 1 failed, 7 skipped");
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
    void aMissingDirectoryIsAWrongCommandLine() {
        CommandRun run = CommandRun.of("vectors", "generate", directory.resolve("none"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no directory");
    }
}
