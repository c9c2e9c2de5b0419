package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings attributes into the form in which a table holds them: every number in its canonical text, everything else as it
 * was given. What DynamoDB does not hold is refused.
 */
final class StoredForm {

    /** Values in values, the attribute's own included. */
    private static final int MAX_LEVELS = 32;

    private static final int MAX_NAME_BYTES = 65_535;

    private final String tableName;

    StoredForm(String tableName) {
        this.tableName = tableName;
    }

    Item of(Item item) {
        Item.Builder stored = Item.builder(item.size());
        item.forEach((name, value) -> stored.put(name, of(name, value)));
        return stored.build();
    }

    AttributeValue of(String attributeName, AttributeValue value) {
        if (attributeName.isEmpty()) {
            throw Refusals.invalid("An item for table '" + tableName
                    + "' has an attribute without a name, which DynamoDB does not store; name it");
        }
        if (!isUnicode(attributeName)) {
            throw Refusals.invalid("An item for table '" + tableName
                    + "' has an attribute whose name holds half of a surrogate pair; give Unicode text");
        }
        if (ItemSize.of(attributeName) > MAX_NAME_BYTES) {
            throw Refusals.limit("An item for table '" + tableName + "' has an attribute name of more than "
                    + MAX_NAME_BYTES + " bytes; shorten it");
        }
        return of(attributeName, value, 1);
    }

    private AttributeValue of(String attributeName, AttributeValue value, int level) {
        if (level > MAX_LEVELS) {
            throw refused(
                    attributeName, "is nested deeper than " + MAX_LEVELS + " levels; flatten it or store it as bytes");
        }
        return switch (value.type()) {
            case S -> text(attributeName, (StringValue) value);
            case N -> number(attributeName, (NumberValue) value);
            case SS -> {
                StringSetValue set = (StringSetValue) value;
                requireMembers(attributeName, set.elements().isEmpty());
                set.elements().forEach(member -> requireUnicode(attributeName, member));
                yield set;
            }
            case NS -> {
                NumberSetValue set = (NumberSetValue) value;
                requireMembers(attributeName, set.elements().isEmpty());
                yield AttributeValue.ofNumbers(set.elements().stream()
                        .map(member -> number(attributeName, member))
                        .toList());
            }
            case BS -> {
                requireMembers(
                        attributeName, ((BinarySetValue) value).elements().isEmpty());
                yield value;
            }
            case L ->
                AttributeValue.ofList(((ListValue) value)
                        .elements().stream()
                                .map(element -> of(attributeName, element, level + 1))
                                .toList());
            case M -> map(attributeName, (MapValue) value, level);
            case B, BOOL, NULL -> value;
        };
    }

    private StringValue text(String attributeName, StringValue value) {
        requireUnicode(attributeName, value.text());
        return value;
    }

    private NumberValue number(String attributeName, NumberValue value) {
        if (!value.fitsDynamoDb()) {
            throw refused(
                    attributeName,
                    "holds a number of more than 38 digits or beyond 1E-130 to 9.99E+125; round it or store it as text");
        }
        return value.text().equals(value.canonicalText()) ? value : new NumberValue(value.canonicalText());
    }

    private MapValue map(String attributeName, MapValue value, int level) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        value.entries().forEach((key, element) -> {
            if (key.isEmpty()) {
                throw refused(attributeName, "holds a map with an empty key, which DynamoDB does not store; name it");
            }
            requireUnicode(attributeName, key);
            entries.put(key, of(attributeName, element, level + 1));
        });
        return AttributeValue.ofMap(entries);
    }

    private void requireMembers(String attributeName, boolean empty) {
        if (empty) {
            throw refused(attributeName, "holds an empty set; leave the attribute out");
        }
    }

    private void requireUnicode(String attributeName, String text) {
        if (!isUnicode(text)) {
            throw refused(attributeName, "holds half of a surrogate pair, which has no UTF-8 form; give Unicode text");
        }
    }

    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private StoreException refused(String attributeName, String problem) {
        return Refusals.invalid("The attribute '" + attributeName + "' for table '" + tableName + "' " + problem);
    }
}
