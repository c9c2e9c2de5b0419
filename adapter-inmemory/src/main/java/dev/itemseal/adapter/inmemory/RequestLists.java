package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What holds of the requests of a batch or a transaction as a whole. */
final class RequestLists {

    private RequestLists() {}

    /**
     * Refuses too few or too many requests, and two for one item.
     *
     * @return where each one's item stands
     */
    static <R> List<Place> places(String what, List<R> requests, int most, Function<R, Place> placeOf) {
        if (requests.isEmpty()) {
            throw Refusals.invalid(what + " has no requests; leave it out");
        }
        if (requests.size() > most) {
            throw Refusals.limit(
                    what + " has " + requests.size() + " requests and may have " + most + "; cut it into several");
        }
        List<Place> places = requests.stream().map(placeOf).toList();
        Set<Place> distinct = new HashSet<>();
        for (Place place : places) {
            if (!distinct.add(place)) {
                throw Refusals.invalid(what + " has two requests for one item of table '" + place.tableName()
                        + "'; leave one of them, or send them one after the other");
            }
        }
        return places;
    }

    static void requireUnconditionalPutsAndDeletes(List<WriteRequest> batch) {
        for (WriteRequest request : batch) {
            boolean simple = request instanceof WriteRequest.Put || request instanceof WriteRequest.Delete;
            if (!simple || !request.condition().equals(WriteCondition.always())) {
                throw Refusals.invalid(
                        "A batch of writes to table '" + request.tableName()
                                + "' has one that is no put or delete, or has a condition; send it by itself or in a transaction");
            }
        }
    }

    /**
     * One item's place.
     *
     * @param tableName in which table
     * @param key in which row
     */
    record Place(String tableName, RowKey key) {}
}
