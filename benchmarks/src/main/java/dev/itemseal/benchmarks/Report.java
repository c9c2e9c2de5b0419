package dev.itemseal.benchmarks;

import dev.itemseal.benchmarks.Measurement.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables, in Markdown. */
final class Report {

    private static final String NOT_MEASURED = "–";

    private final Measurements measurements;
    private final List<String> contenders;
    private final String reference;

    Report(Measurements measurements) {
        this.measurements = measurements;
        this.contenders = List.copyOf(measurements.contenders());
        this.reference = contenders.contains(Contender.LEGACY.label()) ? Contender.LEGACY.label() : contenders.get(0);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(machine());
        for (Group group : groups()) {
            text.append(ratios(group)).append(costs(group));
        }
        return text.append(keySchemes()).append(threads()).toString();
    }

    /** What one table is about. */
    private record Group(KeyScheme keys, int threads) {

        boolean holds(Configuration configuration) {
            return configuration.keys() == keys && configuration.threads() == threads;
        }
    }

    private Set<Group> groups() {
        Set<Group> groups = new LinkedHashSet<>();
        measurements
                .configurations()
                .forEach(configuration -> groups.add(new Group(configuration.keys(), configuration.threads())));
        return groups;
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "Java %s, %s, %d processors.%n",
                Runtime.version(),
                System.getProperty("java.vm.name"),
                Runtime.getRuntime().availableProcessors());
    }

    private String ratios(Group group) {
        List<String> others =
                contenders.stream().filter(one -> !one.equals(reference)).toList();
        List<String> header = new ArrayList<>(List.of("item, direction", reference + ", items/s"));
        others.forEach(other -> header.add(other + " ×"));
        if (hasFloor()) {
            header.add("itemseal : floor");
        }
        return table(
                "Speed with keys '" + group.keys.label() + "', threads: " + group.threads
                        + ". Items per second of processor time, and ratios to " + reference + ".",
                header,
                rows(group, configuration -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(number("%,.0f", median(configuration, reference, Measurement::perCpuSecond)));
                    others.forEach(other -> cells.add(number("%.2f", speed(configuration, other, reference))));
                    if (hasFloor()) {
                        cells.add(number("%.2f", speed(configuration, "itemseal", "floor")));
                    }
                    return cells;
                }));
    }

    private boolean hasFloor() {
        return contenders.containsAll(List.of(Contender.ITEMSEAL.label(), Contender.FLOOR.label()));
    }

    private String costs(Group group) {
        List<String> header = new ArrayList<>(List.of("item, direction"));
        contenders.forEach(contender -> header.add(contender + ", µs"));
        header.add("KB allocated: " + String.join(" / ", contenders));
        return table(
                "Cost of an item with keys '" + group.keys.label() + "', threads: " + group.threads
                        + ". Microseconds of processor time, and bytes allocated.",
                header,
                rows(group, configuration -> {
                    List<String> cells = new ArrayList<>();
                    contenders.forEach(contender -> cells.add(number("%,.1f", microseconds(configuration, contender))));
                    cells.add(String.join(
                            " / ",
                            contenders.stream()
                                    .map(contender -> kilobytes(configuration, contender))
                                    .toList()));
                    return cells;
                }));
    }

    /** How much more an item costs than with static keys. */
    private String keySchemes() {
        List<Group> others = groups().stream()
                .filter(group ->
                        group.keys != KeyScheme.STATIC && groups().contains(new Group(KeyScheme.STATIC, group.threads)))
                .toList();
        StringBuilder text = new StringBuilder();
        for (Group group : others) {
            List<String> header = new ArrayList<>(List.of("item, direction"));
            contenders.forEach(contender -> header.add(contender + ", µs"));
            text.append(table(
                    "What keys '" + group.keys.label() + "' cost beyond static ones, threads: " + group.threads
                            + ". Microseconds of processor time for each item.",
                    header,
                    rows(
                            group,
                            configuration -> contenders.stream()
                                    .map(contender -> number("%.1f", beyondStatic(configuration, contender)))
                                    .toList())));
        }
        return text.toString();
    }

    private OptionalDouble beyondStatic(Configuration configuration, String contender) {
        Configuration withStatic = new Configuration(
                configuration.shape(), configuration.direction(), KeyScheme.STATIC, configuration.threads());
        OptionalDouble more = microseconds(configuration, contender);
        OptionalDouble less = microseconds(withStatic, contender);
        return more.isPresent() && less.isPresent()
                ? OptionalDouble.of(more.getAsDouble() - less.getAsDouble())
                : OptionalDouble.empty();
    }

    /** How much more gets done in the same time by more threads. */
    private String threads() {
        List<Group> others = groups().stream()
                .filter(group -> group.threads > 1 && groups().contains(new Group(group.keys, 1)))
                .toList();
        StringBuilder text = new StringBuilder();
        for (Group group : others) {
            List<String> header = new ArrayList<>(List.of("item, direction"));
            contenders.forEach(contender -> header.add(contender + " ×"));
            text.append(table(
                    group.threads + " threads with keys '" + group.keys.label()
                            + "': items per second on the clock, in relation to one thread.",
                    header,
                    rows(
                            group,
                            configuration -> contenders.stream()
                                    .map(contender -> number("%.2f", timesOneThread(configuration, contender)))
                                    .toList())));
        }
        return text.toString();
    }

    private OptionalDouble timesOneThread(Configuration configuration, String contender) {
        Configuration one =
                new Configuration(configuration.shape(), configuration.direction(), configuration.keys(), 1);
        OptionalDouble several = median(configuration, contender, Measurement::perSecond);
        OptionalDouble single = median(one, contender, Measurement::perSecond);
        return several.isPresent() && single.isPresent()
                ? OptionalDouble.of(several.getAsDouble() / single.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble median(Configuration configuration, String contender, ToDoubleFunction<Measurement> what) {
        return measurements.median(configuration, contender, what);
    }

    private OptionalDouble speed(Configuration configuration, String contender, String other) {
        return measurements.ratio(configuration, contender, other, Measurement::perCpuSecond);
    }

    private OptionalDouble microseconds(Configuration configuration, String contender) {
        return median(configuration, contender, measured -> 1e6 / measured.perCpuSecond());
    }

    private String kilobytes(Configuration configuration, String contender) {
        return number("%,.1f", median(configuration, contender, measured -> measured.bytesPerItem() / 1024));
    }

    private List<String> rows(Group group, Function<Configuration, List<String>> cells) {
        List<String> rows = new ArrayList<>();
        for (Configuration configuration : measurements.configurations()) {
            if (group.holds(configuration)) {
                rows.add("| " + configuration.shape() + ", " + configuration.direction() + " | "
                        + String.join(" | ", cells.apply(configuration)) + " |");
            }
        }
        return rows;
    }

    private static String table(String title, List<String> header, List<String> rows) {
        return "\n" + title + "\n\n| " + String.join(" | ", header) + " |\n|" + "---|".repeat(header.size()) + "\n"
                + String.join("\n", rows) + "\n";
    }

    private static String number(String format, OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : NOT_MEASURED;
    }
}
