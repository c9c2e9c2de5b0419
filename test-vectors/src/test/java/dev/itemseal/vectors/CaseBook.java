package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Collects configurations and cases in the layout of the project's own vectors. */
final class CaseBook {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode configurations = NODES.objectNode();
    private final Map<String, ArrayNode> chapters = new LinkedHashMap<>();
    private final TreeSet<String> ids = new TreeSet<>();

    /** Starts a configuration: one that is there already, or an empty one. */
    ObjectNode configuration(String name, String like) {
        ObjectNode copy =
                like.isEmpty() ? NODES.objectNode() : configurations.get(like).deepCopy();
        configurations.set(name, copy);
        return copy;
    }

    /** Starts a configuration like one that is there, and gives its provider's settings. */
    ObjectNode settings(String name, String like) {
        return configuration(name, like).withObject("/settings");
    }

    ObjectNode configurations() {
        return configurations;
    }

    Map<String, ArrayNode> chapters() {
        return chapters;
    }

    Case configure(String id, String says, String configuration) {
        return add("configure", id, says, configuration);
    }

    Case write(String id, String says, String configuration, Item item) {
        return write(id, says, configuration, DynamoDbJson.node(item));
    }

    Case write(String id, String says, String configuration, JsonNode item) {
        Case added = add("write", id, says, configuration);
        added.node.set("item", item);
        return added;
    }

    Case read(String id, String says, String configuration, Item item) {
        Case added = add("read", id, says, configuration);
        added.node.set("item", DynamoDbJson.node(item));
        return added;
    }

    private Case add(String operation, String id, String says, String configuration) {
        if (!ids.add(id) || !configurations.has(configuration)) {
            throw new IllegalStateException(id + " is there already, or has no configuration " + configuration);
        }
        String chapter = id.substring(0, id.indexOf('-'));
        ObjectNode node = chapters.computeIfAbsent(chapter, name -> NODES.arrayNode())
                .addObject()
                .put("id", id)
                .put("says", says);
        node.putArray("rules");
        node.put("operation", operation).put("configuration", configuration);
        return new Case(node);
    }

    /** A case that lacks its rules and its outcome yet. */
    static final class Case {

        private final ObjectNode node;

        private Case(ObjectNode node) {
            this.node = node;
        }

        Case rules(String... rules) {
            for (String rule : rules) {
                node.withArray("/rules").add(rule);
            }
            return this;
        }

        void refused(Reason reason) {
            node.put("expect", reason.code());
        }

        Case succeeds() {
            node.put("expect", "success");
            return this;
        }

        /** Reading gives this item. */
        Case gives(Item item) {
            succeeds().node.set("gives", DynamoDbJson.node(item));
            return this;
        }

        /** Reading says how the item was protected. */
        void protection(String protection) {
            node.put("protection", protection);
        }

        /** Writing stores this attribute, exactly so. */
        Case stores(String name, AttributeValue value) {
            node.withObject("/stores").set(name, DynamoDbJson.node(value));
            return this;
        }

        /** Writing stores attributes with these names and no others. */
        Case storesNames(String... names) {
            ArrayNode array = node.putArray("stores_names");
            for (String name : names) {
                array.add(name);
            }
            return this;
        }

        /** The description has these entries and no others; an empty value stands for any. */
        Case description(String... namesAndValues) {
            ObjectNode entries = node.putObject("description");
            for (int i = 0; i < namesAndValues.length; i += 2) {
                entries.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return this;
        }
    }
}
