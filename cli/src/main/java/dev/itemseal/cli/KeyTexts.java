package dev.itemseal.cli;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes keys of the texts on the command line, with the types that the table's keys have. */
record KeyTexts(TableDefinition definition) {

    /** A whole key. */
    Item key(Map<String, String> texts) {
        List<String> names = names();
        if (!texts.keySet().equals(Set.copyOf(names))) {
            throw new UsageException("the key has " + new TreeSet<>(texts.keySet()) + ", but that of table '"
                    + definition.table().name() + "' has " + names + ": --key "
                    + String.join(
                            " ", names.stream().map(name -> name + "=VALUE").toList()));
        }
        Item.Builder key = Item.builder(2);
        texts.forEach((name, text) -> key.put(name, value(name, text)));
        return key.build();
    }

    /** The key attributes, the partition key first. */
    List<String> names() {
        return Stream.concat(Stream.of(index().partitionKeyName()), index().sortKeyName().stream())
                .toList();
    }

    AttributeValue partitionKey(String text) {
        return value(index().partitionKeyName(), text);
    }

    AttributeValue sortKey(String text) {
        return value(
                index().sortKeyName()
                        .orElseThrow(() -> new UsageException("table '"
                                + definition.table().name()
                                + "' has no sort key (setting 'table.sort-key') that could be compared")),
                text);
    }

    private TableIndex index() {
        return definition.table().primaryIndex();
    }

    private AttributeValue value(String name, String text) {
        AttributeType type = Objects.requireNonNull(definition.keyTypes().get(name));
        try {
            return switch (type) {
                case N -> AttributeValue.ofNumber(text);
                case B -> AttributeValue.ofBytes(Base64.getDecoder().decode(text));
                default -> AttributeValue.ofString(text);
            };
        } catch (InvalidItemException | IllegalArgumentException e) {
            throw new UsageException("the value of the key attribute '" + name + "' is not of type " + type
                    + (type == AttributeType.B ? ", given in Base64" : ""));
        }
    }
}
