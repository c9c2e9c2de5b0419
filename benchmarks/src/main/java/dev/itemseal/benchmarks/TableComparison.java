package dev.itemseal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs requests to a table from end to end, plain and encrypted in turn, and prints what encryption adds. */
@Command(
        name = "tables",
        description = "Requests to a table, plain and encrypted: what encryption adds from end to end.",
        sortOptions = false)
final class TableComparison implements Callable<Integer> {

    private static final List<String> REQUESTS = List.of("put", "get", "putBatch", "scan");

    @Option(names = "--access", split = ",", description = "memory, memory-encrypted; all unless given.")
    private List<String> accesses = new ArrayList<>();

    @Option(names = "--shape", defaultValue = "typical", description = "Which items; typical unless given.")
    private String shape;

    @Option(names = "--warm-up", defaultValue = "5", description = "Seconds before each measurement.")
    private int warmUpSeconds;

    @Option(names = "--measure", defaultValue = "5", description = "Seconds of each measurement.")
    private int measuredSeconds;

    @Option(names = "--out", description = "Writes the table into this file too.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    @SuppressWarnings("unused") // picocli sets it and looks at it
    private boolean help;

    TableComparison() {}

    @Override
    public Integer call() throws RunnerException, IOException {
        if (accesses.isEmpty()) {
            for (TableAccess access : TableAccess.values()) {
                accesses.add(access.label());
            }
        }
        StringBuilder report = new StringBuilder("Items '" + shape + "', one thread, " + ItemShape.VARIANTS
                + " items in the table, microseconds on the clock for each request (a batch has " + TableSubject.BATCH
                + " items, a scan all of them).\n\n"
                + "| request | way | mean | p50 | p99 | mean beyond plain |\n|---|---|---|---|---|---|\n");
        for (String request : REQUESTS) {
            Map<TableAccess, Statistics> measured = new EnumMap<>(TableAccess.class);
            for (String access : accesses) {
                measured.put(TableAccess.labelled(access), measure(request, access));
            }
            measured.forEach(
                    (access, times) -> report.append(row(request, access, times, measured.get(access.plain()))));
        }
        System.out.println(report);
        if (out != null) {
            Files.writeString(out, report);
        }
        return 0;
    }

    private Statistics measure(String request, String access) throws RunnerException {
        Statistics times = new Runner(new OptionsBuilder()
                        .include("\\b" + TableBenchmark.class.getSimpleName() + "\\." + request + "$")
                        .param("access", access)
                        .param("shape", shape)
                        .forks(1)
                        .jvmArgs("-Xms2g", "-Xmx2g", "-XX:+UseG1GC")
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(warmUpSeconds))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(measuredSeconds))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()
                .iterator()
                .next()
                .getPrimaryResult()
                .getStatistics();
        System.err.printf("%s %s: %,.1f µs%n", request, access, times.getMean());
        return times;
    }

    private static String row(String request, TableAccess access, Statistics times, Statistics plain) {
        boolean compared = plain != null && plain != times;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.1f | %,.1f | %,.1f | %s |%n",
                request,
                access.label(),
                times.getMean(),
                times.getPercentile(50),
                times.getPercentile(99),
                compared ? String.format(Locale.ROOT, "%,.1f", times.getMean() - plain.getMean()) : "");
    }
}
