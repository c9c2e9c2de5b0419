package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.vectors.AllPairs.Exclusion;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Every pair that is not excluded stands in a row, and no other one does. */
class AllPairsTest {

    private static final Exclusion NONE = (factor, level, laterFactor, laterLevel) -> false;

    /** The first level of one factor goes with the first levels of the others alone; so each level goes into some row. */
    private static final Exclusion FIRST_ONES_TOGETHER =
            (factor, level, laterFactor, laterLevel) -> factor == 0 && (level == 0) != (laterLevel == 0);

    @Property(tries = 100)
    void everyPairStandsInARow(@ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 6) Integer> sizes) {
        assertCovered(sizes.stream().mapToInt(size -> size).toArray(), NONE);
    }

    @Property(tries = 100)
    void excludedPairsStandInNone(@ForAll @Size(value = 2) List<@IntRange(min = 2, max = 6) Integer> sizes) {
        assertCovered(sizes.stream().mapToInt(size -> size).toArray(), FIRST_ONES_TOGETHER);
    }

    private static void assertCovered(int[] sizes, Exclusion exclusion) {
        List<int[]> rows = AllPairs.rows(sizes, exclusion);

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row).hasSameSizeAs(sizes));
        for (int one = 0; one < sizes.length; one++) {
            for (int two = one + 1; two < sizes.length; two++) {
                for (int pair = 0; pair < sizes[one] * sizes[two]; pair++) {
                    int factor = one;
                    int level = pair / sizes[two];
                    int other = two;
                    int otherLevel = pair % sizes[two];
                    assertThat(rows.stream().anyMatch(row -> row[factor] == level && row[other] == otherLevel))
                            .as("level %s of %s with level %s of %s", level, factor, otherLevel, other)
                            .isEqualTo(!exclusion.excludes(factor, level, other, otherLevel));
                }
            }
        }
    }

    @Test
    void farFewerRowsThanAllCombinations() {
        assertThat(AllPairs.rows(new int[] {4, 4, 4, 4, 4, 4}, NONE)).hasSizeBetween(16, 40);
    }

    @Test
    void theSameFactorsGiveTheSameRows() {
        int[] sizes = {3, 5, 2, 4};

        assertThat(AllPairs.rows(sizes, NONE))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(AllPairs.rows(sizes, NONE));
    }

    /** Of three factors, each pair of first levels is allowed, and each excludes all levels of the third one. */
    @Test
    void aPairThatGoesIntoNoRowIsTold() {
        Exclusion first =
                (factor, level, laterFactor, laterLevel) -> laterFactor == 2 && level == 0 && laterLevel == factor;

        assertThatThrownBy(() -> AllPairs.rows(new int[] {2, 2, 2}, first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 0, -1]");
    }
}
