package dev.itemseal.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what is needed to tell whether the aims are reached, and tells. */
@Command(
        name = "aims",
        description =
                "Measures all that we have aims for, and says which of them are reached: in less than 25 minutes.",
        sortOptions = false)
final class AimsCheck implements Callable<Integer> {

    static final int WARM_UP_SECONDS = 10;
    static final int MEASURED_SECONDS = 4;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "How often everything is measured, once unless given; the tables show medians.")
    private int rounds;

    @Mixin
    private Timing timing;

    @Mixin
    private Output output;

    AimsCheck() {}

    @Override
    public Integer call() throws RunnerException, GeneralSecurityException, IOException {
        timing.unlessGiven(WARM_UP_SECONDS, MEASURED_SECONDS);
        Aims aims = new Aims();
        Measurements measurements = new ItemRunner(timing, Optional.empty()).measure(aims.tasks(), rounds);
        String report = new Report(measurements).markdown();
        output.write(report + aims.table(measurements));
        return 0;
    }
}
