package dev.itemseal.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JVM of its own for each measurement, the same for everyone. */
final class Fork {

    /** System properties whose names begin so are set in each fork as they are set here. */
    static final String HANDED_ON = "itemseal.benchmarks.";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Fork() {}

    /**
     * Measures one thing.
     *
     * @param benchmark the class
     * @param method the method
     * @param params what its fields are set to
     * @param threads how many
     * @param timing for how long
     */
    static RunResult run(Class<?> benchmark, String method, Map<String, String> params, int threads, Timing timing)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\b" + benchmark.getSimpleName() + "\\." + method + "$")
                .threads(threads)
                .forks(1)
                .jvmArgsAppend(jvmArgs()) // to those of this JVM
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(timing.warmUpSeconds()))
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(timing.measuredSeconds()))
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        params.forEach(options::param);
        return new Runner(options.build()).run().iterator().next();
    }

    private static String[] jvmArgs() {
        List<String> args = new ArrayList<>(List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(HANDED_ON))
                .forEach(name -> args.add("-D" + name + "=" + System.getProperty(name)));
        return args.toArray(String[]::new);
    }

    /**
     * A system property that was handed on.
     *
     * @throws IllegalStateException if it was not
     */
    static String handedOn(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("'" + name + "' is not set; run the comparison, which starts the server");
        }
        return value;
    }

    /** Operations per second of processor time. */
    static double perCpuSecond(RunResult result) {
        return secondary(result, CpuTimeProfiler.OPERATIONS_PER_CPU_SECOND);
    }

    static double bytesPerOperation(RunResult result) {
        return secondary(result, ALLOCATED);
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
