package dev.itemseal.api;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * An item that was read, and what is known of it.
 *
 * @param item the item in plaintext, without the reserved attributes
 * @param protection whether the item was signed; only then do the other parts tell how
 * @param materialDescription the item's description, which no signature covers unless it is bound (rule BND-5)
 * @param attributeActions the actions that the item turned out to be written with
 * @param tableName the table name that the item turned out to be signed under
 * @param dialect the order that the item turned out to be signed in; where both orders give the same bytes, {@code JAVA}
 */
public record DecryptedItem(
        Item item,
        Protection protection,
        MaterialDescription materialDescription,
        AttributeActions attributeActions,
        String tableName,
        Dialect dialect) {

    /**
     * Makes a result.
     *
     * @param item the item in plaintext
     * @param protection whether the item was signed
     * @param materialDescription the item's description
     * @param attributeActions the actions that matched
     * @param tableName the table name that matched
     * @param dialect the order that matched
     */
    public DecryptedItem {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(materialDescription, "materialDescription");
        Objects.requireNonNull(attributeActions, "attributeActions");
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(dialect, "dialect");
    }

    /** {@return the names of the attributes that the signature covers: the only ones to be trusted; immutable} */
    public Set<String> verifiedAttributes() {
        Set<String> names = new HashSet<>();
        if (protection == Protection.SIGNED) {
            for (String name : item.names()) {
                if (attributeActions.action(name) != CryptoAction.DO_NOTHING) {
                    names.add(name);
                }
            }
        }
        // Not a copy as an immutable set, which is slow to make where somebody chose names of one hash.
        return Collections.unmodifiableSet(names);
    }
}
