package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.BatchWriter;
import dev.itemseal.engine.table.ByteStreams;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes an item, or a byte stream, from an encrypted table. */
@Command(
        name = "delete",
        description = {
            "Deletes an item from a table, whether it can be read or not, or with --stream a byte stream with all its"
                    + " pieces. That there is none under the key is no error.",
            ""
        },
        footer = {
            "",
            "  itemseal delete -c orders.properties --key customer=ann order=7",
            "",
            "Exit status: 0 it is not there any more, 1 a piece of the stream was refused, 2 a setting or a file is wrong;"
                    + " after 1 and 2 the table's file is as it was."
        })
final class DeleteCommand implements Callable<Integer> {

    @Mixin
    private TableOptions options;

    @Option(
            names = {"-k", "--key"},
            required = true,
            arity = "1..2",
            paramLabel = "NAME=VALUE",
            description = "The key: every key attribute. Byte strings are given in Base64.")
    private Map<String, String> key;

    @Option(names = "--stream", description = "Delete the byte stream that was put under the key.")
    private boolean stream;

    @Override
    public Integer call() {
        return StoredTable.change(options.configuration(), table -> {
            delete(table, table.keys().key(key));
            return ExitCode.OK;
        });
    }

    private void delete(StoredTable table, Item place) {
        if (stream) {
            new ByteStreams(table.table()).delete(place);
            return;
        }
        try (BatchWriter writer = table.table().batchWriter()) { // reads nothing, so what is damaged can be deleted
            writer.delete(place);
        }
    }
}
