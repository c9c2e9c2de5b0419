package dev.itemseal.vectors;

/** What became of the items that a {@link Finding} tells of. */
public enum Outcome {
    /** They are as the vectors say. */
    PASSED,
    /** They are not. */
    FAILED,
    /** Nothing can be said of them, for the reason that the finding gives. */
    SKIPPED
}
