package dev.itemseal.api.store;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the encryption must know of a table: its name and its indexes.
 *
 * @param name the table's name, not empty
 * @param primaryIndex the table's own keys
 * @param secondaryIndexes the secondary indexes by name, immutable
 * @param partialIndexes the names of the secondary indexes that don't hold whole items, immutable
 */
public record TableInfo(
        String name, TableIndex primaryIndex, Map<String, TableIndex> secondaryIndexes, Set<String> partialIndexes) {

    /**
     * Makes a table's description.
     *
     * @param name the table's name
     * @param primaryIndex the table's own keys
     * @param secondaryIndexes the secondary indexes by name
     * @param partialIndexes the names of the secondary indexes that don't hold whole items
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is empty, or the table's own keys have further
     *     attributes
     */
    public TableInfo {
        Objects.requireNonNull(primaryIndex, "primaryIndex");
        secondaryIndexes = Map.copyOf(secondaryIndexes);
        partialIndexes = Set.copyOf(partialIndexes);
        if (name.isEmpty()) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING, "A table needs a name; its name is part of every signature");
        }
        if (!primaryIndex.furtherKeyNames().isEmpty()) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "Table '" + name + "' has the further key attributes " + primaryIndex.furtherKeyNames()
                            + ", which only secondary indexes may have; take its keys from its description");
        }
    }

    /**
     * Makes a table's description whose secondary indexes all hold whole items.
     *
     * @param name the table's name
     * @param primaryIndex the table's own keys
     * @param secondaryIndexes the secondary indexes by name
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is empty
     */
    public TableInfo(String name, TableIndex primaryIndex, Map<String, TableIndex> secondaryIndexes) {
        this(name, primaryIndex, secondaryIndexes, Set.of());
    }

    /**
     * Makes the description of a table without secondary indexes.
     *
     * @param name the table's name
     * @param primaryIndex the table's own keys
     * @return the description
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is empty
     */
    public static TableInfo of(String name, TableIndex primaryIndex) {
        return new TableInfo(name, primaryIndex, Map.of());
    }

    /**
     * {@return the names of the attributes that must stay readable for the table itself: the primary index's keys} The
     * keys of secondary indexes are left out on purpose: adding an index must never change what is done to an attribute,
     * or the items that are there already could not be read any more.
     */
    public Set<String> protectedKeyNames() {
        return primaryIndex.keyNames();
    }

    /**
     * Asks for the table's description again, for example after an index was added.
     *
     * @param source where tables are described
     * @return the description as it is now
     */
    public TableInfo refreshed(TableMetadataSource source) {
        return source.describe(name);
    }
}
