package dev.itemseal.api.materials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaterialDescriptionTest {

    @Test
    void entriesAreSortedInUtf16Order() { // DSC-2
        MaterialDescription description =
                MaterialDescription.of(Map.of("\uFF5E", "1", "b", "2", "\uD83D\uDE00", "3", "B", "4"));

        assertThat(description.entries().keySet()).containsExactly("B", "b", "\uD83D\uDE00", "\uFF5E");
    }

    @Test
    void copiesItsEntries() {
        Map<String, String> entries = new HashMap<>(Map.of("a", "1"));
        MaterialDescription description = MaterialDescription.of(entries);
        entries.put("b", "2");

        assertThat(description.entries()).isEqualTo(Map.of("a", "1"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> description.entries().put("b", "2"));
    }

    @Test
    void findsEntries() {
        MaterialDescription description = MaterialDescription.of(Map.of("a", "1"));

        assertThat(description.entry("a")).contains("1");
        assertThat(description.entry("A")).isEmpty();
        assertThat(description.isEmpty()).isFalse();
        assertThat(MaterialDescription.empty().isEmpty()).isTrue();
        assertThat(MaterialDescription.of(Map.of())).isEqualTo(MaterialDescription.empty());
    }

    @Test
    void addsAndReplaces() {
        MaterialDescription one = MaterialDescription.of(Map.of("a", "1", "b", "1"));
        MaterialDescription other = MaterialDescription.of(Map.of("b", "2", "c", "2"));

        assertThat(one.withAll(other).entries()).isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
        assertThat(one.withAll(MaterialDescription.empty())).isEqualTo(one);
        assertThat(MaterialDescription.empty().withAll(one)).isEqualTo(one);
        assertThat(one.with("a", "2").entries()).isEqualTo(Map.of("a", "2", "b", "1"));
        assertThat(one.entries()).isEqualTo(Map.of("a", "1", "b", "1"));
    }

    @Test
    void equalEntriesAreEqual() {
        MaterialDescription one = MaterialDescription.of(Map.of("a", "1", "b", "2"));
        MaterialDescription same = MaterialDescription.empty().with("b", "2").with("a", "1");

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(same.with("a", "2"));
        assertThat(one).hasToString("MaterialDescription[a, b]");
    }

    @Test
    void takesNoNull() {
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("a", null);
        Map<String, String> nullName = new HashMap<>();
        nullName.put(null, "1");

        assertThatNullPointerException().isThrownBy(() -> MaterialDescription.of(nullValue));
        assertThatNullPointerException().isThrownBy(() -> MaterialDescription.of(nullName));
        MaterialDescription empty = MaterialDescription.empty();
        assertThatNullPointerException().isThrownBy(() -> empty.with("a", null));
        assertThatNullPointerException().isThrownBy(() -> empty.with(null, "1"));
    }
}
