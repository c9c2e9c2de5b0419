package dev.itemseal.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Rows of levels, one of each factor, in which every pair of levels of two factors occurs that is not excluded. Each row
 * starts with the first pair that is still missing and takes of each further factor the level that adds the most missing
 * pairs, of several the one that was taken least. Nothing is random: the same factors give the same rows.
 */
final class AllPairs {

    private static final int OPEN = -1;

    /** How many levels each factor has. */
    private final int[] sizes;

    /** Levels are numbered through; here is the number of each factor's first. */
    private final int[] firsts;

    private final int levels;
    private final BitSet allowed;
    private final BitSet missing;
    private final int[] taken;

    private AllPairs(int[] sizes, Exclusion exclusion) {
        this.sizes = sizes;
        firsts = new int[sizes.length];
        for (int factor = 1; factor < sizes.length; factor++) {
            firsts[factor] = firsts[factor - 1] + sizes[factor - 1];
        }
        levels = Arrays.stream(sizes).sum();
        taken = new int[levels];
        allowed = new BitSet(levels * levels);
        for (int one = 0; one < sizes.length; one++) {
            for (int two = one + 1; two < sizes.length; two++) {
                allow(one, two, exclusion);
            }
        }
        missing = (BitSet) allowed.clone();
    }

    /** Tells which two levels don't go together. */
    interface Exclusion {
        boolean excludes(int factor, int level, int laterFactor, int laterLevel);
    }

    /**
     * Finds the rows.
     *
     * @param sizes how many levels each factor has
     * @return rows with the number of a level for each factor, from 0 on
     * @throws IllegalArgumentException if a pair that is not excluded itself goes into no row
     */
    static List<int[]> rows(int[] sizes, Exclusion exclusion) {
        return new AllPairs(sizes, exclusion).rows();
    }

    private void allow(int one, int two, Exclusion exclusion) {
        for (int level = 0; level < sizes[one]; level++) {
            for (int other = 0; other < sizes[two]; other++) {
                if (!exclusion.excludes(one, level, two, other)) {
                    allowed.set(pair(one, level, two, other));
                }
            }
        }
    }

    private int pair(int one, int level, int two, int other) {
        int a = firsts[one] + level;
        int b = firsts[two] + other;
        return Math.min(a, b) * levels + Math.max(a, b);
    }

    private List<int[]> rows() {
        List<int[]> rows = new ArrayList<>();
        for (int next = missing.nextSetBit(0); next >= 0; next = missing.nextSetBit(0)) {
            int[] row = new int[sizes.length];
            Arrays.fill(row, OPEN);
            put(next / levels, row);
            put(next % levels, row);
            if (!complete(row, 0)) {
                throw new IllegalArgumentException("no row can have the pair " + Arrays.toString(row));
            }
            cover(row);
            rows.add(row);
        }
        return rows;
    }

    private void put(int numbered, int[] row) {
        int factor = sizes.length - 1;
        while (firsts[factor] > numbered) {
            factor--;
        }
        row[factor] = numbered - firsts[factor];
    }

    /** Fills what is open; takes a level back if nothing goes with it later on. */
    private boolean complete(int[] row, int factor) {
        if (factor == sizes.length) {
            return true;
        }
        if (row[factor] != OPEN) {
            return complete(row, factor + 1);
        }
        for (int level : byMerit(row, factor)) {
            row[factor] = level;
            if (complete(row, factor + 1)) {
                return true;
            }
        }
        row[factor] = OPEN;
        return false;
    }

    /** The levels that go with what stands in the row, the best one first. */
    private List<Integer> byMerit(int[] row, int factor) {
        List<Integer> fitting = new ArrayList<>();
        for (int level = 0; level < sizes[factor]; level++) {
            if (count(allowed, row, factor, level) == count(row)) {
                fitting.add(level);
            }
        }
        fitting.sort((a, b) -> {
            int merit = Integer.compare(count(missing, row, factor, b), count(missing, row, factor, a));
            return merit != 0 ? merit : Integer.compare(taken[firsts[factor] + a], taken[firsts[factor] + b]);
        });
        return fitting;
    }

    private int count(BitSet pairs, int[] row, int factor, int level) {
        int count = 0;
        for (int other = 0; other < row.length; other++) {
            if (other != factor && row[other] != OPEN && pairs.get(pair(factor, level, other, row[other]))) {
                count++;
            }
        }
        return count;
    }

    private static int count(int[] row) {
        return (int) Arrays.stream(row).filter(level -> level != OPEN).count();
    }

    private void cover(int[] row) {
        for (int one = 0; one < row.length; one++) {
            taken[firsts[one] + row[one]]++;
            for (int two = one + 1; two < row.length; two++) {
                missing.clear(pair(one, row[one], two, row[two]));
            }
        }
    }
}
