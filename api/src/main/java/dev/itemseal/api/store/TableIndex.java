package dev.itemseal.api.store;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The key attributes of a table's primary or of one of its secondary indexes.
 *
 * @param partitionKeyName the partition key's attribute name, the first one if there are several; not empty
 * @param sortKeyName the sort key's attribute name, the first one if there are several; if the index has one
 * @param furtherKeyNames the names of further partition and sort key attributes, which global secondary indexes of DynamoDB
 *     may have; immutable
 */
public record TableIndex(String partitionKeyName, Optional<String> sortKeyName, Set<String> furtherKeyNames) {

    /**
     * Makes an index.
     *
     * @param partitionKeyName the partition key's attribute name, the first one if there are several
     * @param sortKeyName the sort key's attribute name, the first one if there are several; if the index has one
     * @param furtherKeyNames the names of further key attributes
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty or two are the same
     */
    public TableIndex {
        Objects.requireNonNull(partitionKeyName, "partitionKeyName");
        Objects.requireNonNull(sortKeyName, "sortKeyName");
        furtherKeyNames = Set.copyOf(furtherKeyNames);
        Set<String> names = new HashSet<>(furtherKeyNames);
        boolean differ =
                names.add(partitionKeyName) && sortKeyName.map(names::add).orElse(true);
        if (!differ || names.contains("")) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The index with partition key '" + partitionKeyName + "' and sort key '" + sortKeyName.orElse("")
                            + "' needs different names that are not empty; take them from the table's description");
        }
    }

    /**
     * Makes an index without further key attributes.
     *
     * @param partitionKeyName the partition key's attribute name
     * @param sortKeyName the sort key's attribute name, if the index has one
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty or both are the same
     */
    public TableIndex(String partitionKeyName, Optional<String> sortKeyName) {
        this(partitionKeyName, sortKeyName, Set.of());
    }

    /**
     * Makes an index with a partition key alone.
     *
     * @param partitionKeyName the partition key's attribute name
     * @return the index
     * @throws ConfigurationException with {@code INVALID_SETTING} if the name is empty
     */
    public static TableIndex of(String partitionKeyName) {
        return new TableIndex(partitionKeyName, Optional.empty());
    }

    /**
     * Makes an index with partition and sort key.
     *
     * @param partitionKeyName the partition key's attribute name
     * @param sortKeyName the sort key's attribute name
     * @return the index
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty or both are the same
     */
    public static TableIndex of(String partitionKeyName, String sortKeyName) {
        return new TableIndex(partitionKeyName, Optional.of(sortKeyName));
    }

    /** {@return the names of all key attributes, one or two unless there are further ones; immutable} */
    public Set<String> keyNames() {
        if (furtherKeyNames.isEmpty()) { // nearly always, and this is asked for each item
            return sortKeyName
                    .map(sortKey -> Set.of(partitionKeyName, sortKey))
                    .orElseGet(() -> Set.of(partitionKeyName));
        }
        Set<String> names = new HashSet<>(furtherKeyNames);
        names.add(partitionKeyName);
        sortKeyName.ifPresent(names::add);
        return Set.copyOf(names);
    }
}
