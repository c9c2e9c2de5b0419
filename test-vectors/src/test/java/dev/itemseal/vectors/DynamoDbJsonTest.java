package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbJsonTest {

    private static final String ALL_TYPES = "{\"s\":{\"S\":\"Zoë\"},\"n\":{\"N\":\"1.50\"},\"b\":{\"B\":\"AAE=\"},"
            + "\"ss\":{\"SS\":[\"b\",\"a\"]},\"ns\":{\"NS\":[\"2\",\"1.0\"]},\"bs\":{\"BS\":[\"gA==\",\"\"]},"
            + "\"l\":{\"L\":[{\"S\":\"\"},{\"L\":[]}]},\"m\":{\"M\":{\"z\":{\"NULL\":true},\"\":{\"M\":{}}}},"
            + "\"t\":{\"BOOL\":true},\"f\":{\"BOOL\":false},\"x\":{\"NULL\":true}}";

    @Test
    void whatIsReadIsWrittenTheSame() {
        assertThat(DynamoDbJson.format(DynamoDbJson.parse(ALL_TYPES))).isEqualTo(ALL_TYPES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{}}",
                "{} {}",
                "{\"a\"}",
                "{'a':{'S':'x'}}",
                "{\"a\":{\"S\":\"x\"},\"a\":{\"S\":\"y\"}}",
                "{\"a\":{\"M\":{\"k\":{\"S\":\"x\"},\"k\":{\"S\":\"x\"}}}}",
                "{\"a\":null}",
                "{\"a\":\"x\"}",
                "{\"a\":{}}",
                "{\"a\":{\"S\":\"x\",\"N\":\"1\"}}",
                "{\"a\":{\"s\":\"x\"}}",
                "{\"a\":{\"X\":\"x\"}}",
                "{\"a\":{\"S\":1}}",
                "{\"a\":{\"S\":null}}",
                "{\"a\":{\"N\":1}}",
                "{\"a\":{\"B\":\"AAE\"}}",
                "{\"a\":{\"B\":\"AA_=\"}}",
                "{\"a\":{\"B\":\"A\"}}",
                "{\"a\":{\"B\":\"AAE=\\n\"}}",
                "{\"a\":{\"SS\":\"x\"}}",
                "{\"a\":{\"SS\":[1]}}",
                "{\"a\":{\"SS\":{}}}",
                "{\"a\":{\"BS\":[\"A\"]}}",
                "{\"a\":{\"L\":{}}}",
                "{\"a\":{\"L\":[\"x\"]}}",
                "{\"a\":{\"M\":[]}}",
                "{\"a\":{\"BOOL\":\"true\"}}",
                "{\"a\":{\"BOOL\":1}}",
                "{\"a\":{\"NULL\":false}}",
                "{\"a\":{\"NULL\":null}}",
                "{\"a\":{\"NULL\":\"true\"}}",
                "{\"a\":{\"S\":\"x\"}} // comment",
                "{\"a\":{\"S\":\"x\"},}",
                "{\"a\":{\"N\":NaN}}"
            })
    void whatHasNoTypeIsRefused(String json) {
        assertRefused(json, Reason.UNSUPPORTED_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"N\":\"x\"}} | INVALID_NUMBER",
                "{\"a\":{\"N\":\"\"}} | INVALID_NUMBER",
                "{\"a\":{\"NS\":[\"1\",\" 1\"]}} | INVALID_NUMBER",
                "{\"a\":{\"SS\":[\"x\",\"x\"]}} | INVALID_SET",
                "{\"a\":{\"NS\":[\"1\",\"1.0\"]}} | INVALID_SET",
                "{\"a\":{\"BS\":[\"AA==\",\"AA==\"]}} | INVALID_SET"
            })
    void whatIsMalformedIsRefused(String json, Reason reason) {
        assertRefused(json, reason);
    }

    private static void assertRefused(String json, Reason reason) {
        assertThatThrownBy(() -> DynamoDbJson.parse(json))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void errorsNameTheAttributeAndKeepItsValueSecret() {
        assertThatThrownBy(() -> DynamoDbJson.parse("{\"card\":{\"N\":\"secret\"}}"))
                .hasMessageContaining("'card'")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DynamoDbJson.parse("{\"card\":{\"B\":\"secret?!\"}}"))
                .hasMessageContaining("'card'")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DynamoDbJson.parse("{\"card\":secret}"))
                .hasMessageContaining("column")
                .hasMessageNotContaining("secret");
    }

    @Test
    void nestingIsBounded() {
        assertThat(DynamoDbJson.parse(nested(128)).size()).isEqualTo(1);
        assertRefused(nested(129), Reason.NESTING_TOO_DEEP);
        assertRefused(nested(100_000), Reason.NESTING_TOO_DEEP);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "{\"L\":[".repeat(depth) + "]}".repeat(depth) + "}";
    }

    @Test
    void halfACharacterIsWrittenAsAnEscape() {
        Item item = Item.empty()
                .with("a", AttributeValue.ofString("x\ud83dy\ude00"))
                .with("b", AttributeValue.ofString("\ud83d\ude00"));

        String json = DynamoDbJson.format(item);

        assertThat(json).isEqualTo("{\"a\":{\"S\":\"x\\ud83dy\\ude00\"},\"b\":{\"S\":\"\ud83d\ude00\"}}");
        assertThat(DynamoDbJson.parse(json)).isEqualTo(item);
    }

    @Property
    void everyTextComesBack(@ForAll String text) {
        Item item = Item.empty().with("text", AttributeValue.ofString(text));
        String json = DynamoDbJson.format(item);
        String throughUtf8 = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        Item read = DynamoDbJson.parse(throughUtf8);

        assertThat(((StringValue) read.attribute("text").orElseThrow()).text()).isEqualTo(text);
    }

    @Property
    void noTextDoesMoreThanBeRefused(@ForAll @StringLength(max = 40) String rubbish, @ForAll int at) {
        String json = ALL_TYPES.substring(0, Math.floorMod(at, ALL_TYPES.length())) + rubbish;
        try {
            ItemLine.parse(json);
        } catch (InvalidItemException e) {
            assertThat(e.reason()).isNotNull();
        }
    }
}
