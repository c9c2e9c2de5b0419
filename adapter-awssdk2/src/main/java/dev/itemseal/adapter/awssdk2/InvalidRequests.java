package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.List;
import java.util.Locale;

/**
 * What DynamoDB means when it refuses a request as not valid, told in words of ours: its own text may quote an attribute's
 * value.
 */
final class InvalidRequests {

    /** In this order, since some texts have the marks of others. Texts change at times: what has none of them is told so. */
    private static final List<Explanation> EXPLANATIONS = List.of(
            limit(
                    "item size",
                    "the item would have more than 409,600 bytes; split it, or store large values elsewhere"),
            limit(
                    "expression size",
                    "too many attributes in one update or condition; put the whole item, or update in steps"),
            limit("size of hashkey", "a partition key has more than 2,048 bytes; shorten it"),
            limit("all range keys", "a sort key has more than 1,024 bytes; shorten it"),
            limit("4mb", "the transaction is larger than 4 MB; cut it into several"),
            limit("4 mb", "the transaction is larger than 4 MB; cut it into several"),
            limit("size limit", "a key or the request is too large; shorten it, or send less at a time"),
            invalid(
                    "nesting levels",
                    "lists and maps are nested deeper than 32 levels; flatten them, or store them as bytes"),
            invalid("specified index", "the table has no index of that name; take it from the table's description"),
            invalid("duplicates", "two requests are for one item, or a set holds a member twice; leave one of them"),
            invalid("multiple operations on one item", "two requests are for one item; leave one of them"),
            invalid("paths overlap", "an attribute is changed twice; set or remove it, but once"),
            invalid(
                    "part of the key",
                    "a key attribute can't be changed; delete the item and put it under its new key"),
            invalid(
                    "does not match the schema",
                    "the key does not fit the table; give its key attributes, with their types"),
            invalid("missing the key", "the item lacks a key attribute of the table; add it"),
            invalid("not given a value", "the item lacks a key attribute of the table; add it"),
            invalid("type mismatch", "a key attribute has a type that the table or an index does not have; correct it"),
            invalid(
                    "index key",
                    "a key attribute of a secondary index is empty or of a wrong type; correct it or leave it out"),
            invalid("empty attribute name", "an attribute has no name; give it one"),
            invalid("empty string", "a key attribute is empty; give it a value"),
            invalid("empty binary", "a key attribute is empty; give it a value"),
            invalid("may not be empty", "a set is empty; leave the attribute out"),
            invalid("up to 38 digits", "a number has more than 38 digits; round it, or store it as text"),
            invalid("significant digits", "a number has more than 38 digits; round it, or store it as text"),
            invalid("overflow", "a number is beyond 9.99E+125; store it as text"),
            invalid("underflow", "a number is nearer to zero than 1E-130; round it, or store it as text"),
            invalid("numeric value", "a number is malformed; correct it"),
            invalid(
                    "starting key",
                    "the key to start after does not belong to this query; take the last key of its last page"),
            invalid(
                    "start key",
                    "the key to start after does not belong to this query; take the last key of its last page"),
            invalid("between operator", "the bounds of the sort key's range are in the wrong order; exchange them"),
            invalid(
                    "consistent read",
                    "a secondary index can't be read consistently; ask the table, or don't ask for it"),
            invalid(
                    "keyconditionexpression",
                    "the key condition does not fit the index; compare its keys with their types"),
            invalid(
                    "condition parameter",
                    "the key condition does not fit the index; compare its keys with their types"),
            invalid(
                    "missed key schema",
                    "the key condition does not fit the index; the table may have been created anew, or the index have several"
                            + " partition key attributes, which only the SDK's and the encrypted clients can ask for"),
            invalid("key condition", "the key condition does not fit the index; compare its keys with their types"),
            invalid(
                    "index names must be",
                    "a table's or index's name is not one: 3 to 255 of the characters a-z, A-Z, 0-9, '_', '-' and '.'"),
            invalid(
                    "tablename",
                    "the table's name is not one: 3 to 255 of the characters a-z, A-Z, 0-9, '_', '-' and '.'"));

    private record Explanation(Reason reason, String mark, String text) {}

    private InvalidRequests() {}

    private static Explanation limit(String mark, String text) {
        return new Explanation(Reason.STORE_LIMIT, mark, text);
    }

    private static Explanation invalid(String mark, String text) {
        return new Explanation(Reason.INVALID_REQUEST, mark, text);
    }

    /**
     * Explains a refusal.
     *
     * @param what what failed
     * @param text what DynamoDB said, or null
     * @return the exception, which has nothing of the text
     */
    static StoreException explained(String what, String text) {
        String said = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return EXPLANATIONS.stream()
                .filter(explanation -> said.contains(explanation.mark()))
                .findFirst()
                .map(explanation -> new StoreException(explanation.reason(), what + ": " + explanation.text()))
                .orElseGet(() -> new StoreException(
                        Reason.INVALID_REQUEST,
                        what
                                + ": DynamoDB takes the request for not valid. What it said may hold values, and stands in the"
                                + " SDK's debug log alone (software.amazon.awssdk.request)"));
    }
}
