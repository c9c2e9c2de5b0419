package dev.itemseal.dynamodb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemJsonTest {

    private static final Item ITEM =
            Item.empty().with("id", AttributeValue.ofNumber("1.50")).with("Item", AttributeValue.ofString("x"));
    private static final String JSON = "{\"id\": {\"N\": \"1.50\"}, \"Item\": {\"S\": \"x\"}}";

    @Test
    void anItemIsRead() {
        assertThat(ItemJson.parse(JSON)).isEqualTo(ITEM);
        assertThat(ItemJson.parse("{}")).isEqualTo(Item.empty());
    }

    @Test
    void anExportLineIsRead() {
        assertThat(ItemJson.parseExportLine("{\"Item\":" + JSON + "}")).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"id\": {\"N\": \"1\"}}",
                "{\"Item\": {}, \"more\": 1}",
                "{\"Metadata\": {}, \"Keys\": {}}",
                "{\"Item\": [{}]}",
                "{\"Item\": {}} x"
            })
    void anotherLineIsRefused(String line) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> ItemJson.parseExportLine(line))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": {}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"S\": \"s3cr3t\", \"N\": \"1\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"S\": 1}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"SS\": \"s3cr3t\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"M\": []}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"BOOL\": \"true\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"NULL\": false}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"X\": \"s3cr3t\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"B\": \"s3c\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"B\": \"s3c!\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"M\": {\"b\": null}}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"N\": \"s3cr3t\"}} | INVALID_NUMBER",
                "{\"a\": {\"SS\": [\"s3cr3t\", \"s3cr3t\"]}} | INVALID_SET",
                "{\"a\": {\"S\": \"b\"}, \"a\": {\"S\": \"s3cr3t\"}} | UNSUPPORTED_VALUE",
                "{\"a\": {\"S\": \"s3cr3t | UNSUPPORTED_VALUE"
            })
    void whatIsNoItemIsRefusedWithoutItsText(String json, Reason reason) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> ItemJson.parse(json))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e).message().doesNotContain("s3c"));
    }

    @Test
    void aNumberInThePlaceOfAValueIsRefusedForWhatItIs() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> ItemJson.parse("{\"a\": {\"N\": " + "1".repeat(1_200) + "}}"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE));
    }

    @Test
    void namesAreForgotten() {
        List<WeakReference<String>> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Item item = ItemJson.parse("{\"" + i + "x".repeat(1_000) + "\": {\"NULL\": true}}");
            names.add(new WeakReference<>(item.names().iterator().next()));
        }
        System.gc();

        assertThat(names).filteredOn(name -> name.get() != null).hasSizeLessThan(50);
    }

    @Test
    void nestingIsBounded() {
        assertThat(ItemJson.parse(nested(ItemReader.MAX_DEPTH)).size()).isEqualTo(1);
        for (int depth : new int[] {ItemReader.MAX_DEPTH + 1, 100_000}) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> ItemJson.parse(nested(depth)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NESTING_TOO_DEEP));
        }
    }

    private static String nested(int depth) {
        return "{\"a\":" + "{\"L\":[".repeat(depth) + "{\"S\":\"x\"}" + "]}".repeat(depth) + "}";
    }
}
