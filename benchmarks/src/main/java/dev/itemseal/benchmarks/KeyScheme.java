package dev.itemseal.benchmarks;

/** Where the keys come from. */
enum KeyScheme {
    /** The same two keys for every item. */
    STATIC,
    /** A static content key, and items that are signed with RSA. */
    STATIC_RSA,
    /** A new content key for every item, wrapped with AES. */
    WRAPPED,
    /** As wrapped, with wrapping and signing key looked up by version. */
    MOST_RECENT,
    /** A data key from KMS for every item that is written, and a call to KMS for every one that is read. */
    DIRECT_KMS,
    /** The same with a cache of data keys for reads. */
    DIRECT_KMS_CACHED;

    /** Whether items take calls to a server, beside which the rest hardly counts. */
    boolean callsKms() {
        return this == DIRECT_KMS || this == DIRECT_KMS_CACHED;
    }

    /** The name on the command line and in the report. */
    String label() {
        return Labels.of(this);
    }

    static KeyScheme labelled(String label) {
        return Labels.find(values(), label);
    }
}
