package dev.itemseal.benchmarks;

import dev.itemseal.benchmarks.ItemShape.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How cost grows with the number of attributes or bytes. Growth is linear, with something fixed for each item, if a further
 * one costs the same everywhere; the cost of an item then never grows by a greater factor than its size.
 */
final class Growth {

    private final Measurements measurements;

    Growth(Measurements measurements) {
        this.measurements = measurements;
    }

    /** What differs in size alone. */
    private record Series(String unit, String direction, KeyScheme keys, int threads, String contender) {

        static Series of(Task task) {
            Configuration configuration = task.configuration();
            return new Series(
                    ItemShape.scale(configuration.shape()).orElseThrow().unit(),
                    configuration.direction(),
                    configuration.keys(),
                    configuration.threads(),
                    task.contender());
        }

        String title() {
            return "How cost grows with " + unit + ": " + contender + ", " + direction + ", keys '" + keys.label()
                    + "', threads: " + threads + ". Microseconds of processor time.";
        }
    }

    /** A table for each series. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        series().forEach((series, tasks) -> text.append(table(series, tasks)));
        return text.toString();
    }

    /** The tasks of each series, by growing size. */
    private Map<Series, List<Task>> series() {
        Map<Series, List<Task>> all = new LinkedHashMap<>();
        for (Task task : measurements.tasks()) {
            Configuration configuration = task.configuration();
            if (ItemShape.scale(configuration.shape()).isPresent()
                    && !configuration.keys().callsKms()) {
                all.computeIfAbsent(Series.of(task), series -> new ArrayList<>())
                        .add(task);
            }
        }
        all.values().forEach(tasks -> tasks.sort(Comparator.comparingInt(Growth::size)));
        return all;
    }

    private String table(Series series, List<Task> tasks) {
        String unit = series.unit().equals(ItemShape.BYTES) ? "KiB" : "attribute";
        int each = series.unit().equals(ItemShape.BYTES) ? 1024 : 1;
        List<List<String>> rows = new ArrayList<>();
        Task before = null;
        for (Task task : tasks) {
            rows.add(List.of(
                    Integer.toString(size(task)),
                    Markdown.number("%,.2f", measurements.median(task, Measurement::microseconds)),
                    Markdown.number("%,.3f", measurements.median(task, one -> one.microseconds() * each / size(task))),
                    Markdown.number("%,.3f", furtherOne(before, task, each)),
                    Markdown.number("%.2f", factor(before, task)),
                    Markdown.number("%,.1f", measurements.median(task, Measurement::kilobytes))));
            before = task;
        }
        return Markdown.table(
                series.title(),
                List.of(
                        series.unit(),
                        "µs",
                        "µs per " + unit,
                        "µs per further " + unit,
                        "growth of cost : growth of size",
                        "KB allocated"),
                rows);
    }

    /** What one more costs between two sizes. */
    private OptionalDouble furtherOne(Task smaller, Task greater, int each) {
        if (smaller == null) {
            return OptionalDouble.empty();
        }
        double further = (double) (size(greater) - size(smaller)) / each;
        return measurements.compared(
                greater, smaller, Measurement::microseconds, (more, less) -> (more - less) / further);
    }

    /** By how much more the cost grows than the size: at most 1 if growth is linear. */
    private OptionalDouble factor(Task smaller, Task greater) {
        if (smaller == null) {
            return OptionalDouble.empty();
        }
        double sizes = (double) size(greater) / size(smaller);
        return measurements.compared(greater, smaller, Measurement::microseconds, (more, less) -> more / less / sizes);
    }

    /** The greatest factor between neighbours of a series; empty if there are no two. */
    OptionalDouble steepest(String unit, String direction, Contender contender) {
        Series wanted = new Series(unit, direction, KeyScheme.STATIC, 1, contender.label());
        List<Task> tasks = series().getOrDefault(wanted, List.of());
        OptionalDouble steepest = OptionalDouble.empty();
        for (int i = 1; i < tasks.size(); i++) {
            OptionalDouble factor = factor(tasks.get(i - 1), tasks.get(i));
            if (steepest.isEmpty() || factor.orElseThrow() > steepest.getAsDouble()) {
                steepest = factor;
            }
        }
        return steepest;
    }

    private static int size(Task task) {
        return ItemShape.scale(task.configuration().shape()).map(Scale::size).orElseThrow();
    }
}
