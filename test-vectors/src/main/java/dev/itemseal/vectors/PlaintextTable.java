package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table of a plaintext file, as one version of the test items has it. */
final class PlaintextTable {

    private final TableInfo table;
    private final JsonNode items;
    private final JsonNode actions;
    private final Item sharedAttributes;
    private final boolean hasVersion;

    private PlaintextTable(
            TableInfo table, JsonNode items, JsonNode actions, Item sharedAttributes, boolean hasVersion) {
        this.table = table;
        this.items = items;
        this.actions = actions;
        this.sharedAttributes = sharedAttributes;
        this.hasVersion = hasVersion;
    }

    /** The tables that a scenario is about. */
    static List<PlaintextTable> allOf(JsonNode plaintext, Scenario scenario) throws LayoutException {
        if (scenario.table().isPresent()) {
            String name = scenario.table().get();
            JsonNode node = Layout.object(Layout.object(plaintext, "items"), name);
            return List.of(of(plaintext, name, node, scenario.version()));
        }
        List<PlaintextTable> tables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                Layout.object(plaintext, "items").properties()) {
            tables.add(of(plaintext, entry.getKey(), entry.getValue(), scenario.version()));
        }
        return tables;
    }

    private static PlaintextTable of(JsonNode plaintext, String name, JsonNode node, String version)
            throws LayoutException {
        try {
            JsonNode index = Layout.object(node, "index");
            TableInfo table = TableInfo.of(
                    name, new TableIndex(Layout.text(index, "partition"), Layout.optionalText(index, "sort")));
            JsonNode versions = plaintext.path("versions").path(name);
            return new PlaintextTable(
                    table,
                    Layout.array(node, "items"),
                    plaintext.path("actions"),
                    sharedAttributes(plaintext.path("attributes"), versions.path(version)),
                    versions.isMissingNode() || versions.has(version));
        } catch (LayoutException | ItemsealException e) {
            throw new LayoutException("plaintext table " + name + ": " + e.getMessage());
        }
    }

    /** The attributes of all groups that the version names: what items have that are not exact. */
    private static Item sharedAttributes(JsonNode groups, JsonNode names) throws LayoutException {
        Item.Builder attributes = Item.builder(16);
        for (JsonNode name : names) {
            JsonNode group = groups.path(name.asText());
            if (group.isMissingNode()) {
                throw new LayoutException("the attribute group '" + name.asText() + "' is missing");
            }
            attributes.putAll(DynamoDbJson.item(group));
        }
        return attributes.build();
    }

    TableInfo table() {
        return table;
    }

    /** The items as they stand in the file; {@link #item} reads one. */
    JsonNode items() {
        return items;
    }

    /**
     * Reads an item.
     *
     * @throws LayoutException if it is not of the layout
     * @throws ItemsealException if a value or action of its is malformed
     */
    PlaintextItem item(JsonNode node) throws LayoutException {
        boolean exact = node.path("exact").asBoolean();
        Item expected = complete(DynamoDbJson.item(Layout.object(node, "attributes")), exact);
        Item input = node.has("input_attributes")
                ? complete(DynamoDbJson.item(Layout.object(node, "input_attributes")), exact)
                : expected;
        Item key = key(expected);
        return new PlaintextItem(
                nameOf(key),
                key,
                input,
                expected,
                actions(Layout.text(node, "action")),
                exact || hasVersion,
                node.has("tags") ? node.get("tags").toString() : "");
    }

    private Item complete(Item own, boolean exact) {
        return exact
                ? own
                : Item.builder(16).putAll(sharedAttributes).putAll(own).build();
    }

    /** The key attributes that an item has; two items with equal ones are the same item. */
    Item key(Item item) {
        Item.Builder key = Item.builder(2);
        for (String name : keyNames()) {
            item.attribute(name).ifPresent(value -> key.put(name, value));
        }
        return key.build();
    }

    private List<String> keyNames() {
        List<String> names = new ArrayList<>();
        names.add(table.primaryIndex().partitionKeyName());
        table.primaryIndex().sortKeyName().ifPresent(names::add);
        return names;
    }

    /** A key as text, for reports: keys of test items are no secret. */
    static String nameOf(Item key) {
        List<String> parts = new ArrayList<>();
        key.forEach((name, value) -> parts.add(name + "=" + textOf(value).orElse("(" + value.type() + ")")));
        return parts.isEmpty() ? "without a key" : String.join(", ", parts);
    }

    private static Optional<String> textOf(AttributeValue value) {
        return switch (value.type()) {
            case S -> Optional.of(((StringValue) value).text());
            case N -> Optional.of(((NumberValue) value).text());
            case B -> Optional.of(Base64.getEncoder().encodeToString(((BinaryValue) value).toByteArray()));
            default -> Optional.empty();
        };
    }

    private AttributeActions actions(String name) throws LayoutException {
        try {
            JsonNode node = Layout.object(actions, name);
            AttributeActions result = AttributeActions.withDefault(action(Layout.text(node, "default")));
            for (Map.Entry<String, String> override :
                    Layout.texts(node, "override").entrySet()) {
                result = result.with(override.getKey(), action(override.getValue()));
            }
            return result.withProtectedKeys(table.protectedKeyNames());
        } catch (LayoutException e) {
            throw new LayoutException("the actions '" + name + "': " + e.getMessage());
        }
    }

    private static CryptoAction action(String name) throws LayoutException {
        return switch (name) {
            case "encrypt" -> CryptoAction.ENCRYPT_AND_SIGN;
            case "sign" -> CryptoAction.SIGN_ONLY;
            case "nothing" -> CryptoAction.DO_NOTHING;
            default -> throw new LayoutException("'" + name + "' is none of encrypt, sign and nothing");
        };
    }
}
