package dev.itemseal.vectors;

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
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items as DynamoDB JSON, such as {@code {"id": {"S": "7"}, "price": {"N": "2.50"}}}: an object of attributes, each of
 * which is an object with the type's name as its only key. Bytes are Base64 with padding.
 *
 * <p>Reading is strict, so that nothing is lost or guessed. Errors name attributes, never their values.
 */
public final class DynamoDbJson {

    /** The deepest nesting of lists and maps that is read. */
    public static final int MAX_DEPTH = 128;

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
        if (!node.isObject()) {
            throw unsupported("An item must be a JSON object of attributes, but this is " + kind(node));
        }
        Item.Builder item = Item.builder(node.size());
        node.properties().forEach(attribute -> {
            try {
                item.put(attribute.getKey(), value(attribute.getValue()));
            } catch (InvalidItemException e) {
                throw new InvalidItemException(
                        e.reason(), "Attribute '" + attribute.getKey() + "' can't be read: " + e.getMessage());
            }
        });
        return item.build();
    }

    static AttributeValue value(JsonNode node) {
        return value(node, 0);
    }

    private static AttributeValue value(JsonNode node, int depth) {
        if (!node.isObject() || node.size() != 1) {
            throw unsupported("A value must be a JSON object with a type's name as its only key, such as"
                    + " {\"S\": \"text\"}, but this is " + kind(node));
        }
        String type = node.fieldNames().next();
        JsonNode content = node.get(type);
        return switch (type) {
            case "S" -> AttributeValue.ofString(text(content, type));
            case "N" -> AttributeValue.ofNumber(text(content, type));
            case "B" -> binary(content, type);
            case "SS" -> AttributeValue.ofStrings(texts(content, type));
            case "NS" ->
                AttributeValue.ofNumbers(texts(content, type).stream()
                        .map(AttributeValue::ofNumber)
                        .toList());
            case "BS" -> binaries(content, type);
            case "L" -> list(content, depth + 1);
            case "M" -> map(content, depth + 1);
            case "BOOL" -> truth(content);
            case "NULL" -> nothing(content);
            default ->
                throw unsupported("A value has a type that DynamoDB does not know; known are S, N, B, SS, NS, BS, L, M,"
                        + " BOOL and NULL");
        };
    }

    private static String text(JsonNode content, String type) {
        if (!content.isTextual()) {
            throw unsupported("A value of type " + type + " must hold a JSON string, but this is " + kind(content));
        }
        return content.textValue();
    }

    private static BinaryValue binary(JsonNode content, String type) {
        String text = text(content, type);
        try {
            if (text.length() % 4 == 0) { // the decoder also takes a text without padding
                byte[] bytes = Base64.getDecoder().decode(text);
                return BinaryValue.wrapping(bytes, 0, bytes.length);
            }
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: its message may quote the text.
        }
        throw unsupported("A value of type " + type + " is not Base64 (RFC 4648 section 4) with padding");
    }

    private static Iterable<JsonNode> elements(JsonNode content, String type) {
        if (!content.isArray()) {
            throw unsupported("A value of type " + type + " must hold a JSON array, but this is " + kind(content));
        }
        return content;
    }

    private static List<String> texts(JsonNode content, String type) {
        List<String> texts = new ArrayList<>(content.size());
        elements(content, type).forEach(element -> texts.add(text(element, type)));
        return texts;
    }

    private static BinarySetValue binaries(JsonNode content, String type) {
        List<BinaryValue> elements = new ArrayList<>(content.size());
        elements(content, type).forEach(element -> elements.add(binary(element, type)));
        return AttributeValue.ofBinaries(elements);
    }

    private static ListValue list(JsonNode content, int depth) {
        requireDepth(depth);
        List<AttributeValue> elements = new ArrayList<>(content.size());
        elements(content, "L").forEach(element -> elements.add(value(element, depth)));
        return AttributeValue.ofList(elements);
    }

    private static MapValue map(JsonNode content, int depth) {
        requireDepth(depth);
        if (!content.isObject()) {
            throw unsupported("A value of type M must hold a JSON object, but this is " + kind(content));
        }
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        content.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), depth)));
        return AttributeValue.ofMap(entries);
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidItemException(
                    Reason.NESTING_TOO_DEEP, "Lists and maps are nested deeper than " + MAX_DEPTH + "; flatten them");
        }
    }

    private static AttributeValue truth(JsonNode content) {
        if (!content.isBoolean()) {
            throw unsupported("A value of type BOOL must hold true or false, but this is " + kind(content));
        }
        return AttributeValue.ofBoolean(content.booleanValue());
    }

    private static AttributeValue nothing(JsonNode content) {
        if (!content.isBoolean() || !content.booleanValue()) {
            throw unsupported("A value of type NULL must hold true");
        }
        return AttributeValue.ofNull();
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

    private static String kind(JsonNode node) {
        if (node.isObject()) {
            return "an object with " + node.size() + " keys";
        }
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a truth value";
            default -> "null";
        };
    }

    private static InvalidItemException unsupported(String message) {
        return new InvalidItemException(Reason.UNSUPPORTED_VALUE, message);
    }
}
