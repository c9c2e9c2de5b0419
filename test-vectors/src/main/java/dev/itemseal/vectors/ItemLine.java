package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.itemseal.api.item.Item;
import java.util.Objects;
import java.util.Set;

/**
 * A line of a file with one item a line: the item as {@linkplain DynamoDbJson DynamoDB JSON}, either plain or within
 * {@code {"Item": …}} as in DynamoDB's exports to S3.
 *
 * @param item the item
 * @param exported whether it stands within {@code {"Item": …}}
 */
public record ItemLine(Item item, boolean exported) {

    private static final String EXPORTED = "Item";

    private static final Set<String> TYPES_OF_TEXT = Set.of("S", "N", "B");
    private static final Set<String> TYPES_OF_ELEMENTS = Set.of("SS", "NS", "BS", "L");
    private static final Set<String> TYPES_OF_TRUTH = Set.of("BOOL", "NULL");

    /**
     * Makes a line.
     *
     * @param item the item
     * @param exported whether it stands within {@code {"Item": …}}
     */
    public ItemLine {
        Objects.requireNonNull(item, "item");
    }

    /**
     * Reads a line.
     *
     * @param line the text, without its line feed
     * @return the item and how it stood there
     * @throws dev.itemseal.api.error.InvalidItemException as {@link DynamoDbJson#parse} does
     */
    public static ItemLine parse(String line) {
        JsonNode node = DynamoDbJson.parseTree(line);
        // An item may also have an attribute of that name, which is a value and so never a whole item.
        boolean exported = node.size() == 1 && node.path(EXPORTED).isObject() && !isValue(node.get(EXPORTED));
        return new ItemLine(DynamoDbJson.item(exported ? node.get(EXPORTED) : node), exported);
    }

    /**
     * Writes another item the way this one stood in its line.
     *
     * @param other the item
     * @return the line, without a line feed
     */
    public String format(Item other) {
        JsonNode node = DynamoDbJson.node(other);
        return Json.compact(exported ? JsonNodeFactory.instance.objectNode().set(EXPORTED, node) : node);
    }

    private static boolean isValue(JsonNode node) {
        if (node.size() != 1) {
            return false;
        }
        String type = node.fieldNames().next();
        JsonNode content = node.get(type);
        return (content.isTextual() && TYPES_OF_TEXT.contains(type))
                || (content.isArray() && TYPES_OF_ELEMENTS.contains(type))
                || (content.isBoolean() && TYPES_OF_TRUTH.contains(type))
                || (content.isObject() && type.equals("M") && entriesAreValues(content));
    }

    private static boolean entriesAreValues(JsonNode map) {
        for (JsonNode entry : map) {
            if (!entry.isObject() || !isValue(entry)) {
                return false;
            }
        }
        return true;
    }
}
