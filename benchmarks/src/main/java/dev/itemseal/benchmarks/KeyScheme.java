package dev.itemseal.benchmarks;

/** Where the keys come from. */
enum KeyScheme {
    /** The same two keys for every item. */
    STATIC,
    /** A new content key for every item, wrapped with AES. */
    WRAPPED,
    /** As wrapped, with wrapping and signing key looked up by version. */
    MOST_RECENT;

    /** The name on the command line and in the report. */
    String label() {
        return Labels.of(this);
    }

    static KeyScheme labelled(String label) {
        return Labels.find(values(), label);
    }
}
