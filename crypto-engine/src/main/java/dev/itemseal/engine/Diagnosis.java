package dev.itemseal.engine;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an item is refused, as far as it can be found out with the reader's own keys: {@link StandardItemEncryptor#diagnose}.
 * It holds names of attributes and tables, and never a value, a key or an item.
 *
 * @param cause what was found
 * @param explanation what that means here, and what to do, as a sentence or two
 * @param reason why reading refuses the item; empty if it doesn't
 * @param tries how many signatures were looked at
 */
public record Diagnosis(Cause cause, String explanation, Optional<Reason> reason, int tries) {

    /**
     * Makes a diagnosis.
     *
     * @param cause what was found
     * @param explanation what that means here
     * @param reason why reading refuses the item
     * @param tries how many signatures were looked at
     */
    public Diagnosis {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(reason, "reason");
    }

    /** What can be found. */
    public enum Cause {
        /** Nothing is wrong: the item is read. */
        READABLE,
        /** The item has no signature. */
        NOT_SIGNED,
        /** The signature or the description is none, or a signed value is one that no table stores. */
        DAMAGED,
        /** The item was signed under another table name, which is known now. */
        OTHER_TABLE_NAME,
        /** The item was written with other actions, which are known now. */
        OTHER_ACTIONS,
        /** A signed attribute was left out, which is known now. */
        ATTRIBUTE_LEFT_OUT,
        /** An attribute was added after the item had been signed, which is known now. */
        ATTRIBUTE_ADDED,
        /** The item was signed with another version of the keys than it names, which is known now. */
        OTHER_KEY_VERSION,
        /** The signature holds, but the description is not the one that the item was written with. */
        DESCRIPTION_CHANGED,
        /** The signature holds, but the content key is not to be had or not the right one. */
        OTHER_CONTENT_KEY,
        /** The description is that of an item that was written with another kind of provider, or other settings. */
        OTHER_PROVIDER,
        /** The keys can't be had now, so that nothing can be said. */
        KEYS_UNAVAILABLE,
        /** Nothing that was tried makes the signature hold: other keys, several changes at once, or simply forged. */
        FORGED
    }

    /**
     * What the reader of an item thinks possible beside what is configured.
     *
     * @param tableNames table names that the item may have been signed under
     * @param attributes attributes that a projection may have left out, with their stored values; each and all of them
     *     are tried
     */
    public record Hints(List<String> tableNames, Item attributes) {

        /** No hints. */
        public static final Hints NONE = new Hints(List.of(), Item.empty());

        /**
         * Makes hints.
         *
         * @param tableNames table names that the item may have been signed under
         * @param attributes attributes that may have been left out
         */
        public Hints {
            tableNames = List.copyOf(tableNames);
            Objects.requireNonNull(attributes, "attributes");
        }
    }
}
