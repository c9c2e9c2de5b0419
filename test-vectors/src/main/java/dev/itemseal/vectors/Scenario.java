package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry of scenarios.json: whose keys, and which files belong together.
 *
 * @param furtherKeys the names of the wrapping keys from the second on, by purpose
 * @param table the only table of the plaintext file that it is about; without it, it is about all of them
 */
record Scenario(
        String name,
        String version,
        String provider,
        Map<String, String> keyNames,
        List<Map<String, String>> furtherKeys,
        Map<String, String> materialDescription,
        String plaintext,
        Optional<String> table,
        String ciphertext,
        JsonNode encryptErrors,
        Dialect dialect,
        boolean bound,
        Optional<MetaStoreEntry> metaStore) {

    /**
     * What a most-recent scenario tells of its keys.
     *
     * @param newestVersion the newest version that a meta table which is to be made gets
     * @param items whose keys protect the meta table, and the file with its items
     */
    record MetaStoreEntry(String materialName, String tableName, int newestVersion, Scenario items) {

        static MetaStoreEntry of(JsonNode node, Scenario scenario) throws LayoutException {
            JsonNode entry = Layout.object(node, "metastore");
            Scenario items = Scenario.of(entry, scenario.name(), Optional.of(scenario.plaintext()));
            return new MetaStoreEntry(
                    Layout.text(node, "material_name"),
                    Layout.text(entry, "table_name"),
                    Layout.count(node, "material_version"),
                    items);
        }
    }

    static Scenario of(JsonNode node, String name, Optional<String> defaultPlaintext) throws LayoutException {
        Optional<String> plaintext = Layout.optionalText(node, "plaintext").or(() -> defaultPlaintext);
        Scenario scenario = new Scenario(
                name,
                Layout.optionalText(node, "version").orElse(""),
                Layout.text(node, "provider"),
                Layout.texts(node, "keys"),
                Layout.listOfTexts(node, "further_keys"),
                Layout.texts(node, "material_description"),
                plaintext.orElseThrow(() -> new LayoutException("'plaintext' is missing")),
                Layout.optionalText(node, "table"),
                Layout.text(node, "ciphertext"),
                node.path("encrypt_errors"),
                dialect(node),
                Layout.optionalText(node, "description_binding")
                        .filter("written"::equals)
                        .isPresent(),
                Optional.empty());
        return node.has("metastore") ? scenario.with(MetaStoreEntry.of(node, scenario)) : scenario;
    }

    private static Dialect dialect(JsonNode node) throws LayoutException {
        String name = Layout.optionalText(node, "dialect").orElse("java");
        return switch (name) {
            case "java" -> Dialect.JAVA;
            case "python" -> Dialect.PYTHON;
            default -> throw new LayoutException("the dialect '" + name + "' is neither java nor python");
        };
    }

    private Scenario with(MetaStoreEntry entry) {
        return new Scenario(
                name,
                version,
                provider,
                keyNames,
                furtherKeys,
                materialDescription,
                plaintext,
                table,
                ciphertext,
                encryptErrors,
                dialect,
                bound,
                Optional.of(entry));
    }

    /** The same scenario for a reader with other keys. */
    Scenario withKeys(Map<String, String> names) {
        return new Scenario(
                name,
                version,
                provider,
                names,
                furtherKeys,
                materialDescription,
                plaintext,
                table,
                ciphertext,
                encryptErrors,
                dialect,
                bound,
                metaStore);
    }

    /** A name that tells the scenario from the others, even if the rest can't be read. */
    static String nameOf(JsonNode node, int position) {
        return Stream.of("id", "label", "ciphertext")
                .flatMap(field -> Layout.optionalText(node, field).stream())
                .findFirst()
                .map(name -> name.startsWith(VectorFiles.SCHEME) ? name.substring(VectorFiles.SCHEME.length()) : name)
                .orElse("number " + (position + 1));
    }

    /** The key for a purpose, or else the one that serves both directions. */
    Optional<String> keyName(String purpose, String otherwise) {
        return keyName(keyNames, purpose, otherwise);
    }

    /** The further wrapping keys for a purpose, in their order. */
    List<String> furtherKeyNames(String purpose, String otherwise) {
        return furtherKeys.stream()
                .flatMap(names -> keyName(names, purpose, otherwise).stream())
                .toList();
    }

    private static Optional<String> keyName(Map<String, String> names, String purpose, String otherwise) {
        return Optional.ofNullable(names.getOrDefault(purpose, names.get(otherwise)));
    }
}
