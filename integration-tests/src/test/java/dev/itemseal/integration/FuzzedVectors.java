package dev.itemseal.integration;

import static dev.itemseal.integration.FuzzedParsers.require;

import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.vectors.Finding;
import dev.itemseal.vectors.Tally;
import dev.itemseal.vectors.VectorVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Directories of vectors. The input is their files, one behind the other, with a line of three equals signs in between. */
final class FuzzedVectors implements Consumer<byte[]> {

    private static final List<String> FILES = List.of(
            "scenarios.json", "keys.json", "plaintext.json", "ciphertext.json", "recording.json", "refusals.json");

    private final Path directory;
    private final Plugins plugins = Plugins.load();

    FuzzedVectors(Path directory) {
        this.directory = directory;
    }

    @Override
    public void accept(byte[] input) {
        // One byte to one character and back: bytes that are no UTF-8 stay what they are.
        String[] contents = new String(input, StandardCharsets.ISO_8859_1).split("\n===\n", -1);
        try {
            for (int i = 0; i < FILES.size(); i++) {
                Path file = directory.resolve(FILES.get(i));
                if (i < contents.length) {
                    Files.write(file, contents[i].getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Finding> findings = new ArrayList<>();
        Tally tally = VectorVerifier.verify(directory, plugins, findings::add);
        int told = findings.stream().mapToInt(Finding::items).sum();
        require(tally.passed() + tally.failed() + tally.skipped() == told, "is counted otherwise than it is told");
        findings.forEach(finding -> require(!finding.describe().isEmpty(), "is told without a word"));
    }
}
