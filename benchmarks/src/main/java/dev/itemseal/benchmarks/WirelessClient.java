package dev.itemseal.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The SDK's client without wire and server: items lie in a map as they were given. What an encrypting client costs in front
 * of it is all its own. For the requests that are measured, of one table and one thread.
 */
final class WirelessClient implements DynamoDbClient {

    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new LinkedHashMap<>();

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        put(request.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return GetItemResponse.builder().item(items.get(request.key())).build();
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        request.requestItems()
                .values()
                .forEach(
                        writes -> writes.forEach(write -> put(write.putRequest().item())));
        return BatchWriteItemResponse.builder().unprocessedItems(Map.of()).build();
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return ScanResponse.builder().items(List.copyOf(items.values())).build();
    }

    private void put(Map<String, AttributeValue> item) {
        items.put(
                Map.of(
                        ItemShape.PARTITION_KEY, item.get(ItemShape.PARTITION_KEY),
                        ItemShape.SORT_KEY, item.get(ItemShape.SORT_KEY)),
                item);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
