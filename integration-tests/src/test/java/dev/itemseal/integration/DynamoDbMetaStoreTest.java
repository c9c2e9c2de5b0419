package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The meta store of the most-recent provider, on DynamoDB itself. */
@NeedsDynamoDb
class DynamoDbMetaStoreTest {

    private static final String NAME = "orders";

    private final String tableName = "meta-" + UUID.randomUUID();
    private final MaterialsProvider operator = TestProvider.create();
    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final CryptoConfig orders = config(store());

    /** A store as another process would make it. */
    private MetaStore store() {
        return MetaStore.builder(DynamoDbItemStore.over(LocalDynamoDb.client()), encryptor, operator, tableName)
                .creatingTable(true)
                .build();
    }

    private static CryptoConfig config(MetaStore store) {
        return CryptoConfig.of(
                CachingMostRecentProvider.builder(store, NAME).build(),
                TableInfo.of("Orders", TableIndex.of("id")),
                AttributeActions.encryptAndSignAll());
    }

    @Test
    void theFirstItemMakesTheTableAndTheFirstVersion() {
        Item item = Item.fromJava(Map.of("id", "7", "a", "secret"));

        Item stored = encryptor.encrypt(item, orders);

        assertThat(store().newestVersion(NAME)).isEqualTo(OptionalLong.of(0));
        assertThat(encryptor.decrypt(stored, config(store()))).isEqualTo(item);
        assertThat(LocalDynamoDb.client()
                        .scan(request -> request.tableName(tableName))
                        .items())
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.get("N").s()).isEqualTo(NAME);
                    assertThat(version.get("V").n()).isEqualTo("0");
                    assertThat(version.get("enc").type()).isEqualTo(AttributeValue.Type.B);
                });
    }

    @Test
    void creatorsOfOneVersionAtTheSameTimeHaveTheSameKeys() throws Exception {
        int creators = 6;
        ExecutorService threads = Executors.newFixedThreadPool(creators);
        try {
            List<Future<Item>> stored = threads.invokeAll(IntStream.range(0, creators)
                    .<Callable<Item>>mapToObj(i -> () -> encryptor.encrypt(
                            Item.fromJava(Map.of("id", Integer.toString(i), "a", "secret")), config(store())))
                    .toList());

            for (Future<Item> item : stored) {
                assertThat(encryptor.decrypt(item.get(), orders).has("a")).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(store().newestVersion(NAME)).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void newItemsAreWrittenWithTheNewestVersionAndOldOnesRead() {
        Item item = Item.fromJava(Map.of("id", "7", "a", "secret"));
        Item old = encryptor.encrypt(item, orders);

        assertThat(store().createNext(NAME)).isEqualTo(1);
        assertThat(store().createNext(NAME)).isEqualTo(2);

        CryptoConfig later = config(store());
        Item fresh = encryptor.encrypt(item, later);
        assertThat(store().newestVersion(NAME)).isEqualTo(OptionalLong.of(2));
        assertThat(encryptor
                        .decryptWithDetails(fresh, later)
                        .materialDescription()
                        .entry(MaterialDescription.MATERIALS_VERSION))
                .contains(NAME + "#2");
        assertThat(encryptor.decrypt(old, later)).isEqualTo(item);
        assertThat(encryptor.decrypt(fresh, orders)).isEqualTo(item);
    }
}
