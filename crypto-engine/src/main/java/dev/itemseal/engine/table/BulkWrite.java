package dev.itemseal.engine.table;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.table.AsyncEncryptedStore.PreparedWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
    static List<PreparedWrite> lastOfEachKey(List<PreparedWrite> writes) {
        Map<Target, PreparedWrite> last = new LinkedHashMap<>();
        writes.forEach(write -> last.put(new Target(write.table().name(), write.key()), write));
        return List.copyOf(last.values());
    }

    /**
     * An item that is written. Comparable for the hash table: keys can be chosen to have one hash, and are many.
     *
     * @param tableName in which table
     * @param key its key
     */
    private record Target(String tableName, Item key) implements Comparable<Target> {

        /** By values in the order of their names, which all keys of a table have. What can't be a key is not told apart. */
        @Override
        public int compareTo(Target other) {
            int order = tableName.compareTo(other.tableName);
            for (String name : new TreeSet<>(key.names())) {
                AttributeValue value = key.asMap().get(name);
                AttributeValue otherValue = other.key.asMap().get(name);
                if (order == 0 && value != null && otherValue != null) {
                    order = compare(value, otherValue);
                }
            }
            return order;
        }

        private static int compare(AttributeValue one, AttributeValue other) {
            if (one instanceof StringValue text && other instanceof StringValue otherText) {
                return text.text().compareTo(otherText.text());
            } else if (one instanceof BinaryValue binary && other instanceof BinaryValue otherBinary) {
                return binary.compareTo(otherBinary);
            } else if (one instanceof NumberValue number && other instanceof NumberValue otherNumber) {
                return number.compareTo(otherNumber);
            }
            return one.type().compareTo(other.type());
        }
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
