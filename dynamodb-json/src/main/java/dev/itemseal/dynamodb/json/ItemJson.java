package dev.itemseal.dynamodb.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;

/** Single items as DynamoDB JSON. */
public final class ItemJson {

    private static final String EXPORTED = "Item";

    private ItemJson() {}

    /**
     * Reads an item.
     *
     * @param json the text, which holds one item and nothing else
     * @return the item, its attributes in the order of the text
     * @throws InvalidItemException as {@link ItemReader#read} does, and with {@code UNSUPPORTED_VALUE} if the text is not JSON
     *     or holds a key twice
     */
    public static Item parse(String json) {
        return StrictJson.read("The item", json, ItemReader::read);
    }

    /**
     * Reads a line of a table's export to S3 in the format DynamoDB JSON: an item within {@code {"Item": …}}.
     *
     * @param line the line, without its line feed
     * @return the item as it was stored, encrypted
     * @throws InvalidItemException as {@link #parse} does
     */
    public static Item parseExportLine(String line) {
        return StrictJson.read("The line", line, parser -> {
            if (parser.currentToken() == JsonToken.START_OBJECT
                    && parser.nextToken() == JsonToken.FIELD_NAME
                    && EXPORTED.equals(parser.currentName())) {
                parser.nextToken();
                Item item = ItemReader.read(parser);
                if (parser.nextToken() == JsonToken.END_OBJECT) {
                    return item;
                }
            }
            throw new InvalidItemException(
                    Reason.UNSUPPORTED_VALUE,
                    "A line of a full export holds one item within {\"Item\": …} and nothing else; this one does not");
        });
    }
}
