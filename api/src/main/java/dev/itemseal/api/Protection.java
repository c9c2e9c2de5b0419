package dev.itemseal.api;

/** What stood between an item that was read and whoever writes the table. */
public enum Protection {
    /** The item bore a signature, which held. */
    SIGNED,
    /** The item bore neither signature nor description and was read because plaintext was asked for. */
    PLAINTEXT,
    /** The configuration does nothing to any attribute, so nothing was expected and nothing checked. */
    NONE
}
