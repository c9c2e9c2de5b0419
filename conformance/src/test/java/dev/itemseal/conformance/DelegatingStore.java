package dev.itemseal.conformance;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Optional;

/** A store that does what another one does, until a subclass breaks a method. */
class DelegatingStore implements ItemStore {

    final ItemStore sound;

    DelegatingStore(ItemStore sound) {
        this.sound = sound;
    }

    /** The item that is there, whatever is broken. */
    final Optional<Item> stored(String table, Item key) {
        return sound.get(new GetRequest(table, key, true));
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return sound.get(request);
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return sound.put(request);
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return sound.update(request);
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return sound.delete(request);
    }

    @Override
    public Page query(QueryRequest request) {
        return sound.query(request);
    }

    @Override
    public Page scan(ScanRequest request) {
        return sound.scan(request);
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        return sound.batchGet(requests);
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return sound.batchWrite(requests);
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return sound.transactGet(requests);
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        sound.transactWrite(requests);
    }
}
