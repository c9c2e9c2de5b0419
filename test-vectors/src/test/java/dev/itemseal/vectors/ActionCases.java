package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.Forge.DESCRIPTION;
import static dev.itemseal.vectors.Forge.SIGNATURE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;

/** Cases of the chapter ACT. */
final class ActionCases {

    private final CaseBook book;
    private final ExampleItems items;

    ActionCases(CaseBook book, ExampleItems items) {
        this.book = book;
        this.items = items;
    }

    void add() {
        actions();
        doNothing();
    }

    private void actions() {
        book.write("act-write-mixed", "Every action at once: what is encrypted, signed, and left alone", "static", TEA)
                .rules("ACT-1", "ACT-2", "ACT-6", "ACT-8")
                .stores("id", AttributeValue.ofString("7"))
                .stores("seen", AttributeValue.ofNumber("3"))
                .stores("hot", AttributeValue.ofBoolean(true))
                .storesNames("id", "drink", "seen", "hot", SIGNATURE, DESCRIPTION)
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding")
                .succeeds();
        book.read(
                        "act-read-untouched-changed",
                        "Whoever writes the table may change what is neither encrypted nor signed",
                        "static",
                        items.tea().with("hot", AttributeValue.ofBoolean(false)))
                .rules("ACT-1", "STS-3")
                .gives(TEA.with("hot", AttributeValue.ofBoolean(false)));
        book.read(
                        "act-read-added",
                        "An attribute that somebody adds falls under the default action",
                        "static",
                        items.tea().with("extra", AttributeValue.ofString("x")))
                .rules("ACT-1", "SIG-6")
                .refused(Reason.NOT_AUTHENTIC);
        book.read(
                        "act-read-key-changed",
                        "A key attribute without an action of its own is signed",
                        "static",
                        items.tea().with("id", AttributeValue.ofString("8")))
                .rules("ACT-2", "SIG-6")
                .refused(Reason.NOT_AUTHENTIC);
        book.configuration("static-encrypted-key", "static")
                .withObject("/override")
                .put("id", "encrypt");
        book.configure("act-encrypted-key", "A key attribute can't be encrypted", "static-encrypted-key")
                .rules("ACT-3")
                .refused(Reason.INVALID_ACTIONS);
        book.configuration("static-reserved-action", "static")
                .withObject("/override")
                .put(SIGNATURE, "sign");
        book.configure("act-reserved-name", "A reserved name can't have an action", "static-reserved-action")
                .rules("ACT-4")
                .refused(Reason.INVALID_ACTIONS);
        for (String name : List.of(SIGNATURE, DESCRIPTION)) {
            book.write(
                            "act-write-" + (name.equals(SIGNATURE) ? "signature" : "description"),
                            "An item that has a reserved attribute already is not encrypted again",
                            "static",
                            TEA.with(name, AttributeValue.ofString("x")))
                    .rules("ACT-7", "CMP-11")
                    .refused(Reason.RESERVED_ATTRIBUTE);
        }
        book.write(
                        "act-write-number-key",
                        "A number key is stored in canonical form, as the table would store it",
                        "static",
                        TEA.with("id", AttributeValue.ofNumber("+1.50E1")))
                .rules("ACT-9")
                .stores("id", AttributeValue.ofNumber("15"))
                .succeeds();
        book.write(
                        "act-write-number-key-too-large",
                        "A number key that no table stores is refused",
                        "static",
                        TEA.with("id", AttributeValue.ofNumber("1E126")))
                .rules("ACT-9", "NUM-4")
                .refused(Reason.INVALID_NUMBER);
        book.write(
                        "act-write-notation",
                        "What isn't encrypted keeps its notation and order",
                        "static",
                        TEA.with("seen", AttributeValue.ofNumber("3.500"))
                                .with("hot", AttributeValue.ofStrings(List.of("b", "a"))))
                .rules("ACT-10")
                .stores("seen", AttributeValue.ofNumber("3.500"))
                .stores("hot", AttributeValue.ofStrings(List.of("b", "a")))
                .succeeds();
        book.write(
                        "act-write-untouched-invalid",
                        "What is neither encrypted nor signed is not judged either",
                        "static",
                        TEA.with("hot", AttributeValue.ofStrings(List.of())))
                .rules("ACT-11")
                .stores("hot", AttributeValue.ofStrings(List.of()))
                .succeeds();
        Map.of(
                        "null-false", "{\"id\":{\"S\":\"7\"},\"x\":{\"NULL\":false}}",
                        "unknown-type", "{\"id\":{\"S\":\"7\"},\"x\":{\"Q\":\"1\"}}",
                        "bare-text", "{\"id\":{\"S\":\"7\"},\"x\":\"text\"}",
                        "two-types", "{\"id\":{\"S\":\"7\"},\"x\":{\"S\":\"1\",\"N\":\"1\"}}",
                        "number-as-number", "{\"id\":{\"S\":\"7\"},\"x\":{\"N\":1}}",
                        "base64-unpadded", "{\"id\":{\"S\":\"7\"},\"x\":{\"B\":\"AAE\"}}")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> book.write(
                                "act-write-" + entry.getKey(),
                                "A JSON value without a DynamoDB type is refused",
                                "static",
                                DynamoDbJson.parseTree(entry.getValue()))
                        .rules("ACT-12", "CMP-9")
                        .refused(Reason.UNSUPPORTED_VALUE));
    }

    private void doNothing() {
        ObjectNode nothing = book.configuration("nothing", "static").put("default", "nothing");
        nothing.remove("override");
        Item foreign = TEA.with(SIGNATURE, AttributeValue.ofString("not even bytes"));
        book.write("act-write-nothing", "Where nothing is done, items pass as they are", "nothing", foreign)
                .rules("ACT-5", "MIG-5")
                .stores(SIGNATURE, AttributeValue.ofString("not even bytes"))
                .storesNames("id", "drink", "seen", "hot", SIGNATURE)
                .succeeds();
        book.read("act-read-nothing", "Where nothing is done, nothing is checked or removed", "nothing", foreign)
                .rules("ACT-5")
                .gives(foreign)
                .protection("none");
        book.configuration("some-signed", "nothing").putObject("override").put("drink", "sign");
        AttributeActions actions =
                AttributeActions.withDefault(CryptoAction.DO_NOTHING).with("drink", CryptoAction.SIGN_ONLY);
        Item signed =
                Forge.signed(Forge.described(TEA, MODE), "Example", actions, Dialect.JAVA, "HmacSHA256", Forge.MAC_KEY);
        book.read(
                        "act-read-key-untouched",
                        "Where nothing is done by default, the key isn't signed either",
                        "some-signed",
                        signed.with("id", AttributeValue.ofString("8")))
                .rules("ACT-2")
                .gives(TEA.with("id", AttributeValue.ofString("8")))
                .protection("signed");
        book.read(
                        "act-read-signed-changed",
                        "One signed attribute among untouched ones is checked",
                        "some-signed",
                        signed.with("drink", AttributeValue.ofString("mate")))
                .rules("ACT-2", "SIG-6")
                .refused(Reason.NOT_AUTHENTIC);
    }
}
