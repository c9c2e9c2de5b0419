package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes to refuse a forged signature, by the place where it differs. A clock makes a flaky build, so that this is
 * measured on request alone, on a machine that does nothing else; in the build {@link OneRefusalTest} counts the work.
 */
@EnabledIfSystemProperty(
        named = "itemseal.timing.rounds",
        matches = "\\d+",
        disabledReason = "a measurement, made with -Ditemseal.timing.rounds=20000")
class RefusalTimingTest {

    private static final int ROUNDS = Integer.getInteger("itemseal.timing.rounds", 1);
    private static final int SIGNATURE_LENGTH = 32;

    /** How far the median of one place may be from that of all, as a share of it. */
    private static final double MOST = 0.02;

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    @Test
    @DisplayName("RD-4, SIG-5: the place where a forged signature differs shows in no time")
    void medians(@TempDir Path directory) throws Exception {
        CryptoConfig config = CryptoConfig.of(
                new AttackedProviders(directory).all().get(0).provider(),
                TableInfo.of("Example", TableIndex.of("id")),
                AttributeActions.encryptAndSignAll());
        Item stored = encryptor.encrypt(Item.fromJava(Map.of("id", "1", "a", "x", "b", "y")), config);
        Item[] forged = new Item[SIGNATURE_LENGTH];
        for (int place = 0; place < SIGNATURE_LENGTH; place++) {
            byte[] signature =
                    ((BinaryValue) stored.attribute(Tampering.SIGNATURE).orElseThrow()).toByteArray();
            signature[place] ^= 1;
            forged[place] = stored.with(Tampering.SIGNATURE, AttributeValue.ofBytes(signature));
        }

        long[][] times = new long[SIGNATURE_LENGTH][ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) { // the first half warms up
            for (int place = 0; place < SIGNATURE_LENGTH; place++) {
                int mixed = (place * 7 + round + ROUNDS) % SIGNATURE_LENGTH;
                long start = System.nanoTime();
                ItemRefusedException refusal = catchThrowableOfType(
                        ItemRefusedException.class, () -> encryptor.decrypt(forged[mixed], config));
                long time = System.nanoTime() - start;
                assertThat(refusal).isNotNull();
                times[mixed][Math.max(round, 0)] = time;
            }
        }

        Map<Integer, Long> medians = new TreeMap<>();
        for (int place = 0; place < SIGNATURE_LENGTH; place++) {
            medians.put(place, median(times[place]));
        }
        long all = median(medians.values().stream().mapToLong(Long::longValue).toArray());
        System.out.println("nanoseconds to refuse a signature that differs in byte …: " + medians + ", median " + all);
        assertThat(medians.values())
                .allSatisfy(median -> assertThat(Math.abs(median - all)).isLessThan((long) (MOST * all)));
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
