package dev.itemseal.adapter.awssdk2;

import dev.itemseal.adapter.awssdk2.expression.Projection;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which attributes a request reads: those that the caller asked for, and those without which the answer can't be verified.
 * The latter are taken out of the answer again.
 *
 * @param expression the projection, or null if there is none
 * @param names what placeholders of names stand for, or null if there are none, as the SDK has it
 * @param attributes the same in the form that was before expressions, or null if there is none
 * @param added the attributes that the caller did not ask for
 */
record Selection(
        @Nullable String expression,
        @Nullable Map<String, String> names,
        @Nullable List<String> attributes,
        Set<String> added) {

    static final Selection WHOLE_ITEMS = new Selection(null, null, null, Set.of());

    /**
     * Selects what a request asks for.
     *
     * @param table the table
     * @param expression the projection, or null if there is none
     * @param names what placeholders of names stand for
     * @param attributes the same in the form that was before expressions; empty if there is none
     * @param needed attributes that the answer is told by
     * @throws StoreException with {@code INVALID_REQUEST} if there are both, or with {@code UNSAFE_OPERATION} if what they
     *     leave out may be signed
     */
    static Selection of(
            TableRequests table,
            @Nullable String expression,
            Map<String, String> names,
            List<String> attributes,
            Set<String> needed) {
        if (expression == null && attributes.isEmpty()) {
            return WHOLE_ITEMS;
        }
        if (expression != null && !attributes.isEmpty()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A request for table '" + table.name()
                            + "' has both a projection expression and attributes to get; leave one of them out");
        }
        Set<String> asked = new HashSet<>(attributes);
        if (expression != null) {
            asked.addAll(Projection.parse(table.expression("projection", expression, names))
                    .whole());
        }
        Set<String> added = new TreeSet<>(table.crypto().requireVerifiable(asked));
        added.addAll(needed);
        added.removeAll(asked);
        if (expression == null) {
            List<String> more = new ArrayList<>(attributes);
            more.addAll(added);
            return new Selection(null, orNull(names), more, added);
        }
        Map<String, String> moreNames = new HashMap<>(names);
        StringBuilder more = new StringBuilder(expression);
        added.forEach(name -> more.append(", ").append(TableRequests.placeholder(name, moreNames)));
        return new Selection(more.toString(), orNull(moreNames), null, added);
    }

    private static @Nullable Map<String, String> orNull(Map<String, String> names) {
        return names.isEmpty() ? null : names;
    }

    boolean isOfWholeItems() {
        return expression == null && attributes == null;
    }

    /** Takes out of an item what the caller did not ask for. */
    Map<String, AttributeValue> asked(Map<String, AttributeValue> item) {
        if (added.isEmpty()) {
            return item;
        }
        Map<String, AttributeValue> asked = new LinkedHashMap<>(item);
        asked.keySet().removeAll(added);
        return asked;
    }
}
