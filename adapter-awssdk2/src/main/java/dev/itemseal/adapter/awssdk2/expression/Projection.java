package dev.itemseal.adapter.awssdk2.expression;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a projection reads.
 *
 * @param whole the attributes that are read as a whole; of others it reads parts
 */
public record Projection(Set<String> whole) {

    /**
     * Reads a projection.
     *
     * @param expression the projection
     * @return what it reads
     * @throws dev.itemseal.api.error.StoreException with {@code INVALID_REQUEST} if it can't be read
     */
    public static Projection parse(ExpressionText expression) {
        Tokens tokens = new Tokens(expression);
        Set<String> whole = new LinkedHashSet<>();
        do {
            AttributePath path = tokens.expectPath();
            if (path.whole()) {
                whole.add(path.attributeName());
            }
        } while (tokens.takeSymbol(","));
        tokens.expectEnd();
        return new Projection(whole);
    }
}
