package dev.itemseal.dynamodb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads items where a parser stands, such as {@code {"id": {"S": "7"}, "price": {"N": "2.50"}}}: an object of attributes, each
 * of which is an object with the type's name as its only key. Bytes are Base64 with padding.
 */
public final class ItemReader {

    /** The deepest nesting of lists and maps that is read. */
    public static final int MAX_DEPTH = 128;

    private ItemReader() {}

    /**
     * Reads an item.
     *
     * @param parser stands at the item's opening brace, and afterwards at its closing one; whether a key may be there twice is
     *     the parser's own affair. For items of others its factory should have {@code CANONICALIZE_FIELD_NAMES} disabled:
     *     with it, names that were chosen to collide are refused, and can break the reading of later items
     * @return the item, its attributes in the order of the text
     * @throws InvalidItemException with {@code UNSUPPORTED_VALUE} if there is no item or a value has no DynamoDB type (rule
     *     ACT-12); with {@code INVALID_NUMBER}, {@code INVALID_SET} or {@code NESTING_TOO_DEEP} if a value is malformed
     * @throws IOException if the parser fails
     */
    public static Item read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unsupported("An item must be a JSON object of attributes, but this is " + kind(parser));
        }
        Item.Builder item = Item.builder(16);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            try {
                item.put(name, value(parser, 0));
            } catch (InvalidItemException e) {
                throw new InvalidItemException(e.reason(), "Attribute '" + name + "' can't be read: " + e.getMessage());
            }
        }
        return item.build();
    }

    /**
     * Reads a value.
     *
     * @param parser stands at the value's opening brace, and afterwards at its closing one
     * @return the value
     * @throws InvalidItemException as {@link #read} does
     * @throws IOException if the parser fails
     */
    public static AttributeValue readValue(JsonParser parser) throws IOException {
        return value(parser, 0);
    }

    private static AttributeValue value(JsonParser parser, int depth) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw noType(kind(parser));
        }
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            throw noType("an empty object");
        }
        String type = parser.currentName();
        parser.nextToken();
        AttributeValue value = content(parser, type, depth);
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw noType("an object with several keys");
        }
        return value;
    }

    private static AttributeValue content(JsonParser parser, String type, int depth) throws IOException {
        return switch (type) {
            case "S" -> AttributeValue.ofString(text(parser, type));
            case "N" -> AttributeValue.ofNumber(text(parser, type));
            case "B" -> binary(parser, type);
            case "SS" -> AttributeValue.ofStrings(elements(parser, type, () -> text(parser, type)));
            case "NS" ->
                AttributeValue.ofNumbers(elements(parser, type, () -> AttributeValue.ofNumber(text(parser, type))));
            case "BS" -> AttributeValue.ofBinaries(elements(parser, type, () -> binary(parser, type)));
            case "L" -> {
                int within = deeper(depth);
                yield AttributeValue.ofList(elements(parser, type, () -> value(parser, within)));
            }
            case "M" -> AttributeValue.ofMap(entries(parser, deeper(depth)));
            case "BOOL" -> AttributeValue.ofBoolean(truth(parser));
            case "NULL" -> {
                if (parser.currentToken() != JsonToken.VALUE_TRUE) {
                    throw unsupported("A value of type NULL must hold true");
                }
                yield AttributeValue.ofNull();
            }
            default ->
                throw unsupported("A value has a type that DynamoDB does not know; known are S, N, B, SS, NS, BS, L, M,"
                        + " BOOL and NULL");
        };
    }

    private static String text(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw unsupported("A value of type " + type + " must hold a JSON string, but this is " + kind(parser));
        }
        return parser.getText();
    }

    private static BinaryValue binary(JsonParser parser, String type) throws IOException {
        String text = text(parser, type);
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

    /** Reads one element where the parser stands. */
    @FunctionalInterface
    private interface Element<T> {
        T read() throws IOException;
    }

    private static <T> List<T> elements(JsonParser parser, String type, Element<T> element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw unsupported("A value of type " + type + " must hold a JSON array, but this is " + kind(parser));
        }
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.read());
        }
        return elements;
    }

    private static Map<String, AttributeValue> entries(JsonParser parser, int depth) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unsupported("A value of type M must hold a JSON object, but this is " + kind(parser));
        }
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            entries.put(key, value(parser, depth));
        }
        return entries;
    }

    private static boolean truth(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unsupported("A value of type BOOL must hold true or false, but this is " + kind(parser));
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private static int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw new InvalidItemException(
                    Reason.NESTING_TOO_DEEP, "Lists and maps are nested deeper than " + MAX_DEPTH + "; flatten them");
        }
        return depth + 1;
    }

    private static String kind(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "null";
        };
    }

    private static InvalidItemException noType(String instead) {
        return unsupported("A value must be a JSON object with a type's name as its only key, such as"
                + " {\"S\": \"text\"}, but this is " + instead);
    }

    private static InvalidItemException unsupported(String message) {
        return new InvalidItemException(Reason.UNSUPPORTED_VALUE, message);
    }
}
