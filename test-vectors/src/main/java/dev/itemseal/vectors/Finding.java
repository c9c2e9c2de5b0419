package dev.itemseal.vectors;

import java.util.Objects;
import java.util.Optional;

/**
 * What was found out about one item of a directory of vectors, or about all items of a scenario or table at once.
 *
 * @param outcome what became of the items
 * @param scenario the scenario, by the name it gives itself or its place and ciphertext file
 * @param table the table, unless the finding is about the whole scenario
 * @param item the item, by its key, unless the finding is about several
 * @param items the number of items that it is about, 0 or more
 * @param message why, as a sentence; empty where there is nothing to say
 */
public record Finding(
        Outcome outcome, String scenario, Optional<String> table, Optional<String> item, int items, String message) {

    /**
     * Makes a finding.
     *
     * @param outcome what became of the items
     * @param scenario the scenario
     * @param table the table, unless the finding is about the whole scenario
     * @param item the item, unless the finding is about several
     * @param items the number of items
     * @param message why
     */
    public Finding {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(message, "message");
    }

    /** {@return the finding as one line of text: scenario, table, item and message} */
    public String describe() {
        return "scenario " + scenario
                + table.map(name -> ", table " + name).orElse("")
                + item.map(name -> ", item " + name).orElse("")
                + (items == 1 ? "" : " (" + items + " items)")
                + (message.isEmpty() ? "" : ": " + message);
    }
}
