package dev.itemseal.materials.kms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.itemseal.api.materials.SecretBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Data keys that were unwrapped, for reading. Everybody gets a copy of his own, so that what leaves the cache can be wiped
 * at once. Failures are not kept. Safe for use by several threads.
 */
final class DataKeyCache {

    private final Cache<CacheKey, Entry> entries;
    private final SingleFlight<CacheKey, Entry> flights = new SingleFlight<>();
    private final long maxUses;
    private final KmsListener listener;

    DataKeyCache(CacheLimits limits, Ticker ticker, KmsListener listener) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(limits.maxEntries())
                .expireAfterWrite(limits.maxAge())
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler()) // old keys go even when nobody comes any more
                .executor(Runnable::run)
                .<CacheKey, Entry>removalListener((key, entry, cause) -> {
                    if (entry != null) {
                        entry.wipe();
                    }
                })
                .build();
        this.maxUses = limits.maxUses();
        this.listener = listener;
    }

    /**
     * Gives a data key, the caller's own.
     *
     * @param load unwraps it; called by one of those who want the same key at the same time
     */
    CompletionStage<DataKey> get(
            CacheKey key, String tableName, Supplier<CompletionStage<DataKey>> load, Caller caller) {
        Optional<DataKey> kept = kept(key);
        if (kept.isPresent()) {
            listener.cacheHit(tableName);
            return CompletableFuture.completedFuture(kept.get());
        }
        listener.cacheMiss(tableName);
        return loaded(key, load, caller);
    }

    private CompletionStage<DataKey> loaded(CacheKey key, Supplier<CompletionStage<DataKey>> load, Caller caller) {
        // Who unwraps has a copy before the entry can be evicted; who shares the flight may come too late for one.
        CompletableFuture<DataKey> own = new CompletableFuture<>();
        return flights.join(key, () -> unlessKept(key, load, own), caller).thenCompose(entry -> {
            Optional<DataKey> copy = own.isDone() ? Optional.of(own.join()) : use(key, entry);
            return copy.isPresent() ? CompletableFuture.completedFuture(copy.get()) : loaded(key, load, caller);
        });
    }

    /** Loads, unless a flight has landed since the cache was looked at. */
    private CompletionStage<Entry> unlessKept(
            CacheKey key, Supplier<CompletionStage<DataKey>> load, CompletableFuture<DataKey> own) {
        Entry present = entries.getIfPresent(key);
        Optional<DataKey> copy = present == null ? Optional.empty() : use(key, present);
        if (copy.isPresent()) {
            own.complete(copy.get());
            return CompletableFuture.completedFuture(present);
        }
        return load.get().thenApply(dataKey -> {
            Entry entry = new Entry(dataKey);
            own.complete(entry.use(maxUses).orElseThrow());
            if (maxUses > 1) {
                entries.put(key, entry);
            } else {
                entry.wipe();
            }
            return entry;
        });
    }

    private Optional<DataKey> kept(CacheKey key) {
        Entry entry = entries.getIfPresent(key);
        return entry == null ? Optional.empty() : use(key, entry);
    }

    private Optional<DataKey> use(CacheKey key, Entry entry) {
        Optional<DataKey> copy = entry.use(maxUses);
        if (entry.uses() >= maxUses) {
            entries.asMap().remove(key, entry);
        }
        return copy;
    }

    /** Takes out a key that is not accepted any more. */
    void remove(CacheKey key) {
        entries.invalidate(key);
    }

    /** A data key, and how often it was given out. Compared by identity. */
    private static final class Entry {

        private final DataKey dataKey;
        private long uses;

        Entry(DataKey dataKey) {
            this.dataKey = dataKey;
        }

        /** A copy; none if the key was wiped meanwhile or was used often enough. */
        synchronized Optional<DataKey> use(long maxUses) {
            if (dataKey.secret().isDestroyed() || uses >= maxUses) {
                return Optional.empty();
            }
            uses++;
            byte[] bytes = dataKey.secret().toByteArray();
            try {
                return Optional.of(
                        new DataKey(SecretBytes.copyOf(bytes, dataKey.secret().getAlgorithm()), dataKey.keyArn()));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }

        synchronized long uses() {
            return uses;
        }

        synchronized void wipe() {
            dataKey.secret().destroy();
        }
    }
}
