package dev.itemseal.vectors;

/**
 * The items of a directory of vectors, counted by outcome.
 *
 * @param passed items that are as the vectors say
 * @param failed items that are not; a scenario that can't be read at all counts as one at least
 * @param skipped items of which nothing can be said
 */
public record Tally(int passed, int failed, int skipped) {

    /** The tally of nothing. */
    public static final Tally EMPTY = new Tally(0, 0, 0);

    /**
     * Counts the items of a finding.
     *
     * @param finding the finding
     * @return a tally with them
     */
    public Tally plus(Finding finding) {
        return switch (finding.outcome()) {
            case PASSED -> new Tally(passed + finding.items(), failed, skipped);
            case FAILED -> new Tally(passed, failed + finding.items(), skipped);
            case SKIPPED -> new Tally(passed, failed, skipped + finding.items());
        };
    }

    /** {@return the tally as text: {@code N passed, M failed, K skipped}} */
    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
}
