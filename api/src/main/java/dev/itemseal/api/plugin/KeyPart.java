package dev.itemseal.api.plugin;

/** The parts of a new key, each of which is stored by itself. */
public enum KeyPart {
    /** The whole of a secret key. */
    SECRET,
    /** The half of a key pair that stays with its owner. */
    PRIVATE,
    /** The half of a key pair that anyone may have. */
    PUBLIC
}
