package dev.itemseal.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command on a table is told. */
final class TableOptions {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Store, keys, table and actions: a properties file.")
    private Path configuration;

    Path configuration() {
        return configuration;
    }
}
