package dev.itemseal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the tables go: options of every command. */
final class Output {

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the tables into this file too.")
    private Path file;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    @SuppressWarnings("unused") // picocli sets it and looks at it
    private boolean help;

    Output() {}

    void write(String tables) throws IOException {
        System.out.println(tables);
        if (file != null) {
            Files.writeString(file, tables);
        }
    }
}
