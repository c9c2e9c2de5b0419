package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.materials.MaterialsProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
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
 * An asynchronous DynamoDB client that encrypts items on their way in, and verifies and decrypts them on their way out. Safe
 * for use by several threads.
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
 * SDK's own retries send the same bytes. What is refused fails the future, and is never thrown.
 *
 * <p>No thread of the SDK is ever blocked: providers that block run on an executor, the caller's or one of the client's own.
 * Cancelling a future, or completing it in any other way, as a timeout does, cancels the call that is under way for it, and
 * no other begins. A write that is cancelled under way may have taken effect.
 */
public final class EncryptedDynamoDbAsyncClient extends AsyncPassedThroughOperations implements DynamoDbAsyncClient {

    private final DynamoDbAsyncClient client;
    private final ClientTables tables;
    private final Runnable onClose;
    private final ItemOperations items;
    private final PageOperations pages;
    private final BatchOperations batches;
    private final TransactionOperations transactions;

    private EncryptedDynamoDbAsyncClient(DynamoDbAsyncClient client, ClientTables tables, Runnable onClose) {
        super(client);
        this.client = client;
        this.tables = tables;
        this.onClose = onClose;
        this.items = new ItemOperations(tables);
        this.pages = new PageOperations(tables);
        this.batches = new BatchOperations(tables);
        this.transactions = new TransactionOperations(tables);
    }

    /**
     * Makes a client that encrypts every table, with the same keys and actions. Providers that block run on a bounded number
     * of threads of the client's own.
     *
     * @param client the client that does the calls; closed with this one
     * @param provider whose keys
     * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
     *     {@code DO_NOTHING} is the default (rule ACT-2)
     * @return the client
     */
    public static EncryptedDynamoDbAsyncClient of(
            DynamoDbAsyncClient client, MaterialsProvider provider, AttributeActions actions) {
        return of(client, EncryptedClientConfig.of(provider, actions));
    }

    /**
     * Makes a client. Providers that block run on a bounded number of threads of the client's own.
     *
     * @param client the client that does the calls; closed with this one
     * @param config which tables are encrypted, and how
     * @return the client
     */
    public static EncryptedDynamoDbAsyncClient of(DynamoDbAsyncClient client, EncryptedClientConfig config) {
        ExecutorService executor = ProviderThreads.start();
        return of(client, config, executor, () -> {
            client.close();
            executor.shutdown();
        });
    }

    /**
     * Makes a client.
     *
     * @param client the client that does the calls; closed with this one
     * @param config which tables are encrypted, and how
     * @param executor where providers that block run; it stays the caller's
     * @return the client
     */
    public static EncryptedDynamoDbAsyncClient of(
            DynamoDbAsyncClient client, EncryptedClientConfig config, Executor executor) {
        return of(client, config, executor, client::close);
    }

