package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB as a store, through the SDK's synchronous client: the synchronous form of {@link DynamoDbAsyncItemStore}, where
 * it stands what is repeated and what failures mean. All of it is done by the calling thread. Safe for use by several
 * threads.
 */
public final class DynamoDbItemStore implements ItemStore, TableMetadataSource, TableAdministration {

    private final DynamoDbAsyncItemStore store;

    private DynamoDbItemStore(DynamoDbClient client) {
        this.store = new DynamoDbAsyncItemStore(new InPlaceClient(client), Waiting.ON_THREAD);
    }

    /**
     * Makes a store.
     *
     * @param client the client; it stays the caller's, to be closed when the store is no longer used
     * @return the store
     */
    public static DynamoDbItemStore over(DynamoDbClient client) {
        return new DynamoDbItemStore(Objects.requireNonNull(client, "client"));
    }

    @Override
    public Optional<Item> get(GetRequest request) {
        return Calls.join(store.get(request));
    }

    @Override
    public Optional<Item> put(WriteRequest.Put request) {
        return Calls.join(store.put(request));
    }

    @Override
    public Optional<Item> update(WriteRequest.Update request) {
        return Calls.join(store.update(request));
    }

    @Override
    public Optional<Item> delete(WriteRequest.Delete request) {
        return Calls.join(store.delete(request));
    }

    @Override
    public Page query(QueryRequest request) {
        return Calls.join(store.query(request));
    }

    @Override
    public Page scan(ScanRequest request) {
        return Calls.join(store.scan(request));
    }

    @Override
    public BatchGetResult batchGet(List<GetRequest> requests) {
        return Calls.join(store.batchGet(requests));
    }

    @Override
    public List<WriteRequest> batchWrite(List<WriteRequest> requests) {
        return Calls.join(store.batchWrite(requests));
    }

    @Override
    public List<Optional<Item>> transactGet(List<GetRequest> requests) {
        return Calls.join(store.transactGet(requests));
    }

    @Override
    public void transactWrite(List<WriteRequest> requests) {
        Calls.join(store.transactWrite(requests));
    }

    @Override
    public TableInfo describe(String tableName) {
        return store.describe(tableName);
    }

    /**
     * Creates a table that is paid by request, whose secondary indexes are global, and waits until it can be used.
     *
     * @param definition the table
     * @return as {@link TableAdministration#createTable} says
     * @throws dev.itemseal.api.error.StoreException as there
     */
    @Override
    public boolean createTable(TableDefinition definition) {
        return Calls.join(store.createTableAsync(definition));
    }

    @Override
    public Set<String> listTables() {
        return Calls.join(store.listTablesAsync());
    }
}
