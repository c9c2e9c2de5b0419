package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.examples.EncryptExistingTable;
import dev.itemseal.examples.EncryptItemStream;
import dev.itemseal.examples.EncryptItemWithKms;
import dev.itemseal.examples.UseDynamoDbTable;
import dev.itemseal.examples.UseEncryptedAsyncClient;
import dev.itemseal.examples.UseEncryptedClient;
import dev.itemseal.examples.UseEnhancedClient;
import dev.itemseal.examples.UseMostRecentKeys;
import dev.itemseal.examples.UseTableWithKms;
import dev.itemseal.integration.BareJvm.Outcome;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.testkit.KmsOperation;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The examples that need DynamoDB run, show what they say, and leave no item behind. */
@NeedsDynamoDb
@ExtendWith(LocalKmsExtension.class)
class ExamplesOnAwsTest {

    private static final DynamoDbClient DYNAMO_DB = LocalDynamoDb.client();

    private static KmsClient kmsClient;

    private final String table = "Examples-" + UUID.randomUUID();

    @BeforeAll
    static void connect(LocalKms kms) {
        kmsClient = KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(kms.region()))
                .credentialsProvider(LocalDynamoDb.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void disconnect() {
        kmsClient.close();
    }

    @BeforeEach
    void createTable() {
        DynamoDbItemStore.over(DYNAMO_DB)
                .createTable(TableDefinition.of(
                        TableInfo.of(table, TableIndex.of("customer", "order")),
                        Map.of("customer", AttributeType.S, "order", AttributeType.N)));
    }

    @AfterEach
    void theTableIsEmpty() {
        assertThat(DYNAMO_DB.scan(request -> request.tableName(table)).items()).isEmpty();
    }

    private static String output(Runnable program) {
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
    void useEncryptedClient() {
        assertThat(output(() -> UseEncryptedClient.run(DYNAMO_DB, table)))
                .contains(
                        "came back: true",
                        "new orders of ann: 3",
                        "refused: unsafe-operation",
                        "total is stored as: B",
                        "deleted: paid, total 84.95, views 1",
                        "deleted: new, total 84.95, views 0");
    }

    @Test
    void useEncryptedAsyncClient() {
        assertThat(output(() -> UseEncryptedAsyncClient.run(LocalDynamoDb.asyncClient(), table)
                        .join()))
                .contains("came back: true", "paid by: card", "deleted");
    }

    @Test
    void useEnhancedClient() {
        assertThat(output(() -> UseEnhancedClient.run(DYNAMO_DB, table)))
                .contains(
                        "came back: true",
                        "stored: card as B",
                        "stored: status as S",
                        "stored: views as N",
                        "refused: unsafe-operation",
                        "card now: 4000-1111");
    }

    @Test
    void encryptExistingTable() {
        assertThat(output(() -> EncryptExistingTable.run(DYNAMO_DB, table)))
                .contains("read: 3", "read and verified: 3", "refused: signature-missing");
    }

    @Test
    void useDynamoDbTable() {
        assertThat(output(() -> UseDynamoDbTable.run(DYNAMO_DB, table)))
                .contains("total: 25", "paid: 1", "found: 1", "left: 0");
    }

    @Test
    void encryptItemWithKms(LocalKms kms) {
        assertThat(output(() -> EncryptItemWithKms.run(DYNAMO_DB, kmsClient, table, kms.createKey())))
                .contains("bound to: true", "came back: true");
        assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
        assertThat(kms.calls(KmsOperation.DECRYPT)).isEqualTo(1);
    }

    @Test
    void useTableWithKms(LocalKms kms) {
        assertThat(output(() -> UseTableWithKms.run(DYNAMO_DB, kmsClient, table, kms.createKey())))
                .contains("came back: true", "came back again: true", "deleted: true");
        assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
        assertThat(kms.calls(KmsOperation.DECRYPT)).as("the cache has the rest").isEqualTo(1);
    }

    @Test
    void useMostRecentKeys(LocalKms kms) {
        MaterialsProvider operator =
                KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(kmsClient)), KmsKeys.of(kms.createKey()));

        assertThat(output(() -> UseMostRecentKeys.run(DYNAMO_DB, operator, table, table + "-meta")))
                .contains("versions: [0]", "versions: [0, 1]", "came back: 11");
        assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY))
                .as("one for each version, whatever the number of items")
                .isEqualTo(2);
    }

    @Test
    void aStreamNeedsNoMoreMemoryTheLongerItIs() throws Exception {
        List<Path> classPath = List.of(
                BuiltModules.pathOf(EncryptItemStream.class),
                BuiltModules.pathOf(MaterialsProvider.class),
                BuiltModules.pathOf(StandardItemEncryptor.class),
                BuiltModules.pathOf(StaticMaterialsProvider.class));

        // 80 MB of items through a heap of 16 MB.
        Outcome outcome = new BareJvm()
                .classPath(classPath)
                .with("-Xmx16m", EncryptItemStream.class.getName(), "40000")
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, "came back: 80000000 bytes"));
    }
}
