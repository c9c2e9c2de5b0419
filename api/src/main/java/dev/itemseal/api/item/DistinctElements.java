package dev.itemseal.api.item;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.util.HashSet;
import java.util.List;

/** What the three kinds of sets have in common. */
final class DistinctElements {

    private DistinctElements() {}

    static void require(List<?> elements, AttributeType type) {
        if (new HashSet<>(elements).size() != elements.size()) {
            throw new InvalidItemException(
                    Reason.INVALID_SET, "A set of type " + type + " holds a member twice; give each member once");
        }
    }
}
