package dev.itemseal.benchmarks;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A client of the SDK, plain or encrypting: the requests are the same. */
final class ClientSubject implements TableSubject {

    private static final String TABLE = ItemShape.TABLE.name();

    private final DynamoDbClient client;
    private final List<Map<String, AttributeValue>> items;
    private final List<Map<String, AttributeValue>> keys;

    /**
     * Makes one.
     *
     * @param client the client, closed with this
     * @param items the items
     */
    ClientSubject(DynamoDbClient client, List<Item> items) {
        this.client = client;
        this.items = items.stream().map(AttributeValueMapping::fromItem).toList();
        this.keys = items.stream()
                .map(ItemShape::keyOf)
                .map(AttributeValueMapping::fromItem)
                .toList();
    }

    @Override
    public Object put(int index) {
        return client.putItem(request -> request.tableName(TABLE).item(items.get(index)));
    }

    @Override
    public GetItemResponse get(int index) {
        return client.getItem(request -> request.tableName(TABLE).key(keys.get(index)));
    }

    @Override
    public Object putBatch(int from) {
        List<WriteRequest> puts = items.subList(from, from + BATCH).stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        BatchWriteItemResponse response = client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, puts)));
        TableSubject.requireWritten(response.unprocessedItems().isEmpty());
        return response;
    }

    @Override
    public List<Map<String, AttributeValue>> scan() {
        return client.scanPaginator(request -> request.tableName(TABLE)).items().stream()
                .toList();
    }

    @Override
    public Item read(int index) {
        return AttributeValueMapping.toItem(get(index).item());
    }

    @Override
    public void close() {
        client.close();
    }
}
