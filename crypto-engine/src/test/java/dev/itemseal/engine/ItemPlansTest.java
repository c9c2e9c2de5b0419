package dev.itemseal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which plans are remembered: names come from items that anybody may have written. */
class ItemPlansTest {

    private final ItemPlans plans = new ItemPlans(ReservedAttributes.DEFAULT);
    private final ItemPlan.Subject subject =
            new ItemPlan.Subject("Example", AttributeActions.withDefault(CryptoAction.SIGN_ONLY), Dialect.JAVA);
    private final Scratch scratch = new Scratch(null);

    private ItemPlan plan(int attributes, int nameLength) {
        Item.Builder item = Item.builder(attributes);
        for (int i = 0; i < attributes; i++) {
            String name = Integer.toString(i);
            item.put(name + "x".repeat(nameLength - name.length()), AttributeValue.ofNull());
        }
        return plans.planFor(subject, new ItemArrays(item.build()), scratch);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 16384, true",
        "1, 16385, false",
        "6, 60000, false",
        "256, 64, true",
        "256, 65, false",
        "257, 64, true",
        "2048, 32, true",
        "2048, 33, false",
        "2049, 4, false",
    })
    @DisplayName("A plan is remembered unless its names are many, or long")
    void remembered(int attributes, int nameLength, boolean expected) {
        ItemPlan first = plan(attributes, nameLength);

        assertThat(plan(attributes, nameLength) == first).isEqualTo(expected);
    }
}
