package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.vectors.Finding;
import dev.itemseal.vectors.Outcome;
import dev.itemseal.vectors.Tally;
import dev.itemseal.vectors.VectorVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Meta tables of both existing clients, and our own, on DynamoDB itself. */
@NeedsDynamoDb
@DisplayName("Meta tables on DynamoDB")
class MetaTablesOnDynamoDbTest {

    private static final Path PUBLISHED = Path.of(System.getProperty("itemseal.vectors.published"));
    private static final ItemEncryptor ENCRYPTOR = StandardItemEncryptor.create();
    private static final EncryptionContext CONTEXT = EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")));

    private final DynamoDbItemStore store = DynamoDbItemStore.over(LocalDynamoDb.client());

    private static MetaStore metaStore(ItemStore store, String table) {
        byte[] key = new byte[32];
        MaterialsProvider operator = StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(key))
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, key))
                .build();
        return MetaStore.builder(store, ENCRYPTOR, operator, table)
                .creatingTable(true)
                .build();
    }

    private static String metaId(EncryptionMaterials materials) {
        return materials
                .materialDescription()
                .entry(MaterialDescription.MATERIALS_VERSION)
                .orElseThrow();
    }

    @Test
    @DisplayName(
            "MRP-4 to MRP-9: the published meta tables, with static and RSA-wrapped keys, and the items under them")
    void publishedMetaTables() {
        assumeTrue(Files.isDirectory(PUBLISHED.resolve("encrypted_item")), "the published vectors are not there");
        List<Finding> findings = new ArrayList<>();

        Tally tally = VectorVerifier.verify(PUBLISHED.resolve("encrypted_item"), Plugins.load(), store, findings::add);

        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .extracting(Finding::describe)
                .isEmpty();
        assertThat(tally.passed()).isGreaterThanOrEqualTo(288);
        assertThat(store.listTables()).contains("MetaTable", "metastore");
    }

    @Test
    @DisplayName("MRP-10, MRP-12: versions in order, beyond nine, and copies of them in both directions")
    void versions() {
        MetaStore metaStore = metaStore(store, "MetaVersions");
        for (long version = 0; version < 12; version++) {
            assertThat(metaStore.createNext("orders")).isEqualTo(version);
        }
        assertThat(metaStore.newestVersion("orders")).hasValue(11);
        assertThat(metaStore.versions("orders")).hasSize(12).isSorted();
        assertThat(metaStore.provider("orders", 12)).isEmpty();

        MetaStore inMemory = metaStore(InMemoryItemStore.create(), "MetaCopy");
        metaStore.versions("orders").forEach(version -> metaStore.replicate("orders", version, inMemory));
        MetaStore back = metaStore(store, "MetaBack");
        inMemory.versions("orders").forEach(version -> inMemory.replicate("orders", version, back));
        EncryptionMaterials written =
                metaStore.provider("orders", 7).orElseThrow().encryptionMaterials(CONTEXT);
        assertThat(back.provider("orders", 7)
                        .orElseThrow()
                        .decryptionMaterials(CONTEXT.withItem(CONTEXT.attributes(), written.materialDescription()))
                        .contentKey())
                .isNotNull();
        assertThat(back.created("orders", 7))
                .isEqualTo(metaStore.created("orders", 7))
                .isPresent();
    }

    @Test
    @DisplayName("MRP-10: of 16 independent creators one wins, and all use its version")
    void race() throws Exception {
        metaStore(store, "MetaRace").createTable();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        List<Future<EncryptionMaterials>> written;
        try {
            List<Callable<EncryptionMaterials>> creators = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                MaterialsProvider creator = CachingMostRecentProvider.builder(metaStore(store, "MetaRace"), "orders")
                        .build();
                creators.add(() -> creator.encryptionMaterials(CONTEXT));
            }
            written = pool.invokeAll(creators);
        } finally {
            pool.shutdown();
        }

        assertThat(metaStore(store, "MetaRace").versions("orders")).containsExactly(0L);
        Optional<MaterialsProvider> winner = metaStore(store, "MetaRace").provider("orders", 0);
        for (Future<EncryptionMaterials> result : written) {
            assertThat(metaId(result.get())).isEqualTo("orders#0");
            assertThat(winner.orElseThrow()
                            .decryptionMaterials(CONTEXT.withItem(
                                    CONTEXT.attributes(), result.get().materialDescription()))
                            .contentKey())
                    .as("unwraps under the winner's key")
                    .isNotNull();
        }
    }
}
