package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;

/** The one error for everything that can be wrong with a wrapped key (rule WRP-14): it tells an attacker nothing more. */
final class Unwrapping {

    private Unwrapping() {}

    static MaterialsException failed(EncryptionContext context) {
        return new MaterialsException(
                Reason.KEY_NOT_UNWRAPPED,
                "The content key of an item of the table '" + context.tableName()
                        + "' does not unwrap; the item was written with another wrapping key, or its material"
                        + " description was changed: configure the unwrapping key that belongs to it");
    }
}
