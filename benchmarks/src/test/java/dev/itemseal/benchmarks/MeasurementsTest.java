package dev.itemseal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementsTest {

    private static final Configuration ENCRYPT = Configuration.of("small", "encrypt");

    private final Measurements measurements = new Measurements();

    @Test
    void ratiosAreOfTheSameRound() {
        add(ENCRYPT, Contender.LEGACY, 0, 10);
        add(ENCRYPT, Contender.ITEMSEAL, 0, 60);
        add(ENCRYPT, Contender.LEGACY, 1, 1000);
        add(ENCRYPT, Contender.ITEMSEAL, 1, 4000);
        add(ENCRYPT, Contender.LEGACY, 2, 1);
        add(ENCRYPT, Contender.ITEMSEAL, 2, 5);

        assertThat(measurements.speed(ENCRYPT.by(Contender.ITEMSEAL), ENCRYPT.by(Contender.LEGACY)))
                .hasValue(5);
    }

    @Test
    void ofAnEvenNumberOfRoundsTheMiddleIsBetweenTwo() {
        add(ENCRYPT, Contender.FLOOR, 0, 3);
        add(ENCRYPT, Contender.FLOOR, 1, 1);

        assertThat(measurements.median(ENCRYPT.by(Contender.FLOOR), Measurement::perCpuSecond))
                .hasValue(2);
    }

    @Test
    void freshKeysAreComparedWithStaticOnesInMicroseconds() {
        Configuration wrapped = ENCRYPT.with(KeyScheme.WRAPPED);
        add(ENCRYPT, Contender.ITEMSEAL, 0, 500_000);
        add(wrapped, Contender.ITEMSEAL, 0, 200_000);

        assertThat(measurements.beyondStatic(wrapped.by(Contender.ITEMSEAL))).hasValue(3);
    }

    @Test
    void threadsAreComparedOnTheClock() {
        Configuration two = ENCRYPT.with(2);
        measurements.add(new Measurement(ENCRYPT.by(Contender.ITEMSEAL), 0, 100, 90, 0));
        measurements.add(new Measurement(two.by(Contender.ITEMSEAL), 0, 100, 135, 0));

        assertThat(measurements.timesOneThread(two.by(Contender.ITEMSEAL))).hasValue(1.5);
        assertThat(measurements.timesOneThread(two.by(Contender.ITEMSEAL), Measurement::perCpuSecond))
                .hasValue(1);
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        add(ENCRYPT, Contender.ITEMSEAL, 0, 60);

        assertThat(measurements.speed(ENCRYPT.by(Contender.ITEMSEAL), ENCRYPT.by(Contender.LEGACY)))
                .isEmpty();
        assertThat(measurements.median(ENCRYPT.by(Contender.LEGACY), Measurement::perSecond))
                .isEmpty();
    }

    private void add(Configuration configuration, Contender contender, int round, double perSecond) {
        measurements.add(new Measurement(configuration.by(contender), round, perSecond, perSecond, 0));
    }
}
