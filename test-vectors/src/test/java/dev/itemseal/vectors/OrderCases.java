package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.hex;
import static dev.itemseal.vectors.ExampleItems.ordered;
import static dev.itemseal.vectors.Forge.DESCRIPTION;
import static dev.itemseal.vectors.Forge.SIGNATURE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases of the chapters ORD and STS. */
final class OrderCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final Forge forge;

    OrderCases(CaseBook book, ExampleItems items, Forge forge) {
        this.book = book;
        this.items = items;
        this.forge = forge;
    }

    void add() {
        orders();
        stringsToSign();
    }

    private void orders() {
        AttributeValue binaries = AttributeValue.ofBinaries(
                List.of(AttributeValue.ofBytes(hex("01")), AttributeValue.ofBytes(hex("80"))));
        AttributeValue texts = AttributeValue.ofStrings(List.of("\uff5e", "\ud83d\ude00"));
        AttributeValue map = AttributeValue.ofMap(
                Map.of("\uff5e", AttributeValue.ofNull(), "\ud83d\ude00", AttributeValue.ofBoolean(true)));
        AttributeValue numbers = AttributeValue.ofNumbers(
                List.of(AttributeValue.ofNumber("2"), AttributeValue.ofNumber("10"), AttributeValue.ofNumber("1.50")));
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        values.put("binaries", binaries);
        values.put("texts", texts);
        values.put("map", map);
        values.put("numbers", numbers);
        values.forEach((name, value) -> {
            for (Dialect dialect : Dialect.values()) {
                Item stored = items.unsigned(hex("0073 00000003 746561")).with("seen", value);
                book.read(
                                "ord-read-" + name + "-" + dialect.name().toLowerCase(Locale.ROOT),
                                "A signed value in the order of this dialect",
                                "static",
                                Forge.signed(stored, "Example", Forge.actions(), dialect, "HmacSHA256", Forge.MAC_KEY))
                        .rules("ORD-1", "ORD-2", "ORD-3", "ORD-5", "CMP-2", "CMP-3", "SER-12")
                        .gives(TEA.with("seen", value));
            }
        });
        Item names = items.unsigned(hex("0073 00000003 746561"))
                .with("\uff5e", forge.encrypted(hex("0000")))
                .with("\ud83d\ude00", forge.encrypted(hex("003f 01")));
        book.read(
                        "ord-read-names-python",
                        "Names in the order of code points",
                        "static",
                        Forge.signed(names, "Example", Forge.actions(), Dialect.PYTHON, "HmacSHA256", Forge.MAC_KEY))
                .rules("ORD-1", "ORD-5", "CMP-1")
                .gives(TEA.with("\uff5e", AttributeValue.ofNull())
                        .with("\ud83d\ude00", AttributeValue.ofBoolean(true)));
        book.configuration("python", "signing-only").put("dialect", "python");
        Item item = Item.of(ordered("id", AttributeValue.ofString("7"), "set", binaries, "map", map));
        for (Dialect dialect : Dialect.values()) {
            Item signed = Forge.signed(
                    item,
                    "Example",
                    AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                    dialect,
                    "HmacSHA256",
                    Forge.MAC_KEY);
            book.write(
                            "ord-write-" + dialect.name().toLowerCase(Locale.ROOT),
                            "The signature is over this dialect's order",
                            dialect == Dialect.JAVA ? "signing-only" : "python",
                            item)
                    .rules("ORD-1", "ORD-2", "ORD-4")
                    .stores(SIGNATURE, signed.attribute(SIGNATURE).orElseThrow())
                    .succeeds();
        }
    }

    private void stringsToSign() {
        book.configuration("other-table", "static").put("table", "Other");
        book.read("sts-other-table", "The table's name is part of the signature", "other-table", items.tea())
                .rules("STS-1", "SIG-6")
                .refused(Reason.NOT_AUTHENTIC);
        Item relabelled = Forge.signed(
                items.unsigned(hex("0073 00000003 746561")),
                "Example",
                Forge.actions().with("drink", CryptoAction.SIGN_ONLY),
                Dialect.JAVA,
                "HmacSHA256",
                Forge.MAC_KEY);
        book.read("sts-label", "A signed value can't be passed off as an encrypted one", "static", relabelled)
                .rules("STS-3")
                .refused(Reason.NOT_AUTHENTIC);
        ObjectNode nothingToSign =
                book.configuration("nothing-to-sign", "signing-only").put("default", "nothing");
        nothingToSign.putObject("override").put("elsewhere", "sign");
        BinaryValue signature =
                AttributeValue.ofBytes(hex("c55e5c3ffef37e282e076d3a9d83fc9452047ea43faaa102fbe5bdcac5159a92"));
        book.write(
                        "sts-nothing-to-sign",
                        "Where nothing of the item is signed, the table's name is",
                        "nothing-to-sign",
                        TEA)
                .rules("STS-5", "CMP-12")
                .stores(SIGNATURE, signature)
                .succeeds();
        book.read(
                        "sts-read-nothing-to-sign",
                        "That signature is demanded back",
                        "nothing-to-sign",
                        TEA.with(SIGNATURE, signature))
                .rules("STS-5")
                .gives(TEA);
        book.read("sts-nothing-signed", "Without it the item is refused", "nothing-to-sign", TEA)
                .rules("STS-5", "RD-3", "CMP-12")
                .refused(Reason.SIGNATURE_MISSING);
        book.configuration("own-names", "static")
                .putObject("reserved")
                .put("signature", "mac")
                .put("description", "materials");
        Item tea = items.tea();
        Item renamed = tea.without(SIGNATURE)
                .without(DESCRIPTION)
                .with("mac", tea.attribute(SIGNATURE).orElseThrow())
                .with("materials", tea.attribute(DESCRIPTION).orElseThrow());
        book.read(
                        "sts-own-names",
                        "The reserved attributes are never signed, whatever they are called",
                        "own-names",
                        renamed)
                .rules("STS-4", "MIG-9")
                .gives(TEA);
    }
}
