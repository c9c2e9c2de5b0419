package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items on their way to DynamoDB. The SDK would replace half a surrogate pair, which has no UTF-8 form, in silence: another
 * value, or another item's key, would be stored.
 */
final class StorableItem {

    private StorableItem() {}

    static Map<String, AttributeValue> attributes(Item item) {
        requireText(item);
        return AttributeValueMapping.fromItem(item);
    }

    /**
     * Refuses what has no UTF-8 form.
     *
     * @throws StoreException with {@code INVALID_REQUEST}
     */
    static void requireText(Item item) {
        item.forEach(StorableItem::requireText);
    }

    static AttributeValue value(String attributeName, dev.itemseal.api.item.AttributeValue value) {
        requireText(attributeName, value);
        return AttributeValueMapping.fromValue(value);
    }

    static String name(String attributeName) {
        requireText(attributeName, attributeName);
        return attributeName;
    }

    private static void requireText(String attributeName, dev.itemseal.api.item.AttributeValue value) {
        requireText(attributeName, attributeName);
        requireTexts(attributeName, value);
    }

    private static void requireTexts(String attributeName, dev.itemseal.api.item.AttributeValue value) {
        switch (value.type()) {
            case S -> requireText(attributeName, ((StringValue) value).text());
            case SS -> ((StringSetValue) value).elements().forEach(text -> requireText(attributeName, text));
            case L -> ((ListValue) value).elements().forEach(element -> requireTexts(attributeName, element));
            case M ->
                ((MapValue) value).entries().forEach((key, entry) -> {
                    requireText(attributeName, key);
                    requireTexts(attributeName, entry);
                });
            case N, B, NS, BS, BOOL, NULL -> {}
        }
    }

    private static void requireText(String attributeName, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new StoreException(
                            Reason.INVALID_REQUEST,
                            "The attribute '" + attributeName
                                    + "' holds half of a surrogate pair, which has no UTF-8 form; give Unicode text");
                }
                i++;
            }
        }
    }
}
