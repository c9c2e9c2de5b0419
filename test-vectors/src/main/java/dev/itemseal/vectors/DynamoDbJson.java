package dev.itemseal.vectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.BooleanValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.dynamodb.json.ItemReader;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/**
 * Items as DynamoDB JSON, such as {@code {"id": {"S": "7"}, "price": {"N": "2.50"}}}: an object of attributes, each of
 * which is an object with the type's name as its only key. Bytes are Base64 with padding.
 *
 * <p>Reading is strict, so that nothing is lost or guessed. Errors name attributes, never their values.
 */
public final class DynamoDbJson {

    /** The deepest nesting of lists and maps that is read. */
    public static final int MAX_DEPTH = ItemReader.MAX_DEPTH;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DynamoDbJson() {}

    /**
     * Reads an item.
     *
     * @param json the text, which holds one item and nothing else
     * @return the item, its attributes in the order of the text
     * @throws InvalidItemException with {@code UNSUPPORTED_VALUE} if the text is not JSON, holds a key twice, or has a
     *     value without a DynamoDB type (rule ACT-12); with {@code INVALID_NUMBER}, {@code INVALID_SET} or
     *     {@code NESTING_TOO_DEEP} if a value is malformed
     */
    public static Item parse(String json) {
        return item(parseTree(json));
    }

    /**
     * Writes an item on one line.
     *
     * @param item the item
     * @return its JSON, attributes in the item's order, without a line feed
     */
    public static String format(Item item) {
        return Json.compact(node(item));
    }

    static JsonNode parseTree(String json) {
        try {
            return Json.parse(json);
        } catch (MalformedJsonException e) {
            throw new InvalidItemException(
                    e.tooDeep() ? Reason.NESTING_TOO_DEEP : Reason.UNSUPPORTED_VALUE, "The item " + e.getMessage());
        }
    }

    static Item item(JsonNode node) {
        return read(node, ItemReader::read);
    }

    static AttributeValue value(JsonNode node) {
        return read(node, ItemReader::readValue);
    }

    /** Reads where a parser stands. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private static <T> T read(JsonNode node, Reading<T> reading) {
        try (JsonParser parser = node.traverse()) {
            parser.nextToken();
            return reading.from(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a tree in memory can't fail to be read
        }
    }

    static ObjectNode node(Item item) {
        ObjectNode node = NODES.objectNode();
        item.forEach((name, value) -> node.set(name, node(value)));
        return node;
    }

    static ObjectNode node(AttributeValue value) {
        return NODES.objectNode().set(value.type().name(), content(value));
    }

    private static JsonNode content(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(((StringValue) value).text());
            case N -> NODES.textNode(((NumberValue) value).text());
            case B -> base64((BinaryValue) value);
            case SS ->
                array(((StringSetValue) value)
                        .elements().stream().map(NODES::textNode).toList());
            case NS ->
                array(((NumberSetValue) value)
                        .elements().stream().map(e -> NODES.textNode(e.text())).toList());
            case BS ->
                array(((BinarySetValue) value)
                        .elements().stream().map(DynamoDbJson::base64).toList());
            case L ->
                array(((ListValue) value)
                        .elements().stream().map(DynamoDbJson::node).toList());
            case M -> {
                ObjectNode entries = NODES.objectNode();
                ((MapValue) value).entries().forEach((key, entry) -> entries.set(key, node(entry)));
                yield entries;
            }
            case BOOL -> NODES.booleanNode(((BooleanValue) value).truth());
            case NULL -> NODES.booleanNode(true);
        };
    }

    private static JsonNode base64(BinaryValue value) {
        return NODES.textNode(Base64.getEncoder().encodeToString(value.toByteArray()));
    }

    private static ArrayNode array(List<? extends JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }
}
