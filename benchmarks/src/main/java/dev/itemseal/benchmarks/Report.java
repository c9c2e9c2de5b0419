package dev.itemseal.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tables of what was measured. */
final class Report {

    private final Measurements measurements;

    Report(Measurements measurements) {
        this.measurements = measurements;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(Markdown.machine());
        for (Group group : groups()) {
            text.append(ratios(group)).append(costs(group));
        }
        for (Group group : groups()) {
            if (group.keys != KeyScheme.STATIC && groups().contains(new Group(KeyScheme.STATIC, group.threads))) {
                text.append(beyondStatic(group));
            }
            if (group.threads > 1 && groups().contains(new Group(group.keys, 1))) {
                text.append(timesOneThread(group));
            }
        }
        return text.append(new Growth(measurements).markdown())
                .append(callsToKms())
                .toString();
    }

    /** What one table is about. */
    private record Group(KeyScheme keys, int threads) implements Predicate<Configuration> {

        static Group of(Configuration configuration) {
            return new Group(configuration.keys(), configuration.threads());
        }

        @Override
        public boolean test(Configuration configuration) {
            return isAboutProcessorTime(configuration) && of(configuration).equals(this);
        }

        String title() {
            return "keys '" + keys.label() + "', threads: " + threads;
        }
    }

    /** Items of growing size and items whose keys come over a wire have tables of their own. */
    private static boolean isAboutProcessorTime(Configuration configuration) {
        return !configuration.keys().callsKms()
                && ItemShape.scale(configuration.shape()).isEmpty();
    }

    private Set<Group> groups() {
        Set<Group> groups = new LinkedHashSet<>();
        measurements.configurations().stream()
                .filter(Report::isAboutProcessorTime)
                .forEach(configuration -> groups.add(Group.of(configuration)));
        return groups;
    }

    private String ratios(Group group) {
        List<String> contenders = measurements.contenders(group);
        String reference = contenders.contains(Contender.LEGACY.label()) ? Contender.LEGACY.label() : contenders.get(0);
        List<String> others =
                contenders.stream().filter(one -> !one.equals(reference)).toList();
        boolean hasFloor = contenders.containsAll(List.of(Contender.ITEMSEAL.label(), Contender.FLOOR.label()));
        List<String> header = new ArrayList<>(List.of(reference + ", items/s"));
        others.forEach(other -> header.add(other + " ×"));
        if (hasFloor) {
            header.add("itemseal : floor");
        }
        return table(
                "Speed, " + group.title() + ". Items per second of processor time, and ratios to " + reference + ".",
                header,
                group,
                configuration -> {
                    Task compared = configuration.by(reference);
                    List<String> cells = new ArrayList<>();
                    cells.add(Markdown.number("%,.0f", measurements.median(compared, Measurement::perCpuSecond)));
                    others.forEach(other ->
                            cells.add(Markdown.number("%.2f", measurements.speed(configuration.by(other), compared))));
                    if (hasFloor) {
                        cells.add(Markdown.number(
                                "%.2f",
                                measurements.speed(
                                        configuration.by(Contender.ITEMSEAL), configuration.by(Contender.FLOOR))));
                    }
                    return cells;
                });
    }

    private String costs(Group group) {
        List<String> contenders = measurements.contenders(group);
        List<String> header = new ArrayList<>();
        contenders.forEach(contender -> header.add(contender + ", µs"));
        header.add("KB allocated: " + String.join(" / ", contenders));
        return table(
                "Cost of an item, " + group.title() + ". Microseconds of processor time, and bytes allocated.",
                header,
                group,
                configuration -> {
                    List<String> cells = new ArrayList<>();
                    List<String> kilobytes = new ArrayList<>();
                    for (String contender : contenders) {
                        Task task = configuration.by(contender);
                        cells.add(Markdown.number("%,.1f", measurements.median(task, Measurement::microseconds)));
                        kilobytes.add(Markdown.number("%,.1f", measurements.median(task, Measurement::kilobytes)));
                    }
                    cells.add(String.join(" / ", kilobytes));
                    return cells;
                });
    }

    private String beyondStatic(Group group) {
        return perContender(
                "What " + group.title() + " cost beyond static ones. Microseconds of processor time for each item.",
                ", µs",
                group,
                (configuration, contender) ->
                        Markdown.number("%.1f", measurements.beyondStatic(configuration.by(contender))));
    }

    private String timesOneThread(Group group) {
        return perContender(
                "What more threads bring, " + group.title()
                        + ", in relation to one thread: items per second on the clock,"
                        + " and in brackets items per second of processor time, which waiting for each other does not"
                        + " lower.",
                " ×",
                group,
                (configuration, contender) -> {
                    Task task = configuration.by(contender);
                    return Markdown.numbers(
                            "%.2f (%.2f)",
                            measurements.timesOneThread(task),
                            measurements.timesOneThread(task, Measurement::perCpuSecond));
                });
    }

    private String callsToKms() {
        StringBuilder text = new StringBuilder();
        Set<KeyScheme> schemes = new LinkedHashSet<>();
        measurements.configurations().stream()
                .map(Configuration::keys)
                .filter(KeyScheme::callsKms)
                .forEach(schemes::add);
        for (KeyScheme keys : schemes) {
            text.append(perContender(
                    "Keys '" + keys.label()
                            + "' from a KMS server on this machine. Microseconds on the clock for each item,"
                            + " and in brackets those of processor time of the measuring threads.",
                    ", µs",
                    configuration -> configuration.keys() == keys,
                    (configuration, contender) -> {
                        Task task = configuration.by(contender);
                        return Markdown.numbers(
                                "%,.1f (%,.1f)",
                                measurements.median(task, Measurement::microsecondsOnClock),
                                measurements.median(task, Measurement::microseconds));
                    }));
        }
        return text.toString();
    }

    private String perContender(
            String title, String unit, Predicate<Configuration> which, BiFunction<Configuration, String, String> cell) {
        List<String> contenders = measurements.contenders(which);
        return table(
                title,
                contenders.stream().map(contender -> contender + unit).toList(),
                which,
                configuration -> contenders.stream()
                        .map(contender -> cell.apply(configuration, contender))
                        .toList());
    }

    /** A table with a row for each configuration. */
    private String table(
            String title,
            List<String> header,
            Predicate<Configuration> which,
            Function<Configuration, List<String>> cells) {
        List<String> fullHeader = new ArrayList<>(List.of("item, direction"));
        fullHeader.addAll(header);
        List<List<String>> rows = new ArrayList<>();
        for (Configuration configuration : measurements.configurations()) {
            if (which.test(configuration)) {
                List<String> row = new ArrayList<>(List.of(configuration.title()));
                row.addAll(cells.apply(configuration));
                rows.add(row);
            }
        }
        return Markdown.table(title, fullHeader, rows);
    }
}
