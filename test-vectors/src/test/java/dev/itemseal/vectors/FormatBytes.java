package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StringToSign;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.util.Arrays;
import java.util.Map;

/** The engine's bytes, as vectors of single values compare them. */
final class FormatBytes {

    static final int MAX_DEPTH = FormatV0.MAX_DEPTH_TO_READ;

    private FormatBytes() {}

    static byte[] serialize(AttributeValue value, Dialect dialect) {
        ByteSink sink = new ByteSink(64);
        AttributeCodec.serialize(value, dialect, FormatV0.MAX_DEPTH_TO_WRITE, "attribute", sink);
        return Arrays.copyOf(sink.array(), sink.length());
    }

    static AttributeValue deserialize(byte[] bytes, int maxDepth) {
        return AttributeCodec.deserialize(bytes, 0, bytes.length, maxDepth);
    }

    /** The entries of a stored item's description. */
    static Map<String, String> description(Item stored) {
        return ItemInspection.of(stored, ReservedAttributes.DEFAULT)
                .description()
                .orElseThrow()
                .entries();
    }

    /** The string to sign of a vector with a table and an item of values and actions. */
    static byte[] stringToSign(JsonNode vector, Dialect dialect) {
        Item.Builder item = Item.builder(8);
        AttributeActions actions = AttributeActions.withDefault(CryptoAction.DO_NOTHING);
        for (Map.Entry<String, JsonNode> attribute : vector.get("item").properties()) {
            item.put(attribute.getKey(), DynamoDbJson.value(attribute.getValue().get("value")));
            if (!ReservedAttributes.DEFAULT.contains(attribute.getKey())) {
                actions = actions.with(
                        attribute.getKey(),
                        switch (attribute.getValue().get("action").textValue()) {
                            case "encrypt" -> CryptoAction.ENCRYPT_AND_SIGN;
                            case "sign" -> CryptoAction.SIGN_ONLY;
                            default -> CryptoAction.DO_NOTHING;
                        });
            }
        }
        return StringToSign.of(vector.get("table").textValue(), item.build(), actions, dialect);
    }
}
