package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.SIGNING;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.hex;
import static dev.itemseal.vectors.Forge.DESCRIPTION;
import static dev.itemseal.vectors.Forge.SIGNATURE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapters RD and MIG. */
final class ReadingCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final Forge forge;

    ReadingCases(CaseBook book, ExampleItems items, Forge forge) {
        this.book = book;
        this.items = items;
        this.forge = forge;
    }

    void add() {
        reading();
        migrations();
    }

    private void reading() {
        Item tea = items.tea();
        book.read("rd-no-signature", "No signature, no item", "static", tea.without(SIGNATURE))
                .rules("RD-3", "MIG-2")
                .refused(Reason.SIGNATURE_MISSING);
        book.read("rd-plaintext", "Nor a plaintext one, unless asked for", "static", TEA)
                .rules("RD-3", "MIG-1")
                .refused(Reason.SIGNATURE_MISSING);
        for (String name : List.of(SIGNATURE, DESCRIPTION)) {
            book.read(
                            "rd-type-of-" + (name.equals(SIGNATURE) ? "signature" : "description"),
                            "The reserved attributes are bytes",
                            "static",
                            tea.with(name, AttributeValue.ofString("text")))
                    .rules("RD-3", "ACT-6", "CMP-36")
                    .refused(Reason.RESERVED_ATTRIBUTE_TYPE);
        }
        book.read(
                        "rd-description-before-signature",
                        "The description is parsed before the signature is verified",
                        "static",
                        tea.with(DESCRIPTION, AttributeValue.ofBytes(new byte[2]))
                                .with(SIGNATURE, AttributeValue.ofBytes(new byte[32])))
                .rules("RD-1")
                .refused(Reason.DESCRIPTION_MALFORMED);
        book.read(
                        "rd-type-before-description",
                        "The types are looked at before that",
                        "static",
                        tea.with(DESCRIPTION, AttributeValue.ofBytes(new byte[2]))
                                .with(SIGNATURE, AttributeValue.ofNull()))
                .rules("RD-1")
                .refused(Reason.RESERVED_ATTRIBUTE_TYPE);
        Map<String, String> padding = Map.of("amzn-ddb-map-sym-mode", "/CBC/NoPadding");
        Item otherMode = Forge.signed(Forge.described(items.unsigned(), padding));
        book.read(
                        "rd-signature-before-mode",
                        "The signature is verified before the mode is looked at",
                        "static",
                        otherMode.with(SIGNATURE, AttributeValue.ofBytes(new byte[32])))
                .rules("RD-1")
                .refused(Reason.NOT_AUTHENTIC);
        book.read("rd-other-mode", "There is one mode", "static", otherMode)
                .rules("RD-6", "CMP-29")
                .refused(Reason.ALGORITHM_REFUSED);
        book.read(
                        "rd-no-mode",
                        "It must be named",
                        "static",
                        Forge.signed(Forge.described(items.unsigned(), Map.of("x", "y"))))
                .rules("RD-6")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read(
                        "rd-wrong-content-key",
                        "Encrypted under another key, though the signature holds",
                        "static",
                        Forge.signed(Forge.described(
                                TEA.with(
                                        "drink",
                                        forge.encryptedBlocks(
                                                hex("0073 00000003 746561 07070707070707"), Forge.sequence(1, 32))),
                                MODE)))
                .rules("RD-4", "CMP-40")
                .refused(Reason.NOT_AUTHENTIC);
        book.read(
                        "rd-one-bad-attribute",
                        "One attribute that doesn't decrypt, and the item is refused",
                        "static",
                        Forge.signed(items.unsigned().with("sugar", forge.encrypted(hex("00ff")))))
                .rules("RD-5")
                .refused(Reason.NOT_AUTHENTIC);
        Map<String, String> python = new TreeMap<>(MODE);
        python.put(SIGNING, "HmacSHA256");
        book.read(
                        "rd-mac-algorithm-named",
                        "The Python client names the MAC's algorithm",
                        "static",
                        Forge.signed(Forge.described(items.unsigned(), python)))
                .rules("RD-7", "CMP-13")
                .gives(TEA);
        for (String algorithm : List.of("HmacSHA512", "HmacSHA1", "HmacMD5", "SHA256withRSA", "hmacsha256", "")) {
            Map<String, String> named = new TreeMap<>(MODE);
            named.put(SIGNING, algorithm);
            book.read(
                            "rd-mac-algorithm-" + (algorithm.isEmpty() ? "empty" : algorithm),
                            "An HMAC key verifies its own algorithm alone",
                            "static",
                            Forge.signed(Forge.described(items.unsigned(), named)))
                    .rules("RD-7", "RD-8", "CMP-21")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        book.read("rd-no-content-key", "Nothing is decrypted without a key", "no-content-key", tea)
                .rules("RD-10")
                .refused(Reason.NO_CONTENT_KEY);
        book.read("rd-gives", "The reserved attributes are gone, the others as they were", "static", tea)
                .rules("RD-9", "RD-11")
                .gives(TEA)
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding")
                .protection("signed");
    }

    private void migrations() {
        Item tea = items.tea();
        book.configuration("reading-plaintext", "static").put("read_plaintext", true);
        book.read("mig-plaintext", "Plaintext is read where it is asked for", "reading-plaintext", TEA)
                .rules("MIG-1")
                .gives(TEA)
                .protection("plaintext");
        book.read(
                        "mig-no-signature",
                        "A description without a signature is no plaintext",
                        "reading-plaintext",
                        tea.without(SIGNATURE))
                .rules("MIG-2", "MIG-3")
                .refused(Reason.SIGNATURE_MISSING);
        book.read(
                        "mig-no-description",
                        "Nor is a signature without a description",
                        "reading-plaintext",
                        tea.without(DESCRIPTION))
                .rules("MIG-2", "MIG-3")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read(
                        "mig-bad-signature",
                        "A bad signature never falls back to plaintext",
                        "reading-plaintext",
                        tea.with(SIGNATURE, AttributeValue.ofBytes(new byte[32])))
                .rules("MIG-3")
                .refused(Reason.NOT_AUTHENTIC);
        book.read("mig-encrypted", "Encrypted items are read as ever", "reading-plaintext", tea)
                .rules("MIG-3")
                .gives(TEA)
                .protection("signed");
        ObjectNode history = book.configuration("history", "static");
        history.withObject("/override").put("drink", "sign");
        ObjectNode older = history.putArray("older").addObject().put("default", "encrypt");
        older.putObject("override").put("hot", "nothing").put("seen", "sign");
        book.read("mig-older-actions", "An item from before an action was changed", "history", tea)
                .rules("MIG-4", "RD-11")
                .gives(TEA);
        book.write("mig-current-actions", "New items are written with the current actions", "history", TEA)
                .rules("MIG-6")
                .stores("drink", AttributeValue.ofString("tea"))
                .succeeds();
        book.read(
                        "mig-no-actions-match",
                        "Under none of the actions does the signature hold",
                        "history",
                        tea.with("seen", AttributeValue.ofNumber("4")))
                .rules("MIG-4", "MIG-8")
                .refused(Reason.NOT_AUTHENTIC);
        book.configuration("history-of-nothing", "static")
                .putArray("older")
                .addObject()
                .put("default", "nothing");
        book.configure("mig-older-nothing", "Unsigned items can't stand in a history", "history-of-nothing")
                .rules("MIG-5")
                .refused(Reason.INVALID_ACTIONS);
        book.configuration("nothing-with-history", "nothing")
                .putArray("older")
                .addObject()
                .put("default", "sign");
        book.configure("mig-nothing-with-history", "Nor have one", "nothing-with-history")
                .rules("MIG-5")
                .refused(Reason.INVALID_ACTIONS);
        ObjectNode names = book.configuration("restored", "static")
                .put("table", "Restored")
                .putObject("table_names");
        names.put("written", "Restored").putArray("also_read").add("Elsewhere").add("Example");
        book.read("mig-table-names", "A restored table's items, signed under its old name", "restored", tea)
                .rules("MIG-7", "MIG-8")
                .gives(TEA);
        book.configuration("restored-under-old-name", "static")
                .put("table", "Restored")
                .putObject("table_names")
                .put("written", "Example");
        book.read("mig-table-name", "A restored table that goes on under its old name", "restored-under-old-name", tea)
                .rules("MIG-7")
                .gives(TEA);
        book.write("mig-own-names", "Other reserved names are written", "own-names", TEA)
                .rules("MIG-9")
                .storesNames("id", "drink", "seen", "hot", "mac", "materials")
                .succeeds();
        book.write(
                        "mig-own-names-reserved",
                        "They are reserved then",
                        "own-names",
                        TEA.with("mac", AttributeValue.ofNull()))
                .rules("MIG-9", "ACT-7")
                .refused(Reason.RESERVED_ATTRIBUTE);
        book.write(
                        "mig-default-names-free",
                        "And the usual ones are ordinary",
                        "own-names",
                        TEA.with(SIGNATURE, AttributeValue.ofString("ordinary")))
                .rules("MIG-9")
                .storesNames("id", "drink", "seen", "hot", SIGNATURE, "mac", "materials")
                .succeeds();
        reservedNames("same-names", "mac", "mac");
        reservedNames("empty-name", "", "materials");
        book.configuration("key-as-name", "static")
                .putObject("reserved")
                .put("signature", "id")
                .put("description", "materials");
        book.write("mig-key-as-name", "A key attribute can't be one of them", "key-as-name", TEA)
                .rules("MIG-9")
                .refused(Reason.INVALID_SETTING);
    }

    private void reservedNames(String name, String signature, String description) {
        book.configuration(name, "static")
                .putObject("reserved")
                .put("signature", signature)
                .put("description", description);
        book.configure("mig-" + name, "These can't be the reserved names", name)
                .rules("MIG-9")
                .refused(Reason.INVALID_SETTING);
    }
}
