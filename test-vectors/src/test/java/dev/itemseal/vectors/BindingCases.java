package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.base64;
import static dev.itemseal.vectors.ExampleItems.hex;
import static dev.itemseal.vectors.Forge.DESCRIPTION;
import static dev.itemseal.vectors.Forge.SIGNATURE;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Cases of the chapter BND, bound by its words alone. */
final class BindingCases {

    private static final String ENTRY = "itemseal-binding";
    private static final byte[] SERIALIZED_ID = hex("0073 00000001 37");

    private final CaseBook book;
    private final ExampleItems items;

    BindingCases(CaseBook book, ExampleItems items) {
        this.book = book;
        this.items = items;
    }

    void add() {
        book.configuration("binding", "static").put("description_binding", "written");
        book.configuration("binding-required", "static").put("description_binding", "required");
        writing();
        reading();
        refusing();
    }

    private void writing() {
        book.write("bnd-written", "A binding is one more entry", "binding", TEA)
                .rules("BND-1")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", ENTRY, "")
                .succeeds();
        book.write("bnd-required-written", "Who requires bindings writes them", "binding-required", TEA)
                .rules("BND-6")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", ENTRY, "")
                .succeeds();
        book.write("bnd-off", "Without being asked, nobody binds", "static", TEA)
                .rules("BND-1")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding")
                .succeeds();
        book.write("bnd-no-key", "An item without its key is not bound", "binding", TEA.without("id"))
                .rules("BND-4")
                .refused(Reason.MISSING_KEY_ATTRIBUTE);
        book.write(
                        "bnd-key-type",
                        "Nor is one with a key of another type",
                        "binding",
                        TEA.with("id", AttributeValue.ofBoolean(true)))
                .rules("BND-4")
                .refused(Reason.MISSING_KEY_ATTRIBUTE);
        book.settings("binding-of-its-own", "static").put("description." + ENTRY, "x");
        book.configure("bnd-of-its-own", "The entry is the engine's alone", "binding-of-its-own")
                .rules("BND-7", "STA-4")
                .refused(Reason.INVALID_SETTING);
    }

    private void reading() {
        Item bound = bound(items.tea(), "Example", SERIALIZED_ID, MODE);
        for (String configuration : new String[] {"static", "binding", "binding-required"}) {
            book.read("bnd-read-" + configuration, "A bound item is read by everyone", configuration, bound)
                    .rules("BND-1", "BND-2", "BND-3", "BND-5", "CMP-41")
                    .gives(TEA);
        }
        Map<String, String> more = new TreeMap<>(MODE);
        more.put("zebra", "own entry");
        Item several = bound(Forge.signed(Forge.described(items.unsigned(), more)), "Example", SERIALIZED_ID, more);
        book.read("bnd-own-entries", "Entries before and behind it", "binding-required", several)
                .rules("BND-2", "DSC-6")
                .gives(TEA);
        Map<String, String> disordered = new LinkedHashMap<>();
        disordered.put("zebra", "own entry");
        disordered.put(ENTRY, entry(several));
        disordered.putAll(MODE);
        book.read("bnd-disordered", "In any order", "binding-required", Forge.described(several, disordered))
                .rules("BND-2", "DSC-2")
                .gives(TEA);
        Item number = Forge.signed(items.unsigned().with("id", AttributeValue.ofNumber("1.50")));
        book.read(
                        "bnd-number-key",
                        "A number counts by its canonical text",
                        "binding-required",
                        bound(number, "Example", hex("006e 00000003 312e35"), MODE))
                .rules("BND-4")
                .gives(TEA.with("id", AttributeValue.ofNumber("1.50")));
        book.configuration("binding-renamed", "binding-required")
                .putObject("table_names")
                .put("written", "New")
                .putArray("also_read")
                .add("Example");
        book.read("bnd-other-table-name", "The name that the item is signed under", "binding-renamed", bound)
                .rules("BND-5", "MIG-7")
                .gives(TEA);
    }

    private void refusing() {
        Item tea = items.tea();
        Item bound = bound(tea, "Example", SERIALIZED_ID, MODE);
        book.read("bnd-missing", "Required and not there", "binding-required", tea)
                .rules("BND-6")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read(
                        "bnd-missing-before-signature",
                        "Which is seen before the signature",
                        "binding-required",
                        tea.with(SIGNATURE, AttributeValue.ofBytes(new byte[32])))
                .rules("BND-6", "RD-1")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read("bnd-no-description", "No description, no binding", "binding-required", tea.without(DESCRIPTION))
                .rules("BND-6")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read("bnd-stripped", "Not required, it protects nothing", "binding", tea)
                .rules("BND-6")
                .gives(TEA);
        refused("added-entry", "An entry that was added", with(bound, "zebra", "own entry"), "BND-2");
        refused("other-mode", "Before a wrong mode", with(bound, "amzn-ddb-map-sym-mode", "/CBC/NoPadding"), "RD-1");
        refused(
                "other-binding",
                "The binding of another item",
                with(
                        bound,
                        ENTRY,
                        entry(bound(items.stored(hex("0073 00000003 6d6174")), "Example", SERIALIZED_ID, MODE))),
                "BND-2");
        refused("other-table", "Another table's", bound(tea, "Other", SERIALIZED_ID, MODE), "BND-2");
        refused("other-key", "Another key's", bound(tea, "Example", hex("0073 00000001 38"), MODE), "BND-2");
        refused("signature-itself", "The item's signature", with(bound, ENTRY, base64(signature(bound))), "BND-3");
        refused("empty", "Nothing", with(bound, ENTRY, ""), "BND-1");
        refused(
                "no-padding",
                "Without its padding",
                with(bound, ENTRY, entry(bound).replace("=", "")),
                "BND-1");
        refused("line-end", "With a line end", with(bound, ENTRY, entry(bound) + "\r\n"), "BND-1");
        refused("not-base64", "No Base64", with(bound, ENTRY, "*"), "BND-1");
        refused("cut", "Cut short", with(bound, ENTRY, base64(new byte[16])), "BND-1");
    }

    private void refused(String id, String says, Item item, String rule) {
        book.read("bnd-" + id, says, "static", item).rules("BND-5", rule).refused(Reason.NOT_AUTHENTIC);
    }

    private static byte[] signature(Item item) {
        return ((BinaryValue) item.attribute(SIGNATURE).orElseThrow()).toByteArray();
    }

    private static String entry(Item bound) {
        return FormatBytes.description(bound).get(ENTRY);
    }

    private static Item with(Item bound, String name, String value) {
        Map<String, String> entries = new TreeMap<>(FormatBytes.description(bound));
        entries.put(name, value);
        return Forge.described(bound, entries);
    }

    /** Binds these entries to an item, whatever stands in it. */
    private static Item bound(Item signed, String table, byte[] serializedId, Map<String, String> entries) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(Arrays.copyOf("itemseal/description-binding".getBytes(StandardCharsets.US_ASCII), 96));
        message.writeBytes(hex("00000020"));
        message.writeBytes(signature(signed));
        message.writeBytes(Forge.lengthAndText(table));
        message.writeBytes(hex("00000001"));
        message.writeBytes(Forge.lengthAndText("id"));
        message.writeBytes(serializedId);
        Map<String, String> all = new TreeMap<>(entries);
        all.forEach((name, value) -> {
            message.writeBytes(Forge.lengthAndText(name));
            message.writeBytes(Forge.lengthAndText(value));
        });
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Forge.MAC_KEY, "HmacSHA256"));
            all.put(ENTRY, base64(mac.doFinal(message.toByteArray())));
            return Forge.described(signed, all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
