package dev.itemseal.benchmarks;

/**
 * What one fork measured.
 *
 * @param configuration what was measured
 * @param contender who was measured
 * @param round in which of the rounds; those of one round ran one after the other
 * @param perCpuSecond items for each second of processor time
 * @param perSecond items for each second on the clock, of all threads
 * @param bytesPerItem bytes allocated for each item
 */
record Measurement(
        Configuration configuration,
        String contender,
        int round,
        double perCpuSecond,
        double perSecond,
        double bytesPerItem) {

    /**
     * What is the same for all contenders.
     *
     * @param shape the items
     * @param direction {@code encrypt} or {@code decrypt}
     * @param keys where the keys come from
     * @param threads how many
     */
    record Configuration(String shape, String direction, KeyScheme keys, int threads) {}
}
