package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sizes in bytes as DynamoDB counts them: what its limits on items, pages and transactions are about. */
final class ItemSize {

    private static final int CONTAINER_BYTES = 3;

    private ItemSize() {}

    static int of(Item item) {
        int size = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.asMap().entrySet()) {
            size += of(attribute.getKey()) + of(attribute.getValue());
        }
        return size;
    }

    static int of(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static int of(AttributeValue value) {
        return switch (value.type()) {
            case BOOL, NULL -> 1;
            case S -> of(((StringValue) value).text());
            case N -> of((NumberValue) value);
            case B -> ((BinaryValue) value).length();
            case SS ->
                ((StringSetValue) value)
                        .elements().stream().mapToInt(ItemSize::of).sum();
            case NS ->
                ((NumberSetValue) value)
                        .elements().stream().mapToInt(ItemSize::of).sum();
            case BS ->
                ((BinarySetValue) value)
                        .elements().stream().mapToInt(BinaryValue::length).sum();
            case L ->
                CONTAINER_BYTES
                        + ((ListValue) value)
                                .elements().stream()
                                        .mapToInt(element -> 1 + of(element))
                                        .sum();
            case M ->
                CONTAINER_BYTES
                        + ((MapValue) value)
                                .entries().entrySet().stream()
                                        .mapToInt(entry -> 1 + of(entry.getKey()) + of(entry.getValue()))
                                        .sum();
        };
    }

    /** One byte, one for a minus, and one for each pair of digits, counted from the point, that is not outer zeros. */
    private static int of(NumberValue number) {
        BigDecimal value = number.toBigDecimal().stripTrailingZeros();
        if (value.signum() == 0) {
            return 1;
        }
        int highestPair = Math.floorDiv(value.precision() - value.scale() - 1, 2);
        int lowestPair = Math.floorDiv(-value.scale(), 2);
        return 1 + (value.signum() < 0 ? 1 : 0) + highestPair - lowestPair + 1;
    }
}
