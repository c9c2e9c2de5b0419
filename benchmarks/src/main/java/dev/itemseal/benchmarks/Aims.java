package dev.itemseal.benchmarks;

import dev.itemseal.benchmarks.Aim.Beside;
import dev.itemseal.benchmarks.ItemShape.Scale;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that we aim for, and what has to be measured to know whether it is reached. */
final class Aims {

    private static final String TYPICAL = "typical";
    private static final double OF_FLOOR = 0.75;
    private static final int THREADS = 2;
    private static final double TIMES_ONE_THREAD = 1.9;
    private static final List<String> SHAPES_WITH_FRESH_KEYS = List.of("small", TYPICAL);
    private static final double BEYOND_STATIC = 4;
    private static final double ON_SDK_VALUES = 3;
    private static final List<Integer> ATTRIBUTES = List.of(1, 10, 100, 1000);
    private static final List<Integer> BYTES = List.of(1024, 32 * 1024, 400 * 1024);

    /** Linear growth is at most 1; the rest is for the machine, whose caches end somewhere, and for noise. */
    private static final double GROWTH = 1.2;

    private final List<Aim> aims = new ArrayList<>();
    private final Set<Task> tasks = new LinkedHashSet<>();

    Aims() {
        ordinary("small", 4.5, 7.5, 10, 10);
        ordinary(TYPICAL, 4.5, 7, 10, 10);
        ordinary("wide", 4, 5.5, 10, 10);
        ordinary("large", 9, 9.5, 7, 7);
        ordinary("nested", 6, 8, 10, 3);
        growth(ItemShape.ATTRIBUTES, ATTRIBUTES);
        growth(ItemShape.BYTES, BYTES);
    }

    /** What has to be measured, in such an order that what is compared stands side by side. */
    List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /** The table of what was reached. */
    String table(Measurements measurements) {
        return Aim.table(aims, measurements);
    }

    private void ordinary(
            String shape, double encryption, double decryption, int encryptionDivisor, int decryptionDivisor) {
        Configuration encrypt = Configuration.of(shape, "encrypt");
        Configuration decrypt = Configuration.of(shape, "decrypt");
        besideLegacy(encrypt, encryption, encryptionDivisor);
        besideFloorAndStatic(encrypt);
        besideLegacy(decrypt, decryption, decryptionDivisor);
        besideFloorAndStatic(decrypt);
    }

    private void besideLegacy(Configuration configuration, double speed, int allocationDivisor) {
        Task legacy = measured(configuration, Contender.LEGACY);
        Task itemseal = measured(configuration, Contender.ITEMSEAL);
        Task floor = measured(configuration, Contender.FLOOR);
        Task onSdkValues = measured(configuration, Contender.ITEMSEAL_SDK);
        Task mapping = measured(configuration, Contender.MAPPING);
        String item = configuration.title();
        aims.add(Aim.atLeast(speed, "× legacy", item + ": speed", all -> all.speed(itemseal, legacy))
                .beside("floor %.2f", all -> all.speed(floor, legacy)));
        aims.add(Aim.atMostOne(
                allocationDivisor, "of legacy", item + ": bytes allocated", all -> all.allocation(itemseal, legacy)));
        aims.add(Aim.atLeast(
                        ON_SDK_VALUES,
                        "× legacy",
                        item + ": speed on the SDK's values",
                        all -> all.speed(onSdkValues, legacy))
                .beside("the mapping alone takes %.2f µs", all -> all.median(mapping, Measurement::microseconds)));
    }

    private void besideFloorAndStatic(Configuration configuration) {
        if (configuration.shape().equals(TYPICAL)) {
            Task itemseal = measured(configuration, Contender.ITEMSEAL);
            Task floor = measured(configuration, Contender.FLOOR);
            aims.add(Aim.atLeast(
                    OF_FLOOR, "× floor", configuration.title() + ": speed", all -> all.speed(itemseal, floor)));
            threads(configuration);
        }
        if (SHAPES_WITH_FRESH_KEYS.contains(configuration.shape())) {
            freshKeys(configuration, KeyScheme.WRAPPED);
            freshKeys(configuration, KeyScheme.MOST_RECENT);
        }
    }

    private void threads(Configuration configuration) {
        Task itemseal = measured(configuration.with(THREADS), Contender.ITEMSEAL);
        Task floor = measured(configuration.with(THREADS), Contender.FLOOR);
        aims.add(Aim.atLeast(
                        TIMES_ONE_THREAD,
                        "× one thread",
                        configuration.title() + ": " + THREADS + " threads",
                        all -> all.timesOneThread(itemseal))
                .beside("floor %.2f", all -> all.timesOneThread(floor)));
    }

    private void freshKeys(Configuration configuration, KeyScheme keys) {
        Task itemseal = measured(configuration.with(keys), Contender.ITEMSEAL);
        Task floor = measured(configuration.with(keys), Contender.FLOOR);
        Task newKey = measured(
                Configuration.of(TYPICAL, configuration.direction()).with(KeyScheme.WRAPPED), Contender.NEW_KEY);
        aims.add(Aim.atMost(
                        BEYOND_STATIC,
                        "µs beyond static",
                        configuration.title() + ": keys '" + keys.label() + "'",
                        all -> all.beyondStatic(itemseal))
                .beside(new Beside(
                        "floor %.2f, the key alone takes %.2f µs",
                        List.of(
                                all -> all.beyondStatic(floor),
                                all -> all.median(newKey, Measurement::microseconds)))));
    }

    private void growth(String unit, List<Integer> sizes) {
        for (String direction : Configuration.DIRECTIONS) {
            sizes.forEach(size ->
                    measured(Configuration.of(new Scale(unit, size).shape(), direction), Contender.ITEMSEAL));
            aims.add(Aim.atMost(
                    GROWTH,
                    "× growth of size",
                    direction + ": growth of cost with " + unit + ", " + sizes.get(0) + " to "
                            + sizes.get(sizes.size() - 1),
                    all -> new Growth(all).steepest(unit, direction, Contender.ITEMSEAL)));
        }
    }

    /** A task that has to be measured. */
    private Task measured(Configuration configuration, Contender contender) {
        Task task = configuration.by(contender);
        tasks.add(task);
        return task;
    }
}
