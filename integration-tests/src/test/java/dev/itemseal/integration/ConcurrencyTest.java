package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.table.AsyncEncryptedResource;
import dev.itemseal.engine.table.AsyncEncryptedTable;
import dev.itemseal.integration.AttackedProviders.Attacked;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One encryptor and one provider under many threads; clients: {@link ClientConcurrencyTest}. The property
 * {@code itemseal.concurrency.items} sets how many items each thread works on.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ConcurrencyTest {

    private static final int THREADS = 32;
    static final int ITEMS = Integer.getInteger("itemseal.concurrency.items", 40);

    /** A signature and an unwrapped key with RSA take as long as some hundred items of the other providers. */
    private static final int RSA_ITEMS = Math.max(10, ITEMS / 100);

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    static CryptoConfig config(Attacked attacked) {
        return CryptoConfig.of(
                attacked.provider(),
                TableInfo.of("Example", TableIndex.of("id")),
                AttributeActions.encryptAndSignAll());
    }

    /** Items of many shapes, so that what is remembered of shapes is exchanged all the time. */
    static Item item(int thread, int number) {
        Item.Builder item = Item.builder(8).put("id", AttributeValue.ofString(thread + "-" + number));
        for (int i = 0; i <= number % 7; i++) {
            item.put("a" + (thread + i * number), AttributeValue.ofString("value " + thread + " " + number + " " + i));
        }
        return item.build();
    }

    static void inThreads(Callable<Void> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("Under 32 threads every item comes back as it was, with every provider")
    void manyThreads(@TempDir Path directory) throws Exception {
        for (Attacked attacked : new AttackedProviders(directory).all()) {
            CryptoConfig config = config(attacked);
            int items = attacked.name().contains("RSA") ? RSA_ITEMS : ITEMS;
            inThreads(() -> {
                int thread = (int) Thread.currentThread().getId();
                for (int i = 0; i < items; i++) {
                    Item item = item(thread, i);
                    assertThat(encryptor.decrypt(encryptor.encrypt(item, config), config))
                            .as(attacked.name())
                            .isEqualTo(item);
                }
                return null;
            });
        }
    }

    @Test
    @DisplayName("An interrupted thread finishes its item, and stays interrupted")
    void interruption(@TempDir Path directory) throws IOException, GeneralSecurityException {
        for (Attacked attacked : new AttackedProviders(directory).all()) {
            CryptoConfig config = config(attacked);
            encryptor.encrypt(item(0, 0), config); // the first keys of a most-recent provider are made now
            Thread.currentThread().interrupt();
            try {
                Item item = item(1, 5);
                assertThat(encryptor.decrypt(encryptor.encrypt(item, config), config))
                        .as(attacked.name())
                        .isEqualTo(item);
                assertThat(Thread.currentThread().isInterrupted())
                        .as(attacked.name())
                        .isTrue();
            } finally {
                Thread.interrupted();
            }
        }
    }

    @Test
    @DisplayName("Puts that are cancelled at any time are done whole or not at all")
    void cancellation(@TempDir Path directory) throws Exception {
        Attacked attacked = new AttackedProviders(directory).all().get(1);
        InMemoryItemStore store = InMemoryItemStore.create();
        TableDefinition definition =
                TableDefinition.of(TableInfo.of("Example", TableIndex.of("id")), Map.of("id", AttributeType.S));
        store.createTable(definition);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            AsyncEncryptedTable table = AsyncEncryptedResource.builder(
                            AsyncItemStore.bridging(store, threads), threads, config(attacked))
                    .build()
                    .table("Example");
            List<CompletableFuture<?>> puts = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                CompletableFuture<?> put = table.put(item(i, i % 50)).toCompletableFuture();
                puts.add(put);
                if (i % 2 == 0) {
                    put.cancel(true);
                }
            }
            for (int i = 1; i < puts.size(); i += 2) {
                puts.get(i).join();
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }

        List<Item> stored = store.items("Example");
        assertThat(stored).hasSizeBetween(200, 400);
        for (Item item : stored) {
            Item read = encryptor.decrypt(item, config(attacked));
            String id = read.toJava().get("id").toString();
            int dash = id.indexOf('-');
            assertThat(read)
                    .isEqualTo(item(Integer.parseInt(id.substring(0, dash)), Integer.parseInt(id.substring(dash + 1))));
        }
    }
}
