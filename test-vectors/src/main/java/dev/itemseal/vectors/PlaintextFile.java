package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plaintext file. What its items share, groups of attributes and actions, is made once and held once, however many items,
 * tables and scenarios use it. For one thread.
 */
final class PlaintextFile {

    /** Far more than an item has attributes with an action of their own; each is a copy of those before it. */
    private static final int MAX_OVERRIDES = 2_000;

    private final JsonNode root;
    private final Map<String, Item> groups = new HashMap<>();
    private final Map<String, AttributeActions> actions = new HashMap<>();

    /** What is wrong with the actions of a name. */
    private final Map<String, String> malformedActions = new HashMap<>();

    PlaintextFile(JsonNode root) {
        this.root = root;
    }

    /** The tables that a scenario is about. */
    List<PlaintextTable> tables(Scenario scenario) throws LayoutException {
        JsonNode tables = Layout.object(root, "items");
        if (scenario.table().isPresent()) {
            String name = scenario.table().get();
            return List.of(PlaintextTable.of(this, name, Layout.object(tables, name), scenario.version()));
        }
        List<PlaintextTable> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tables.properties()) {
            all.add(PlaintextTable.of(this, entry.getKey(), entry.getValue(), scenario.version()));
        }
        return all;
    }

    /** Whether a table has items in a version. */
    boolean hasVersion(String table, String version) {
        JsonNode versions = root.path("versions").path(table);
        return versions.isMissingNode() || versions.has(version);
    }

    /** The groups of attributes that a version names for a table: what items have that are not exact. */
    List<Item> sharedAttributes(String table, String version) throws LayoutException {
        Set<String> names = new HashSet<>();
        List<Item> shared = new ArrayList<>();
        for (JsonNode node : root.path("versions").path(table).path(version)) {
            String name = node.asText();
            if (!names.add(name)) {
                throw new LayoutException("'versions' names the attribute group '" + name + "' twice");
            }
            shared.add(group(name));
        }
        return List.copyOf(shared);
    }

    private Item group(String name) throws LayoutException {
        Item known = groups.get(name);
        if (known == null) {
            JsonNode group = root.path("attributes").path(name);
            if (group.isMissingNode()) {
                throw new LayoutException("the attribute group '" + name + "' is missing");
            }
            known = DynamoDbJson.item(group);
            groups.put(name, known);
        }
        return known;
    }

    /** The actions of that name, which say nothing yet of a table's keys. */
    AttributeActions actions(String name) throws LayoutException {
        AttributeActions known = actions.get(name);
        if (known != null) {
            return known;
        }
        String problem = malformedActions.get(name);
        if (problem == null) {
            try {
                AttributeActions result = read(name);
                actions.put(name, result);
                return result;
            } catch (LayoutException | ItemsealException e) {
                problem = "the actions '" + name + "': " + e.getMessage();
                malformedActions.put(name, problem);
            }
        }
        throw new LayoutException(problem);
    }

    private AttributeActions read(String name) throws LayoutException {
        JsonNode node = Layout.object(root.path("actions"), name);
        Map<String, String> overrides = Layout.texts(node, "override");
        if (overrides.size() > MAX_OVERRIDES) {
            throw new LayoutException("'override' names " + overrides.size() + " attributes; name at most "
                    + MAX_OVERRIDES + ", and let the default stand for the others");
        }
        AttributeActions result = AttributeActions.withDefault(action(Layout.text(node, "default")));
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            result = result.with(override.getKey(), action(override.getValue()));
        }
        return result;
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
