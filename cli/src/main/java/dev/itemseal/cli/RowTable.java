package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.cli.ItemTable.Remark;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows items, one a row and each attribute in a column, for people. */
final class RowTable {

    /** So many rows are laid out together; more get new columns, and none has to wait for the last. */
    private static final int ROWS = 200;

    private static final int CELL_WIDTH = 24;
    private static final int LINE_WIDTH = 118;
    private static final String GAP = "  ";

    private final PrintStream out;
    private final boolean colour;
    private final List<String> firstColumns;
    private final List<Item> rows = new ArrayList<>();

    RowTable(PrintStream out, boolean colour, List<String> firstColumns) {
        this.out = out;
        this.colour = colour;
        this.firstColumns = firstColumns;
    }

    void add(Item item) {
        rows.add(item);
        if (rows.size() == ROWS) {
            finish();
        }
    }

    /** Prints what has been gathered. */
    void finish() {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Integer> widths = widths();
        List<String> hidden = new ArrayList<>();
        int width = 0;
        for (Map.Entry<String, Integer> column : widths.entrySet()) {
            width += column.getValue() + GAP.length();
            if (width > LINE_WIDTH) {
                hidden.add(column.getKey());
            }
        }
        hidden.forEach(widths::remove);
        StringBuilder head = new StringBuilder();
        widths.forEach((name, cell) -> head.append(padded(Printable.of(name), cell)));
        out.println(Remark.TITLE.paint(head.toString().stripTrailing(), colour));
        for (Item row : rows) {
            StringBuilder line = new StringBuilder();
            widths.forEach((name, cell) -> line.append(padded(cell(row, name), cell)));
            out.println(line.toString().stripTrailing());
        }
        if (!hidden.isEmpty()) {
            out.println(Remark.ADDED.paint(
                    "no room for " + Printable.of(String.join(", ", hidden)) + ": '| cat' shows everything", colour));
        }
        rows.clear();
    }

    private Map<String, Integer> widths() {
        Map<String, Integer> widths = new LinkedHashMap<>();
        firstColumns.forEach(name -> widths.put(name, Printable.of(name).length()));
        for (Item row : rows) {
            row.names().forEach(name -> widths.merge(name, Printable.of(name).length(), Math::max));
            row.names().forEach(name -> widths.merge(name, cell(row, name).length(), Math::max));
        }
        widths.replaceAll((name, width) -> Math.min(width, CELL_WIDTH));
        return widths;
    }

    private static String cell(Item row, String name) {
        return row.attribute(name).map(ItemTable::shown).map(Printable::of).orElse("");
    }

    private static String padded(String text, int width) {
        String cut = text.length() <= width ? text : text.substring(0, width - 3) + "...";
        return cut + " ".repeat(width - cut.length()) + GAP;
    }
}
