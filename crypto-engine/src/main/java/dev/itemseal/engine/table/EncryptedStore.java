package dev.itemseal.engine.table;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The synchronous form of {@link AsyncEncryptedStore}: a store that takes and gives plaintext items and keeps encrypted
 * ones. Safe for use by several threads.
 */
public final class EncryptedStore implements ItemStore {

    private final AsyncEncryptedStore store;

    /**
     * Makes the synchronous form.
     *
     * @param store what does the work; over a synchronous store and with an executor that runs everything at once, all of
     *     it is done by the calling thread
     */
    public EncryptedStore(AsyncEncryptedStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return Stages.join(store.get(request));
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return Stages.join(store.put(request));
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return Stages.join(store.update(request));
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return Stages.join(store.delete(request));
    }

    @Override
    public Page query(QueryRequest request) {
        return Stages.join(store.query(request));
    }

    @Override
    public Page scan(ScanRequest request) {
        return Stages.join(store.scan(request));
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        return Stages.join(store.batchGet(requests));
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return Stages.join(store.batchWrite(requests));
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return Stages.join(store.transactGet(requests));
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        Stages.join(store.transactWrite(requests));
    }
}
