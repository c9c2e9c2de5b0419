package dev.itemseal.benchmarks;

import dev.itemseal.testkit.LocalKms;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures tasks, one after the other and each in a JVM of its own. */
final class ItemRunner {

    /** The contender that is our item encryptor of other sources. */
    static final String BEFORE = "before";

    private static final String CLASS_PATH = "java.class.path";

    private final Timing timing;
    private final Optional<Path> jarsBefore;
    private final Measurements measurements = new Measurements();

    /**
     * Makes a runner.
     *
     * @param timing for how long each is measured
     * @param jarsBefore the folder with the jars for {@link #BEFORE}, if there is such a contender
     */
    ItemRunner(Timing timing, Optional<Path> jarsBefore) {
        this.timing = timing;
        this.jarsBefore = jarsBefore;
    }

    /**
     * Measures tasks.
     *
     * @param tasks what is measured; what is to be compared stands side by side
     * @param rounds how often
     * @throws IllegalStateException if the clients don't do the same work
     */
    Measurements measure(List<Task> tasks, int rounds) throws RunnerException, GeneralSecurityException {
        boolean callsKms =
                tasks.stream().anyMatch(task -> task.configuration().keys().callsKms());
        if (!callsKms) {
            return checkAndMeasure(tasks, rounds);
        }
        try (LocalKms server = LocalKms.start()) {
            KmsServer.announce(server);
            KmsCallAlone calls = new KmsCallAlone();
            timing.warmUp(calls::both);
            return checkAndMeasure(tasks, rounds);
        }
    }

    private Measurements checkAndMeasure(List<Task> tasks, int rounds)
            throws RunnerException, GeneralSecurityException {
        Set<CrossCheck> checks = new LinkedHashSet<>();
        tasks.forEach(task -> checks.add(CrossCheck.of(task.configuration())));
        for (CrossCheck check : checks) {
            check.run();
        }
        System.err.printf(
                "%d measurements, about %d minutes%n",
                rounds * tasks.size(), timing.of(rounds * tasks.size()).toMinutes() + 1);
        List<Task> order = new ArrayList<>(tasks);
        for (int round = 0; round < rounds; round++) {
            for (Task task : order) {
                Measurement measured = measure(task, round);
                measurements.add(measured);
                System.err.println(line(measured));
            }
            // What changes with time, such as the machine's temperature, must not always hit the same one.
            Collections.reverse(order);
        }
        return measurements;
    }

    private Measurement measure(Task task, int round) throws RunnerException {
        String classPath = System.getProperty(CLASS_PATH);
        if (isBefore(task)) {
            // JMH gives its forks the class path of this JVM.
            System.setProperty(CLASS_PATH, BaselineClassPath.of(classPath, jarsBefore.orElseThrow()));
        }
        try {
            RunResult result = fork(task);
            return new Measurement(
                    task,
                    round,
                    Fork.perCpuSecond(result),
                    result.getPrimaryResult().getScore(),
                    Fork.bytesPerOperation(result));
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    private RunResult fork(Task task) throws RunnerException {
        Configuration configuration = task.configuration();
        Map<String, String> params = Map.of(
                "contender", isBefore(task) ? Contender.ITEMSEAL.label() : task.contender(),
                "keys", configuration.keys().label(),
                "shape", configuration.shape());
        return Fork.run(ItemBenchmark.class, configuration.direction(), params, configuration.threads(), timing);
    }

    private static boolean isBefore(Task task) {
        return task.contender().equals(BEFORE);
    }

    private static String line(Measurement measured) {
        Task task = measured.task();
        return String.format(
                "round %d: %s, %s, threads: %d, %s: %,.0f items per second of processor time",
                measured.round() + 1,
                task.configuration().title(),
                task.configuration().keys().label(),
                task.configuration().threads(),
                task.contender(),
                measured.perCpuSecond());
    }
}
