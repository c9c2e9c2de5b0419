package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.materials.MaterialsProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.SearchVectorsRequest;
import software.amazon.awssdk.services.dynamodb.model.SearchVectorsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A DynamoDB client that encrypts items on their way in, and verifies and decrypts them on their way out. Safe for use by
 * several threads. All work is done by the calling thread, but for what a managed update does after it had to wait: that
 * runs on threads of the JVM's common pool, while the caller waits.
 *
 * <p>Used exactly as the SDK's client, with these differences:
 *
 * <ul>
 *   <li>{@link OperationGroup} says what is done with each operation. What can't be done without breaking or bypassing the
 *       protection of items is refused with a {@link StoreException} and {@code UNSAFE_OPERATION}, saying what to use
 *       instead: PartiQL; an update that touches a signed attribute; a condition, filter or key condition that compares an
 *       encrypted attribute; a projection or an index that leaves out signed attributes. An expression that can't be read
 *       is refused with {@code INVALID_REQUEST}.
 *   <li>An item that does not verify is refused with an {@link dev.itemseal.api.error.ItemRefusedException}, and with it the
 *       whole answer. Where a write gives back the item that was there before, the write has taken effect by then.
 *   <li>A table that is neither configured nor named as one that is not encrypted is refused with a
 *       {@link dev.itemseal.api.error.ConfigurationException}, so that none is ever written unencrypted by mistake.
 *   <li>Tables are given by their names, not by ARN.
 * </ul>
 *
 * <p>All exceptions of the SDK come through unchanged, but for the items that they carry, which are verified and decrypted.
 * Responses keep all else that they hold, and requests their configuration. An item is encrypted once a request, so that the
 * SDK's own retries send the same bytes.
 */
public final class EncryptedDynamoDbClient extends PassedThroughOperations implements DynamoDbClient {

    private final DynamoDbClient client;
    private final ClientTables tables;
    private final boolean isView;
    private final InPlaceClient inPlace;
    private final ItemOperations items;
    private final PageOperations pages;
    private final BatchOperations batches;
    private final TransactionOperations transactions;
    private final ManagedUpdates managedUpdates;

    private EncryptedDynamoDbClient(DynamoDbClient client, ClientTables tables, boolean isView) {
        super(client);
        this.client = client;
        this.tables = tables;
        this.isView = isView;
        this.inPlace = new InPlaceClient(client);
        this.items = new ItemOperations(tables);
        this.pages = new PageOperations(tables);
        this.batches = new BatchOperations(tables);
        this.transactions = new TransactionOperations(tables);
        this.managedUpdates = new ManagedUpdates(tables, new DynamoDbAsyncItemStore(inPlace, Waiting.ON_THREAD));
    }

    /**
     * Makes a client that encrypts every table, with the same keys and actions.
     *
     * @param client the client that does the calls; closed with this one
     * @param provider whose keys
     * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
     *     {@code DO_NOTHING} is the default (rule ACT-2)
     * @return the client
     */
    public static EncryptedDynamoDbClient of(
            DynamoDbClient client, MaterialsProvider provider, AttributeActions actions) {
        return of(client, EncryptedClientConfig.of(provider, actions));
    }

    /**
     * Makes a client.
     *
     * @param client the client that does the calls; closed with this one
     * @param config which tables are encrypted, and how
     * @return the client
     */
    public static EncryptedDynamoDbClient of(DynamoDbClient client, EncryptedClientConfig config) {
        InPlaceClient inPlace = new InPlaceClient(Objects.requireNonNull(client, "client"));
        return new EncryptedDynamoDbClient(
                client, ClientTables.of(config, name -> TableMapping.described(inPlace, name), Runnable::run), false);
    }

