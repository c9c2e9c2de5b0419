package dev.itemseal.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs requests to a table from end to end, plain and encrypted in turn, and prints what encryption adds. */
@Command(
        name = "tables",
        description = "Requests to a table, plain and encrypted: what encryption adds from end to end.",
        sortOptions = false)
final class TableComparison implements Callable<Integer> {

    @Option(
            names = "--access",
            split = ",",
            description = "memory, memory-encrypted-table, wireless-client, wireless-encrypted-client, dynamodb-client,"
                    + " dynamodb-encrypted-client, dynamodb-encrypted-table; all unless given.")
    private List<TableAccess> accesses = List.of();

    @Option(names = "--shape", defaultValue = "typical", description = "Which items; typical unless given.")
    private String shape;

    @Mixin
    private Timing timing;

    @Mixin
    private Output output;

    TableComparison() {}

    /** What is measured, and how many items one of it is about. */
    private enum Request {
        PUT("put", 1),
        GET("get", 1),
        PUT_BATCH("putBatch", TableSubject.BATCH),
        SCAN("scan", ItemShape.VARIANTS);

        final String method;
        final int items;

        Request(String method, int items) {
            this.method = method;
            this.items = items;
        }
    }

    /** What was measured of a request on one way. */
    private record Times(Statistics onClock, double processorMicroseconds) {

        static Times of(RunResult result) {
            return new Times(result.getPrimaryResult().getStatistics(), 1e6 / Fork.perCpuSecond(result));
        }
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        timing.unlessGiven(5, 5);
        List<TableAccess> chosen = accesses.isEmpty() ? all() : accesses;
        if (chosen.stream().noneMatch(TableAccess::needsServer)) {
            output.write(report(chosen));
            return 0;
        }
        try (DynamoDbServer server = DynamoDbServer.start()) {
            server.announce();
            warmUp();
            output.write(report(chosen));
        }
        return 0;
    }

    private void warmUp() {
        try (TableSubject table = TableAccess.DYNAMODB_CLIENT.open(ItemShape.items(shape))) {
            timing.warmUp(() -> {
                table.put(0);
                table.get(0);
                table.putBatch(0);
                table.scan();
            });
        }
    }

    private static List<TableAccess> all() {
        if (!DynamoDbServer.isThere()) {
            System.err.println("without the ways to DynamoDB: the build has left its local server out");
        }
        return Arrays.stream(TableAccess.values())
                .filter(access -> DynamoDbServer.isThere() || !access.needsServer())
                .toList();
    }

    private String report(List<TableAccess> chosen) throws RunnerException {
        List<List<String>> rows = new ArrayList<>();
        for (Request request : Request.values()) {
            Map<TableAccess, Times> measured = new EnumMap<>(TableAccess.class);
            for (TableAccess access : chosen) {
                measured.put(access, measure(request, access));
            }
            measured.forEach((access, times) -> rows.add(row(request, access, measured)));
        }
        return Markdown.machine()
                + Markdown.table(
                        "Requests to a table with " + ItemShape.VARIANTS + " items '" + shape
                                + "', one thread. Microseconds on the clock, and of processor time of that thread, for each"
                                + " request; what encryption adds to both. A batch has " + TableSubject.BATCH
                                + " items, a scan reads all.",
                        List.of(
                                "request",
                                "way",
                                "items/s",
                                "mean, µs",
                                "p50, µs",
                                "p99, µs",
                                "processor, µs",
                                "added, clock",
                                "added, processor"),
                        rows);
    }

    private Times measure(Request request, TableAccess access) throws RunnerException {
        Times times = Times.of(Fork.run(
                TableBenchmark.class, request.method, Map.of("access", access.label(), "shape", shape), 1, timing));
        System.err.printf("%s %s: %,.1f µs%n", request.method, access.label(), times.onClock.getMean());
        return times;
    }

    private static List<String> row(Request request, TableAccess access, Map<TableAccess, Times> measured) {
        Times times = measured.get(access);
        List<String> cells = new ArrayList<>(List.of(request.method, access.label()));
        cells.add(Markdown.number("%,.0f", 1e6 * request.items / times.onClock.getMean()));
        for (double time : new double[] {
            times.onClock.getMean(),
            times.onClock.getPercentile(50),
            times.onClock.getPercentile(99),
            times.processorMicroseconds
        }) {
            cells.add(Markdown.number("%,.1f", time));
        }
        Times plain = measured.get(access.plain());
        boolean compared = plain != null && access.plain() != access;
        cells.add(compared ? Markdown.number("%+,.1f", times.onClock.getMean() - plain.onClock.getMean()) : "");
        cells.add(compared ? Markdown.number("%+,.1f", times.processorMicroseconds - plain.processorMicroseconds) : "");
        return cells;
    }
}
