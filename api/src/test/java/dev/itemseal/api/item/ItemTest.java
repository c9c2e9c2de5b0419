package dev.itemseal.api.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ItemTest {

    private static final AttributeValue ONE = AttributeValue.ofNumber(1);
    private static final AttributeValue TWO = AttributeValue.ofNumber(2);

    private static Item zya() {
        return Item.builder(3).put("z", ONE).put("y", TWO).put("a", ONE).build();
    }

    @Test
    void keepsTheOrderGiven() {
        assertThat(zya().names()).containsExactly("z", "y", "a");
        assertThat(zya().asMap().keySet()).containsExactly("z", "y", "a");
        List<String> visited = new ArrayList<>();
        zya().forEach((name, value) -> visited.add(name));
        assertThat(visited).containsExactly("z", "y", "a");
        assertThat(Item.of(zya().asMap()).names()).containsExactly("z", "y", "a");
    }

    @Property
    void orderDoesNotCount(@ForAll("items") Item item, @ForAll Random random) {
        MapValue rewritten = (MapValue) AnyValue.rewritten(AttributeValue.ofMap(item.asMap()), random);

        assertThat(Item.of(rewritten.entries())).isEqualTo(item).hasSameHashCodeAs(item);
    }

    @Property
    void withAndWithoutMakeNewItems(@ForAll("items") Item item, @ForAll("values") AttributeValue value) {
        Item before = Item.of(item.asMap());

        Item more = item.with("added", value);

        assertThat(more.attribute("added")).contains(value);
        assertThat(more.size()).isEqualTo(item.size() + (item.has("added") ? 0 : 1));
        assertThat(more.without("added")).isEqualTo(item.without("added"));
        assertThat(more.without("added").has("added")).isFalse();
        assertThat(item).isEqualTo(before);
    }

    @Test
    void replacingKeepsThePlace() {
        Item item = zya().with("y", ONE);

        assertThat(item.names()).containsExactly("z", "y", "a");
        assertThat(item.attribute("y")).contains(ONE);
        assertThat(zya().attribute("y")).contains(TWO);
    }

    @Test
    void findsWhatIsThere() {
        assertThat(zya().has("y")).isTrue();
        assertThat(zya().has("Y")).isFalse();
        assertThat(zya().attribute("Y")).isEmpty();
        assertThat(zya().without("Y")).isEqualTo(zya());
        assertThat(Item.empty().size()).isZero();
        assertThat(Item.empty()).isEqualTo(Item.of(Map.of()));
        assertThat(zya()).isNotEqualTo(Item.empty()).isNotEqualTo(zya().asMap());
    }

    @Test
    void isImmutable() {
        Map<String, AttributeValue> source = new LinkedHashMap<>(Map.of("a", ONE));
        Item item = Item.of(source);
        source.put("b", ONE);

        assertThat(item.names()).containsExactly("a");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> item.asMap().put("b", ONE));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> item.names().remove("a"));
    }

    @Test
    void aBuilderBuildsOnce() {
        Item.Builder builder = Item.builder(0).put("a", ONE).put("b", TWO).remove("a");
        assertThat(builder.build().names()).containsExactly("b");

        assertThatIllegalStateException().isThrownBy(builder::build);
        assertThatIllegalStateException().isThrownBy(() -> builder.put("c", ONE));
        assertThatIllegalStateException().isThrownBy(() -> builder.putAll(zya()));
        assertThatIllegalStateException().isThrownBy(() -> builder.remove("b"));
    }

    @Test
    void takesNoNull() {
        Item.Builder builder = Item.builder(1);
        assertThatNullPointerException().isThrownBy(() -> builder.put(null, ONE));
        assertThatNullPointerException().isThrownBy(() -> builder.put("a", null));
    }

    @Test
    void toStringGivesNamesAndTypes() {
        assertThat(zya()).hasToString("Item{z=N(hidden), y=N(hidden), a=N(hidden)}");
    }

    @Provide
    Arbitrary<Item> items() {
        return AnyValue.item();
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return AnyValue.value();
    }
}
