package dev.itemseal.conformance;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores that break the rules of batches. */
final class BrokenBatches {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-44", "a batch of gets gives the keys of what is missing", KeysOfMissing::new),
            new BrokenStore("STORE-45", "deletes in a batch are lost", DeletesLost::new),
            new BrokenStore("STORE-46", "the last write of a full batch is lost", LastWriteLost::new),
            new BrokenStore("STORE-46", "unprocessed writes come back without their content", UnprocessedKeys::new),
            new BrokenStore("STORE-46", "unprocessed gets of a full batch are lost", UnprocessedGetsLost::new),
            new BrokenStore("STORE-47", "a large batch of writes is cut", LargeBatchCut::new),
            new BrokenStore("STORE-47", "an empty batch of gets is answered", EmptyBatch::new),
            new BrokenStore("STORE-48", "the last of several writes to an item counts", LastWriteCounts::new));

    private BrokenBatches() {}

    private static final class KeysOfMissing extends DelegatingStore {
        KeysOfMissing(ItemStore sound) {
            super(sound);
        }

        @Override
        public BatchGetResult batchGet(List<GetRequest> requests) {
            BatchGetResult result = super.batchGet(requests);
            Map<String, List<Item>> items = new HashMap<>();
            result.items().forEach((table, found) -> items.put(table, new ArrayList<>(found)));
            requests.stream()
                    .filter(request ->
                            stored(request.tableName(), request.key()).isEmpty())
                    .forEach(request -> items.computeIfAbsent(request.tableName(), table -> new ArrayList<>())
                            .add(request.key()));
            return new BatchGetResult(items, result.unprocessed());
        }
    }

    private static final class DeletesLost extends DelegatingStore {
        DeletesLost(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
            List<WriteRequest> puts =
                    requests.stream().filter(WriteRequest.Put.class::isInstance).toList();
            boolean several =
                    requests.stream().map(WriteRequest::tableName).distinct().count() > 1;
            return super.batchWrite(several ? puts : requests);
        }
    }

    private static final class LastWriteLost extends DelegatingStore {
        LastWriteLost(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
            return super.batchWrite(
                    requests.size() == MAX_BATCH_WRITES ? requests.subList(1, requests.size()) : requests);
        }
    }

    private static final class UnprocessedKeys extends DelegatingStore {
        UnprocessedKeys(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
            if (requests.size() != MAX_BATCH_WRITES) {
                return super.batchWrite(requests);
            }
            super.batchWrite(requests.subList(1, requests.size()));
            return List.of(new WriteRequest.Delete(
                    requests.get(0).tableName(),
                    ((WriteRequest.Put) requests.get(0)).item(),
                    requests.get(0).condition()));
        }
    }

    private static final class UnprocessedGetsLost extends DelegatingStore {
        UnprocessedGetsLost(ItemStore sound) {
            super(sound);
        }

        @Override
        public BatchGetResult batchGet(List<GetRequest> requests) {
            return super.batchGet(requests.size() == MAX_BATCH_GETS ? requests.subList(1, requests.size()) : requests);
        }
    }

    private static final class LargeBatchCut extends DelegatingStore {
        LargeBatchCut(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
            if (requests.size() <= MAX_BATCH_WRITES) {
                return super.batchWrite(requests);
            }
            super.batchWrite(requests.subList(0, MAX_BATCH_WRITES));
            return requests.subList(MAX_BATCH_WRITES, requests.size());
        }
    }

    private static final class EmptyBatch extends DelegatingStore {
        EmptyBatch(ItemStore sound) {
            super(sound);
        }

        @Override
        public BatchGetResult batchGet(List<GetRequest> requests) {
            return requests.isEmpty() ? new BatchGetResult(Map.of(), List.of()) : super.batchGet(requests);
        }
    }

    private static final class LastWriteCounts extends DelegatingStore {
        LastWriteCounts(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
            Map<Item, WriteRequest> byKey = new LinkedHashMap<>();
            for (WriteRequest request : requests) {
                if (request instanceof WriteRequest.Put put) {
                    byKey.put(put.item(), put);
                } else if (request instanceof WriteRequest.Delete delete) {
                    byKey.put(delete.key(), delete);
                } else {
                    return super.batchWrite(requests);
                }
            }
            return super.batchWrite(List.copyOf(byKey.values()));
        }
    }
}
