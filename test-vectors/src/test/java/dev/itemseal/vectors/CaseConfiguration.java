package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A configuration of the project's own cases, made real. */
record CaseConfiguration(ItemEncryptor encryptor, CryptoConfig config) {

    private static final Plugins PLUGINS = Plugins.load();

    static CaseConfiguration of(JsonNode node) {
        ArrayNode recording = JsonNodeFactory.instance.arrayNode();
        node.path("kms_recording").forEach(recording::add);
        return of(node, new CaseKms(recording));
    }

    static CaseConfiguration of(JsonNode node, CaseKms kms) {
        TableInfo table = TableInfo.of(node.get("table").textValue(), index(node));
        CryptoConfig.Builder config = CryptoConfig.builder(
                        provider(node, kms), table, actions(node).withProtectedKeys(table.protectedKeyNames()))
                .tableNameOverride(override(node.path("table_names")));
        node.path("older")
                .forEach(older -> config.alsoReading(actions(older).withProtectedKeys(table.protectedKeyNames())));
        StandardItemEncryptor.Builder encryptor = StandardItemEncryptor.builder()
                .readingPlaintext(node.path("read_plaintext").asBoolean());
        if (node.has("dialect")) {
            encryptor.dialect(Dialect.valueOf(node.get("dialect").textValue().toUpperCase(Locale.ROOT)));
        }
        if (node.has("max_depth")) {
            encryptor.maxDepth(node.get("max_depth").intValue());
        }
        if (node.has("reserved")) {
            encryptor.reservedAttributes(new ReservedAttributes(
                    node.get("reserved").get("signature").textValue(),
                    node.get("reserved").get("description").textValue()));
        }
        return new CaseConfiguration(encryptor.build(), config.build());
    }

    private static TableIndex index(JsonNode node) {
        String partition = node.get("partition").textValue();
        return node.has("sort") ? TableIndex.of(partition, node.get("sort").textValue()) : TableIndex.of(partition);
    }

    private static MaterialsProvider provider(JsonNode node, CaseKms kms) {
        return node.has("kms_recording")
                ? kms.provider(node.get("settings"))
                : PLUGINS.materialsProvider(settings(node));
    }

    private static Settings settings(JsonNode node) {
        Map<String, String> settings = new HashMap<>();
        settings.put("provider", node.get("provider").textValue());
        node.get("settings")
                .properties()
                .forEach(setting -> settings.put(
                        "provider." + setting.getKey(), setting.getValue().textValue()));
        return Settings.of(settings, Path.of("")).section("provider");
    }

    private static AttributeActions actions(JsonNode node) {
        AttributeActions actions = AttributeActions.withDefault(action(node.get("default")));
        for (Map.Entry<String, JsonNode> override : node.path("override").properties()) {
            actions = actions.with(override.getKey(), action(override.getValue()));
        }
        return actions;
    }

    private static CryptoAction action(JsonNode name) {
        return switch (name.textValue()) {
            case "encrypt" -> CryptoAction.ENCRYPT_AND_SIGN;
            case "sign" -> CryptoAction.SIGN_ONLY;
            case "nothing" -> CryptoAction.DO_NOTHING;
            default -> throw new IllegalArgumentException("no action: " + name);
        };
    }

    private static TableNameOverride override(JsonNode node) {
        if (node.isMissingNode()) {
            return TableNameOverride.none();
        }
        TableNameOverride override = TableNameOverride.of(node.get("written").textValue());
        for (JsonNode name : node.path("also_read")) {
            override = override.alsoAccepting(name.textValue());
        }
        return override;
    }
}
