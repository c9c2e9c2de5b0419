package dev.itemseal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.item.Item;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is measured does what it is said to do. */
@ExtendWith(LocalKmsExtension.class)
class ClientsTest {

    @ParameterizedTest
    @EnumSource(KeyScheme.class)
    void oursAndTheLegacyClientReadEachOthersItems(KeyScheme keys, LocalKms kms) throws Exception {
        KmsServer.announce(kms);

        new CrossCheck("typical", keys).run();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyScheme.class,
            mode = Mode.MATCH_ALL,
            names = "^(STATIC|STATIC_RSA|WRAPPED|MOST_RECENT|DIRECT_KMS)$")
    void eachContenderDoesBothDirectionsAgainAndAgain(KeyScheme keys, LocalKms kms) throws Exception {
        KmsServer.announce(kms);
        List<Item> items = ItemShape.items("typical").subList(0, 2);
        for (Contender contender : Contender.values()) {
            if (contender.supports(keys)) {
                Subject.Workload workload = contender.subject(keys).workload(items);
                for (int i = 0; i < 4; i++) {
                    assertThat(workload.encrypt(i % 2)).as(contender.label()).isNotNull();
                    assertThat(workload.decrypt(i % 2)).as(contender.label()).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = TableAccess.class, mode = Mode.MATCH_NONE, names = "DYNAMODB.*")
    void eachWayToATableInThisJvmHoldsWhatIsPut(TableAccess access) {
        TableBenchmark benchmark = new TableBenchmark();
        benchmark.access = access.label();
        benchmark.shape = "typical";

        benchmark.fill();

        assertThat(benchmark.putBatch()).isNotNull();
        assertThat((List<?>) benchmark.scan()).hasSize(ItemShape.VARIANTS);
        benchmark.close();
    }
}
