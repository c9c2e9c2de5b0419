package dev.itemseal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AimsTest {

    private final Aims aims = new Aims();
    private final Measurements measurements = new Measurements();

    @Test
    void whatHasToBeMeasuredIsEnoughForEachAim() {
        aims.tasks().forEach(task -> measurements.add(new Measurement(task, 0, 1, 1, 1)));

        assertThat(aims.table(measurements)).contains("small, encrypt: speed").doesNotContain("not measured", "–");
    }

    @Test
    void eachIsMeasurable() {
        assertThat(aims.tasks())
                .allSatisfy(task -> assertThat(Contender.labelled(task.contender())
                                .supports(task.configuration().keys()))
                        .isTrue());
    }

    @Test
    void withTheUsualTimesItTakesLessThan25Minutes() {
        Timing timing = new Timing();
        timing.unlessGiven(AimsCheck.WARM_UP_SECONDS, AimsCheck.MEASURED_SECONDS);

        assertThat(timing.of(aims.tasks().size())).isLessThan(Duration.ofMinutes(25));
    }

    @Test
    void aTableSaysWhichAreReached() {
        Task itemseal = Configuration.of("small", "encrypt").by(Contender.ITEMSEAL);
        Task legacy = Configuration.of("small", "encrypt").by(Contender.LEGACY);
        measurements.add(new Measurement(itemseal, 0, 45, 45, 12));
        measurements.add(new Measurement(legacy, 0, 10, 10, 100));

        assertThat(aims.table(measurements))
                .contains(
                        "| small, encrypt: speed | ≥ 4.5 × legacy | 4.50 | yes | – |",
                        "| small, encrypt: bytes allocated | ≤ 1/10 of legacy | 0.12 | no |  |",
                        "| typical, decrypt: speed | ≥ 7.0 × legacy | – | not measured | – |");
    }

    @Test
    void aShareIsReachedExactly() {
        Aim third = Aim.atMostOne(
                3,
                "of legacy",
                "nested",
                all -> all.median(
                        Configuration.of("nested", "decrypt").by(Contender.ITEMSEAL), Measurement::bytesPerItem));
        measurements.add(
                new Measurement(Configuration.of("nested", "decrypt").by(Contender.ITEMSEAL), 0, 1, 1, 1.0 / 3));

        assertThat(Aim.table(List.of(third), measurements)).contains("| nested | ≤ 1/3 of legacy | 0.33 | yes |");
    }
}
