package dev.itemseal.api.error;

import java.util.Locale;
import java.util.Optional;

/**
 * Why something failed or was refused, as a stable code for programs, test vectors and log searches.
 *
 * <p>The codes are part of the specification; a constant is never given another meaning.
 */
public enum Reason {
    // A plaintext item that can't be encrypted: InvalidItemException

    /** A plaintext item holds an attribute whose name is reserved for the signature or the material description. */
    RESERVED_ATTRIBUTE,
    /** A number is malformed or outside of what DynamoDB stores. */
    INVALID_NUMBER,
    /** A text holds a lone surrogate and so has no UTF-8 form. */
    INVALID_TEXT,
    /** A set is empty or holds a member twice. */
    INVALID_SET,
    /** Lists and maps are nested deeper than allowed. */
    NESTING_TOO_DEEP,
    /** A Java or JSON value has no DynamoDB type. */
    UNSUPPORTED_VALUE,
    /** An attribute of the primary key is missing or has a type that no key has. */
    MISSING_KEY_ATTRIBUTE,

    // A stored item that is refused: ItemRefusedException

    /** The signature attribute is missing. */
    SIGNATURE_MISSING,
    /** The signature or the description attribute is not of type B. */
    RESERVED_ATTRIBUTE_TYPE,
    /** The material description can't be parsed or exceeds its bounds. */
    DESCRIPTION_MALFORMED,
    /** The material description lacks an entry that is needed to read the item. */
    DESCRIPTION_MISSING_ENTRY,
    /** The material description names an algorithm that the reader's own configuration does not allow. */
    ALGORITHM_REFUSED,
    /** The material description is not the one that the provider is configured with. */
    DESCRIPTION_MISMATCH,
    /** The signature does not hold, or, indistinguishably, the content does not decrypt. */
    NOT_AUTHENTIC,
    /** The store gave another item than the one that was asked for. */
    WRONG_ITEM,
    /** Pieces of a byte stream are missing, exchanged or not its own. */
    STREAM_BROKEN,

    // A provider that can't deliver: MaterialsException

    /** Attributes are to be encrypted or decrypted, but the provider has no content key. */
    NO_CONTENT_KEY,
    /** An item is to be signed, but the provider has no signing key. */
    NO_SIGNING_KEY,
    /** An item is to be verified, but the provider has no verification key. */
    NO_VERIFICATION_KEY,
    /** A content key is to be wrapped, but the provider can only unwrap. */
    NO_WRAPPING_KEY,
    /** A content key is to be unwrapped, but the provider can only wrap. */
    NO_UNWRAPPING_KEY,
    /** The wrapped content key of the item does not unwrap under the configured key. */
    KEY_NOT_UNWRAPPED,
    /** A key or the service that holds it can't be reached now; trying again may help. */
    KEY_UNAVAILABLE,

    // A store that refuses or fails: StoreException

    /** There is no table of that name. */
    TABLE_NOT_FOUND,
    /** A write's condition did not hold; nothing was written. */
    CONDITION_FAILED,
    /** A transaction was cancelled by a condition or by another write; nothing was written. */
    TRANSACTION_CANCELLED,
    /** A request does not fit the table: a wrong key, an index that is not there, a key asked for twice. */
    INVALID_REQUEST,
    /** An item, a batch or a transaction is larger than a store takes. */
    STORE_LIMIT,
    /** The store can't be reached, or asks for fewer requests; trying again may help. */
    STORE_UNAVAILABLE,
    /** An operation would leave signatures broken or attributes unprotected, and is not offered. */
    UNSAFE_OPERATION,

    // A configuration that can't work: ConfigurationException

    /** Attribute actions contradict themselves or the table, such as an encrypted key attribute. */
    INVALID_ACTIONS,
    /** A key is of the wrong kind or size for its use, or its encoding can't be read. */
    INVALID_KEY,
    /** A setting has a value that is not allowed, or is not known at all. */
    INVALID_SETTING,
    /** A setting that is needed is not there. */
    MISSING_SETTING,
    /** No plugin on the path has the id that the configuration names. */
    UNKNOWN_PLUGIN,
    /** More than one plugin on the path has the id that the configuration names. */
    AMBIGUOUS_PLUGIN,
    /** An optional library that this use needs is not on the path. */
    MISSING_DEPENDENCY,

    // A plugin that broke its contract: PluginException

    /** A plugin returned what its contract forbids, or failed with an exception that is not Itemseal's. */
    PLUGIN_CONTRACT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** {@return the code as it stands in vectors and messages, such as {@code not-authentic}} */
    public String code() {
        return code;
    }

    /**
     * Finds a reason by its code.
     *
     * @param code a code such as {@code not-authentic}
     * @return the reason, or empty if no reason has this code
     */
    public static Optional<Reason> ofCode(String code) {
        for (Reason reason : values()) {
            if (reason.code.equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return code;
    }
}
