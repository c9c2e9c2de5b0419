package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A case of the matrix: one item in a table of its own, whose name is the case's id. Beside its value the item has two
 * attributes whose names the two dialects sort differently, so that the dialect shows in every signature, and one that is
 * always encrypted, so that each case needs its content key.
 */
record MatrixCase(String id, int number, Map<MatrixFactor, String> levels) {

    static final String PARTITION = "id";
    static final String SORT = "at";
    static final String VALUE = "value";
    static final String ENCRYPTED = "note";
    static final String SIGNED = "\uFF5E";
    static final String SIGNED_TOO = "\uD83D\uDE00";

    private static final List<MatrixFactor> FACTORS = List.of(MatrixFactor.values());

    /** All cases: every pair of levels that is not excluded stands in one. */
    static List<MatrixCase> all() {
        int[] sizes =
                FACTORS.stream().mapToInt(factor -> factor.levels().size()).toArray();
        List<MatrixCase> cases = new ArrayList<>();
        for (int[] row : AllPairs.rows(sizes, MatrixCase::excludes)) {
            Map<MatrixFactor, String> levels = new EnumMap<>(MatrixFactor.class);
            for (int i = 0; i < row.length; i++) {
                levels.put(FACTORS.get(i), FACTORS.get(i).levels().get(row[i]));
            }
            int number = cases.size() + 1;
            cases.add(new MatrixCase(String.format(Locale.ROOT, "matrix-%03d", number), number, levels));
        }
        return cases;
    }

    private static boolean excludes(int factor, int level, int laterFactor, int laterLevel) {
        MatrixFactor one = FACTORS.get(factor);
        MatrixFactor two = FACTORS.get(laterFactor);
        return MatrixExclusion.ALL.stream()
                .anyMatch(exclusion -> exclusion.excludes(
                        one, one.levels().get(level), two, two.levels().get(laterLevel)));
    }

    String level(MatrixFactor factor) {
        return Objects.requireNonNull(levels.get(factor));
    }

    boolean has(MatrixFactor factor, String level) {
        return level(factor).equals(level);
    }

    SigningAlgorithm signature() {
        return SigningAlgorithm.ofJcaName(level(MatrixFactor.SIGNATURE)).orElseThrow();
    }

    ContentKeyAlgorithm contentKey() {
        return ContentKeyAlgorithm.ofDescriptionName(level(MatrixFactor.CONTENT_KEY))
                .orElseThrow();
    }

    Dialect dialect() {
        return has(MatrixFactor.DIALECT, "java") ? Dialect.JAVA : Dialect.PYTHON;
    }

    boolean bound() {
        return has(MatrixFactor.DESCRIPTION_BINDING, "written");
    }

    boolean hasSortKey() {
        return !has(MatrixFactor.SORT_KEY, MatrixFactor.NONE);
    }

    TableInfo table() {
        return TableInfo.of(id, hasSortKey() ? TableIndex.of(PARTITION, SORT) : TableIndex.of(PARTITION));
    }

    AttributeActions actions() {
        return AttributeActions.encryptAndSignAll()
                .with(SIGNED, CryptoAction.SIGN_ONLY)
                .with(SIGNED_TOO, CryptoAction.SIGN_ONLY)
                .with(
                        VALUE,
                        switch (level(MatrixFactor.ACTION)) {
                            case "encrypt" -> CryptoAction.ENCRYPT_AND_SIGN;
                            case "sign" -> CryptoAction.SIGN_ONLY;
                            default -> CryptoAction.DO_NOTHING;
                        })
                .withProtectedKeys(table().protectedKeyNames());
    }

    /** The actions as the layout's files have them, under the name of the value's action. */
    static ObjectNode namedActions() {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (String action : MatrixFactor.ACTION.levels()) {
            named.putObject(action)
                    .put("default", "encrypt")
                    .putObject("override")
                    .put(SIGNED, "sign")
                    .put(SIGNED_TOO, "sign")
                    .put(VALUE, action);
        }
        return named;
    }

    /** The plaintext item. */
    Item item(SecureRandom random) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.set(PARTITION, key(level(MatrixFactor.PARTITION_KEY), random));
        if (hasSortKey()) {
            attributes.set(SORT, key(level(MatrixFactor.SORT_KEY), random));
        }
        attributes.set(VALUE, MatrixValue.ofLevel(level(MatrixFactor.VALUE)).draw(random));
        attributes.set(ENCRYPTED, MatrixValue.TEXT.draw(random));
        attributes.set(SIGNED, MatrixValue.TEXT.draw(random));
        attributes.set(SIGNED_TOO, MatrixValue.NUMBER.draw(random));
        return DynamoDbJson.item(attributes);
    }

    private JsonNode key(String type, SecureRandom random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return nodes.objectNode()
                .set(
                        type,
                        switch (type) {
                            case "S" -> nodes.textNode(id + " " + MatrixValue.below(random, 1000));
                            case "N" -> nodes.textNode(Integer.toString(MatrixValue.below(random, 1_000_000)));
                            default -> MatrixValue.base64(MatrixValue.bytes(random, 8));
                        });
    }

    /** The table and the item as the layout's plaintext file has them. */
    ObjectNode plaintext(Item item) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        ObjectNode names = table.putObject("index").put("partition", PARTITION);
        ObjectNode types = table.putObject("index_types").put("partition", level(MatrixFactor.PARTITION_KEY));
        if (hasSortKey()) {
            names.put("sort", SORT);
            types.put("sort", level(MatrixFactor.SORT_KEY));
        }
        ObjectNode entry = table.putArray("items").addObject();
        entry.set("attributes", DynamoDbJson.node(item));
        entry.put("action", level(MatrixFactor.ACTION)).put("exact", true);
        return table;
    }
}
