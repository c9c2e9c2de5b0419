package dev.itemseal.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * A figure that we aim for.
 *
 * @param what which one
 * @param target the aim, as the table shows it
 * @param reached tells whether a figure reaches it
 * @param figure what was measured
 * @param beside what to read it beside, if there is such a thing
 */
record Aim(
        String what,
        String target,
        DoublePredicate reached,
        Function<Measurements, OptionalDouble> figure,
        Optional<Beside> beside) {

    /**
     * What a figure is read beside.
     *
     * @param format how the table shows it
     * @param figures what was measured
     */
    record Beside(String format, List<Function<Measurements, OptionalDouble>> figures) {

        String cell(Measurements measurements) {
            return Markdown.numbers(
                    format,
                    figures.stream().map(figure -> figure.apply(measurements)).toArray(OptionalDouble[]::new));
        }
    }

    static Aim atLeast(double least, String unit, String what, Function<Measurements, OptionalDouble> figure) {
        return new Aim(what, "≥ " + least + " " + unit, found -> found >= least, figure, Optional.empty());
    }

    static Aim atMost(double most, String unit, String what, Function<Measurements, OptionalDouble> figure) {
        return new Aim(what, "≤ " + most + " " + unit, found -> found <= most, figure, Optional.empty());
    }

    /** At most a share, which is one divided by a whole number. */
    static Aim atMostOne(int divisor, String unit, String what, Function<Measurements, OptionalDouble> figure) {
        return new Aim(what, "≤ 1/" + divisor + " " + unit, found -> found * divisor <= 1, figure, Optional.empty());
    }

    Aim beside(String format, Function<Measurements, OptionalDouble> other) {
        return beside(new Beside(format, List.of(other)));
    }

    Aim beside(Beside others) {
        return new Aim(what, target, reached, figure, Optional.of(others));
    }

    static String table(List<Aim> aims, Measurements measurements) {
        return Markdown.table(
                "What we aim for.",
                List.of("what", "aim", "measured", "reached", "beside it"),
                aims.stream().map(aim -> aim.row(measurements)).toList());
    }

    private List<String> row(Measurements measurements) {
        OptionalDouble found = figure.apply(measurements);
        return List.of(
                what,
                target,
                Markdown.number("%.2f", found),
                found.isEmpty() ? "not measured" : reached.test(found.getAsDouble()) ? "yes" : "no",
                beside.map(others -> others.cell(measurements)).orElse(""));
    }
}
