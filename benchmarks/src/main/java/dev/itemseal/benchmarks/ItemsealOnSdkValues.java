package dev.itemseal.benchmarks;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Our item encryptor as the adapter uses it: the SDK's values are mapped before and after. */
final class ItemsealOnSdkValues implements Subject {

    private final ItemsealClient client;

    ItemsealOnSdkValues(KeyScheme keys) {
        client = new ItemsealClient(keys);
    }

    @Override
    public Workload workload(List<Item> items) {
        List<Map<String, AttributeValue>> plaintext =
                items.stream().map(AttributeValueMapping::fromItem).toList();
        List<Map<String, AttributeValue>> encrypted = items.stream()
                .map(client::encrypt)
                .map(AttributeValueMapping::fromItem)
                .toList();
        return new Workload() {
            @Override
            public Object encrypt(int index) {
                return AttributeValueMapping.fromItem(
                        client.encrypt(AttributeValueMapping.toItem(plaintext.get(index))));
            }

            @Override
            public Object decrypt(int index) {
                return AttributeValueMapping.fromItem(
                        client.decrypt(AttributeValueMapping.toItem(encrypted.get(index))));
            }
        };
    }
}
