package dev.itemseal.engine;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.function.BiConsumer;

/** An item's names and values as arrays, in its order, while it is worked on: values are replaced one by one. For one thread. */
final class ItemArrays implements BiConsumer<String, AttributeValue> {

    private final String[] names;
    private final AttributeValue[] values;
    private int filled;

    ItemArrays(Item item) {
        names = new String[item.size()];
        values = new AttributeValue[item.size()];
        item.forEach(this);
    }

    @Override
    public void accept(String name, AttributeValue value) {
        names[filled] = name;
        values[filled++] = value;
    }

    int count() {
        return names.length;
    }

    /** The names, which nobody changes. */
    String[] names() {
        return names;
    }

    String name(int index) {
        return names[index];
    }

    AttributeValue value(int index) {
        return values[index];
    }

    void replace(int index, AttributeValue value) {
        values[index] = value;
    }
}
