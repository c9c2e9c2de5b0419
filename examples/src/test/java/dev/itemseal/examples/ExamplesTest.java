package dev.itemseal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.testkit.KmsOperation;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Each example runs and shows what it says. Those on DynamoDB run in {@code integration-tests}, which has its local server.
 */
@ExtendWith(LocalKmsExtension.class)
class ExamplesTest {

    private interface Program {
        void run() throws Exception;
    }

    private static String output(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            program.run();
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void encryptItem() throws Exception {
        assertThat(output(() -> EncryptItem.main(new String[0])))
                .contains("came back: true")
                .contains("trust nothing but: [binary, example, numbers, partition_attribute, sort_attribute]")
                .doesNotContain("hidden from nobody");
    }

    @Test
    void wrappedRsaKeys() throws Exception {
        assertThat(output(() -> WrappedRsaKeys.main(new String[0])))
                .contains("came back: true", "the reader can't write: no-signing-key");
    }

    @Test
    void useEncryptedTable() throws Exception {
        assertThat(output(() -> UseEncryptedTable.main(new String[0])))
                .contains(
                        "came back: true",
                        "attributes now: [customer, order, paid-by, status, total, views]",
                        "refused: unsafe-operation",
                        "deleted: true");
    }

    @Test
    void useEncryptedResource() throws Exception {
        assertThat(output(() -> UseEncryptedResource.main(new String[0])))
                .contains(
                        "left undone: 0",
                        "found in tables: [Customers, Invoices]",
                        "customers: 60",
                        "tables: [Customers, Invoices]");
    }

    @Test
    void storeByteStream() throws Exception {
        assertThat(output(() -> StoreByteStream.main(new String[0])))
                .contains("written: 2000000", "items in the table: 9", "read: 2000000", "deleted: true", "table: 0");
    }

    @Test
    void readRestoredTable() throws Exception {
        assertThat(output(() -> ReadRestoredTable.main(new String[0])))
                .contains("refused: not-authentic", "came back: true", "both are read: true");
    }

    @Test
    void wrapWithKmsAndRsa(LocalKms kms) throws Exception {
        try (KmsClient client = client(kms, Region.of(kms.region()))) {
            assertThat(output(() -> WrapWithKmsAndRsa.run(client, kms.createKey())))
                    .contains("came back with KMS alone: true", "came back with RSA alone: true");
        }
        assertThat(kms.calls(KmsOperation.ENCRYPT)).isEqualTo(1);
        assertThat(kms.calls(KmsOperation.DECRYPT))
                .as("reading with RSA needs no KMS")
                .isEqualTo(1);
    }

    @Test
    void useKmsMultiRegionKey(LocalKms kms) throws Exception {
        List<KmsClient> clients = new ArrayList<>();
        try (KmsClient client = client(kms, Region.of(kms.region()))) {
            String here = client.createKey(request -> request.multiRegion(true))
                    .keyMetadata()
                    .arn();
            String there = client.replicateKey(request -> request.keyId(here).replicaRegion(Region.AP_SOUTH_1.id()))
                    .replicaKeyMetadata()
                    .arn();

            assertThat(output(() -> UseKmsMultiRegionKey.run(
                            region -> {
                                clients.add(client(kms, region.orElseThrow()));
                                return clients.get(clients.size() - 1);
                            },
                            here,
                            there)))
                    .contains("came back: true");
        } finally {
            clients.forEach(KmsClient::close);
        }
        assertThat(clients).as("one for each region").hasSize(2);
    }

    private static KmsClient client(LocalKms kms, Region region) {
        return KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    @Test
    void encryptItemStream() throws Exception {
        assertThat(output(() -> EncryptItemStream.main(new String[] {"1000"}))).contains("came back: 2000000 bytes");
    }

    @Test
    void aStreamHoldsOneItemAtATime() {
        EncryptItemStream stream = new EncryptItemStream();
        AtomicLong made = new AtomicLong();
        Stream<Item> items =
                Stream.generate(() -> Item.fromJava(Map.of("id", made.incrementAndGet(), "secret", "sesame")));
        AtomicLong read = new AtomicLong();

        stream.decrypted(stream.encrypted(items)).limit(100).forEach(item -> {
            assertThat(item.attribute("secret")).contains(AttributeValue.ofString("sesame"));
            assertThat(made.get()).as("made before it is asked for").isEqualTo(read.incrementAndGet());
        });
        assertThat(read).hasValue(100);
    }
}
