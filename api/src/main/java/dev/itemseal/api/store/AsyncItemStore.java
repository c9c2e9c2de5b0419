package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The asynchronous form of {@link ItemStore}, whose methods it has one by one. Implementations are safe for use by several
 * threads.
 *
 * <p>No method throws, blocks or returns null. Each stage completes as the synchronous method returns, or exceptionally
 * with what it would throw.
 */
public interface AsyncItemStore {

    /**
     * As {@link ItemStore#get}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#get} returns, or exceptionally with what it throws
     */
    CompletionStage<Optional<Item>> get(GetRequest request);

    /**
     * As {@link ItemStore#put}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#put} returns, or exceptionally with what it throws
     */
    CompletionStage<Optional<Item>> put(WriteRequest.Put request);

    /**
     * As {@link ItemStore#update}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#update} returns, or exceptionally with what it throws
     */
    CompletionStage<Optional<Item>> update(WriteRequest.Update request);

    /**
     * As {@link ItemStore#delete}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#delete} returns, or exceptionally with what it throws
     */
    CompletionStage<Optional<Item>> delete(WriteRequest.Delete request);

    /**
     * As {@link ItemStore#query}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#query} returns, or exceptionally with what it throws
     */
    CompletionStage<Page> query(QueryRequest request);

    /**
     * As {@link ItemStore#scan}.
     *
     * @param request as there
     * @return completes with what {@link ItemStore#scan} returns, or exceptionally with what it throws
     */
    CompletionStage<Page> scan(ScanRequest request);

    /**
     * As {@link ItemStore#batchGet}.
     *
     * @param requests as there
     * @return completes with what {@link ItemStore#batchGet} returns, or exceptionally with what it throws
     */
    CompletionStage<BatchGetResult> batchGet(List<GetRequest> requests);

    /**
     * As {@link ItemStore#batchWrite}.
     *
     * @param requests as there
     * @return completes with what {@link ItemStore#batchWrite} returns, or exceptionally with what it throws
     */
    CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests);

    /**
     * As {@link ItemStore#transactGet}.
     *
     * @param requests as there
     * @return completes with what {@link ItemStore#transactGet} returns, or exceptionally with what it throws
     */
    CompletionStage<List<Optional<Item>>> transactGet(List<GetRequest> requests);

    /**
     * As {@link ItemStore#transactWrite}.
     *
     * @param requests as there
     * @return completes when done, or exceptionally with what it throws
     */
    CompletionStage<Void> transactWrite(List<WriteRequest> requests);

    /**
     * Makes an asynchronous store of a synchronous one.
     *
     * @param store the store, whose methods may block
     * @param executor where they run
     * @return the asynchronous form
     */
    static AsyncItemStore bridging(ItemStore store, Executor executor) {
        return new AsyncItemStore() {
            @Override
            public CompletionStage<Optional<Item>> get(GetRequest request) {
                return CompletableFuture.supplyAsync(() -> store.get(request), executor);
            }

            @Override
            public CompletionStage<Optional<Item>> put(WriteRequest.Put request) {
                return CompletableFuture.supplyAsync(() -> store.put(request), executor);
            }

            @Override
            public CompletionStage<Optional<Item>> update(WriteRequest.Update request) {
                return CompletableFuture.supplyAsync(() -> store.update(request), executor);
            }

            @Override
            public CompletionStage<Optional<Item>> delete(WriteRequest.Delete request) {
                return CompletableFuture.supplyAsync(() -> store.delete(request), executor);
            }

            @Override
            public CompletionStage<Page> query(QueryRequest request) {
                return CompletableFuture.supplyAsync(() -> store.query(request), executor);
            }

            @Override
            public CompletionStage<Page> scan(ScanRequest request) {
                return CompletableFuture.supplyAsync(() -> store.scan(request), executor);
            }

            @Override
            public CompletionStage<BatchGetResult> batchGet(List<GetRequest> requests) {
                return CompletableFuture.supplyAsync(() -> store.batchGet(requests), executor);
            }

            @Override
            public CompletionStage<List<WriteRequest>> batchWrite(List<WriteRequest> requests) {
                return CompletableFuture.supplyAsync(() -> store.batchWrite(requests), executor);
            }

            @Override
            public CompletionStage<List<Optional<Item>>> transactGet(List<GetRequest> requests) {
                return CompletableFuture.supplyAsync(() -> store.transactGet(requests), executor);
            }

            @Override
            public CompletionStage<Void> transactWrite(List<WriteRequest> requests) {
                return CompletableFuture.runAsync(() -> store.transactWrite(requests), executor);
            }
        };
    }
}
