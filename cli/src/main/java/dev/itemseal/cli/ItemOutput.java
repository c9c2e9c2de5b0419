package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.cli.ItemTable.Remark;
import dev.itemseal.vectors.DynamoDbJson;
import java.io.PrintStream;
import java.util.stream.Stream;

/** Writes items to standard output: as lines of JSON, or as a table where a person looks. */
final class ItemOutput {

    /** The help on the option that asks for plain JSON. */
    static final String PLAIN =
            "Write plain JSON instead of DynamoDB JSON: byte strings become Base64 texts, and sets lists.";

    private final Terminal terminal;
    private final boolean plain;
    private final StoredTable table;

    ItemOutput(Terminal terminal, boolean plain, StoredTable table) {
        this.terminal = terminal;
        this.plain = plain;
        this.table = table;
    }

    void write(Item item) {
        PrintStream out = terminal.text();
        if (isTable()) {
            new ItemTable(out, terminal.colour())
                    .print(
                            item,
                            name -> Remark.of(table.config().attributeActions().action(name)));
        } else {
            out.print(line(item));
        }
        terminal.finish(out);
    }

    /** Writes items as they come. */
    void write(Stream<Item> items) {
        PrintStream out = terminal.text();
        RowTable rows = new RowTable(out, terminal.colour(), table.keys().names());
        try {
            items.forEachOrdered(isTable() ? rows::add : item -> out.print(line(item)));
        } finally { // what came before an item that is refused is shown
            rows.finish();
            terminal.finish(out);
        }
    }

    private boolean isTable() {
        return terminal.shows() && !plain;
    }

    private String line(Item item) {
        return (plain ? PlainJson.format(item) : DynamoDbJson.format(item)) + '\n';
    }
}
