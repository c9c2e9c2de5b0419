package dev.itemseal.engine.table;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The requests of a batch by the items that they are about: tells which of them an answer belongs to, and refuses answers
 * that belong to none. For one thread at a time.
 *
 * @param <R> a request as the caller gave it
 */
public final class BatchRequests<R> {

    private record ItemId(String tableName, Item key) {}

    private final Map<ItemId, R> requests = new HashMap<>();
    private final Map<String, Set<String>> keyNames = new HashMap<>();
    private final Set<ItemId> found = new HashSet<>();

    /** Makes an empty batch. */
    public BatchRequests() {}

    /**
     * Adds a request. A later one for the same item takes the place of the earlier.
     *
     * @param table the table
     * @param key the key of the item that it is about
     * @param request the request as the caller gave it
     */
    public void add(TableInfo table, Item key, R request) {
        ItemKeys.requireKey(key, table);
        keyNames.put(table.name(), table.protectedKeyNames());
        requests.put(new ItemId(table.name(), key), Objects.requireNonNull(request, "request"));
    }

    /**
     * Finds the request that the store says it left undone.
     *
     * @param tableName the table
     * @param item the item of that request, or its key alone
     * @return the request as the caller gave it
     * @throws StoreException with {@code INVALID_REQUEST} if there was none for this item
     */
    public R undone(String tableName, Item item) {
        R request = requests.get(id(tableName, item));
        if (request == null) {
            throw strangeAnswer("a request for table '" + tableName + "' as not carried out that was not in the batch");
        }
        return request;
    }

    /**
     * Accepts an item that the store found.
     *
     * @param table the table
     * @param stored the item as it is stored
     * @return its key
     * @throws ItemRefusedException with {@code WRONG_ITEM} if it was not asked for, or was given already: it then stands in
     *     the place of another
     */
    public Item found(TableInfo table, Item stored) {
        ItemId id = id(table.name(), stored);
        if (!requests.containsKey(id) || !found.add(id)) {
            throw ItemKeys.wrongItem(table);
        }
        return id.key();
    }

    private ItemId id(String tableName, Item item) {
        Item.Builder key = Item.builder(2);
        keyNames.getOrDefault(tableName, Set.of())
                .forEach(name -> item.attribute(name).ifPresent(value -> key.put(name, value)));
        return new ItemId(tableName, key.build());
    }

    /**
     * Does something for each of several requests, a bounded number at a time.
     *
     * @param inputs the requests
     * @param work what is done for one of them
     * @param <A> what a request is
     * @param <B> what comes of it
     * @return completes with what came of each, in their order, or exceptionally if one failed
     */
    public static <A, B> CompletionStage<List<B>> inOrder(List<A> inputs, Function<A, CompletionStage<B>> work) {
        return Stages.mapInOrder(inputs, work);
    }

    /**
     * Makes the exception for an answer that fits no request.
     *
     * @param what what the store answered with
     * @return an exception with {@code INVALID_REQUEST}
     */
    public static StoreException strangeAnswer(String what) {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "The store answered with " + what + "; look at the store, which broke its contract");
    }
}
