package dev.itemseal.benchmarks;

import dev.itemseal.benchmarks.Measurement.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the contenders in turn, each in JVMs of its own, and prints tables with the ratios between them. */
@Command(
        name = "benchmarks/run",
        description = "Compares Itemseal with the clients that users would otherwise pick, and with what the bare"
                + " cryptography costs. Without options: the short form, in less than five minutes.",
        subcommands = TableComparison.class,
        sortOptions = false)
public final class Comparison implements Callable<Integer> {

    private static final String BEFORE = "before";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String CLASS_PATH = "java.class.path";

    @Option(names = "--long", description = "All contenders and shapes, longer, three rounds: more than an hour.")
    private boolean longForm;

    @Option(
            names = "--shapes",
            split = ",",
            description = "small, typical, wide, large, nested, mixed, attributes-N, bytes-N.")
    private List<String> shapes = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            description = "legacy, successor, itemseal, itemseal-sdk, mapping, floor-init, floor.")
    private List<String> contenders = List.of();

    @Option(names = "--keys", split = ",", description = "static, wrapped, most-recent; static unless given.")
    private List<String> keys = List.of(KeyScheme.STATIC.label());

    @Option(names = "--threads", split = ",", description = "How many threads; 1 unless given.")
    private List<Integer> threads = List.of(1);

    @Option(names = "--rounds", description = "How often everything is measured; the tables show medians.")
    private int rounds;

    @Option(names = "--warm-up", description = "Seconds before each measurement.")
    private int warmUpSeconds;

    @Option(names = "--measure", description = "Seconds of each measurement.")
    private int measuredSeconds;

    @Option(
            names = "--against",
            hidden = true,
            description = "A folder with jars of ours that the contender 'before' runs with: see the launcher.")
    private Path against;

    @Option(names = "--out", description = "Writes the tables into this file too.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    @SuppressWarnings("unused") // picocli sets it and looks at it
    private boolean help;

    private final Measurements measurements = new Measurements();

    private Comparison() {}

    /**
     * Runs the comparison.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Comparison()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException, GeneralSecurityException, IOException {
        applyForm();
        List<Configuration> configurations = configurations();
        for (Configuration configuration : configurations) {
            CrossCheck.run(configuration.shape(), configuration.keys());
        }
        List<String> order = new ArrayList<>(contenders);
        for (int round = 0; round < rounds; round++) {
            for (Configuration configuration : configurations) {
                for (String contender : order) {
                    measure(configuration, contender, round);
                }
            }
            // What changes with time, such as the machine's temperature, must not always hit the same one.
            Collections.reverse(order);
        }
        String report = new Report(measurements).markdown();
        System.out.println(report);
        if (out != null) {
            Files.writeString(out, report);
        }
        return 0;
    }

    private void applyForm() {
        if (shapes.isEmpty()) {
            shapes = new ArrayList<>(ItemShape.ORDINARY);
            if (longForm) {
                shapes.add(ItemShape.MIXED);
            }
        }
        if (contenders.isEmpty()) {
            contenders = longForm
                    ? List.of("legacy", "successor", "itemseal", "itemseal-sdk", "mapping", "floor-init", "floor")
                    : List.of("legacy", "itemseal", "floor");
        }
        if (against != null) {
            contenders = new ArrayList<>(contenders);
            contenders.add(BEFORE);
        }
        rounds = rounds > 0 ? rounds : longForm ? 3 : 1;
        warmUpSeconds = warmUpSeconds > 0 ? warmUpSeconds : longForm ? 10 : 3;
        measuredSeconds = measuredSeconds > 0 ? measuredSeconds : longForm ? 5 : 3;
    }

    private List<Configuration> configurations() {
        List<Configuration> configurations = new ArrayList<>();
        for (String shape : shapes) {
            for (String direction : List.of("encrypt", "decrypt")) {
                for (String scheme : keys) {
                    for (int count : threads) {
                        configurations.add(new Configuration(shape, direction, KeyScheme.labelled(scheme), count));
                    }
                }
            }
        }
        return configurations;
    }

    private void measure(Configuration configuration, String contender, int round) throws RunnerException {
        boolean before = contender.equals(BEFORE);
        Contender who = before ? Contender.ITEMSEAL : Contender.labelled(contender);
        if (!who.supports(configuration.keys())) {
            return;
        }
        String classPath = System.getProperty(CLASS_PATH);
        if (before) {
            // JMH gives its forks the class path of this JVM.
            System.setProperty(CLASS_PATH, BaselineClassPath.of(classPath, against));
        }
        try {
            RunResult result =
                    new Runner(options(configuration, who)).run().iterator().next();
            Measurement measured = new Measurement(
                    configuration,
                    contender,
                    round,
                    secondary(result, CpuTimeProfiler.OPERATIONS_PER_CPU_SECOND),
                    result.getPrimaryResult().getScore(),
                    secondary(result, ALLOCATED));
            measurements.add(measured);
            System.err.printf(
                    "%d/%d %s %s, %s, %d threads: %s %,.0f/s%n",
                    round + 1,
                    rounds,
                    configuration.direction(),
                    configuration.shape(),
                    configuration.keys().label(),
                    configuration.threads(),
                    contender,
                    measured.perCpuSecond());
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    private Options options(Configuration configuration, Contender contender) {
        return new OptionsBuilder()
                .include("\\b" + ItemBenchmark.class.getSimpleName() + "\\." + configuration.direction() + "$")
                .param("contender", contender.label())
                .param("keys", configuration.keys().label())
                .param("shape", configuration.shape())
                .threads(configuration.threads())
                .forks(1)
                .jvmArgs("-Xms2g", "-Xmx2g", "-XX:+UseG1GC")
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(warmUpSeconds))
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(measuredSeconds))
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        if (found == null) {
            throw new IllegalStateException("JMH gave no '" + name + "' but "
                    + result.getSecondaryResults().keySet());
        }
        return found.getScore();
    }
}