    /**
     * Gives the same client, for single requests that need another configuration of a table: other actions, keys or names
     * in signatures. Start from {@link #cryptoConfig} for the table's description.
     *
     * @param config the configuration of its table
     * @return a client on the same connections, which need not be closed
     * @throws dev.itemseal.api.error.ConfigurationException with {@code INVALID_SETTING} if the table is named as one that
     *     is not encrypted, or with {@code INVALID_ACTIONS} if one of its indexes would have an encrypted key
     */
    public EncryptedDynamoDbClient with(CryptoConfig config) {
        return new EncryptedDynamoDbClient(client, tables.with(config), true);
    }

    /**
     * Gives a client that reads items as they are stored: encrypted, and not verified. Projections, indexes and conditions
     * are not restricted there. It writes nothing to encrypted tables.
     *
     * @return a client on the same connections, which need not be closed
     */
    public DynamoDbClient raw() {
        return new EncryptedDynamoDbClient(client, tables.raw(), true);
    }

    /**
     * Gives the configuration of a table, which is described if this is its first use.
     *
     * @param tableName the table
     * @return how its items are encrypted
     * @throws dev.itemseal.api.error.ConfigurationException with {@code MISSING_SETTING} if the table is not configured
     */
    public CryptoConfig cryptoConfig(String tableName) {
        return Calls.join(Calls.stage(() -> tables.configOf(tableName)));
    }

    /**
     * Lets a table be described anew when it is used next, for example after an index was added.
     *
     * @param tableName the table
     */
    public void refresh(String tableName) {
        tables.refresh(tableName);
    }

    /**
     * Changes an item without losing anybody's write, and without a version attribute: reads and verifies it, lets the
     * caller change it, and writes it back unless somebody else did so meanwhile; then all of it is done again. Attributes
     * that are not signed and that the caller leaves alone are not touched.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @param change makes the new item of the present one, with the same key: a map of its own, which it may also change and
     *     return; it may be called several times
     * @return the item as it is now, or empty if there was none, and then nothing is written
     * @throws StoreException as {@link dev.itemseal.engine.table.AsyncEncryptedTable#update} says, for DynamoDB's own
     *     failures as well
     */
    public Optional<Map<String, AttributeValue>> managedUpdate(
            String tableName, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change) {
        return Calls.join(Calls.stage(() -> managedUpdates.update(tableName, key, change)));
    }

    /** Closes the client that does the calls; one that {@link #with} or {@link #raw} gave closes nothing. */
    @Override
    public void close() {
        if (!isView) {
            client.close();
        }
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return Calls.join(Calls.stage(() -> batches.get(request, inPlace::batchGetItem)));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return Calls.join(Calls.stage(() -> batches.write(request, inPlace::batchWriteItem)));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return Calls.join(Calls.stage(() -> items.delete(request, inPlace::deleteItem)));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return Calls.join(Calls.stage(() -> items.get(request, inPlace::getItem)));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return Calls.join(Calls.stage(() -> items.put(request, inPlace::putItem)));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return Calls.join(Calls.stage(() -> pages.query(request, inPlace::query)));
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return Calls.join(Calls.stage(() -> pages.scan(request, inPlace::scan)));
    }

    @Override
    public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        return Calls.join(Calls.stage(() -> transactions.get(request, inPlace::transactGetItems)));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return Calls.join(Calls.stage(() -> transactions.write(request, inPlace::transactWriteItems)));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return Calls.join(Calls.stage(() -> items.update(request, inPlace::updateItem)));
    }

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(BatchExecuteStatementRequest request) {
        throw Refusals.statements();
    }

    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
        throw Refusals.statements();
    }

    @Override
    public ExecuteTransactionResponse executeTransaction(ExecuteTransactionRequest request) {
        throw Refusals.statements();
    }

    @Override
    public SearchVectorsResponse searchVectors(SearchVectorsRequest request) {
        if (!tables.isNotEncrypted(request.tableName())) {
            throw Refusals.vectorSearch(request.tableName());
        }
        return client.searchVectors(request);
    }
}
