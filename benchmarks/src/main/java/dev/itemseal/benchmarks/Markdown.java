package dev.itemseal.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Tables in Markdown. */
final class Markdown {

    private static final String NOT_MEASURED = "–";

    private Markdown() {}

    static String table(String title, List<String> header, List<List<String>> rows) {
        StringBuilder text =
                new StringBuilder("\n").append(title).append("\n\n").append(row(header));
        text.append("|").append("---|".repeat(header.size())).append("\n");
        rows.forEach(cells -> text.append(row(cells)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** A number, or a dash for one that was not measured. */
    static String number(String format, OptionalDouble number) {
        return numbers(format, number);
    }

    static String number(String format, double number) {
        return number(format, OptionalDouble.of(number));
    }

    /** Numbers that belong together, or a dash if one of them was not measured. */
    static String numbers(String format, OptionalDouble... numbers) {
        if (Arrays.stream(numbers).anyMatch(OptionalDouble::isEmpty)) {
            return NOT_MEASURED;
        }
        return String.format(
                Locale.ROOT,
                format,
                Arrays.stream(numbers).map(OptionalDouble::getAsDouble).toArray());
    }

    /** The machine on which all of it was measured. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "Java %s, %s, %d processors.%n",
                Runtime.version(),
                System.getProperty("java.vm.name"),
                Runtime.getRuntime().availableProcessors());
    }
}
