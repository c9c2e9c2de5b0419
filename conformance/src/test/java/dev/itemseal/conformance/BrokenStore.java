package dev.itemseal.conformance;

import dev.itemseal.api.store.ItemStore;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A store with one defect.
 *
 * @param rule the one rule that it breaks
 * @param defect what is wrong
 * @param breaking makes it of a sound store
 */
record BrokenStore(String rule, String defect, UnaryOperator<ItemStore> breaking) {

    static Stream<BrokenStore> all() {
        return Stream.of(
                        BrokenItems.ALL,
                        BrokenConditions.ALL,
                        BrokenLimits.ALL,
                        BrokenQueries.ALL,
                        BrokenIndexesAndScans.ALL,
                        BrokenBatches.ALL,
                        BrokenTransactions.ALL)
                .flatMap(List::stream);
    }

    static BrokenStore of(String defect) {
        return all().filter(broken -> broken.defect.equals(defect)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        return rule + ": " + defect;
    }
}
