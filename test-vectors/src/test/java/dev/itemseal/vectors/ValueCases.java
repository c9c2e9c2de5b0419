package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.bytes;
import static dev.itemseal.vectors.ExampleItems.hex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases of the chapters NUM, SER and DES. */
final class ValueCases {

    private final CaseBook book;
    private final ExampleItems items;

    ValueCases(CaseBook book, ExampleItems items) {
        this.book = book;
        this.items = items;
    }

    void add() {
        numbers();
        serializing();
        deserializing();
    }

    private void numbers() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("39-digits", "123456789012345678901234567890123456789");
        refused.put("too-large", "1E126");
        refused.put("too-small", "-1E-131");
        refused.forEach((name, number) -> {
            for (String attribute : List.of("drink", "seen")) {
                book.write(
                                "num-write-" + name + (attribute.equals("drink") ? "-encrypted" : "-signed"),
                                "No table stores this number",
                                "static",
                                TEA.with(attribute, AttributeValue.ofNumber(number)))
                        .rules("NUM-4", "CMP-7")
                        .refused(Reason.INVALID_NUMBER);
            }
        });
        Map<String, String> malformed = new LinkedHashMap<>();
        malformed.put("nan", "NaN");
        malformed.put("underscore", "1_0");
        malformed.put("blank", " 5");
        malformed.put("empty", "");
        malformed.put("arabic-digit", "\u0665");
        malformed.put("exponent-alone", "E5");
        malformed.put("huge-exponent", "1e999999999");
        malformed.put("1001-characters", "1".repeat(1001));
        malformed.forEach((name, number) -> book.write(
                        "num-write-" + name,
                        "This is no number, or one that would grow beyond bounds",
                        "static",
                        DynamoDbJson.node(TEA)
                                .set(
                                        "drink",
                                        JsonNodeFactory.instance.objectNode().put("N", number)))
                .rules(number.length() > 8 ? "NUM-2" : "NUM-1", "CMP-8")
                .refused(Reason.INVALID_NUMBER));
        book.read(
                        "num-read-minus-zero",
                        "A signed -0 is signed as 0",
                        "static",
                        Forge.signed(items.unsigned(hex("0073 00000003 746561"))
                                        .with("seen", AttributeValue.ofNumber("0")))
                                .with("seen", AttributeValue.ofNumber("-0")))
                .rules("NUM-3", "CMP-6")
                .gives(TEA.with("seen", AttributeValue.ofNumber("-0")));
        book.read(
                        "num-read-rounded",
                        "A number whose signature holds for the first 28 digits alone could be changed",
                        "static",
                        Forge.signed(items.unsigned(hex("0073 00000003 746561"))
                                        .with("seen", AttributeValue.ofNumber("1234567890123456789012345678")))
                                .with("seen", AttributeValue.ofNumber("1234567890123456789012345678.4")))
                .rules("NUM-4", "CMP-4")
                .refused(Reason.NOT_AUTHENTIC);
        book.read(
                        "num-read-38-digits",
                        "38 digits come back exactly",
                        "static",
                        items.stored(bytes("006e 00000026", "12345678901234567890123456789012345678")))
                .rules("NUM-4", "CMP-5", "CMP-39")
                .gives(TEA.with("drink", AttributeValue.ofNumber("12345678901234567890123456789012345678")));
    }

    private void serializing() {
        Map<String, AttributeValue> refused = new LinkedHashMap<>();
        refused.put("empty-strings", AttributeValue.ofStrings(List.of()));
        refused.put("empty-numbers", AttributeValue.ofNumbers(List.of()));
        refused.put("empty-binaries", AttributeValue.ofBinaries(List.of()));
        refused.put("nested-empty", AttributeValue.ofList(List.of(AttributeValue.ofStrings(List.of()))));
        refused.forEach((name, value) -> book.write(
                        "ser-write-" + name, "No table stores an empty set", "static", TEA.with("drink", value))
                .rules("SER-14")
                .refused(Reason.INVALID_SET));
        JsonNode doubled = DynamoDbJson.parseTree("{\"id\":{\"S\":\"7\"},\"x\":{\"NS\":[\"1\",\"1.0\"]}}");
        book.write("ser-write-equal-numbers", "1 and 1.0 are one member", "static", doubled)
                .rules("SER-14")
                .refused(Reason.INVALID_SET);
        book.write(
                        "ser-write-empty-values",
                        "Empty texts, bytes, lists and maps are values",
                        "static",
                        TEA.with(
                                "drink",
                                AttributeValue.ofList(List.of(
                                        AttributeValue.ofString(""),
                                        AttributeValue.ofBytes(new byte[0]),
                                        AttributeValue.ofList(List.of()),
                                        AttributeValue.ofMap(Map.of())))))
                .rules("SER-13", "ENC-1")
                .succeeds();
        String half = "\ud83d";
        Map<String, Item> lone = new LinkedHashMap<>();
        lone.put("value", TEA.with("drink", AttributeValue.ofString(half)));
        lone.put("set", TEA.with("drink", AttributeValue.ofStrings(List.of("a", half))));
        lone.put("signed", TEA.with("seen", AttributeValue.ofString("x" + half)));
        lone.forEach((name, item) -> book.write(
                        "ser-write-half-character-" + name, "Half a character has no UTF-8 form", "static", item)
                .rules("SER-15", "CMP-10")
                .refused(Reason.INVALID_TEXT));
        book.write("ser-write-depth-32", "32 levels are written", "static", TEA.with("drink", nested(32)))
                .rules("SER-16")
                .succeeds();
        book.write("ser-write-depth-33", "33 levels are not", "static", TEA.with("drink", nested(33)))
                .rules("SER-16")
                .refused(Reason.NESTING_TOO_DEEP);
        Item tea = items.tea();
        book.read(
                        "ser-read-empty-set",
                        "No table stores an empty set, so this signed one was never signed",
                        "static",
                        tea.with("seen", AttributeValue.ofStrings(List.of())))
                .rules("SER-17")
                .refused(Reason.INVALID_SET);
        book.read("ser-read-number", "Nor this number", "static", tea.with("seen", AttributeValue.ofNumber("1E200")))
                .rules("SER-17", "NUM-4")
                .refused(Reason.INVALID_NUMBER);
        book.read("ser-read-half-character", "Nor this text", "static", tea.with("seen", AttributeValue.ofString(half)))
                .rules("SER-17")
                .refused(Reason.INVALID_TEXT);
        book.configuration("shallow", "static").put("max_depth", 32);
        book.read(
                        "ser-read-depth",
                        "A signed value may be as deep as the reader's limit",
                        "shallow",
                        tea.with("seen", nested(33)))
                .rules("SER-16", "SER-17")
                .refused(Reason.NESTING_TOO_DEEP);
    }

    private static AttributeValue nested(int depth) {
        AttributeValue value = AttributeValue.ofString("deep");
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? AttributeValue.ofList(List.of(value)) : AttributeValue.ofMap(Map.of("k", value));
        }
        return value;
    }

    private void deserializing() {
        Map<String, String> malformed = new LinkedHashMap<>();
        malformed.put("des-1-left-over", "0073 00000003 746561 00");
        malformed.put("des-1-first-byte", "0173 00000003 746561");
        malformed.put("des-1-unknown-type", "0078 00000003 746561");
        malformed.put("des-1-empty", "");
        malformed.put("des-2-length", "0073 00000004 746561");
        malformed.put("des-2-length-huge", "0073 80000000 746561");
        malformed.put("des-2-count", "0053 7fffffff 00000001 61");
        malformed.put("des-2-list-count", "004c 40000000 0000");
        malformed.put("des-2-map-count", "004d ffffffff 0073 00000001 61 0000");
        malformed.put("des-2-cut-off", "0073 0000");
        malformed.put("des-3-truth", "003f 02");
        malformed.put("des-4-overlong", "0073 00000002 c0af");
        malformed.put("des-4-surrogate", "0073 00000003 eda0bd");
        malformed.put("des-4-beyond-unicode", "0073 00000004 f4908080");
        malformed.put("des-4-in-set", "0053 00000001 00000001 ff");
        malformed.put("des-4-in-number", "006e 00000002 31ff");
        malformed.put("des-4-in-key", "004d 00000001 0073 00000001 80 0000");
        malformed.put("des-5-key-type", "004d 00000001 006e 00000001 31 0000");
        malformed.put("des-5-key-twice", "004d 00000002 0073 00000001 61 0000 0073 00000001 61 0000");
        malformed.put("des-6-no-number", "006e 00000003 4e614e");
        malformed.put("des-6-no-number-in-set", "004e 00000001 00000001 20");
        malformed.put("des-6-exponent", "006e 0000000b 3165393939393939393939");
        malformed.forEach((name, bytes) -> book.read(
                        name,
                        "These bytes are no value, though the signature holds",
                        "static",
                        items.stored(hex(bytes)))
                .rules(name.substring(0, 5).toUpperCase(Locale.ROOT), "RD-4")
                .rules(name.equals("des-1-left-over") ? new String[] {"CMP-28"} : new String[0])
                .refused(Reason.NOT_AUTHENTIC));
        book.read(
                        "des-6-beyond-limits",
                        "A number that no table stores is read exactly",
                        "static",
                        items.stored(bytes("006e 00000028", "1234567890123456789012345678901234567890")))
                .rules("DES-6")
                .gives(TEA.with("drink", AttributeValue.ofNumber("1234567890123456789012345678901234567890")));
        book.read(
                        "des-7-equal-members",
                        "Equal members collapse to one, in any order",
                        "static",
                        items.stored(hex("004e 00000003 00000001 32 00000003 312e30 00000001 31")))
                .rules("DES-7")
                .gives(TEA.with(
                        "drink",
                        AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("2"), AttributeValue.ofNumber("1")))));
        book.read("des-7-empty-set", "An empty set is read", "static", items.stored(hex("0053 00000000")))
                .rules("DES-7")
                .gives(TEA.with("drink", AttributeValue.ofStrings(List.of())));
        String list = "004c00000001";
        book.read(
                        "des-8-deep-enough",
                        "As many levels as are allowed",
                        "shallow",
                        items.stored(hex(list.repeat(31) + "004c00000000")))
                .rules("DES-8")
                .gives(TEA.with("drink", lists(32)));
        book.read("des-8-too-deep", "One level more", "shallow", items.stored(hex(list.repeat(32) + "004c00000000")))
                .rules("DES-8")
                .refused(Reason.NOT_AUTHENTIC);
    }

    private static AttributeValue lists(int depth) {
        AttributeValue value = AttributeValue.ofList(List.of());
        for (int i = 1; i < depth; i++) {
            value = AttributeValue.ofList(List.of(value));
        }
        return value;
    }
}
