package dev.itemseal.engine.table;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.AsyncEncryptedStore.PreparedWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Writes any number of items in batches. Each is encrypted once; what a batch leaves undone joins the next one, until it is
 * done or the tries are used up.
 */
final class BulkWrite {

    private final AsyncEncryptedStore store;
    private final RetryPolicy retries;

    BulkWrite(AsyncEncryptedStore store, RetryPolicy retries) {
        this.store = store;
        this.retries = retries;
    }

    /** {@return completes with the requests that were not carried out} */
    CompletionStage<List<WriteRequest>> run(List<WriteRequest> requests) {
        return store.prepare(requests)
                .thenCompose(prepared ->
                        Stages.repeat(new Work(lastOfEachKey(prepared), 1), this::isEnded, this::writeBatch))
                .thenApply(ended ->
                        ended.writes().stream().map(PreparedWrite::asked).toList());
    }

    /** Two writes of one key can't stand in one batch, and the later one would win anyway. */
    private static List<PreparedWrite> lastOfEachKey(List<PreparedWrite> writes) {
        record Target(String tableName, Item key) {}
        Map<Target, PreparedWrite> last = new LinkedHashMap<>();
        writes.forEach(write -> last.put(new Target(write.table().name(), write.key()), write));
        return List.copyOf(last.values());
    }

    /**
     * Writes a batch. Where the answer is lost, all of it may be undone; sending it once more does no harm, since it is sent
     * as it was.
     */
    private CompletionStage<List<PreparedWrite>> undone(List<PreparedWrite> batch) {
        return store.write(batch).exceptionally(failure -> {
            if (Stages.cause(failure) instanceof StoreException e && e.retryable()) {
                return batch;
            }
            throw new CompletionException(Stages.cause(failure));
        });
    }

    /**
     * What there is to do.
     *
     * @param writes the writes that are not carried out yet
     * @param attempt which try the next one is of those that make no headway
     */
    private record Work(List<PreparedWrite> writes, int attempt) {}

    private boolean isEnded(Work work) {
        return work.writes().isEmpty() || work.attempt() > retries.maxAttempts();
    }

    private CompletionStage<Work> writeBatch(Work work) {
        List<PreparedWrite> writes = work.writes();
        int size = Math.min(ItemStore.MAX_BATCH_WRITES, writes.size());
        List<PreparedWrite> batch = writes.subList(0, size);
        return undone(batch).thenCompose(unprocessed -> {
            List<PreparedWrite> left = new ArrayList<>(writes.subList(size, writes.size()));
            left.addAll(unprocessed);
            if (unprocessed.isEmpty()) {
                return CompletableFuture.completedFuture(new Work(left, 1));
            }
            Work next = new Work(left, unprocessed.size() < batch.size() ? 2 : work.attempt() + 1);
            return isEnded(next)
                    ? CompletableFuture.completedFuture(next)
                    : retries.delayBefore(next.attempt()).thenApply(waited -> next);
        });
    }
}
