package dev.itemseal.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** How long is measured: options of every command. */
final class Timing {

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Seconds before each measurement.")
    private int warmUpSeconds;

    @Option(names = "--measure", paramLabel = "SECONDS", description = "Seconds of each measurement.")
    private int measuredSeconds;

    Timing() {}

    /** Sets what the command line left open. */
    void unlessGiven(int warmUp, int measured) {
        warmUpSeconds = warmUpSeconds > 0 ? warmUpSeconds : warmUp;
        measuredSeconds = measuredSeconds > 0 ? measuredSeconds : measured;
    }

    int warmUpSeconds() {
        return warmUpSeconds;
    }

    int measuredSeconds() {
        return measuredSeconds;
    }

    /** Lets a server, which is a Java program too, become warm: who is measured first must not pay for it. */
    void warmUp(Runnable request) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(warmUpSeconds)) {
            request.run();
        }
    }

    /** How long so many measurements take, with some time for starting each. */
    Duration of(int measurements) {
        return Duration.ofMillis(measurements * (1500L + 1000L * (warmUpSeconds + measuredSeconds)));
    }
}
