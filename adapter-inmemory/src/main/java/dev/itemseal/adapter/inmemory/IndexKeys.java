package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The key attributes of a table's primary or of a secondary index: checks them, and places items by them. */
final class IndexKeys {

    private static final int MAX_PARTITION_KEY_BYTES = 2048;
    private static final int MAX_SORT_KEY_BYTES = 1024;

    private final String where;
    private final TableIndex index;
    private final Map<String, AttributeType> types;
    private final StoredForm storedForm;

    /** The index's own key attributes, then those of the table, which tell apart items with the same index keys. */
    private final Set<String> names;

    private IndexKeys(TableDefinition definition, TableIndex index, String where) {
        this.where = where;
        this.index = index;
        this.types = definition.keyTypes();
        this.storedForm = new StoredForm(definition.table().name());
        names = new LinkedHashSet<>();
        addNames(index);
        addNames(definition.table().primaryIndex());
    }

    static IndexKeys ofPrimary(TableDefinition definition) {
        return new IndexKeys(
                definition,
                definition.table().primaryIndex(),
                "table '" + definition.table().name() + "'");
    }

    static IndexKeys ofSecondary(TableDefinition definition, String indexName) {
        return new IndexKeys(
                definition,
                Objects.requireNonNull(definition.table().secondaryIndexes().get(indexName)),
                "index '" + indexName + "' of table '" + definition.table().name() + "'");
    }

    private void addNames(TableIndex of) {
        names.add(of.partitionKeyName());
        of.sortKeyName().ifPresent(names::add);
    }

    Set<String> names() {
        return names;
    }

    /** The table or the index, as messages call it. */
    String where() {
        return where;
    }

    /** The place of an item that has all key attributes. */
    RowKey keyOf(Item item) {
        return placeOf(item)
                .orElseThrow(() -> Refusals.invalid("An item for " + where + " lacks one of the key attributes " + names
                        + "; give each item all of them"));
    }

    /** The place of an item; none if it lacks a key attribute. Those that it has must be right in any case. */
    Optional<RowKey> placeOf(Item item) {
        List<KeyValue> values = new ArrayList<>(names.size());
        for (String name : names) {
            item.attribute(name).ifPresent(value -> values.add(checked(name, value)));
        }
        return values.size() == names.size() ? Optional.of(RowKey.at(List.copyOf(values))) : Optional.empty();
    }

    /** The place that a key names, which must hold the key attributes and nothing else. */
    RowKey placeNamed(Item key) {
        if (!key.names().equals(names)) {
            throw Refusals.invalid("A key for " + where + " must have exactly the attributes " + names + " and has "
                    + key.names() + "; take the key attributes of the item");
        }
        return keyOf(key);
    }

    Item keyAttributes(Item item) {
        Item.Builder key = Item.builder(names.size());
        names.forEach(name -> key.put(name, item.attribute(name).orElseThrow()));
        return key.build();
    }

    /** The places between which everything is that a condition finds. */
    Range range(KeyCondition condition) {
        KeyValue partition = checked(index.partitionKeyName(), condition.partitionKey());
        return condition
                .sortRange()
                .map(range -> range(partition, range))
                .orElseGet(() -> new Range(RowKey.before(partition), RowKey.after(partition)));
    }

    private Range range(KeyValue partition, KeyCondition.SortRange range) {
        String sortKeyName = index.sortKeyName()
                .orElseThrow(() -> Refusals.invalid(
                        "A query compares sort keys, and " + where + " has none; query by the partition key alone"));
        KeyValue operand = checked(sortKeyName, range.operand());
        RowKey first = RowKey.before(partition);
        RowKey last = RowKey.after(partition);
        RowKey beforeOperand = RowKey.before(partition, operand);
        RowKey afterOperand = RowKey.after(partition, operand);
        return switch (range.comparison()) {
            case EQUAL -> new Range(beforeOperand, afterOperand);
            case LESS -> new Range(first, beforeOperand);
            case AT_MOST -> new Range(first, afterOperand);
            case GREATER -> new Range(afterOperand, last);
            case AT_LEAST -> new Range(beforeOperand, last);
            case BETWEEN -> {
                KeyValue upper = checked(sortKeyName, range.upperBound().orElseThrow());
                if (operand.compareTo(upper) > 0) {
                    throw Refusals.invalid("A query of " + where
                            + " asks for sort keys between two bounds of which the lower is the greater; swap them");
                }
                yield new Range(beforeOperand, RowKey.after(partition, upper));
            }
            case BEGINS_WITH -> {
                if (types.get(sortKeyName) == AttributeType.N) {
                    throw Refusals.invalid("A query of " + where + " asks what the sort key '" + sortKeyName
                            + "' begins with, which is a number; compare it otherwise");
                }
                yield new Range(
                        beforeOperand,
                        operand.afterAllThatBeginWithThis()
                                .map(next -> RowKey.before(partition, next))
                                .orElse(last));
            }
        };
    }

    private KeyValue checked(String name, AttributeValue value) {
        if (value.type() != types.get(name)) {
            throw refused(name, "must be of type " + types.get(name) + " and is of type " + value.type());
        }
        if (value.type() != AttributeType.N) {
            requireSize(name, ItemSize.of(value));
        }
        return KeyValue.of(storedForm.of(name, value));
    }

    private void requireSize(String name, int bytes) {
        if (bytes == 0) {
            throw refused(name, "is empty, which no key is");
        }
        int most = name.equals(index.partitionKeyName()) ? MAX_PARTITION_KEY_BYTES : MAX_SORT_KEY_BYTES;
        boolean isOwn = index.keyNames().contains(name); // in a secondary index, the table's keys stand too
        if (isOwn && bytes > most) {
            throw Refusals.limit(
                    "The key attribute '" + name + "' for " + where + " has more than " + most + " bytes; shorten it");
        }
    }

    private StoreException refused(String name, String problem) {
        return Refusals.invalid("The key attribute '" + name + "' for " + where + " " + problem + "; mend the request");
    }

    /**
     * A part of an index.
     *
     * @param from the place before the first row
     * @param to the place after the last row
     */
    record Range(RowKey from, RowKey to) {

        boolean holds(RowKey key) {
            return from.compareTo(key) < 0 && key.compareTo(to) < 0;
        }
    }
}
