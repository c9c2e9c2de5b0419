package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1.50,\"b\":-0,\"c\":1E+2,\"d\":0.1e-7,\"e\":12345678901234567890123456789012345678}",
                "{\"\":\"\",\"tëa\":\"\\\"\\n\",\"yes\":true,\"no\":false,\"none\":null}",
                "{\"list\":[],\"map\":{},\"deep\":[{\"a\":[[1],{\"b\":null}]}]}"
            })
    void comesBackToTheLetter(String json) {
        assertThat(PlainJson.format(PlainJson.parse(json))).isEqualTo(json);
    }

    @Test
    void everyValueHasItsType() {
        assertThat(PlainJson.parse("{\"s\":\"1\",\"n\":1.50,\"t\":true,\"z\":null,\"l\":[\"a\"],\"m\":{\"k\":1}}"))
                .isEqualTo(Item.fromJava(Map.of(
                        "s", "1",
                        "n", AttributeValue.ofNumber("1.50"),
                        "t", true,
                        "z", AttributeValue.ofNull(),
                        "l", List.of("a"),
                        "m", Map.of("k", 1))));
        assertThat(((NumberValue) PlainJson.parse("{\"n\":1.50}").attribute("n").orElseThrow()).text())
                .isEqualTo("1.50");
    }

    @Test
    void bytesAndSetsAreWritten() {
        Item item = Item.builder(4)
                .put("b", AttributeValue.ofBytes(new byte[] {1, 2}))
                .put("ss", AttributeValue.ofStrings(List.of("x", "y")))
                .put(
                        "ns",
                        AttributeValue.ofNumbers(
                                List.of(AttributeValue.ofNumber("007"), AttributeValue.ofNumber("+.5"))))
                .put("bs", AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(new byte[] {3}))))
                .build();

        assertThat(PlainJson.format(item))
                .isEqualTo("{\"b\":\"AQI=\",\"ss\":[\"x\",\"y\"],\"ns\":[7,0.5],\"bs\":[\"Aw==\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}{}",
                "{} x",
                "{\"secret\":1,\"secret\":2}",
                "{\"a\":secret}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,}"
            })
    void whatIsNoItemIsRefusedWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> PlainJson.parse(json))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aNumberBeyondAllBoundsIsNamed() {
        assertThatThrownBy(() -> PlainJson.parse("{\"a\":{\"b\":1e1001}}"))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("'a'")
                .extracting(e -> ((InvalidItemException) e).reason())
                .isEqualTo(Reason.INVALID_NUMBER);
    }

    @Test
    void nestingIsBounded() {
        assertThat(PlainJson.parse("{\"a\":" + "[".repeat(127) + "]".repeat(127) + "}")
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() -> PlainJson.parse("{\"a\":" + "[".repeat(128) + "]".repeat(128) + "}"))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("128");
    }
}
