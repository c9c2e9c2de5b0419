package dev.itemseal.engine;

import dev.itemseal.engine.format.FormatV0;

/**
 * What an encryptor does about binding material descriptions to their items (chapter BND of the specification). A binding is
 * one more entry in the description, which other clients ignore. It signs, with the item's own signing key, what the item's
 * signature leaves open: the other entries of the description, and the primary key whatever its action.
 *
 * <p>A binding that is there is checked by each of these, before any content key is unwrapped and any attribute is decrypted. But
 * whoever can change a description can also strip the binding from it: only {@link #REQUIRED} protects.
 */
public enum DescriptionBinding {
    /** Bindings are not written; items with and without one are read. */
    CHECKED,

    /** Bindings are written; items with and without one are read: until all items of a table have one. */
    WRITTEN,

    /** Bindings are written, and items without one are refused: for tables that only Itemseal writes. */
    REQUIRED;

    /** The name of the entry that holds the binding. */
    public static final String ENTRY = FormatV0.DESCRIPTION_BINDING;
}
