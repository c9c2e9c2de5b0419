package dev.itemseal.benchmarks;

/**
 * What one fork measures.
 *
 * @param configuration what is measured
 * @param contender who is measured
 */
record Task(Configuration configuration, String contender) {}
