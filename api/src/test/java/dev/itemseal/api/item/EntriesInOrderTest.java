package dev.itemseal.api.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever is added, replaced and left out, the entries are those that a LinkedHashMap would have. */
class EntriesInOrderTest {

    /** One step: adds or replaces, or leaves out where there is no value. */
    private record Step(String name, AttributeValue value) {}

    @Property
    void isLikeALinkedHashMap(
            @ForAll @IntRange(max = 80) int expectedSize, @ForAll("steps") @Size(max = 200) List<Step> steps) {
        EntriesInOrder entries = new EntriesInOrder(expectedSize);
        Map<String, AttributeValue> expected = new LinkedHashMap<>();
        for (Step step : steps) {
            assertThat(entries.has(step.name())).isEqualTo(expected.containsKey(step.name()));
            if (step.value() == null) {
                entries.remove(step.name());
                expected.remove(step.name());
            } else {
                entries.set(step.name(), step.value());
                expected.put(step.name(), step.value());
            }
        }

        Map<String, AttributeValue> built = entries.build();

        assertThat(built).isEqualTo(expected).hasSameHashCodeAs(expected).hasSize(expected.size());
        assertThat(expected).isEqualTo(built);
        assertThat(new ArrayList<>(built.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
        List<String> visited = new ArrayList<>();
        built.forEach((name, value) -> {
            visited.add(name);
            assertThat(built.get(name)).isSameAs(value);
        });
        assertThat(visited).containsExactlyElementsOf(expected.keySet());
        for (Step step : steps) {
            assertThat(built.get(step.name())).isEqualTo(expected.get(step.name()));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<AttributeValue> value = Arbitraries.integers().between(0, 9).map(AttributeValue::ofNumber);
        return Combinators.combine(name(), value.injectNull(0.2)).as(Step::new).list();
    }

    /** Some of which have one hash: "Aa" and "BB" do. */
    private static Arbitrary<String> name() {
        return Arbitraries.oneOf(
                Arbitraries.of("Aa", "BB").list().ofMaxSize(5).map(parts -> String.join("", parts)),
                Arbitraries.integers().between(0, 150).map(number -> "attribute_" + number));
    }

    @Test
    void nobodyCanChangeIt() {
        for (int size : new int[] {1, SmallMap.MOST, SmallMap.MOST + 1}) {
            EntriesInOrder entries = new EntriesInOrder(1);
            for (int i = 0; i < size; i++) {
                entries.set("a" + i, AttributeValue.ofNull());
            }
            Map<String, AttributeValue> built = entries.build();

            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(built::clear);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> built.put("a0", AttributeValue.ofString("other")));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> built.remove("a0"));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> built.values().clear());
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> built.entrySet().iterator().next().setValue(AttributeValue.ofString("other")));
            assertThat(built).hasSize(size).containsEntry("a0", AttributeValue.ofNull());
        }
    }

    @Test
    void itsIteratorEnds() {
        EntriesInOrder entries = new EntriesInOrder(1);
        entries.set("a", AttributeValue.ofNull());
        Iterator<String> names = entries.build().keySet().iterator();

        assertThat(names.next()).isEqualTo("a");
        assertThat(names.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(names::next);
    }

    @Test
    void whatIsNoNameIsNotThere() {
        Map<String, AttributeValue> built = new EntriesInOrder(1).build();

        assertThat(built.get(null)).isNull();
        assertThat(built.containsKey(null)).isFalse();
    }
}
