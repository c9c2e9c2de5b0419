package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Item\":{\"id\":{\"S\":\"7\"}}}",
                "{\"Item\":{\"id\":{\"S\":\"7\"},\"x\":{\"NULL\":true}}}",
                "{\"Item\":{\"S\":{\"S\":\"an attribute called S\"}}}",
                "{\"Item\":{\"M\":{\"M\":{}}}}",
                "{\"Item\":{\"M\":{\"S\":\"an attribute called M\"}}}",
                "{\"Item\":{\"L\":{\"L\":[]}}}",
                "{\"Item\":{\"Item\":{\"S\":\"an attribute called Item\"}}}",
                "{\"Item\":{}}"
            })
    void aLineOfAnExport(String line) {
        ItemLine read = ItemLine.parse(line);

        assertThat(read.exported()).isTrue();
        assertThat(read.format(read.item())).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":{\"S\":\"7\"}}",
                "{\"Item\":{\"S\":\"an attribute called Item\"}}",
                "{\"Item\":{\"M\":{}}}",
                "{\"Item\":{\"M\":{\"M\":{\"S\":\"x\"}}}}",
                "{\"Item\":{\"L\":[]}}",
                "{\"Item\":{\"NULL\":true}}",
                "{\"Item\":{\"S\":\"7\"},\"id\":{\"S\":\"7\"}}",
                "{}"
            })
    void aPlainItem(String line) {
        ItemLine read = ItemLine.parse(line);

        assertThat(read.exported()).isFalse();
        assertThat(read.format(read.item())).isEqualTo(line);
    }

    @Test
    void neither() {
        assertThatThrownBy(() -> ItemLine.parse("{\"Item\":{\"id\":7}}")).isInstanceOf(InvalidItemException.class);
        assertThatThrownBy(() -> ItemLine.parse("{\"Item\":[]}")).isInstanceOf(InvalidItemException.class);
    }
}
