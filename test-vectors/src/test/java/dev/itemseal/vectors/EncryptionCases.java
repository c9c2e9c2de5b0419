package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.hex;
import static dev.itemseal.vectors.ExampleItems.ordered;
import static dev.itemseal.vectors.Forge.DESCRIPTION;
import static dev.itemseal.vectors.Forge.SIGNATURE;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cases of the chapters ENC and DSC. */
final class EncryptionCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final Forge forge;

    EncryptionCases(CaseBook book, ExampleItems items, Forge forge) {
        this.book = book;
        this.items = items;
        this.forge = forge;
    }

    void add() {
        encryption();
        descriptions();
    }

    private void encryption() {
        Item example = Item.of(ordered(
                "id",
                AttributeValue.ofString("7"),
                "drink",
                AttributeValue.ofBytes(hex("404142434445464748494a4b4c4d4e4f 74025e205821fa14c140109047ec6573")),
                "hot",
                AttributeValue.ofBoolean(true),
                SIGNATURE,
                AttributeValue.ofBytes(hex("96d78a3a5bc3e1ce5a0a496211ab8c8b46704eac75fe0a8e8c5a9f5ed56c596b")),
                DESCRIPTION,
                AttributeValue.ofBytes(Forge.description(MODE))));
        book.read("enc-example", "The whole item that the specification ends with", "static", example)
                .rules("ENC-1", "ENC-2", "SER-3", "STS-1", "STS-2", "SIG-1", "DSC-1", "RD-9", "CMP-39")
                .gives(TEA.without("seen"))
                .protection("signed");
        Item two = Forge.signed(
                items.unsigned(hex("0073 00000003 746561")).with("sugar", forge.encrypted(hex("006e 00000001 32"))));
        book.read("enc-two-attributes", "All attributes of an item are under one key", "static", two)
                .rules("ENC-3")
                .gives(TEA.with("sugar", AttributeValue.ofNumber("2")));
        book.write("enc-write-without-key", "Nothing is stored in plain for want of a key", "no-content-key", TEA)
                .rules("ENC-4", "STA-2")
                .refused(Reason.NO_CONTENT_KEY);
        Map<String, AttributeValue> malformed = new LinkedHashMap<>();
        malformed.put("text", AttributeValue.ofString("tea"));
        malformed.put("iv-alone", AttributeValue.ofBytes(new byte[16]));
        malformed.put("31-bytes", AttributeValue.ofBytes(new byte[31]));
        malformed.put("33-bytes", AttributeValue.ofBytes(new byte[33]));
        malformed.put("empty", AttributeValue.ofBytes(new byte[0]));
        malformed.forEach((name, value) -> book.read(
                        "enc-read-" + name,
                        "Signed, but not of the form of an encrypted value",
                        "static",
                        Forge.signed(Forge.described(TEA.with("drink", value), MODE)))
                .rules("ENC-5", "RD-4")
                .refused(Reason.NOT_AUTHENTIC));
        Map<String, String> paddings = new LinkedHashMap<>();
        paddings.put("zero", "0073000000037465 6170707070707000");
        paddings.put("seventeen", "0073000000037465 6111111111111111");
        paddings.put("inner-byte", "0073000000037465 6107070706070707");
        paddings.forEach((name, block) -> book.read(
                        "enc-padding-" + name,
                        "Wrong padding, though the signature holds",
                        "static",
                        Forge.signed(Forge.described(
                                TEA.with("drink", forge.encryptedBlocks(hex(block), Forge.CONTENT_KEY)), MODE)))
                .rules("ENC-6", "RD-4")
                .refused(Reason.NOT_AUTHENTIC));
    }

    private void descriptions() {
        Map<String, String> unsorted = new LinkedHashMap<>();
        unsorted.put("z", "last");
        unsorted.putAll(MODE);
        unsorted.put("Ä", "");
        book.read(
                        "dsc-any-order",
                        "Entries are read in any order, and unknown ones ignored",
                        "static",
                        Forge.signed(Forge.described(items.unsigned(hex("0073 00000003 746561")), unsorted)))
                .rules("DSC-2", "DSC-6", "RD-11")
                .gives(TEA)
                .description("z", "last", "amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", "Ä", "");
        Item signedOnly = TEA.without("hot");
        Item withSignature = Forge.signed(
                signedOnly,
                "Example",
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                Dialect.JAVA,
                "HmacSHA256",
                Forge.MAC_KEY);
        book.write("dsc-none", "Without an entry there is no description", "signing-only", signedOnly)
                .rules("DSC-3", "STA-2", "SIG-1")
                .storesNames("id", "drink", "seen", SIGNATURE)
                .stores(SIGNATURE, withSignature.attribute(SIGNATURE).orElseThrow())
                .succeeds();
        book.read(
                        "dsc-empty",
                        "Four zero bytes are an empty description",
                        "signing-only",
                        withSignature.with(DESCRIPTION, AttributeValue.ofBytes(new byte[4])))
                .rules("DSC-4", "DSC-1")
                .gives(signedOnly);
        byte[] mode = Forge.description(MODE);
        Map<String, byte[]> malformed = new LinkedHashMap<>();
        malformed.put("version", Arrays.copyOf(new byte[] {0, 0, 0, 1}, 4));
        malformed.put("short", new byte[3]);
        malformed.put("missing", new byte[0]);
        malformed.put("cut-off", Arrays.copyOf(mode, mode.length - 1));
        malformed.put("length-cut-off", Arrays.copyOf(mode, mode.length + 2));
        malformed.put("length-past-end", hex("00000000 00000002 61"));
        malformed.put("length-huge", hex("00000000 80000000 61"));
        malformed.put("length-near-2-31", hex("00000000 7fffffff 61"));
        malformed.put("name-alone", hex("00000000 00000001 61"));
        malformed.put("not-utf-8", hex("00000000 00000001 ff 00000000"));
        malformed.put("name-twice", hex("00000000 00000001 61 00000000 00000001 61 00000000"));
        malformed.forEach((name, bytes) -> book.read(
                        "dsc-" + name,
                        "The description can't be parsed",
                        "static",
                        items.tea().with(DESCRIPTION, AttributeValue.ofBytes(bytes)))
                .rules("DSC-4", "CMP-22", "CMP-30", "CMP-32")
                .refused(Reason.DESCRIPTION_MALFORMED));
        Map<String, String> many = new LinkedHashMap<>(MODE);
        for (int i = 0; i < 256; i++) {
            many.put("entry" + i, "");
        }
        book.read(
                        "dsc-257-entries",
                        "More entries than anybody needs",
                        "static",
                        Forge.signed(Forge.described(items.unsigned(hex("0073 00000003 746561")), many)))
                .rules("DSC-5", "CMP-35")
                .refused(Reason.DESCRIPTION_MALFORMED);
        book.configuration("signing-with-content-key", "static")
                .put("default", "sign")
                .remove("override");
        book.write(
                        "dsc-mode-without-encryption",
                        "The mode is written whenever there is a content key",
                        "signing-with-content-key",
                        TEA)
                .rules("DSC-7")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding")
                .succeeds();
    }
}
