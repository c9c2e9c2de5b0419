package dev.itemseal.materials.mostrecent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A meta table in memory, and what the tests do with it. */
final class MetaFixtures {

    static final String META_TABLE = "Meta";
    static final String NAME = "materials";
    static final ItemEncryptor ENCRYPTOR = StandardItemEncryptor.create();
    static final MaterialsProvider OPERATOR = operator(1);
    static final Item ITEM = Item.fromJava(Map.of("id", "1", "tenant", NAME, "secret", "hidden"));
    private static final TableInfo TABLE = TableInfo.of("Orders", TableIndex.of("id"));

    private MetaFixtures() {}

    static MaterialsProvider operator(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(key))
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, key))
                .build();
    }

    static InMemoryItemStore tables() {
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(MetaItem.definition(META_TABLE));
        return store;
    }

    static MetaStore metaStore(InMemoryItemStore store) {
        return MetaStore.builder(store, ENCRYPTOR, OPERATOR, META_TABLE).build();
    }

    static MetaStore metaStore(InMemoryItemStore store, InstantSource clock) {
        return MetaStore.builder(store, ENCRYPTOR, OPERATOR, META_TABLE)
                .clock(clock)
                .build();
    }

    /** The version that an item was written under. */
    static String versionOf(Item stored) {
        return ItemInspection.of(stored, ReservedAttributes.DEFAULT)
                .description()
                .flatMap(description -> description.entry(MaterialDescription.MATERIALS_VERSION))
                .orElseThrow()
                .substring(NAME.length() + 1);
    }

    /** What a reader is told of an item that names this version. */
    static EncryptionContext reading(String metaId) {
        return EncryptionContext.of(MetaItem.table("Orders"))
                .withItem(
                        Item.empty(), MaterialDescription.empty().with(MaterialDescription.MATERIALS_VERSION, metaId));
    }

    static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(
                provider, TABLE, AttributeActions.encryptAndSignAll().with("tenant", CryptoAction.SIGN_ONLY));
    }

    static Item encrypt(MaterialsProvider provider) {
        return ENCRYPTOR.encrypt(ITEM, config(provider));
    }

    static Item decrypt(Item stored, MaterialsProvider provider) {
        return ENCRYPTOR.decrypt(stored, config(provider));
    }

    static <E extends ItemsealException> E assertRefused(Class<E> type, Reason reason, ThrowingCallable call) {
        E refusal = catchThrowableOfType(type, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }

    /** Does something in many threads that start together; fails as the first of them. */
    static <T> List<T> together(int threads, IntFunction<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    return work.apply(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Time that stands still until it is moved. */
    static final class MovedClock implements InstantSource {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        void move(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }
    }

    /** Counts what is asked of a store, and lets it fail. */
    static final class Counting implements Faults {

        private final Map<Operation, AtomicInteger> counts = new EnumMap<>(Operation.class);
        volatile boolean failing;

        Counting() {
            for (Operation operation : Operation.values()) {
                counts.put(operation, new AtomicInteger());
            }
        }

        @Override
        public void before(Operation operation, List<?> requests) {
            counts.get(operation).incrementAndGet();
            if (failing) {
                throw Faults.unavailable();
            }
        }

        int gets() {
            return counts.get(Operation.GET).get();
        }

        int queries() {
            return counts.get(Operation.QUERY).get();
        }

        int puts() {
            return counts.get(Operation.PUT).get();
        }
    }

    /** Hears the module's log, and keeps it from the console, until it is closed. */
    static final class Warnings extends Handler {

        /** Held, since java.util.logging itself holds loggers weakly. */
        private final Logger logger = Logger.getLogger("dev.itemseal.materials.mostrecent");

        final Queue<String> messages = new ConcurrentLinkedQueue<>();

        Warnings() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
