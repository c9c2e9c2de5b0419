package dev.itemseal.adapter.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes as DynamoDB Local 3.3.1 counts them: found by filling an item up to its limit. */
class ItemSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 2",
        "12, 2",
        "123, 3",
        "1234, 3",
        "100, 2",
        "105, 3",
        "1005, 3",
        "-1, 3",
        "-12, 3",
        "-123, 4",
        "-1234, 4",
        "0.5, 2",
        "0.55, 2",
        "0.05, 2",
        "0.001, 2",
        "-0.5, 3",
        "12.5, 3",
        "1.25, 3",
        "10.5, 3",
        "1E125, 2",
        "1E20, 2",
        "1E21, 2",
        "12E20, 2",
        "12E-1, 3",
        "123E3, 3",
        "1234E3, 4",
        "12345678901234567890123456789012345678, 20"
    })
    void numbers(String number, int size) {
        assertThat(ItemSize.of(new NumberValue(number))).isEqualTo(size);
    }

    @Test
    void otherValues() {
        AttributeValue ab = AttributeValue.ofString("ab");
        AttributeValue c = AttributeValue.ofString("c");

        assertThat(ItemSize.of(AttributeValue.ofNull())).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.ofBoolean(false))).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.ofString("\u00e4\uD83D\uDE00"))).isEqualTo(6);
        assertThat(ItemSize.of(AttributeValue.ofBytes(new byte[] {1, 2}))).isEqualTo(2);
        assertThat(ItemSize.of(AttributeValue.ofList(List.of()))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.ofList(List.of(ab)))).isEqualTo(6);
        assertThat(ItemSize.of(AttributeValue.ofList(List.of(ab, c)))).isEqualTo(8);
        assertThat(ItemSize.of(AttributeValue.ofMap(Map.of()))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.ofMap(Map.of("k", ab)))).isEqualTo(7);
        assertThat(ItemSize.of(AttributeValue.ofStrings(List.of("ab", "c")))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.ofBinaries(List.of(BinaryValue.copyOf(new byte[3])))))
                .isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.ofNumbers(List.of(new NumberValue("1"), new NumberValue("22")))))
                .isEqualTo(4);
    }

    @Test
    void namesCount() {
        assertThat(ItemSize.of(Item.fromJava(Map.of("id", "abc", "\u00e4", true))))
                .isEqualTo(2 + 3 + 2 + 1);
    }
}
