package dev.itemseal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private final Measurements measurements = new Measurements();

    @Test
    void linearGrowthWithSomethingFixedStaysBelowOne() {
        measure(size -> 5 + 2.0 * size);

        assertThat(steepest().orElseThrow()).isLessThan(1).isGreaterThan(0.9);
        assertThat(new Growth(measurements).markdown())
                .contains(
                        "| 1 | 7.00 | 7.000 | – | – |",
                        "| 10 | 25.00 | 2.500 | 2.000 | 0.36 |",
                        "| 100 | 205.00 | 2.050 | 2.000 | 0.82 |");
    }

    @Test
    void anythingSteeperIsAboveOne() {
        measure(size -> size * (double) size);

        assertThat(steepest().orElseThrow()).isEqualTo(10, CLOSE);
    }

    @Test
    void bytesAreTakenByTheKibibyte() {
        add("bytes-1024", 3);
        add("bytes-3072", 7);

        assertThat(new Growth(measurements).markdown())
                .contains("| 1024 | 3.00 | 3.000 | – | – | 1.5 |", "| 3072 | 7.00 | 2.333 | 2.000 | 0.78 |");
    }

    @Test
    void oneSizeShowsNoGrowth() {
        add("attributes-10", 3);

        assertThat(steepest()).isEmpty();
    }

    /** The greatest size first: what counts is not the order in which they were measured. */
    private void measure(IntToDoubleFunction microseconds) {
        for (int size : new int[] {1000, 100, 10, 1}) {
            add("attributes-" + size, microseconds.applyAsDouble(size));
        }
    }

    private void add(String shape, double microseconds) {
        measurements.add(new Measurement(
                Configuration.of(shape, "encrypt").by(Contender.ITEMSEAL), 0, 1e6 / microseconds, 1, 1536));
    }

    private OptionalDouble steepest() {
        return new Growth(measurements).steepest(ItemShape.ATTRIBUTES, "encrypt", Contender.ITEMSEAL);
    }
}
