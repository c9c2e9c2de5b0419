package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One table and its secondary indexes. A write is worked out first, which refuses what must be refused, and then carried
 * out, which can't fail: so that transactions are all or nothing. For one thread at a time.
 */
final class Table {

    private static final int MAX_ITEM_BYTES = 400 * 1024;

    private final TableDefinition definition;
    private final String name;
    private final StoredForm storedForm;
    private final Index primary;
    private final Map<String, Index> secondary = new LinkedHashMap<>();

    Table(TableDefinition definition) {
        this.definition = definition;
        name = definition.table().name();
        storedForm = new StoredForm(name);
        primary = new Index(IndexKeys.ofPrimary(definition));
        for (String indexName : definition.table().secondaryIndexes().keySet()) {
            secondary.put(indexName, new Index(IndexKeys.ofSecondary(definition, indexName)));
        }
    }

    TableDefinition definition() {
        return definition;
    }

    /** Checks a key, and says where its item stands. */
    RowKey place(Item key) {
        return primary.keys().placeNamed(key);
    }

    Optional<Item> get(RowKey key) {
        return primary.get(key);
    }

    Page query(QueryRequest request) {
        return index(request.indexName(), request.consistent()).query(request);
    }

    Page scan(ScanRequest request) {
        return index(request.indexName(), request.consistent()).scan(request);
    }

    List<Item> itemsByKey() {
        return primary.itemsByKey();
    }

    /** Replaces everything, or nothing if an item is refused. */
    void load(List<Item> items) {
        List<Write> writes = items.stream()
                .map(item -> plan(WriteRequest.Put.of(name, item)))
                .toList();
        Set<RowKey> keys = new HashSet<>();
        for (Write write : writes) {
            if (!keys.add(write.key())) {
                throw Refusals.invalid("Two of the items to load into table '" + name
                        + "' have the same key; the file was edited or joined: leave one of them");
            }
        }
        primary.clear();
        secondary.values().forEach(Index::clear);
        writes.forEach(this::perform);
    }

    /** Works out what a write does, without doing it. */
    Write plan(WriteRequest request) {
        if (request instanceof WriteRequest.Put put) {
            Item item = storedForm.of(put.item());
            requireStorable(item);
            return plan(primary.keys().keyOf(item), put.condition(), Optional.of(item));
        }
        if (request instanceof WriteRequest.Update update) {
            return plan(update);
        }
        if (request instanceof WriteRequest.Delete delete) {
            return plan(place(delete.key()), delete.condition(), Optional.empty());
        }
        WriteRequest.Check check = (WriteRequest.Check) request;
        RowKey key = place(check.key());
        return plan(key, check.condition(), primary.get(key));
    }

    private Write plan(WriteRequest.Update update) {
        RowKey key = place(update.key());
        Set<String> touched = new HashSet<>(update.remove());
        for (String attribute : update.set().names()) {
            if (!touched.add(attribute)) {
                throw Refusals.invalid("An update of table '" + name + "' both sets and removes the attribute '"
                        + attribute + "'; do one of the two");
            }
        }
        for (String keyName : primary.keys().names()) {
            if (touched.contains(keyName)) {
                throw Refusals.invalid("An update of table '" + name + "' changes the key attribute '" + keyName
                        + "'; put an item with the new key and delete the old one");
            }
        }
        Item set = storedForm.of(update.set());
        Item.Builder changed = Item.builder(set.size() + 2);
        changed.putAll(primary.get(key).orElseGet(() -> storedForm.of(update.key())));
        update.remove().forEach(changed::remove);
        Write write =
                plan(key, update.condition(), Optional.of(changed.putAll(set).build()));
        if (write.conditionHolds()) {
            requireStorable(write.after().orElseThrow());
        }
        return write;
    }

    private Write plan(RowKey key, WriteCondition condition, Optional<Item> after) {
        for (WriteCondition.Clause clause : condition.clauses()) {
            if (clause instanceof WriteCondition.EqualTo equal) {
                storedForm.of(equal.attributeName(), equal.value());
            }
        }
        Optional<Item> before = primary.get(key);
        return new Write(this, key, before, after, condition.holds(before.orElseGet(Item::empty)));
    }

    /** Carries out a write whose condition holds. Nothing may have been written since it was planned. */
    void perform(Write write) {
        secondary.forEach((indexName, index) -> {
            write.before().flatMap(index.keys()::placeOf).ifPresent(index::remove);
            write.after()
                    .ifPresent(item -> index.keys()
                            .placeOf(item)
                            .ifPresent(key -> index.put(key, projected(indexName, index, item))));
        });
        write.after().ifPresentOrElse(item -> primary.put(write.key(), item), () -> primary.remove(write.key()));
    }

    private Item projected(String indexName, Index index, Item item) {
        Set<String> attributes = definition.projections().get(indexName);
        if (attributes == null) {
            return item;
        }
        Set<String> keyNames = index.keys().names();
        Item.Builder projected = Item.builder(keyNames.size() + attributes.size());
        for (Map.Entry<String, AttributeValue> attribute : item.asMap().entrySet()) {
            if (keyNames.contains(attribute.getKey()) || attributes.contains(attribute.getKey())) {
                projected.put(attribute.getKey(), attribute.getValue());
            }
        }
        return projected.build();
    }

    private void requireStorable(Item item) {
        if (ItemSize.of(item) > MAX_ITEM_BYTES) {
            throw Refusals.limit("An item for table '" + name + "' has more than " + MAX_ITEM_BYTES
                    + " bytes, names included; cut it into several items");
        }
        secondary.values().forEach(index -> index.keys().placeOf(item));
    }

    private Index index(Optional<String> indexName, boolean consistent) {
        if (indexName.isEmpty()) {
            return primary;
        }
        Index index = secondary.get(indexName.get());
        if (index == null) {
            throw Refusals.invalid("Table '" + name + "' has no index '" + indexName.get() + "'; it has "
                    + secondary.keySet() + ": correct the name");
        }
        if (consistent) {
            throw Refusals.invalid("A read of index '" + indexName.get() + "' of table '" + name
                    + "' asks to be consistent, which a secondary index can't be; ask the table, or don't ask for it");
        }
        return index;
    }

    /**
     * What a write does.
     *
     * @param table where
     * @param key to which row
     * @param before the item that is there
     * @param after the item that takes its place
     * @param conditionHolds whether the write may be carried out
     */
    record Write(Table table, RowKey key, Optional<Item> before, Optional<Item> after, boolean conditionHolds) {}
}
