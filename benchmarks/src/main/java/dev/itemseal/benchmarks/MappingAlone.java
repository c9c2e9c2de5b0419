package dev.itemseal.benchmarks;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What {@link ItemsealOnSdkValues} does beside the encryption: one item is mapped to our values, and another back, of which
 * one is plaintext and the other encrypted.
 */
final class MappingAlone implements Subject {

    private final ItemsealClient client = new ItemsealClient(KeyScheme.STATIC);

    @Override
    public Workload workload(List<Item> items) {
        List<Item> encrypted = items.stream().map(client::encrypt).toList();
        List<Map<String, AttributeValue>> plaintextOfSdk =
                items.stream().map(AttributeValueMapping::fromItem).toList();
        List<Map<String, AttributeValue>> encryptedOfSdk =
                encrypted.stream().map(AttributeValueMapping::fromItem).toList();
        return new Workload() {
            @Override
            public Object encrypt(int index) {
                return new Mapped(
                        AttributeValueMapping.toItem(plaintextOfSdk.get(index)),
                        AttributeValueMapping.fromItem(encrypted.get(index)));
            }

            @Override
            public Object decrypt(int index) {
                return new Mapped(
                        AttributeValueMapping.toItem(encryptedOfSdk.get(index)),
                        AttributeValueMapping.fromItem(items.get(index)));
            }
        };
    }

    private record Mapped(Item in, Map<String, AttributeValue> out) {}
}
