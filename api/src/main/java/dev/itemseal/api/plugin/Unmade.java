package dev.itemseal.api.plugin;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Optional;

/**
 * Stands where a nested plugin could not be made, while the rest of the configuration is looked through. It never gets out:
 * the configuration is refused.
 */
enum Unmade implements MaterialsProvider, ItemStore {
    INSTANCE;

    private static IllegalStateException used() {
        return new IllegalStateException(
                "used while the configuration was read, although it has mistakes; call Settings.check() before");
    }

    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        throw used();
    }

    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        throw used();
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        throw used();
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        throw used();
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        throw used();
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        throw used();
    }

    @Override
    public Page query(QueryRequest request) {
        throw used();
    }

    @Override
    public Page scan(ScanRequest request) {
        throw used();
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        throw used();
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        throw used();
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        throw used();
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        throw used();
    }
}
