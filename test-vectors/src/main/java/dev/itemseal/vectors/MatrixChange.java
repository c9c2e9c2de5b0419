package dev.itemseal.vectors;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One thing that is changed about a valid case, so that it must be refused.
 *
 * @param says what is changed
 * @param to which cases it can be made to
 * @param item makes it to the stored item of a case
 * @param reader what the reader has that is not the case's
 * @param expected where and why the item must be refused
 * @param bindingMatters whether that depends on a bound description
 */
record MatrixChange(
        String says,
        Predicate<MatrixCase> to,
        BiFunction<MatrixCase, Item, Item> item,
        OtherReader reader,
        Function<MatrixCase, Expected> expected,
        boolean bindingMatters) {

    /** What a reader has that is not the case's. */
    enum OtherReader {
        NOTHING,
        TABLE,
        VERIFICATION_KEY,
        CONTENT_KEY
    }

    /** Where and why an item is refused (rule RD-1). */
    record Expected(RefusalStage stage, Reason reason) {}

    /** Changes the stored item. Not refused for what the signature covers, it is to be said where and why. */
    static MatrixChange of(String says, BiFunction<MatrixCase, Item, Item> item) {
        return new MatrixChange(says, vector -> true, item, OtherReader.NOTHING, vector -> FORGED, false);
    }

    static MatrixChange of(String says, UnaryOperator<Item> item) {
        return of(says, (vector, stored) -> item.apply(stored));
    }

    /** Leaves the item alone. */
    static MatrixChange of(String says, OtherReader reader) {
        return new MatrixChange(says, vector -> true, (vector, stored) -> stored, reader, vector -> FORGED, false);
    }

    private static final Expected FORGED = new Expected(RefusalStage.SIGNATURE, Reason.NOT_AUTHENTIC);

    MatrixChange onlyTo(Predicate<MatrixCase> cases) {
        return new MatrixChange(says, to.and(cases), item, reader, expected, bindingMatters);
    }

    MatrixChange refusedAt(RefusalStage stage, Reason reason) {
        return expecting(vector -> new Expected(stage, reason));
    }

    /** Some cases are refused elsewhere, or for another reason. */
    MatrixChange but(Predicate<MatrixCase> cases, RefusalStage stage, Reason reason) {
        return expecting(vector -> cases.test(vector) ? new Expected(stage, reason) : expected.apply(vector));
    }

    private MatrixChange expecting(Function<MatrixCase, Expected> other) {
        return new MatrixChange(says, to, item, reader, other, bindingMatters);
    }

    /** With a binding, what would be found out after the signature has been verified is found out there. */
    MatrixChange seenByBinding() {
        Function<MatrixCase, Expected> bound = vector -> {
            Expected unbound = expected.apply(vector);
            boolean seen = vector.bound() && unbound.stage().compareTo(RefusalStage.SIGNATURE) > 0;
            return seen ? FORGED : unbound;
        };
        return new MatrixChange(says, to, item, reader, bound, true);
    }
}
