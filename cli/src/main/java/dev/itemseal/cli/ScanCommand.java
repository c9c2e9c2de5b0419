package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.ScanRequest;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads all items of an encrypted table. */
@Command(
        name = "scan",
        description = {"Reads all items of a table, in no particular order, verified and decrypted.", ""},
        footer = {
            "",
            "  itemseal scan -c orders.properties --plain > orders.jsonl",
            "",
            "Exit status: 0 here they are, if there are any; 1 an item was refused, and nothing after it is read; 2 a"
                    + " setting or a file is wrong."
        })
final class ScanCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private TableOptions options;

    @Mixin
    private ListingOptions listing;

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return StoredTable.read(options.configuration(), table -> {
            ScanRequest request =
                    ScanRequest.of(table.table().name()).limit(listing.limit()).consistently();
            try (Stream<Item> items = table.table().items(request)) {
                new ItemOutput(terminal, listing.plain(), table).write(items.limit(listing.limit()));
            }
            return ExitCode.OK;
        });
    }
}
