package dev.itemseal.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the contenders in turn, each in JVMs of its own, and prints tables with the ratios between them. */
@Command(
        name = "benchmarks/run",
        description = "Compares Itemseal with the clients that users would otherwise pick, and with what the bare"
                + " cryptography costs. Without options: the short form, in less than five minutes.",
        subcommands = {AimsCheck.class, TableComparison.class},
        sortOptions = false)
public final class Comparison implements Callable<Integer> {

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
            description =
                    "legacy, successor, itemseal, itemseal-bound, itemseal-sdk, mapping, floor-init, floor, new-key, kms-call.")
    private List<Contender> contenders = List.of();

    @Option(
            names = "--keys",
            split = ",",
            description =
                    "static, static-rsa, wrapped, most-recent, direct-kms, direct-kms-cached; static unless given. For those of"
                            + " KMS a server is started on this machine.")
    private List<KeyScheme> keys = List.of(KeyScheme.STATIC);

    @Option(names = "--threads", split = ",", description = "How many threads; 1 unless given.")
    private List<Integer> threads = List.of(1);

    @Option(names = "--rounds", description = "How often everything is measured; the tables show medians.")
    private int rounds;

    @Mixin
    private Timing timing;

    @Option(
            names = "--against",
            hidden = true,
            description = "A folder with jars of ours that the contender 'before' runs with: see the launcher.")
    private Path against;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    private Comparison() {}

    /**
     * Runs the comparison.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Comparison())
                .registerConverter(Contender.class, Contender::labelled)
                .registerConverter(KeyScheme.class, KeyScheme::labelled)
                .registerConverter(TableAccess.class, TableAccess::labelled)
                .execute(args));
    }

    @Override
    public Integer call() throws RunnerException, GeneralSecurityException, IOException {
        timing.unlessGiven(longForm ? 10 : 3, longForm ? 5 : 3);
        List<Task> tasks = tasks();
        Measurements measurements = new ItemRunner(timing, Optional.ofNullable(against))
                .measure(tasks, rounds > 0 ? rounds : longForm ? 3 : 1);
        output.write(new Report(measurements).markdown());
        return 0;
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (String shape : shapes()) {
            for (String direction : Configuration.DIRECTIONS) {
                for (KeyScheme scheme : keys) {
                    for (int count : threads) {
                        tasks.addAll(tasks(new Configuration(shape, direction, scheme, count)));
                    }
                }
            }
        }
        if (tasks.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "None of these contenders can do with any of these keys");
        }
        return tasks;
    }

    private List<Task> tasks(Configuration configuration) {
        List<Task> tasks = new ArrayList<>();
        for (Contender contender : contenders()) {
            if (contender.supports(configuration.keys())) {
                tasks.add(configuration.by(contender));
            }
        }
        if (against != null) {
            tasks.add(configuration.by(ItemRunner.BEFORE));
        }
        return tasks;
    }

    private List<String> shapes() {
        if (!shapes.isEmpty()) {
            return shapes;
        }
        List<String> usual = new ArrayList<>(ItemShape.ORDINARY);
        if (longForm) {
            usual.add(ItemShape.MIXED);
        }
        return usual;
    }

    private List<Contender> contenders() {
        if (!contenders.isEmpty()) {
            return contenders;
        }
        return longForm
                ? Arrays.stream(Contender.values())
                        .filter(one -> one.supports(KeyScheme.STATIC))
                        .toList()
                : List.of(Contender.LEGACY, Contender.ITEMSEAL, Contender.FLOOR);
    }
}
