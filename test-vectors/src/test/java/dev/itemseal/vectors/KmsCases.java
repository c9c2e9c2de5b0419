package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.KEY;
import static dev.itemseal.vectors.ExampleItems.KEY_ALGORITHM;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.WRAPPING;
import static dev.itemseal.vectors.ExampleItems.base64;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.ItemInspection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapter KMS. Their data keys stand in a recording within the configuration. */
final class KmsCases {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String OTHER_ARN =
            "arn:aws:kms:eu-west-1:111122223333:key/ffff0000-12ab-34cd-56ef-1234567890ab";
    private static final String SIGNING_ALGORITHM = "amzn-ddb-sig-alg";
    private static final Item ORDER = TEA.with("place", AttributeValue.ofNumber("2"));

    private final CaseBook book;

    KmsCases(CaseBook book) {
        this.book = book;
    }

    void add() {
        configurations();
        written();
        context();
        descriptions();
        keys();
    }

    private void configurations() {
        ObjectNode kms = book.configuration("kms", "static").put("provider", "kms");
        kms.withObject("/settings").removeAll().put("key", ARN);
        kms.putArray("kms_recording");
        book.configuration("kms-sorted", "kms").put("sort", "place");
        book.configuration("kms-numbered", "kms").put("partition", "seen");
        book.configuration("kms-binary", "kms").put("partition", "badge");
    }

    private void written() {
        book.write("kms-write", "A data key for the item", "kms", TEA)
                .rules("KMS-1", "KMS-2", "KMS-3", "KMS-4", "KMS-5", "KMS-9", "KMS-10", "CMP-25")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        SIGNING_ALGORITHM,
                        "HmacSHA256/256",
                        WRAPPING,
                        "kms",
                        "aws-kms-ec-attr",
                        "*keys*")
                .succeeds();
        book.write("kms-write-sorted", "The sort key is bound too", "kms-sorted", ORDER)
                .rules("KMS-6")
                .succeeds();
        book.write("kms-write-without-sort-key", "A key attribute is missing", "kms-sorted", TEA)
                .rules("KMS-8", "CMP-24")
                .refused(Reason.MISSING_KEY_ATTRIBUTE);
    }

    private void context() {
        Item stored = read("kms-read", "The data key of the recording", "kms", TEA);
        read("kms-read-number", "A number is bound as its text", "kms-numbered", TEA, "KMS-7");
        Item badge = TEA.with("badge", AttributeValue.ofBytes(new byte[] {0, 1, (byte) 0xff}));
        read("kms-read-binary", "Bytes are bound in Base64", "kms-binary", badge, "KMS-5");
        Item sorted = read("kms-read-sorted", "The sort key is bound too", "kms-sorted", ORDER, "KMS-6");
        book.configuration("kms-other-table", "kms").put("table", "Another");
        refused("kms-read-other-table", "Another table's name", "kms-other-table", stored, "KMS-4", "KMS-13", "KMS-15");
        refused(
                "kms-read-other-key-value",
                "Another partition key",
                "kms",
                stored.with("id", AttributeValue.ofString("8")),
                "KMS-5",
                "KMS-15");
        refused(
                "kms-read-other-sort-key",
                "Another sort key",
                "kms-sorted",
                sorted.with("place", AttributeValue.ofNumber("3")),
                "KMS-6");
        book.read("kms-read-without-sort-key", "A key attribute is missing", "kms-sorted", sorted.without("place"))
                .rules("KMS-8", "CMP-24")
                .refused(Reason.MISSING_KEY_ATTRIBUTE);
    }

    private void descriptions() {
        Item stored = stored("kms", TEA);
        refused(
                "kms-read-other-content-key",
                "Other algorithms are another context",
                "kms",
                described(stored, KEY_ALGORITHM, "AES/128"),
                "KMS-2");
        refused(
                "kms-read-other-signing-key",
                "Other algorithms are another context",
                "kms",
                described(stored, SIGNING_ALGORITHM, "HmacSHA512/512"),
                "KMS-3");
        refused(
                "kms-read-other-blob",
                "A data key that KMS didn't make",
                "kms",
                described(stored, KEY, base64("data key x".getBytes(StandardCharsets.UTF_8))),
                "KMS-15");
        for (Map.Entry<String, String> entry : new TreeMap<>(
                        Map.of(KEY_ALGORITHM, "AES/0", SIGNING_ALGORITHM, "HmacSHA256/128", WRAPPING, "AESWrap"))
                .entrySet()) {
            book.read(
                            "kms-read-refused-" + entry.getKey().substring("amzn-ddb-".length()),
                            "An algorithm that is not one of direct KMS",
                            "kms",
                            described(stored, entry.getKey(), entry.getValue()))
                    .rules("KMS-11")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        for (String name :
                new TreeMap<>(Map.of(KEY_ALGORITHM, "", SIGNING_ALGORITHM, "", WRAPPING, "", KEY, "")).keySet()) {
            book.read(
                            "kms-read-without-" + name.substring("amzn-ddb-".length()),
                            "An entry is missing",
                            "kms",
                            described(stored, name, ""))
                    .rules("KMS-11")
                    .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        }
    }

    private void keys() {
        Item stored = stored("kms", TEA);
        ObjectNode other = book.configuration("kms-other-key", "kms");
        other.withObject("/settings").put("key", OTHER_ARN);
        refused("kms-read-other-key", "A key that is not expected", "kms-other-key", stored, "KMS-12", "CMP-33");
        book.configuration("kms-two-keys", "kms-other-key")
                .withObject("/settings")
                .put("accepted-keys", ARN);
        book.read("kms-read-accepted-key", "A further key that is accepted", "kms-two-keys", stored)
                .rules("KMS-12")
                .gives(TEA);
    }

    private Item read(String id, String says, String configuration, Item item, String... rules) {
        Item stored = stored(configuration, item);
        book.read(id, says, configuration, stored)
                .rules("KMS-1", "KMS-9")
                .rules(rules)
                .gives(item);
        return stored;
    }

    private void refused(String id, String says, String configuration, Item stored, String... rules) {
        // The recording grows with what is written: a configuration that only reads gets what is there by now.
        if (!configuration.equals("kms")) {
            ObjectNode node = (ObjectNode) book.configurations().get(configuration);
            if (node.get("kms_recording").isEmpty()) {
                node.set(
                        "kms_recording",
                        book.configurations().get("kms").get("kms_recording").deepCopy());
            }
        }
        book.read(id, says, configuration, stored).rules(rules).refused(Reason.KEY_NOT_UNWRAPPED);
    }

    /** Writes an item, and keeps its data key in the configuration's recording. */
    private Item stored(String configuration, Item item) {
        ObjectNode node = (ObjectNode) book.configurations().get(configuration);
        CaseConfiguration real = CaseConfiguration.of(node, new CaseKms((ArrayNode) node.get("kms_recording")));
        return real.encryptor().encrypt(item, real.config());
    }

    /** Changes an entry of the description, or takes it out. */
    private static Item described(Item stored, String name, String value) {
        Map<String, String> entries = new TreeMap<>(ItemInspection.of(stored, ReservedAttributes.DEFAULT)
                .description()
                .orElseThrow()
                .entries());
        if (value.isEmpty()) {
            entries.remove(name);
        } else {
            entries.put(name, value);
        }
        return Forge.described(stored, entries);
    }
}
