package dev.itemseal.api.store;

import dev.itemseal.api.item.AttributeValue;
import java.util.Objects;
import java.util.Optional;

/**
 * Which items a query finds: those of one partition, and of these perhaps a range of sort keys.
 *
 * @param partitionKey the partition key's value
 * @param sortRange the range of sort keys; empty for all
 */
public record KeyCondition(AttributeValue partitionKey, Optional<SortRange> sortRange) {

    /** How sort keys are compared. */
    public enum Comparison {
        /** Equal to the operand. */
        EQUAL,
        /** Less than the operand. */
        LESS,
        /** Less than or equal to the operand. */
        AT_MOST,
        /** Greater than the operand. */
        GREATER,
        /** Greater than or equal to the operand. */
        AT_LEAST,
        /** From the operand to the upper bound, both included. */
        BETWEEN,
        /** Begins with the operand: texts and byte strings alone. */
        BEGINS_WITH
    }

    /**
     * A range of sort keys.
     *
     * @param comparison how sort keys are compared
     * @param operand what with
     * @param upperBound the upper bound, for {@link Comparison#BETWEEN} and no other
     */
    public record SortRange(Comparison comparison, AttributeValue operand, Optional<AttributeValue> upperBound) {

        /**
         * Makes a range.
         *
         * @param comparison how sort keys are compared
         * @param operand what with
         * @param upperBound the upper bound, for {@link Comparison#BETWEEN} and no other
         * @throws IllegalArgumentException if there is an upper bound where none belongs, or none where one does
         */
        public SortRange {
            Objects.requireNonNull(operand, "operand");
            if (upperBound.isPresent() != (comparison == Comparison.BETWEEN)) {
                throw new IllegalArgumentException("an upper bound belongs to BETWEEN, and to nothing else");
            }
        }
    }

    /**
     * Makes a condition.
     *
     * @param partitionKey the partition key's value
     * @param sortRange the range of sort keys; empty for all
     */
    public KeyCondition {
        Objects.requireNonNull(partitionKey, "partitionKey");
        Objects.requireNonNull(sortRange, "sortRange");
    }

    /**
     * Finds all items of a partition.
     *
     * @param partitionKey the partition key's value
     * @return the condition
     */
    public static KeyCondition partition(AttributeValue partitionKey) {
        return new KeyCondition(partitionKey, Optional.empty());
    }

    /**
     * Narrows to a range of sort keys.
     *
     * @param comparison any but {@link Comparison#BETWEEN}
     * @param operand what sort keys are compared with
     * @return the condition
     * @throws IllegalArgumentException if the comparison is {@code BETWEEN}
     */
    public KeyCondition sortKey(Comparison comparison, AttributeValue operand) {
        return new KeyCondition(partitionKey, Optional.of(new SortRange(comparison, operand, Optional.empty())));
    }

    /**
     * Narrows to the sort keys between two, both included.
     *
     * @param lower the lower bound
     * @param upper the upper bound
     * @return the condition
     */
    public KeyCondition sortKeyBetween(AttributeValue lower, AttributeValue upper) {
        return new KeyCondition(
                partitionKey, Optional.of(new SortRange(Comparison.BETWEEN, lower, Optional.of(upper))));
    }

    /** {@return a text without any value} */
    @Override
    public String toString() {
        return "KeyCondition"
                + sortRange.map(range -> "[" + range.comparison() + "]").orElse("[]");
    }
}
