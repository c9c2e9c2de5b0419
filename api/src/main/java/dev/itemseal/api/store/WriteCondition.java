package dev.itemseal.api.store;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold of the item that is there for a write to happen: a conjunction of clauses. An item that is not there is
 * like one without attributes.
 *
 * @param clauses all of which must hold, immutable; none means always
 */
public record WriteCondition(List<Clause> clauses) {

    private static final WriteCondition ALWAYS = new WriteCondition(List.of());

    /** One demand on one attribute. */
    public sealed interface Clause permits Exists, NotExists, EqualTo {

        /** {@return the attribute's name} */
        String attributeName();

        /**
         * Tests an item.
         *
         * @param stored the item that is there; one without attributes if there is none
         * @return whether the demand is met
         */
        boolean holds(Item stored);
    }

    /**
     * The attribute is there.
     *
     * @param attributeName the attribute
     */
    public record Exists(String attributeName) implements Clause {
        @Override
        public boolean holds(Item stored) {
            return stored.has(attributeName);
        }
    }

    /**
     * The attribute is not there.
     *
     * @param attributeName the attribute
     */
    public record NotExists(String attributeName) implements Clause {
        @Override
        public boolean holds(Item stored) {
            return !stored.has(attributeName);
        }
    }

    /**
     * The attribute is there with this value.
     *
     * @param attributeName the attribute
     * @param value the value, compared as DynamoDB does: numbers as numbers, sets as sets
     */
    public record EqualTo(String attributeName, AttributeValue value) implements Clause {
        @Override
        public boolean holds(Item stored) {
            return stored.attribute(attributeName).filter(value::equals).isPresent();
        }
    }

    /**
     * Makes a condition.
     *
     * @param clauses all of which must hold
     */
    public WriteCondition {
        clauses = List.copyOf(clauses);
    }

    /** {@return the condition that always holds} */
    public static WriteCondition always() {
        return ALWAYS;
    }

    /**
     * Demands that an attribute is there.
     *
     * @param attributeName the attribute
     * @return the condition
     */
    public static WriteCondition exists(String attributeName) {
        return ALWAYS.and(new Exists(attributeName));
    }

    /**
     * Demands that an attribute is not there; with a key attribute: that the item is not there.
     *
     * @param attributeName the attribute
     * @return the condition
     */
    public static WriteCondition notExists(String attributeName) {
        return ALWAYS.and(new NotExists(attributeName));
    }

    /**
     * Demands a value.
     *
     * @param attributeName the attribute
     * @param value its value
     * @return the condition
     */
    public static WriteCondition equalTo(String attributeName, AttributeValue value) {
        return ALWAYS.and(new EqualTo(attributeName, value));
    }

    /**
     * Demands more.
     *
     * @param clause what must hold as well
     * @return the conjunction
     */
    public WriteCondition and(Clause clause) {
        List<Clause> more = new ArrayList<>(clauses);
        more.add(clause);
        return new WriteCondition(more);
    }

    /**
     * Demands more.
     *
     * @param other what must hold as well
     * @return the conjunction
     */
    public WriteCondition and(WriteCondition other) {
        List<Clause> more = new ArrayList<>(clauses);
        more.addAll(other.clauses);
        return new WriteCondition(more);
    }

    /**
     * Tests an item.
     *
     * @param stored the item that is there; one without attributes if there is none
     * @return whether all clauses hold
     */
    public boolean holds(Item stored) {
        return clauses.stream().allMatch(clause -> clause.holds(stored));
    }
}
