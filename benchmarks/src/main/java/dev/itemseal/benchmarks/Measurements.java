package dev.itemseal.benchmarks;

import dev.itemseal.benchmarks.Measurement.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All that was measured, and the medians of it. */
final class Measurements {

    private final List<Measurement> all = new ArrayList<>();

    void add(Measurement measurement) {
        all.add(measurement);
    }

    /** What was measured, in the order in which it was. */
    Set<Configuration> configurations() {
        Set<Configuration> configurations = new LinkedHashSet<>();
        all.forEach(measurement -> configurations.add(measurement.configuration()));
        return configurations;
    }

    /** Who was measured, in the order in which they were. */
    Set<String> contenders() {
        Set<String> contenders = new LinkedHashSet<>();
        all.forEach(measurement -> contenders.add(measurement.contender()));
        return contenders;
    }

    /** The median over the rounds; empty if it was not measured. */
    OptionalDouble median(Configuration configuration, String contender, ToDoubleFunction<Measurement> what) {
        return median(
                of(configuration, contender).stream().map(what::applyAsDouble).toList());
    }

    /**
     * The median over the rounds of the ratio within the round, since neighbours in time had the same machine; empty if one
     * of both was not measured.
     */
    OptionalDouble ratio(
            Configuration configuration, String contender, String other, ToDoubleFunction<Measurement> what) {
        List<Double> ratios = new ArrayList<>();
        for (Measurement one : of(configuration, contender)) {
            of(configuration, other).stream()
                    .filter(candidate -> candidate.round() == one.round())
                    .forEach(same -> ratios.add(what.applyAsDouble(one) / what.applyAsDouble(same)));
        }
        return median(ratios);
    }

    private List<Measurement> of(Configuration configuration, String contender) {
        return all.stream()
                .filter(one -> one.configuration().equals(configuration)
                        && one.contender().equals(contender))
                .toList();
    }

    private static OptionalDouble median(Collection<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
