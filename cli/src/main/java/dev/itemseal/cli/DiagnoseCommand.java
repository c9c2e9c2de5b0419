package dev.itemseal.cli;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.engine.Diagnosis;
import dev.itemseal.engine.Diagnosis.Cause;
import dev.itemseal.engine.Diagnosis.Hints;
import dev.itemseal.vectors.ItemLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why items are refused. */
@Command(
        name = "diagnose",
        description = {
            "Finds out why stored items are refused, with your own keys: another table name, an action that changed, an"
                    + " attribute that was added or left out, other keys, or simply forged. No value is shown.",
            "",
            "Items are DynamoDB JSON, one a line, plain or within {\"Item\": …}, from files or standard input. Each line gives"
                    + " one line: 'line N: cause: …'.",
            ""
        },
        footer = {
            "",
            "docs/diagnose.md tells what each cause means and what to do.",
            "",
            "Exit status: 0 nothing is wrong with any item, 1 some are refused, 2 a setting or a file is wrong."
        })
final class DiagnoseCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Keys, table and actions that the items are read with: a properties file.")
    private Path configuration;

    @Option(
            names = "--table-name",
            paramLabel = "NAME",
            description = "A name that the table may have had when the items were written. May be given several times.")
    private List<String> tableNames = new ArrayList<>();

    @Option(
            names = "--left-out",
            paramLabel = "JSON",
            description =
                    "Attributes that a projection may have left out, with their stored values: {\"name\": {\"S\": …}}.")
    private String leftOut = "{}";

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files with items; without any, standard input.")
    private List<Path> files = new ArrayList<>();

    DiagnoseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ItemSettings items = ConfigurationFile.read(configuration).items(Plugins.load());
        Hints hints = new Hints(tableNames, attributesLeftOut());
        boolean[] refused = {false};
        int status = new ItemStream(terminal).process(files, (text, number) -> {
            Diagnosis diagnosis =
                    items.encryptor().diagnose(ItemLine.parse(text).item(), items.config(), hints);
            refused[0] |= diagnosis.cause() != Cause.READABLE;
            return Optional.of(
                    Printable.of("line " + number + ": " + code(diagnosis.cause()) + ": " + diagnosis.explanation()));
        });
        return status == ExitCode.OK && refused[0] ? ExitCode.REFUSED : status;
    }

    private Item attributesLeftOut() {
        try {
            return ItemLine.parse(leftOut).item();
        } catch (ItemsealException e) {
            throw new UsageException("'--left-out' is no DynamoDB JSON of attributes: " + e.getMessage());
        }
    }

    private static String code(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
