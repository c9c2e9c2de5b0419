package dev.itemseal.adapter.awssdk2.expression;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.Map;
import java.util.Objects;

/**
 * An expression as it stands in a request.
 *
 * @param what which expression of which request, as messages begin with
 * @param text the expression
 * @param names what placeholders of names stand for, with their number signs
 */
public record ExpressionText(String what, String text, Map<String, String> names) {

    /**
     * Takes an expression.
     *
     * @param what which expression of which request, as messages begin with
     * @param text the expression
     * @param names what placeholders of names stand for
     */
    public ExpressionText {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(names, "names");
    }

    /** The text itself stays out of the message: somebody may have written a value into it. */
    StoreException unreadable(int position, String expected) {
        return new StoreException(
                Reason.INVALID_REQUEST,
                what + " can't be read from its character " + (position + 1) + " on, where " + expected
                        + " is expected; nobody could tell which attributes it touches. Give names and values through"
                        + " placeholders, and functions in lower case");
    }
}
