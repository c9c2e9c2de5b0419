package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.SortRange;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expressions of one request. Attribute names and values never stand in them, but in placeholders: so that every name
 * works, and none can change what an expression means.
 */
final class PlaceholderExpression {

    private static final int RADIX = 36;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    /** {@return the condition, or null if it always holds, as the SDK has it} */
    @Nullable
    String condition(WriteCondition condition) {
        if (condition.clauses().isEmpty()) {
            return null;
        }
        return condition.clauses().stream().map(this::clause).collect(Collectors.joining(" AND "));
    }

    private String clause(WriteCondition.Clause clause) {
        String name = name(clause.attributeName());
        if (clause instanceof WriteCondition.EqualTo equal) {
            return name + " = " + value(equal.attributeName(), equal.value());
        }
        return clause instanceof WriteCondition.Exists
                ? "attribute_exists(" + name + ")"
                : "attribute_not_exists(" + name + ")";
    }

    /** {@return what an update changes, or null if nothing, as the SDK has it} */
    @Nullable
    String changes(WriteRequest.Update update) {
        List<String> set = new ArrayList<>();
        update.set().forEach((name, value) -> set.add(name(name) + "=" + value(name, value)));
        List<String> remove = update.remove().stream().map(this::name).toList();
        if (set.isEmpty() && remove.isEmpty()) {
            return null;
        }
        return (set.isEmpty() ? "" : "SET " + String.join(",", set))
                + (remove.isEmpty() ? "" : " REMOVE " + String.join(",", remove));
    }

    /** {@return the key condition of a query} */
    String keyCondition(KeyCondition condition, TableIndex index) {
        String partition =
                name(index.partitionKeyName()) + " = " + value(index.partitionKeyName(), condition.partitionKey());
        if (condition.sortRange().isEmpty()) {
            return partition;
        }
        String sortKey = index.sortKeyName()
                .orElseThrow(() -> new StoreException(
                        Reason.INVALID_REQUEST,
                        "A query narrows the sort key, but the index with partition key '" + index.partitionKeyName()
                                + "' has none; ask for the whole partition, or another index"));
        return partition + " AND " + range(sortKey, condition.sortRange().get());
    }

    private String range(String sortKey, SortRange range) {
        String name = name(sortKey);
        String operand = value(sortKey, range.operand());
        return switch (range.comparison()) {
            case EQUAL -> name + " = " + operand;
            case LESS -> name + " < " + operand;
            case AT_MOST -> name + " <= " + operand;
            case GREATER -> name + " > " + operand;
            case AT_LEAST -> name + " >= " + operand;
            case BETWEEN ->
                name + " BETWEEN " + operand + " AND "
                        + value(sortKey, range.upperBound().orElseThrow());
            case BEGINS_WITH -> "begins_with(" + name + ", " + operand + ")";
        };
    }

    /** {@return what the placeholders of names stand for, or null if there are none, as the SDK has it} */
    @Nullable
    Map<String, String> names() {
        return names.isEmpty() ? null : names;
    }

    /** {@return what the placeholders of values stand for, or null if there are none, as the SDK has it} */
    @Nullable
    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }

    private String name(String attributeName) {
        String placeholder = '#' + Integer.toString(names.size(), RADIX);
        names.put(placeholder, StorableItem.name(attributeName));
        return placeholder;
    }

    private String value(String attributeName, dev.itemseal.api.item.AttributeValue value) {
        String placeholder = ':' + Integer.toString(values.size(), RADIX);
        values.put(placeholder, StorableItem.value(attributeName, value));
        return placeholder;
    }
}
