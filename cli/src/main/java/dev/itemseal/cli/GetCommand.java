package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.ByteStreams;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets an item, or a byte stream, from an encrypted table. */
@Command(
        name = "get",
        description = {
            "Gets an item from a table, verified and decrypted, or with --stream a byte stream, to standard output.",
            ""
        },
        footer = {
            "",
            "  itemseal get -c orders.properties --key customer=ann order=7",
            "  itemseal get -c files.properties --stream --key owner=ann name=film.mp4 > film.mp4",
            "",
            "Of a byte stream that turns out to be damaged, a part may have been written already: what counts is the exit"
                    + " status.",
            "Exit status: 0 here it is, 1 it is not there or was refused, 2 a setting or a file is wrong."
        })
final class GetCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private TableOptions options;

    @Option(
            names = {"-k", "--key"},
            required = true,
            arity = "1..2",
            paramLabel = "NAME=VALUE",
            description = "The key: every key attribute. Byte strings are given in Base64.")
    private Map<String, String> key;

    @Option(names = "--plain", description = ItemOutput.PLAIN)
    private boolean plain;

    @Option(names = "--stream", description = "Get the byte stream that was put under the key.")
    private boolean stream;

    GetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return StoredTable.read(options.configuration(), stream ? this::getStream : this::getItem);
    }

    private int getItem(StoredTable table) {
        Optional<Item> item = table.table().getConsistently(table.keys().key(key));
        item.ifPresent(new ItemOutput(terminal, plain, table)::write);
        return answer(item.isPresent(), "item");
    }

    private int getStream(StoredTable table) {
        try {
            Optional<Long> length =
                    new ByteStreams(table.table()).copy(table.keys().key(key), terminal.out());
            terminal.out().flush();
            return answer(length.isPresent(), "byte stream");
        } catch (IOException e) {
            throw new UsageException("the output can't be written: " + e.getMessage());
        }
    }

    private int answer(boolean found, String what) {
        if (!found) {
            terminal.say("there is no " + what + " under this key");
        }
        return found ? ExitCode.OK : ExitCode.REFUSED;
    }
}
