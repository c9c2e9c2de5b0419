package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.BatchWriter;
import dev.itemseal.engine.table.ByteStreams;
import dev.itemseal.vectors.ItemLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts items, or a byte stream, into an encrypted table. */
@Command(
        name = "put",
        description = {
            "Encrypts items and puts them into a table, each in the place of the one that is there under its key: DynamoDB"
                    + " JSON, one item a line, from files or standard input; or with --stream one byte stream of any length.",
            "",
            "A line that can't be put is reported on standard error, as 'line N: reason: …'; the others go on.",
            ""
        },
        footer = {
            "",
            "The configuration is that of 'itemseal encrypt', which 'itemseal encrypt --help' shows, and says where the"
                    + " table is (docs/configuration.md explains every setting). In a file, for example:",
            "",
            "  store = inmemory",
            "  store.file = orders.table",
            "  table.sort-key-type = N",
            "",
            "or on DynamoDB, with the region and the credentials that the AWS SDK finds, and these settings where it doesn't:",
            "",
            "  store = dynamodb",
            "  store.region = eu-west-1",
            "  store.profile = shop",
            "",
            "  itemseal put -c orders.properties orders.jsonl",
            "  itemseal put -c files.properties --stream --key owner=ann name=film.mp4 < film.mp4",
            "",
            "Exit status: 0 everything is in the table, 1 some items were refused, 2 a setting or a file is wrong and the"
                    + " table's file is as it was."
        })
final class PutCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TableOptions options;

    @Option(
            names = "--plain",
            description =
                    "Items are plain JSON: {\"customer\": \"ann\", \"total\": 12.50}. No digit of a number is lost.")
    private boolean plain;

    @Option(
            names = "--create-table",
            description = "Create the table first if it isn't there: on DynamoDB one that is paid by request.")
    private boolean createTable;

    @Option(names = "--stream", description = "Put standard input, whatever it is, as a byte stream under --key.")
    private boolean stream;

    @Option(
            names = {"-k", "--key"},
            arity = "1..2",
            paramLabel = "NAME=VALUE",
            description = "The byte stream's key: both key attributes.")
    private @Nullable Map<String, String> key;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files with items; without any, standard input.")
    private List<Path> files = new ArrayList<>();

    PutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (stream && (key == null || plain || !files.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--stream takes standard input and --key, and neither files nor --plain");
        }
        if (!stream && key != null) {
            throw new ParameterException(spec.commandLine(), "--key belongs to --stream; items bring their own keys");
        }
        ToIntFunction<StoredTable> work = stream ? this::putStream : this::putItems;
        return createTable
                ? StoredTable.changeOrCreate(options.configuration(), work)
                : StoredTable.change(options.configuration(), work);
    }

    private int putStream(StoredTable table) {
        try {
            new ByteStreams(table.table()).write(table.keys().key(Objects.requireNonNull(key)), terminal.in());
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UsageException("the input can't be read: " + e.getMessage());
        }
    }

    private int putItems(StoredTable table) {
        return new ItemStream(terminal).process(files, (line, number) -> {
            put(table, plain ? PlainJson.parse(line) : ItemLine.parse(line).item());
            return Optional.empty();
        });
    }

    /** Each for itself, so that a refusal is that of its line; and without reading what is there, which may be damaged. */
    private static void put(StoredTable table, Item item) {
        try (BatchWriter writer = table.table().batchWriter()) {
            writer.put(item);
        }
    }
}
