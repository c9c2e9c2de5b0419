package dev.itemseal.adapter.awssdk2;

import static dev.itemseal.adapter.awssdk2.AttributeValueMapping.toItem;
import static dev.itemseal.adapter.awssdk2.StorableItem.attributes;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Batches as the SDK has them, by table, and what it gives back of them as the port has it: as the caller gave it. */
final class BatchMapping {

    private BatchMapping() {}

    /** DynamoDB knows consistency of a whole table's gets alone: where one asks for it, all have it. */
    static Map<String, KeysAndAttributes> ofGets(List<GetRequest> requests) {
        Set<String> consistent = requests.stream()
                .filter(GetRequest::consistent)
                .map(GetRequest::tableName)
                .collect(Collectors.toSet());
        Map<String, List<Map<String, AttributeValue>>> keys = new LinkedHashMap<>();
        requests.forEach(request -> keys.computeIfAbsent(request.tableName(), table -> new ArrayList<>())
                .add(attributes(request.key())));
        Map<String, KeysAndAttributes> gets = new LinkedHashMap<>();
        keys.forEach((table, itsKeys) -> gets.put(
                table,
                KeysAndAttributes.builder()
                        .keys(itsKeys)
                        .consistentRead(consistent.contains(table))
                        .build()));
        return gets;
    }

    static List<GetRequest> unprocessedGets(List<GetRequest> asked, Map<String, KeysAndAttributes> left) {
        if (left.isEmpty()) {
            return List.of();
        }
        Map<Place, GetRequest> given = new HashMap<>();
        asked.forEach(request -> given.put(new Place(request.tableName(), false, request.key()), request));
        List<GetRequest> unprocessed = new ArrayList<>();
        left.forEach((table, keys) ->
                keys.keys().forEach(key -> unprocessed.add(requireGiven(given, new Place(table, false, toItem(key))))));
        return unprocessed;
    }

    static Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> ofWrites(
            List<WriteRequest> requests) {
        Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> writes = new LinkedHashMap<>();
        requests.forEach(request -> writes.computeIfAbsent(request.tableName(), table -> new ArrayList<>())
                .add(write(request)));
        return writes;
    }

    private static software.amazon.awssdk.services.dynamodb.model.WriteRequest write(WriteRequest request) {
        if (request.condition().clauses().isEmpty()) {
            if (request instanceof WriteRequest.Put put) {
                return software.amazon.awssdk.services.dynamodb.model.WriteRequest.builder()
                        .putRequest(write -> write.item(attributes(put.item())))
                        .build();
            }
            if (request instanceof WriteRequest.Delete delete) {
                return software.amazon.awssdk.services.dynamodb.model.WriteRequest.builder()
                        .deleteRequest(write -> write.key(attributes(delete.key())))
                        .build();
            }
        }
        throw new StoreException(
                Reason.INVALID_REQUEST,
                "A batch of writes to table '" + request.tableName()
                        + "' has one that is no put or delete, or has a condition; send it by itself or in a transaction");
    }

    static List<WriteRequest> unprocessedWrites(
            List<WriteRequest> asked,
            Map<String, List<software.amazon.awssdk.services.dynamodb.model.WriteRequest>> left) {
        if (left.isEmpty()) {
            return List.of();
        }
        Map<Place, WriteRequest> given = new HashMap<>();
        asked.forEach(request -> given.put(place(request), request));
        List<WriteRequest> unprocessed = new ArrayList<>();
        left.forEach((table, writes) ->
                writes.forEach(write -> unprocessed.add(requireGiven(given, place(table, write)))));
        return unprocessed;
    }

    private static Place place(WriteRequest request) {
        return request instanceof WriteRequest.Put put
                ? new Place(put.tableName(), true, put.item())
                : new Place(request.tableName(), false, ((WriteRequest.Delete) request).key());
    }

    private static Place place(String table, software.amazon.awssdk.services.dynamodb.model.WriteRequest write) {
        return write.putRequest() != null
                ? new Place(table, true, toItem(write.putRequest().item()))
                : new Place(table, false, toItem(write.deleteRequest().key()));
    }

    private static <R> R requireGiven(Map<Place, R> given, Place place) {
        R request = given.remove(place);
        if (request == null) {
            throw new StoreException(
                    Reason.STORE_UNAVAILABLE,
                    "DynamoDB gave back a request for table '" + place.tableName()
                            + "' that was not in the batch; nobody can tell what was carried out, send the batch again",
                    true,
                    null);
        }
        return request;
    }

    /** By what a request of a batch is known again: items are equal where DynamoDB takes them for equal. */
    private record Place(String tableName, boolean put, Item item) {}
}
