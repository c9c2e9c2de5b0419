package dev.itemseal.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Items per second of processor time that the measuring threads got: on a machine that does other things meanwhile this
 * says more than the time on the clock. What the collector's and the compiler's threads use is not in it.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    /** The name of the result. */
    static final String OPERATIONS_PER_CPU_SECOND = "cpu.ops";

    private static final String WORKERS = "jmh-worker";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();

    /** Made by JMH. */
    public CpuTimeProfiler() {}

    @Override
    public String getDescription() {
        return "Operations per second of processor time of the measuring threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = workers();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanoseconds = 0;
        for (Map.Entry<Long, Long> thread : workers().entrySet()) {
            nanoseconds += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        double perSecond =
                result.getMetadata().getAllOps() * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanoseconds);
        return List.of(new ScalarResult(OPERATIONS_PER_CPU_SECOND, perSecond, "ops/s", AggregationPolicy.AVG));
    }

    /** Processor time in nanoseconds by thread. */
    private Map<Long, Long> workers() {
        Map<Long, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().contains(WORKERS)) {
                times.put(id, threads.getThreadCpuTime(id));
            }
        }
        return times;
    }
}
