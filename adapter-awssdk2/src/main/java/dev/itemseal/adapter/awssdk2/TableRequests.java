package dev.itemseal.adapter.awssdk2;

import dev.itemseal.adapter.awssdk2.expression.Condition;
import dev.itemseal.adapter.awssdk2.expression.ExpressionText;
import dev.itemseal.adapter.awssdk2.expression.Update;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.table.TableCrypto;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;

/** What requests and responses hold of one encrypted table, in the SDK's form. */
final class TableRequests {

    private final TableCrypto crypto;

    TableRequests(TableCrypto crypto) {
        this.crypto = crypto;
    }

    TableCrypto crypto() {
        return crypto;
    }

    TableInfo table() {
        return crypto.config().table();
    }

    String name() {
        return table().name();
    }

    /** The key of a request. */
    Item key(Map<String, AttributeValue> key) {
        Item item = AttributeValueMapping.toItem(key);
        crypto.requireKey(item);
        StorableItem.requireText(item);
        return item;
    }

    CompletionStage<Map<String, AttributeValue>> encrypted(Item item) {
        return crypto.encrypted(item).thenApply(StorableItem::attributes);
    }

    CompletionStage<Map<String, AttributeValue>> decrypted(Map<String, AttributeValue> stored, Item expected) {
        return crypto.decrypted(AttributeValueMapping.toItem(stored), expected)
                .thenApply(AttributeValueMapping::fromItem);
    }

    CompletionStage<List<Map<String, AttributeValue>>> decryptedPage(
            List<Map<String, AttributeValue>> stored, Item expected) {
        return crypto.decryptedPage(
                        stored.stream().map(AttributeValueMapping::toItem).toList(), expected)
                .thenApply(items ->
                        items.stream().map(AttributeValueMapping::fromItem).toList());
    }

    /** Of what an update gives back, the attributes that no signature covers: all that a direct update may change. */
    Map<String, AttributeValue> unsigned(Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> unsigned = new LinkedHashMap<>(attributes);
        unsigned.keySet().removeIf(crypto::isSigned);
        return unsigned;
    }

    ExpressionText expression(String kind, String text, Map<String, String> names) {
        return new ExpressionText("The " + kind + " of a request for table '" + name() + "'", text, names);
    }

    /** Refuses a condition, filter or key condition that compares what can't be compared. */
    Condition requireComparable(ExpressionText expression) {
        Condition condition = Condition.parse(expression);
        condition.compared().forEach(crypto::requireComparable);
        return condition;
    }

    /** Refuses a condition that compares what can't be compared; there may be none. */
    void requireComparable(String condition, Map<String, String> names) {
        if (condition != null) {
            requireComparable(expression("condition", condition, names));
        }
    }

    /** Refuses conditions in the form that was before expressions. */
    void requireExpected(Map<String, ExpectedAttributeValue> expected) {
        expected.forEach((name, condition) -> {
            boolean asksForExistence = condition.comparisonOperator() == null
                    ? condition.value() == null && !condition.hasAttributeValueList()
                    : asksForExistence(condition.comparisonOperator());
            if (!asksForExistence) {
                crypto.requireComparable(name);
            }
        });
    }

    /** Refuses filters and key conditions in the form that was before expressions. */
    void requireConditions(Map<String, software.amazon.awssdk.services.dynamodb.model.Condition> conditions) {
        conditions.forEach((name, condition) -> {
            if (!asksForExistence(condition.comparisonOperator())) {
                crypto.requireComparable(name);
            }
        });
    }

    private static boolean asksForExistence(ComparisonOperator operator) {
        return operator == ComparisonOperator.NULL || operator == ComparisonOperator.NOT_NULL;
    }

    /** Refuses an update that touches signed attributes; there may be none. */
    void requireUpdatable(String update, Map<String, String> names) {
        if (update != null) {
            Update.parse(expression("update", update, names)).touched().forEach(crypto::requireUpdatable);
        }
    }

    /**
     * A condition of an update, and the names that its placeholders stand for.
     *
     * @param expression the condition, or null if there is none
     * @param names as the request has them
     */
    record GuardedCondition(String expression, Map<String, String> names) {}

    /** The condition of an update, so that it also holds of signed items alone. */
    GuardedCondition guarded(String condition, Map<String, String> names) {
        requireComparable(condition, names);
        if (crypto.attributeThatUpdatesNeed().isEmpty()) {
            return new GuardedCondition(condition, names);
        }
        Map<String, String> more = new HashMap<>(names);
        String exists = "attribute_exists("
                + placeholder(crypto.attributeThatUpdatesNeed().get(), more) + ")";
        if (condition == null) {
            return new GuardedCondition(exists, more);
        }
        // DynamoDB refuses parentheses that are not needed.
        boolean alternative =
                Condition.parse(expression("condition", condition, names)).alternative();
        return new GuardedCondition(exists + " AND " + (alternative ? "(" + condition + ")" : condition), more);
    }

    /** Adds a placeholder for a name, and gives it. */
    static String placeholder(String attributeName, Map<String, String> names) {
        int number = 0;
        while (names.containsKey("#itemseal" + number)) {
            number++;
        }
        names.put("#itemseal" + number, attributeName);
        return "#itemseal" + number;
    }
}
