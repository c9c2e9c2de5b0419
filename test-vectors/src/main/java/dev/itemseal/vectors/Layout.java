package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into the JSON of the layout, where nothing can be taken for granted. */
final class Layout {

    private static final int MAX_COUNT = 1000;

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
        return textsOf(optionalObject(parent, name), name);
    }

    private static Map<String, String> textsOf(JsonNode object, String name) throws LayoutException {
        if (!object.isObject()) {
            throw new LayoutException("'" + name + "' holds something else than objects");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            texts.put(entry.getKey(), text(object, entry.getKey()));
        }
        return texts;
    }

    /** The objects of strings in an array, which need not be there. */
    static List<Map<String, String>> listOfTexts(JsonNode parent, String name) throws LayoutException {
        List<Map<String, String>> list = new ArrayList<>();
        if (parent.hasNonNull(name)) {
            for (JsonNode element : array(parent, name)) {
                list.add(textsOf(element, name));
            }
        }
        return List.copyOf(list);
    }

    /** A whole number from 0 to a thousand, which need not be there: then 0. */
    static int count(JsonNode parent, String name) throws LayoutException {
        JsonNode node = parent.path(name);
        if (node.isMissingNode()) {
            return 0;
        }
        if (!node.isInt() || node.intValue() < 0 || node.intValue() > MAX_COUNT) {
            throw new LayoutException("'" + name + "' is not a number from 0 to " + MAX_COUNT);
        }
        return node.intValue();
    }
}
