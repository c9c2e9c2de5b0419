package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Optional;

/**
 * The port to a store of tables, with DynamoDB's semantics. Implementations are safe for use by several threads.
 *
 * <p>Every method throws {@link dev.itemseal.api.error.StoreException} if the store refuses or fails, with the reasons
 * {@code TABLE_NOT_FOUND}, {@code INVALID_REQUEST} (a wrong key, an index that is not there, …), {@code STORE_LIMIT}
 * (more or larger items than a store takes) and {@code STORE_UNAVAILABLE} (passing; {@code retryable()}), and those that
 * stand with the method. A write that fails has changed nothing, unless the reason is {@code STORE_UNAVAILABLE}: then
 * nobody can tell.
 */
public interface ItemStore {

    /** The most writes in one batch. */
    int MAX_BATCH_WRITES = 25;

    /** The most gets in one batch. */
    int MAX_BATCH_GETS = 100;

    /** The most requests in one transaction. */
    int MAX_TRANSACTION_REQUESTS = 100;

    /**
     * Gets an item.
     *
     * @param request which one
     * @return the item, or empty if there is none
     */
    Optional<Item> get(GetRequest request);

    /**
     * Puts an item.
     *
     * @param request the item and the condition
     * @return the item whose place it took, or empty if there was none
     * @throws dev.itemseal.api.error.StoreException also with {@code CONDITION_FAILED}
     */
    Optional<Item> put(WriteRequest.Put request);

    /**
     * Changes an item's attributes.
     *
     * @param request the changes and the condition
     * @return the item as it was before, or empty if there was none
     * @throws dev.itemseal.api.error.StoreException also with {@code CONDITION_FAILED}
     */
    Optional<Item> update(WriteRequest.Update request);

    /**
     * Deletes an item.
     *
     * @param request which one, and the condition
     * @return the item as it was before, or empty if there was none
     * @throws dev.itemseal.api.error.StoreException also with {@code CONDITION_FAILED}
     */
    Optional<Item> delete(WriteRequest.Delete request);

    /**
     * Finds items by key.
     *
     * @param request which ones
     * @return a page of them
     */
    Page query(QueryRequest request);

    /**
     * Goes through a table.
     *
     * @param request which table, and which part of it
     * @return a page of items
     */
    Page scan(ScanRequest request);

    /**
     * Gets several items, of several tables.
     *
     * @param requests which ones; at least one, at most {@value #MAX_BATCH_GETS}, each key once
     * @return what was found, and what was not looked at
     */
    BatchGetResult batchGet(List<GetRequest> requests);

    /**
     * Puts and deletes several items, of several tables, each by itself and without conditions.
     *
     * @param requests puts and deletes with no condition; at least one, at most {@value #MAX_BATCH_WRITES}, each key once
     * @return the requests that were not carried out, exactly as they were given; to be asked again
     */
    List<WriteRequest> batchWrite(List<WriteRequest> requests);

    /**
     * Gets several items, of several tables, as they are at one moment.
     *
     * @param requests which ones; at least one, at most {@value #MAX_TRANSACTION_REQUESTS}, each key once
     * @return for each request, in order, the item, or empty if there is none
     * @throws dev.itemseal.api.error.StoreException also with {@code TRANSACTION_CANCELLED}
     */
    List<Optional<Item>> transactGet(List<GetRequest> requests);

    /**
     * Writes several items, of several tables, all or none.
     *
     * @param requests what to write; at least one, at most {@value #MAX_TRANSACTION_REQUESTS}, each key once
     * @throws dev.itemseal.api.error.StoreException also with {@code TRANSACTION_CANCELLED} if a condition did not hold
     *     or another write was in the way; the exception tells for each request which
     */
    void transactWrite(List<WriteRequest> requests);
}
