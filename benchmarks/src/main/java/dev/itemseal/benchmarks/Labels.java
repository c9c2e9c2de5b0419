package dev.itemseal.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Names on the command line and in the report. */
final class Labels {

    private Labels() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T extends Enum<T>> T find(T[] all, String wanted) {
        return Arrays.stream(all)
                .filter(one -> of(one).equals(wanted))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + wanted + "'; there are "
                        + Arrays.stream(all).map(Labels::of).toList()));
    }
}
