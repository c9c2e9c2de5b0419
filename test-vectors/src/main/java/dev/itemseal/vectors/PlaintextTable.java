package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;

/** A table of a plaintext file, as one version of the test items has it. */
final class PlaintextTable {

    private final PlaintextFile file;
    private final TableInfo table;
    private final JsonNode items;
    private final List<Item> sharedAttributes;

    /** The key attributes among those that items share, found once: there may be many items, and many groups. */
    private final Item sharedKey;

    private final boolean hasVersion;

    private PlaintextTable(
            PlaintextFile file, TableInfo table, JsonNode items, List<Item> sharedAttributes, boolean hasVersion) {
        this.file = file;
        this.table = table;
        this.items = items;
        this.sharedAttributes = sharedAttributes;
        this.sharedKey = sharedKey();
        this.hasVersion = hasVersion;
    }

    static PlaintextTable of(PlaintextFile file, String name, JsonNode node, String version) throws LayoutException {
        try {
            JsonNode index = Layout.object(node, "index");
            TableInfo table = TableInfo.of(
                    name, new TableIndex(Layout.text(index, "partition"), Layout.optionalText(index, "sort")));
            return new PlaintextTable(
                    file,
                    table,
                    Layout.array(node, "items"),
                    file.sharedAttributes(name, version),
                    file.hasVersion(name, version));
        } catch (LayoutException | ItemsealException e) {
            throw new LayoutException("plaintext table " + name + ": " + e.getMessage());
        }
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
        Item expected = DynamoDbJson.item(Layout.object(node, "attributes"));
        Item input =
                node.has("input_attributes") ? DynamoDbJson.item(Layout.object(node, "input_attributes")) : expected;
        PlaintextItem item = new PlaintextItem(
                key(expected, exact ? Item.empty() : sharedKey),
                input,
                expected,
                exact ? List.of() : sharedAttributes,
                file.actions(Layout.text(node, "action")),
                table.protectedKeyNames(),
                exact || hasVersion,
                node.has("tags") ? node.get("tags").toString() : "");
        item.actions(); // throws if they encrypt a key
        return item;
    }

    /** The key attributes that an item has; two items with equal ones are the same item. */
    Item key(Item item) {
        return key(item, Item.empty());
    }

    private Item key(Item item, Item shared) {
        Item.Builder key = Item.builder(2);
        for (String name : keyNames()) {
            item.attribute(name).or(() -> shared.attribute(name)).ifPresent(value -> key.put(name, value));
        }
        return key.build();
    }

    private Item sharedKey() {
        Item.Builder key = Item.builder(2);
        for (String name : keyNames()) {
            sharedAttributes.forEach(group -> group.attribute(name).ifPresent(value -> key.put(name, value)));
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
}
