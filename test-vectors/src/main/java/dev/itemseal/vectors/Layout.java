package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks into the JSON of the layout, where nothing can be taken for granted. */
final class Layout {

    private Layout() {}

    static JsonNode object(JsonNode parent, String name) throws LayoutException {
        JsonNode node = parent.path(name);
        if (!node.isObject()) {
            throw new LayoutException("'" + name + "' is missing or not an object");
        }
        return node;
    }

    /** The object of that name; without entries if it is not there. */
    static JsonNode optionalObject(JsonNode parent, String name) throws LayoutException {
        return parent.hasNonNull(name) ? object(parent, name) : JsonNodeFactory.instance.objectNode();
    }

    static JsonNode array(JsonNode parent, String name) throws LayoutException {
        JsonNode node = parent.path(name);
        if (!node.isArray()) {
            throw new LayoutException("'" + name + "' is missing or not an array");
        }
        return node;
    }

    static String text(JsonNode parent, String name) throws LayoutException {
        return optionalText(parent, name)
                .orElseThrow(() -> new LayoutException("'" + name + "' is missing or not a string"));
    }

    static Optional<String> optionalText(JsonNode parent, String name) {
        return Optional.ofNullable(parent.path(name).textValue());
    }

    /** The entries of an object of strings, which need not be there. */
    static Map<String, String> texts(JsonNode parent, String name) throws LayoutException {
        JsonNode object = optionalObject(parent, name);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            texts.put(entry.getKey(), text(object, entry.getKey()));
        }
        return texts;
    }
}
