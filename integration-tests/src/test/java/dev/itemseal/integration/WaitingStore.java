package dev.itemseal.integration;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** An asynchronous store where a synchronous one is tested. */
record WaitingStore(AsyncItemStore store) implements ItemStore {

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ItemsealException ours ? ours : e;
        }
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return await(store.get(request));
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return await(store.put(request));
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return await(store.update(request));
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return await(store.delete(request));
    }

    @Override
    public Page query(QueryRequest request) {
        return await(store.query(request));
    }

    @Override
    public Page scan(ScanRequest request) {
        return await(store.scan(request));
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        return await(store.batchGet(requests));
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return await(store.batchWrite(requests));
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return await(store.transactGet(requests));
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        await(store.transactWrite(requests));
    }
}
