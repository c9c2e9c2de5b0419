package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's own directory in the published layout: verified as it is, and generated anew. */
class OwnDirectoryTest {

    private static final Path INTEROP = OwnVectors.DIRECTORY.resolve("interop");

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void everyItemVerifies() {
        Tally tally = VectorVerifier.verify(INTEROP, Plugins.load(), findings::add);

        assertThat(tally).hasToString("357 passed, 0 failed, 7 skipped");
    }

    @Test
    void whatIsGeneratedVerifies(@TempDir Path directory) throws IOException {
        copyAllButCiphertexts(directory);

        assertThat(VectorGenerator.generate(directory, Plugins.load(), findings::add))
                .hasToString("337 passed, 0 failed, 27 skipped");
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString("357 passed, 0 failed, 7 skipped");
    }

    @Test
    void whatIsThereStays(@TempDir Path directory) throws IOException {
        copyAllButCiphertexts(directory);
        VectorGenerator.generate(directory, Plugins.load(), findings::add);
        Path file = directory.resolve("ciphertext/static-described.json");
        byte[] before = Files.readAllBytes(file);

        Tally again = VectorGenerator.generate(directory, Plugins.load(), findings::add);

        assertThat(again).hasToString("0 passed, 0 failed, 357 skipped");
        assertThat(file).hasBinaryContent(before);
    }

    private static void copyAllButCiphertexts(Path directory) throws IOException {
        for (String name : List.of("scenarios.json", "keys.json", "plaintext.json", "plaintext-meta.json")) {
            Files.copy(INTEROP.resolve(name), directory.resolve(name));
        }
    }
}
