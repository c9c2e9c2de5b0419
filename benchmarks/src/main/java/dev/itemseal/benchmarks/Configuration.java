package dev.itemseal.benchmarks;

import java.util.List;

/**
 * What is measured, and the same for all contenders.
 *
 * @param shape the items
 * @param direction {@code encrypt} or {@code decrypt}
 * @param keys where the keys come from
 * @param threads how many
 */
record Configuration(String shape, String direction, KeyScheme keys, int threads) {

    static final List<String> DIRECTIONS = List.of("encrypt", "decrypt");

    static Configuration of(String shape, String direction) {
        return new Configuration(shape, direction, KeyScheme.STATIC, 1);
    }

    Configuration with(KeyScheme others) {
        return new Configuration(shape, direction, others, threads);
    }

    Configuration with(int others) {
        return new Configuration(shape, direction, keys, others);
    }

    Task by(String contender) {
        return new Task(this, contender);
    }

    Task by(Contender contender) {
        return by(contender.label());
    }

    /** As the tables call it. */
    String title() {
        return shape + ", " + direction;
    }
}