    private static EncryptedDynamoDbAsyncClient of(
            DynamoDbAsyncClient client, EncryptedClientConfig config, Executor executor, Runnable onClose) {
        Objects.requireNonNull(client, "client");
        return new EncryptedDynamoDbAsyncClient(
                client, ClientTables.of(config, name -> TableMapping.described(client, name), executor), onClose);
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
    public EncryptedDynamoDbAsyncClient with(CryptoConfig config) {
        return new EncryptedDynamoDbAsyncClient(client, tables.with(config), () -> {});
    }

    /**
     * Gives a client that reads items as they are stored: encrypted, and not verified. Projections, indexes and conditions
     * are not restricted there. It writes nothing to encrypted tables.
     *
     * @return a client on the same connections, which need not be closed
     */
    public DynamoDbAsyncClient raw() {
        return new EncryptedDynamoDbAsyncClient(client, tables.raw(), () -> {});
    }

    /**
     * Gives the configuration of a table, which is described if this is its first use.
     *
     * @param tableName the table
     * @return completes with how its items are encrypted, or exceptionally with a
     *     {@link dev.itemseal.api.error.ConfigurationException} with {@code MISSING_SETTING} if the table is not configured
     */
    public CompletableFuture<CryptoConfig> cryptoConfig(String tableName) {
        // A future of the caller's own: to cancel it must not fail those who wait for the same description.
        return new CallerFuture<CryptoConfig>().of(() -> tables.configOf(tableName));
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
     *     return; it may be called several times, and must not block for long
     * @return completes with the item as it is now, or with empty if there was none, and then nothing is written;
     *     exceptionally with a {@link StoreException} as
     *     {@link dev.itemseal.engine.table.AsyncEncryptedTable#update} says, for DynamoDB's own failures as well
     */
    public CompletableFuture<Optional<Map<String, AttributeValue>>> managedUpdate(
            String tableName, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change) {
        CallerFuture<Optional<Map<String, AttributeValue>>> result = new CallerFuture<>();
        DynamoDbAsyncItemStore store = DynamoDbAsyncItemStore.over(new CancellableClient(client, result));
        return result.of(() -> new ManagedUpdates(tables, store).update(tableName, key, change));
    }

    /**
     * Closes the client that does the calls, and the threads that this client started; one that {@link #with} or
     * {@link #raw} gave closes nothing.
     */
    @Override
    public void close() {
        onClose.run();
    }

    /** An operation, which is given a request and what sends it in its encrypted form. */
    private interface Exchange<Q, S> {
        CompletionStage<S> run(Q request, Function<Q, CompletionStage<S>> send);
    }

    private static <Q, S> CompletableFuture<S> run(
            Exchange<Q, S> exchange, Q request, Function<Q, CompletableFuture<S>> call) {
        CallerFuture<S> result = new CallerFuture<>();
        return result.of(() -> exchange.run(request, prepared -> result.send(prepared, call)));
    }

    @Override
    public CompletableFuture<BatchGetItemResponse> batchGetItem(BatchGetItemRequest request) {
        return run(batches::get, request, client::batchGetItem);
    }

    @Override
    public CompletableFuture<BatchWriteItemResponse> batchWriteItem(BatchWriteItemRequest request) {
        return run(batches::write, request, client::batchWriteItem);
    }

    @Override
    public CompletableFuture<DeleteItemResponse> deleteItem(DeleteItemRequest request) {
        return run(items::delete, request, client::deleteItem);
    }

    @Override
    public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
        return run(items::get, request, client::getItem);
    }

    @Override
    public CompletableFuture<PutItemResponse> putItem(PutItemRequest request) {
        return run(items::put, request, client::putItem);
    }

    @Override
    public CompletableFuture<QueryResponse> query(QueryRequest request) {
        return run(pages::query, request, client::query);
    }

    @Override
    public CompletableFuture<ScanResponse> scan(ScanRequest request) {
        return run(pages::scan, request, client::scan);
    }

    @Override
    public CompletableFuture<TransactGetItemsResponse> transactGetItems(TransactGetItemsRequest request) {
        return run(transactions::get, request, client::transactGetItems);
    }

    @Override
    public CompletableFuture<TransactWriteItemsResponse> transactWriteItems(TransactWriteItemsRequest request) {
        return run(transactions::write, request, client::transactWriteItems);
    }

    @Override
    public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest request) {
        return run(items::update, request, client::updateItem);
    }

    @Override
    public CompletableFuture<BatchExecuteStatementResponse> batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        return CompletableFuture.failedFuture(Refusals.statements());
    }

    @Override
    public CompletableFuture<ExecuteStatementResponse> executeStatement(ExecuteStatementRequest request) {
        return CompletableFuture.failedFuture(Refusals.statements());
    }

    @Override
    public CompletableFuture<ExecuteTransactionResponse> executeTransaction(ExecuteTransactionRequest request) {
        return CompletableFuture.failedFuture(Refusals.statements());
    }

    @Override
    public CompletableFuture<SearchVectorsResponse> searchVectors(SearchVectorsRequest request) {
        return tables.isNotEncrypted(request.tableName())
                ? client.searchVectors(request)
                : CompletableFuture.failedFuture(Refusals.vectorSearch(request.tableName()));
    }
}
