package dev.itemseal.api.item;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.util.HashSet;
import java.util.List;

/** What the three kinds of sets have in common. */
final class DistinctElements {

    /** So few are compared with each other, which takes no memory. */
    private static final int FEW = 12;

    private DistinctElements() {}

    static void require(List<?> elements, AttributeType type) {
        boolean distinct =
                elements.size() <= FEW ? fewAreDistinct(elements) : new HashSet<>(elements).size() == elements.size();
        if (!distinct) {
            throw new InvalidItemException(
                    Reason.INVALID_SET, "A set of type " + type + " holds a member twice; give each member once");
        }
    }

    private static boolean fewAreDistinct(List<?> elements) {
        for (int i = 1; i < elements.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (elements.get(i).equals(elements.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }
}
