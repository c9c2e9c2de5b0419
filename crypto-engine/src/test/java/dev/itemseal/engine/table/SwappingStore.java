package dev.itemseal.engine.table;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Optional;

/** A hostile store: whoever asks for one order gets order 2 of the same customer. */
record SwappingStore(ItemStore store) implements ItemStore {

    private static GetRequest swapped(GetRequest request) {
        return new GetRequest(
                request.tableName(), request.key().with("order", AttributeValue.ofString("2")), request.consistent());
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return store.get(swapped(request));
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return store.put(request);
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return store.update(request);
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return store.delete(request);
    }

    @Override
    public Page query(QueryRequest request) {
        KeyCondition whole = KeyCondition.partition(request.condition().partitionKey())
                .sortKey(KeyCondition.Comparison.EQUAL, AttributeValue.ofString("2"));
        return store.query(QueryRequest.of(request.tableName(), whole));
    }

    @Override
    public Page scan(ScanRequest request) {
        return store.scan(request);
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        return store.batchGet(requests.stream().map(SwappingStore::swapped).toList());
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return store.batchWrite(requests);
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return store.transactGet(requests.stream().map(SwappingStore::swapped).toList());
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        store.transactWrite(requests);
    }
}
