package dev.itemseal.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Items as plain JSON, such as {@code {"id": "7", "price": 2.50}}. Numbers keep their text. Reading knows no byte strings
 * and no sets; they are written as Base64 texts and as lists. Errors never quote the text.
 */
final class PlainJson {

    private static final int MAX_NESTING = 128;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // A table of names for all lines would grow with them, and break where they were chosen to collide.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(Lines.MAX_LENGTH)
                    .maxNameLength(Lines.MAX_LENGTH)
                    .maxNumberLength(Lines.MAX_LENGTH)
                    .build())
            .build();

    private PlainJson() {}

    static Item parse(String line) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw unsupported("The item is not a JSON object of attributes");
                }
                Item item = attributes(parser);
                if (parser.nextToken() != null) {
                    throw unsupported("Something stands behind the end of the item");
                }
                return item;
            } catch (JsonProcessingException e) {
                // Its message quotes the text, which may be secret.
                throw unsupported("The item is not valid JSON at column "
                        + parser.currentLocation().getColumnNr()
                        + ": cut off, misspelt, with a key twice, or nested deeper than " + MAX_NESTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // text in memory can't fail to be read
        }
    }

    private static Item attributes(JsonParser parser) throws IOException {
        Item.Builder item = Item.builder(16);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            try {
                item.put(name, value(parser));
            } catch (InvalidItemException e) {
                throw new InvalidItemException(e.reason(), "Attribute '" + name + "' can't be read: " + e.getMessage());
            }
        }
        return item.build();
    }

    private static Map<String, AttributeValue> entries(JsonParser parser) throws IOException {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            entries.put(name, value(parser));
        }
        return entries;
    }

    private static AttributeValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> AttributeValue.ofString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.ofNumber(parser.getText());
            case VALUE_TRUE -> AttributeValue.ofBoolean(true);
            case VALUE_FALSE -> AttributeValue.ofBoolean(false);
            case VALUE_NULL -> AttributeValue.ofNull();
            case START_OBJECT -> AttributeValue.ofMap(entries(parser));
            case START_ARRAY -> {
                List<AttributeValue> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield AttributeValue.ofList(elements);
            }
            default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private static InvalidItemException unsupported(String message) {
        return new InvalidItemException(Reason.UNSUPPORTED_VALUE, message);
    }

    static String format(Item item) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, item.asMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // text in memory can't fail to be written
        }
        return Printable.of(text.toString()); // what it escapes stands within texts alone, and means the same there
    }

    private static void write(JsonGenerator json, Map<String, AttributeValue> entries) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> entry : entries.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<? extends AttributeValue> elements) throws IOException {
        json.writeStartArray();
        for (AttributeValue element : elements) {
            write(json, element);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, AttributeValue value) throws IOException {
        switch (value.type()) {
            case S -> json.writeString(((StringValue) value).text());
            case N -> json.writeNumber(number((NumberValue) value));
            case B -> json.writeString(Base64.getEncoder().encodeToString(((BinaryValue) value).toByteArray()));
            case BOOL -> json.writeBoolean(((BooleanValue) value).truth());
            case NULL -> json.writeNull();
            case SS ->
                write(
                        json,
                        ((StringSetValue) value)
                                .elements().stream()
                                        .map(AttributeValue::ofString)
                                        .toList());
            case NS -> write(json, ((NumberSetValue) value).elements());
            case BS -> write(json, ((BinarySetValue) value).elements());
            case L -> write(json, ((ListValue) value).elements());
            case M -> write(json, ((MapValue) value).entries());
        }
    }

    /** The number's own text, unless JSON does not know such a notation. */
    private static String number(NumberValue value) {
        return NUMBER.matcher(value.text()).matches() ? value.text() : value.canonicalText();
    }
}
