package dev.itemseal.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** All that was measured, and the medians of it. */
final class Measurements {

    private final List<Measurement> all = new ArrayList<>();

    void add(Measurement measurement) {
        all.add(measurement);
    }

    /** What was measured by whom, in the order in which it was. */
    Set<Task> tasks() {
        Set<Task> tasks = new LinkedHashSet<>();
        all.forEach(measurement -> tasks.add(measurement.task()));
        return tasks;
    }

    /** What was measured, in the order in which it was. */
    Set<Configuration> configurations() {
        Set<Configuration> configurations = new LinkedHashSet<>();
        tasks().forEach(task -> configurations.add(task.configuration()));
        return configurations;
    }

    /** Who was measured in some configurations, in the order in which they were. */
    List<String> contenders(Predicate<Configuration> which) {
        return tasks().stream()
                .filter(task -> which.test(task.configuration()))
                .map(Task::contender)
                .distinct()
                .toList();
    }

    /** The median over the rounds; empty if it was not measured. */
    OptionalDouble median(Task task, ToDoubleFunction<Measurement> what) {
        return median(of(task).stream().map(what::applyAsDouble).toList());
    }

    /**
     * The median over the rounds of a ratio or difference within the round, since neighbours in time had the same machine;
     * empty if one of both was not measured.
     */
    OptionalDouble compared(Task task, Task other, ToDoubleFunction<Measurement> what, DoubleBinaryOperator how) {
        List<Double> results = new ArrayList<>();
        for (Measurement one : of(task)) {
            of(other).stream()
                    .filter(candidate -> candidate.round() == one.round())
                    .forEach(same -> results.add(how.applyAsDouble(what.applyAsDouble(one), what.applyAsDouble(same))));
        }
        return median(results);
    }

    /** How many times as many items a task gets done in the same processor time. */
    OptionalDouble speed(Task task, Task other) {
        return compared(task, other, Measurement::perCpuSecond, (one, two) -> one / two);
    }

    /** How many bytes a task allocates for each byte of another one. */
    OptionalDouble allocation(Task task, Task other) {
        return compared(task, other, Measurement::bytesPerItem, (one, two) -> one / two);
    }

    /** How many microseconds of processor time a task takes for an item beyond what it takes with static keys. */
    OptionalDouble beyondStatic(Task task) {
        Task withStatic = task.configuration().with(KeyScheme.STATIC).by(task.contender());
        return compared(task, withStatic, Measurement::microseconds, (one, two) -> one - two);
    }

    /** How many times as many items a task gets done on the clock as with one thread. */
    OptionalDouble timesOneThread(Task task) {
        return timesOneThread(task, Measurement::perSecond);
    }

    /** The same for another speed. */
    OptionalDouble timesOneThread(Task task, ToDoubleFunction<Measurement> speed) {
        Task withOne = task.configuration().with(1).by(task.contender());
        return compared(task, withOne, speed, (one, two) -> one / two);
    }

    private List<Measurement> of(Task task) {
        return all.stream().filter(one -> one.task().equals(task)).toList();
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
