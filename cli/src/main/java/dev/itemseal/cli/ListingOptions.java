package dev.itemseal.cli;

import picocli.CommandLine.Option;

/** What a command that finds several items is told. */
final class ListingOptions {

    @Option(names = "--limit", paramLabel = "N", description = "At most so many items.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--plain", description = ItemOutput.PLAIN)
    private boolean plain;

    /** At least 1. */
    int limit() {
        if (limit < 1) {
            throw new UsageException("--limit must be at least 1");
        }
        return limit;
    }

    boolean plain() {
        return plain;
    }
}
