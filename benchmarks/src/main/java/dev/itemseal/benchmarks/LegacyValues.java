package dev.itemseal.benchmarks;

import com.amazonaws.services.dynamodbv2.model.AttributeValue;
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
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Items as the first SDK has them, and back. */
final class LegacyValues {

    private LegacyValues() {}

    static Map<String, AttributeValue> of(Item item) {
        return of(item.asMap());
    }

    private static Map<String, AttributeValue> of(Map<String, dev.itemseal.api.item.AttributeValue> entries) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        entries.forEach((name, value) -> values.put(name, of(value)));
        return values;
    }

    private static AttributeValue of(dev.itemseal.api.item.AttributeValue value) {
        AttributeValue legacy = new AttributeValue();
        return switch (value.type()) {
            case S -> legacy.withS(((StringValue) value).text());
            case N -> legacy.withN(((NumberValue) value).text());
            case B -> legacy.withB(ByteBuffer.wrap(((BinaryValue) value).toByteArray()));
            case SS -> legacy.withSS(((StringSetValue) value).elements());
            case NS ->
                legacy.withNS(((NumberSetValue) value)
                        .elements().stream().map(NumberValue::text).toList());
            case BS ->
                legacy.withBS(((BinarySetValue) value)
                        .elements().stream()
                                .map(element -> ByteBuffer.wrap(element.toByteArray()))
                                .toList());
            case L ->
                legacy.withL(((ListValue) value)
                        .elements().stream().map(LegacyValues::of).toList());
            case M -> legacy.withM(of(((MapValue) value).entries()));
            case BOOL -> legacy.withBOOL(((BooleanValue) value).truth());
            case NULL -> legacy.withNULL(true);
        };
    }

    static Item toItem(Map<String, AttributeValue> legacy) {
        return Item.of(toValues(legacy));
    }

    private static Map<String, dev.itemseal.api.item.AttributeValue> toValues(Map<String, AttributeValue> legacy) {
        Map<String, dev.itemseal.api.item.AttributeValue> values = new LinkedHashMap<>();
        legacy.forEach((name, value) -> values.put(name, toValue(value)));
        return values;
    }

    private static dev.itemseal.api.item.AttributeValue toValue(AttributeValue legacy) {
        if (legacy.getS() != null) {
            return dev.itemseal.api.item.AttributeValue.ofString(legacy.getS());
        } else if (legacy.getN() != null) {
            return dev.itemseal.api.item.AttributeValue.ofNumber(legacy.getN());
        } else if (legacy.getB() != null) {
            return binary(legacy.getB());
        } else if (legacy.getSS() != null) {
            return dev.itemseal.api.item.AttributeValue.ofStrings(legacy.getSS());
        } else if (legacy.getNS() != null) {
            return dev.itemseal.api.item.AttributeValue.ofNumbers(legacy.getNS().stream()
                    .map(dev.itemseal.api.item.AttributeValue::ofNumber)
                    .toList());
        } else if (legacy.getBS() != null) {
            return dev.itemseal.api.item.AttributeValue.ofBinaries(
                    legacy.getBS().stream().map(LegacyValues::binary).toList());
        } else if (legacy.getL() != null) {
            List<dev.itemseal.api.item.AttributeValue> elements =
                    legacy.getL().stream().map(LegacyValues::toValue).toList();
            return dev.itemseal.api.item.AttributeValue.ofList(elements);
        } else if (legacy.getM() != null) {
            return dev.itemseal.api.item.AttributeValue.ofMap(toValues(legacy.getM()));
        } else if (legacy.getBOOL() != null) {
            return dev.itemseal.api.item.AttributeValue.ofBoolean(legacy.getBOOL());
        }
        return dev.itemseal.api.item.AttributeValue.ofNull();
    }

    private static BinaryValue binary(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.limit()];
        buffer.duplicate().rewind().get(bytes);
        return BinaryValue.wrapping(bytes, 0, bytes.length);
    }

    /** Takes buffers back to where they were: the client moves their positions, so that a second call would find nothing. */
    static void rewind(Map<String, AttributeValue> item) {
        for (AttributeValue value : item.values()) {
            if (value.getB() != null) {
                value.getB().rewind();
            }
        }
    }
}
