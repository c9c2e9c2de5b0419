package dev.itemseal.materials.kms;

/** How a call to KMS ended, as far as KMS itself tells causes apart (rule KMS-16). */
public enum KmsOutcome {
    /** KMS did what it was asked to. */
    SUCCEEDED,
    /** There is no such key or alias in that account and region. */
    KEY_NOT_FOUND,
    /** The key is disabled. */
    KEY_DISABLED,
    /** The key is pending deletion or import, or otherwise in no state to be used. */
    KEY_NOT_USABLE,
    /** The key is of another kind or made for another use. */
    WRONG_KEY_USAGE,
    /** The caller lacks the permission, or, which KMS does not tell apart, a key that is not named is out of its reach. */
    ACCESS_DENIED,
    /** What is to be unwrapped was wrapped under another key than the named one. */
    WRONG_KEY,
    /** What is to be unwrapped does not fit its encryption context, or was damaged. */
    NOT_UNWRAPPED,
    /** Too many calls; they may succeed later. */
    THROTTLED,
    /** KMS did not answer, or has a fault of its own; the call may succeed later. */
    UNREACHABLE,
    /** Whoever wanted the answer went away before it came. */
    ABANDONED,
    /** Anything else: a request that KMS does not take, missing credentials. */
    FAILED;

    /** Whether the same call may succeed later without a change by anybody. */
    boolean passing() {
        return this == THROTTLED || this == UNREACHABLE || this == ABANDONED;
    }

    /** Whether what is to be unwrapped does not belong to the key and the context. */
    boolean mismatch() {
        return this == WRONG_KEY || this == NOT_UNWRAPPED;
    }
}
