package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The encryption contexts that KMS binds keys to: table, key attributes, and what a caller adds (rules KMS-2 to KMS-8).
 *
 * @param additional what the caller adds for an item; checked here
 */
record KmsContext(Function<EncryptionContext, Map<String, String>> additional) {

    static final String CONTENT_KEY_ALGORITHM = "*amzn-ddb-env-alg*";
    static final String SIGNING_ALGORITHM = "*amzn-ddb-sig-alg*";
    static final String WRAPPING_ALGORITHM = "*amzn-ddb-wrap-alg*";
    static final String TABLE = "*aws-kms-table*";

    private static final Set<String> RESERVED =
            Set.of(CONTENT_KEY_ALGORITHM, SIGNING_ALGORITHM, WRAPPING_ALGORITHM, TABLE);

    /** Whether an item is written or read. */
    enum Direction {
        WRITING,
        READING
    }

    /**
     * Makes the context for an item.
     *
     * @param item the item and where it belongs
     * @param algorithms the entries that name algorithms
     */
    Map<String, String> of(EncryptionContext item, Map<String, String> algorithms, Direction direction) {
        Map<String, String> context = new HashMap<>(added(item));
        context.putAll(algorithms);
        context.put(TABLE, item.tableName());
        for (String name : item.primaryIndex().keyNames()) {
            if (RESERVED.contains(name)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The table '" + item.tableName() + "' has a key attribute '" + name
                                + "', a name that direct KMS needs for itself; use another provider for this table");
            }
            context.put(name, keyText(item, name, direction));
        }
        return context;
    }

    private Map<String, String> added(EncryptionContext item) {
        EncryptionContext seen = item.withItem(item.attributes(), MaterialDescription.empty());
        Map<String, String> added = additional.apply(seen);
        if (added == null) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT,
                    "The function that adds to the encryption context gave null for an item of the table '"
                            + item.tableName() + "'; it must give a map, which may be empty");
        }
        added.forEach((name, value) -> {
            if (name == null || name.isEmpty() || value == null || value.isEmpty()) {
                throw refused(item, name, "needs a name and a value that are not empty");
            }
            if (RESERVED.contains(name) || item.primaryIndex().keyNames().contains(name)) {
                throw refused(item, name, "has a name that is taken; choose another");
            }
        });
        return added;
    }

    private static ConfigurationException refused(EncryptionContext item, String name, String problem) {
        return new ConfigurationException(
                Reason.INVALID_SETTING,
                "The entry '" + name + "' that is added to the encryption context of items of the table '"
                        + item.tableName() + "' " + problem);
    }

    private static String keyText(EncryptionContext item, String name, Direction direction) {
        Optional<AttributeValue> value = item.attributes().attribute(name);
        if (value.isPresent() && value.get() instanceof StringValue text) {
            return text.text();
        }
        if (value.isPresent() && value.get() instanceof NumberValue number) {
            return direction == Direction.WRITING ? number.canonicalText() : number.text();
        }
        if (value.isPresent() && value.get() instanceof BinaryValue binary) {
            return Base64.getEncoder().encodeToString(binary.toByteArray());
        }
        throw missing(item, name, direction);
    }

    private static ItemsealException missing(EncryptionContext item, String name, Direction direction) {
        String message = "An item of the table '" + item.tableName() + "' has no key attribute '" + name
                + "' of type S, N or B, which its key in KMS is bound to; ";
        return direction == Direction.WRITING
                ? new InvalidItemException(
                        Reason.MISSING_KEY_ATTRIBUTE,
                        message + "give it one, or correct the names of the table's keys in the configuration")
                : new ItemRefusedException(
                        Reason.MISSING_KEY_ATTRIBUTE,
                        message
                                + "it was read without it (a projection), was changed, or the names of the table's keys in"
                                + " the configuration are wrong");
    }
}
