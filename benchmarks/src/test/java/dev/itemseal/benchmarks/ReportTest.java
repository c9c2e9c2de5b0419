package dev.itemseal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Configuration STATIC = Configuration.of("typical", "encrypt");

    private final Measurements measurements = new Measurements();

    @Test
    void ratiosReferToTheLegacyClientAndToTheFloor() {
        add(STATIC.by(Contender.LEGACY), 100_000, 100_000, 20_480);
        add(STATIC.by(Contender.ITEMSEAL), 400_000, 400_000, 1_024);
        add(STATIC.by(Contender.FLOOR), 500_000, 500_000, 512);

        assertThat(report())
                .contains(
                        "| item, direction | legacy, items/s | itemseal × | floor × | itemseal : floor |",
                        "| typical, encrypt | 100,000 | 4.00 | 5.00 | 0.80 |",
                        "| typical, encrypt | 10.0 | 2.5 | 2.0 | 20.0 / 1.0 / 0.5 |");
    }

    @Test
    void freshKeysAndThreadsAreSetBesideStaticKeysAndOneThread() {
        add(STATIC.by(Contender.ITEMSEAL), 400_000, 400_000, 1);
        add(STATIC.with(2).by(Contender.ITEMSEAL), 380_000, 700_000, 1);
        add(STATIC.with(KeyScheme.WRAPPED).by(Contender.ITEMSEAL), 200_000, 200_000, 1);

        assertThat(report())
                .contains("What keys 'wrapped', threads: 1 cost beyond static ones", "| typical, encrypt | 2.5 |")
                .contains(
                        "What more threads bring, keys 'static', threads: 2, in relation to one thread",
                        "| typical, encrypt | 1.75 (0.95) |");
    }

    @Test
    void keysFromKmsAreToldApartOnTheClock() {
        add(STATIC.with(KeyScheme.DIRECT_KMS).with(2).by(Contender.ITEMSEAL), 10_000, 4_000, 1);
        add(STATIC.with(KeyScheme.DIRECT_KMS_CACHED).by(Contender.ITEMSEAL), 100_000, 90_000, 1);

        assertThat(report())
                .contains("Keys 'direct-kms' from a KMS server", "| typical, encrypt | 500.0 (100.0) |")
                .contains("Keys 'direct-kms-cached' from a KMS server", "| typical, encrypt | 11.1 (10.0) |")
                .doesNotContain("Speed, ");
    }

    private String report() {
        return new Report(measurements).markdown();
    }

    private void add(Task task, double perCpuSecond, double perSecond, double bytes) {
        measurements.add(new Measurement(task, 0, perCpuSecond, perSecond, bytes));
    }
}
