package dev.itemseal.api;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which table name stands in signatures, where it is not the name of the table that the item is in: for tables that were
 * restored, copied or renamed, whose items were signed under another name. Immutable.
 */
public final class TableNameOverride {

    private static final TableNameOverride NONE = new TableNameOverride(Map.of(), null, List.of());

    private final Map<String, String> namesByTable;
    private final @Nullable String nameOfAll;
    private final List<String> alsoAccepted;

    private TableNameOverride(Map<String, String> namesByTable, @Nullable String nameOfAll, List<String> alsoAccepted) {
        this.namesByTable = namesByTable;
        this.nameOfAll = nameOfAll;
        this.alsoAccepted = alsoAccepted;
    }

    /** {@return no override: each table's own name} */
    public static TableNameOverride none() {
        return NONE;
    }

    /**
     * Overrides the name of every table.
     *
     * @param name the name in all signatures
     * @return the override
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is empty
     */
    public static TableNameOverride of(String name) {
        requireNames(List.of(name));
        return new TableNameOverride(Map.of(), name, List.of());
    }

    /**
     * Overrides the names of some tables.
     *
     * @param namesByTable the name in signatures, by the table's own name; other tables keep theirs
     * @return the override
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty
     */
    public static TableNameOverride of(Map<String, String> namesByTable) {
        requireNames(namesByTable.values());
        return new TableNameOverride(Map.copyOf(namesByTable), null, List.of());
    }

    /**
     * Accepts further names when items are read, each tried in turn after the one that is written.
     *
     * @param names names under which items may have been signed
     * @return an override that accepts them
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty
     */
    public TableNameOverride alsoAccepting(String... names) {
        requireNames(List.of(names));
        List<String> accepted = new ArrayList<>(alsoAccepted);
        accepted.addAll(List.of(names));
        return new TableNameOverride(namesByTable, nameOfAll, List.copyOf(accepted));
    }

    /**
     * Gives the name to write.
     *
     * @param tableName the table's own name
     * @return the name in the signatures of items that are written
     */
    public String nameToWrite(String tableName) {
        return nameOfAll != null ? nameOfAll : namesByTable.getOrDefault(tableName, tableName);
    }

    /**
     * Gives the names to read.
     *
     * @param tableName the table's own name
     * @return the names under which items are accepted, each once, in the order in which they are tried; not empty
     */
    public List<String> namesToRead(String tableName) {
        Set<String> names = new LinkedHashSet<>();
        names.add(nameToWrite(tableName));
        names.addAll(alsoAccepted);
        return List.copyOf(names);
    }

    private static void requireNames(Collection<String> names) {
        if (names.contains("")) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The name that overrides a table's name is empty; give a name, or leave the override out");
        }
    }
}
