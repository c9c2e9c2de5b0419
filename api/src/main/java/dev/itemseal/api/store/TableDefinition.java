package dev.itemseal.api.store;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table to create.
 *
 * @param table its name and indexes; its partial indexes are those that have a projection
 * @param keyTypes the type of each key attribute of any index: S, N or B; immutable
 * @param projections for secondary indexes that don't hold whole items: the names of the attributes that they hold beside
 *     the keys; immutable
 */
public record TableDefinition(
        TableInfo table, Map<String, AttributeType> keyTypes, Map<String, Set<String>> projections) {

    /**
     * Makes a definition.
     *
     * @param table its name and indexes
     * @param keyTypes the type of each key attribute of any index
     * @param projections the attributes that secondary indexes hold which don't hold whole items
     * @throws ConfigurationException with {@code INVALID_SETTING} if a key's type is missing or not one of a key, a projection
     *     belongs to no index, or an index has further key attributes, which can be used but not created here
     */
    public TableDefinition {
        Objects.requireNonNull(table, "table");
        keyTypes = Map.copyOf(keyTypes);
        projections = projections.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, index -> Set.copyOf(index.getValue())));
        requireKeyTypes(table, keyTypes);
        table.secondaryIndexes().forEach((index, keys) -> {
            if (!keys.furtherKeyNames().isEmpty()) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "Index '" + index + "' of a table to create has the further key attributes "
                                + keys.furtherKeyNames() + "; create such an index by other means");
            }
        });
        for (String index : projections.keySet()) {
            if (!table.secondaryIndexes().containsKey(index)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "Table '" + table.name() + "' has no index '" + index + "' that a projection could belong to");
            }
        }
        table = new TableInfo(table.name(), table.primaryIndex(), table.secondaryIndexes(), projections.keySet());
    }

    private static void requireKeyTypes(TableInfo table, Map<String, AttributeType> types) {
        Stream.concat(Stream.of(table.primaryIndex()), table.secondaryIndexes().values().stream())
                .flatMap(index -> index.keyNames().stream())
                .forEach(name -> requireKeyType(table.name(), name, types.get(name)));
    }

    private static void requireKeyType(String table, String name, @Nullable AttributeType type) {
        if (type != AttributeType.S && type != AttributeType.N && type != AttributeType.B) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The key attribute '" + name + "' of table '" + table + "' needs one of the types S, N and B");
        }
    }

    /**
     * Makes the definition of a table whose secondary indexes hold whole items.
     *
     * @param table its name and indexes
     * @param keyTypes the type of each key attribute of any index
     * @return the definition
     * @throws ConfigurationException with {@code INVALID_SETTING} if a key's type is missing or not one of a key
     */
    public static TableDefinition of(TableInfo table, Map<String, AttributeType> keyTypes) {
        return new TableDefinition(table, keyTypes, Map.of());
    }
}
