package dev.itemseal.api.materials;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.Objects;

/**
 * What a materials provider is told of the item that it is asked for: where the item belongs and what is known of it.
 *
 * <p>When an item is read, everything in its attributes and its description was found in the table and is not verified
 * yet. {@code toString} shows no value.
 *
 * @param tableName the table's name as it stands in the signature
 * @param primaryIndex the table's own keys
 * @param attributes when writing, the attributes as given; when reading, as stored, without the reserved ones. Only
 *     those that are not encrypted are the same both times; empty where no item is known
 * @param materialDescription when writing, empty; when reading, the item's description
 */
public record EncryptionContext(
        String tableName, TableIndex primaryIndex, Item attributes, MaterialDescription materialDescription) {

    /**
     * Makes a context.
     *
     * @param tableName the table's name as it stands in the signature
     * @param primaryIndex the table's own keys
     * @param attributes the item's attributes
     * @param materialDescription the item's description
     */
    public EncryptionContext {
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(primaryIndex, "primaryIndex");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(materialDescription, "materialDescription");
    }

    /**
     * Makes the context of a table's items, without an item.
     *
     * @param table the table
     * @return the context
     */
    public static EncryptionContext of(TableInfo table) {
        return new EncryptionContext(table.name(), table.primaryIndex(), Item.empty(), MaterialDescription.empty());
    }

    /**
     * Puts another table name into the context.
     *
     * @param name the name
     * @return a context with it
     */
    public EncryptionContext withTableName(String name) {
        return new EncryptionContext(name, primaryIndex, attributes, materialDescription);
    }

    /**
     * Puts an item into the context.
     *
     * @param item the item's attributes
     * @param description the item's description
     * @return a context with them
     */
    public EncryptionContext withItem(Item item, MaterialDescription description) {
        return new EncryptionContext(tableName, primaryIndex, item, description);
    }
}
