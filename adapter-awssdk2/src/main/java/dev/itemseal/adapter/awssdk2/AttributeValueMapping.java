package dev.itemseal.adapter.awssdk2;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Items as the SDK has them, and back. Nothing is lost either way: numbers keep their text, sets, lists and maps their
 * order.
 */
public final class AttributeValueMapping {

    /** The deepest nesting of lists and maps that is mapped, as deep as stored values may be read. */
    private static final int MAX_DEPTH = 128;

    private AttributeValueMapping() {}

    /**
     * Maps an item of the SDK.
     *
     * @param attributes its attributes
     * @return the item, its attributes in the map's order; it shares the bytes of binary values, which the SDK never changes
     * @throws InvalidItemException with {@code UNSUPPORTED_VALUE} if a value has no type or one that this SDK does not know,
     *     or is a NULL that is not true (rule ACT-12); with {@code INVALID_NUMBER}, {@code INVALID_SET} or
     *     {@code NESTING_TOO_DEEP} if a value is malformed
     */
    public static Item toItem(Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attributes) {
        Item.Builder item = Item.builder(attributes.size());
        attributes.forEach((name, value) -> {
            try {
                item.put(name, toValue(value));
            } catch (InvalidItemException e) {
                throw new InvalidItemException(e.reason(), "Attribute '" + name + "': " + e.getMessage());
            }
        });
        return item.build();
    }

    /**
     * Maps an item to the SDK's form.
     *
     * @param item the item
     * @return its attributes in its order, a map of the caller's own
     */
    public static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> fromItem(Item item) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attributes =
                new LinkedHashMap<>(item.size() * 2);
        item.forEach((name, value) -> attributes.put(name, fromValue(value)));
        return attributes;
    }

    /**
     * Maps a value of the SDK.
     *
     * @param value the value
     * @return the same value
     * @throws InvalidItemException as {@link #toItem} does
     */
    public static AttributeValue toValue(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        return toValue(value, 0);
    }

    private static AttributeValue toValue(
            software.amazon.awssdk.services.dynamodb.model.AttributeValue value, int depth) {
        if (value == null) {
            throw unsupported("the value is null in Java; leave the attribute out, or use a value of type NULL");
        }
        return switch (value.type()) {
            case S -> AttributeValue.ofString(value.s());
            case N -> AttributeValue.ofNumber(value.n());
            case B -> binary(value.b());
            case SS -> AttributeValue.ofStrings(value.ss());
            case NS ->
                AttributeValue.ofNumbers(
                        value.ns().stream().map(AttributeValue::ofNumber).toList());
            case BS ->
                AttributeValue.ofBinaries(
                        value.bs().stream().map(AttributeValueMapping::binary).toList());
            case L -> list(value.l(), deeper(depth));
            case M -> map(value.m(), deeper(depth));
            case BOOL -> AttributeValue.ofBoolean(value.bool());
            case NUL -> nothing(value.nul());
            default ->
                throw unsupported(
                        "the value has no type, or one that this version of the SDK does not know; set exactly one of"
                                + " S, N, B, SS, NS, BS, L, M, BOOL and NUL");
        };
    }

    private static BinaryValue binary(SdkBytes bytes) {
        byte[] array = bytes.asByteArrayUnsafe();
        return BinaryValue.wrapping(array, 0, array.length);
    }

    private static ListValue list(
            List<software.amazon.awssdk.services.dynamodb.model.AttributeValue> elements, int depth) {
        List<AttributeValue> mapped = new ArrayList<>(elements.size());
        elements.forEach(element -> mapped.add(toValue(element, depth)));
        return AttributeValue.ofList(mapped);
    }

    private static MapValue map(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> entries, int depth) {
        MapValue.Builder mapped = MapValue.builder(entries.size());
        entries.forEach((key, value) -> mapped.add(key, toValue(value, depth)));
        return mapped.build();
    }

    private static AttributeValue nothing(boolean isNull) {
        if (!isNull) {
            throw unsupported("the value is of type NULL but not true");
        }
        return AttributeValue.ofNull();
    }

    private static int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw new InvalidItemException(
                    Reason.NESTING_TOO_DEEP,
                    "lists and maps are nested more than " + MAX_DEPTH + " deep; flatten the value");
        }
        return depth + 1;
    }

    private static InvalidItemException unsupported(String problem) {
        return new InvalidItemException(Reason.UNSUPPORTED_VALUE, problem);
    }

    /**
     * Maps a value to the SDK's form.
     *
     * @param value the value
     * @return the same value
     */
    public static software.amazon.awssdk.services.dynamodb.model.AttributeValue fromValue(AttributeValue value) {
        return switch (value.type()) {
            case S -> software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(((StringValue) value).text());
            case N -> software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(((NumberValue) value).text());
            case B -> software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB(bytes((BinaryValue) value));
            case SS ->
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs(
                        ((StringSetValue) value).elements());
            case NS ->
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs(((NumberSetValue) value)
                        .elements().stream().map(NumberValue::text).toList());
            case BS ->
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs(((BinarySetValue) value)
                        .elements().stream().map(AttributeValueMapping::bytes).toList());
            case L ->
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL(((ListValue) value)
                        .elements().stream()
                                .map(AttributeValueMapping::fromValue)
                                .toList());
            case M -> fromMap((MapValue) value);
            case BOOL ->
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool(((BooleanValue) value).truth());
            case NULL -> software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul(true);
        };
    }

    private static SdkBytes bytes(BinaryValue value) {
        return SdkBytes.fromByteArrayUnsafe(value.toByteArray());
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue fromMap(MapValue value) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> entries =
                new LinkedHashMap<>(value.entries().size() * 2);
        value.entries().forEach((key, entry) -> entries.put(key, fromValue(entry)));
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM(entries);
    }
}
