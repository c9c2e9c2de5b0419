package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.item.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * The items that a scenario's maker refused to encrypt ({@code encrypt_errors}). Entries with a table and a key stand for
 * that item; of other makers' entries, whose form is not laid down, only the number is known.
 */
final class RefusedItems {

    private record Entry(String table, Item key) {}

    private final List<Entry> entries = new ArrayList<>();
    private int unnamed;

    private RefusedItems() {}

    static RefusedItems of(JsonNode node) {
        RefusedItems refused = new RefusedItems();
        refused.unnamed = node.isInt() ? node.intValue() : 0;
        refused.add(node);
        return refused;
    }

    private void add(JsonNode node) {
        for (JsonNode entry : node) {
            if (node.isObject() && entry.isArray()) {
                add(entry);
            } else if (entry.path("table").isTextual() && entry.path("key").isObject()) {
                addNamed(entry);
            } else {
                unnamed++;
            }
        }
    }

    private void addNamed(JsonNode entry) {
        try {
            entries.add(new Entry(entry.get("table").textValue(), DynamoDbJson.item(entry.get("key"))));
        } catch (InvalidItemException e) {
            unnamed++; // a key in a form of its own
        }
    }

    /** Whether an item is one of them; an entry stands for one item. */
    boolean take(String table, Item key) {
        return entries.remove(new Entry(table, key)) || unnamed-- > 0;
    }
}
