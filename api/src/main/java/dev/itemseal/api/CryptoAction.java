package dev.itemseal.api;

/** What is done to an attribute (rule ACT-1). The constants stand in order of strength, the weakest first. */
public enum CryptoAction {
    /** Stored as it is, and not covered by the signature: anybody who writes the table can change it. */
    DO_NOTHING,
    /** Stored as it is, and covered by the signature. */
    SIGN_ONLY,
    /** Stored encrypted, and covered by the signature. */
    ENCRYPT_AND_SIGN;

    /**
     * Compares with another action.
     *
     * @param other the other
     * @return the stronger of the two
     */
    public CryptoAction strongest(CryptoAction other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * Compares with another action.
     *
     * @param other the other
     * @return the weaker of the two
     */
    public CryptoAction weakest(CryptoAction other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
