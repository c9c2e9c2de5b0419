package dev.itemseal.api.store;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The key attributes of a table's primary or of one of its secondary indexes.
 *
 * @param partitionKeyName the partition key's attribute name, not empty
 * @param sortKeyName the sort key's attribute name, if the index has one
 */
public record TableIndex(String partitionKeyName, Optional<String> sortKeyName) {

    /**
     * Makes an index.
     *
     * @param partitionKeyName the partition key's attribute name
     * @param sortKeyName the sort key's attribute name, if the index has one
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty or both are the same
     */
    public TableIndex {
        Objects.requireNonNull(sortKeyName, "sortKeyName");
        if (partitionKeyName.isEmpty()
                || sortKeyName.filter(String::isEmpty).isPresent()
                || sortKeyName.filter(partitionKeyName::equals).isPresent()) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The index with partition key '" + partitionKeyName + "' and sort key '" + sortKeyName.orElse("")
                            + "' needs two different names that are not empty; take them from the table's description");
        }
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

    /** {@return the names of the key attributes, one or two} */
    public Set<String> keyNames() {
        return sortKeyName.map(sortKey -> Set.of(partitionKeyName, sortKey)).orElseGet(() -> Set.of(partitionKeyName));
    }
}
