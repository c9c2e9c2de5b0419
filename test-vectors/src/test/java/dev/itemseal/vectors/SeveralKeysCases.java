package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.KEY;
import static dev.itemseal.vectors.ExampleItems.KEY_ALGORITHM;
import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.WRAPPING;
import static dev.itemseal.vectors.ExampleItems.base64;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapter WRP with several wrapping keys for one item. */
final class SeveralKeysCases {

    private static final String KEY_2 = "itemseal-env-key-2";
    private static final String WRAPPING_2 = "itemseal-wrap-alg-2";
    private static final String KEY_3 = "itemseal-env-key-3";
    private static final String WRAPPING_3 = "itemseal-wrap-alg-3";

    private static final byte[] SPARE = Forge.sequence(0xa0, 32);
    private static final byte[] THIRD = Forge.sequence(0xc0, 16);

    private final CaseBook book;
    private final ExampleItems items;
    private final CaseKeys keys;

    SeveralKeysCases(CaseBook book, ExampleItems items, CaseKeys keys) {
        this.book = book;
        this.items = items;
        this.keys = keys;
    }

    void add() {
        configurations();
        written();
        read();
        malformed();
        refusedSettings();
    }

    private void configurations() {
        several("several", "main,spare", "wrapped", Forge.WRAPPING_KEY, SPARE);
        several("several-reversed", "spare,main", "wrapped", Forge.WRAPPING_KEY, SPARE);
        several("several-others", "main,spare", "wrapped", Forge.sequence(1, 32), Forge.sequence(2, 32));
        book.settings("several-only-spare", "wrapped").put("wrapping-key.material", base64(SPARE));
    }

    private ObjectNode several(String name, String names, String like, byte[] main, byte[] spare) {
        ObjectNode settings = book.settings(name, like);
        settings.remove("wrapping-key");
        settings.remove("wrapping-key.material");
        return settings.put("wrapping-keys", names)
                .put("wrapping-keys.main", "aes")
                .put("wrapping-keys.main.material", base64(main))
                .put("wrapping-keys.spare", "aes")
                .put("wrapping-keys.spare.material", base64(spare));
    }

    private void written() {
        book.write("several-write", "The one content key, wrapped under each key", "several", TEA)
                .rules("WRP-30", "WRP-31")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        "AESWrap",
                        KEY_2,
                        "",
                        WRAPPING_2,
                        "AESWrap")
                .succeeds();
        several("several-same", "main,spare", "wrapped", SPARE, SPARE);
        book.write("several-write-same", "One key given twice", "several-same", TEA)
                .rules("WRP-30")
                .refused(Reason.INVALID_SETTING);
    }

    private void read() {
        Item stored = stored(Map.of());
        for (String reader : new String[] {"several", "several-reversed", "wrapped", "several-only-spare"}) {
            book.read("several-read-" + reader, "Any one of the keys decrypts, alone or among others", reader, stored)
                    .rules("WRP-31", "WRP-33", "WRP-34")
                    .gives(TEA);
        }
        Map<String, String> one = new TreeMap<>();
        one.put(KEY_2, null);
        one.put(WRAPPING_2, null);
        book.read("several-read-one", "A reader with several keys reads items of one", "several-reversed", stored(one))
                .rules("WRP-33")
                .gives(TEA);
        book.read(
                        "several-unknown-first",
                        "An unknown wrapping is passed over",
                        "several",
                        stored(Map.of(WRAPPING, "kms")))
                .rules("WRP-33")
                .gives(TEA);
        book.read(
                        "several-unknown-second",
                        "Wherever it stands",
                        "several",
                        stored(Map.of(WRAPPING_2, "another", KEY_2, "AAAA")))
                .rules("WRP-33")
                .gives(TEA);
        book.read(
                        "several-unknown",
                        "If none is known the item is refused",
                        "several",
                        stored(Map.of(WRAPPING, "kms", WRAPPING_2, "tink-aead")))
                .rules("WRP-33")
                .refused(Reason.ALGORITHM_REFUSED);
        book.read("several-first-empty", "An empty first wrapping", "several", stored(Map.of(WRAPPING, "")))
                .rules("WRP-33", "WRP-10")
                .refused(Reason.ALGORITHM_REFUSED);
        Map<String, String> missing = new TreeMap<>();
        missing.put(WRAPPING, null);
        book.read("several-first-missing", "No first wrapping", "several", stored(missing))
                .rules("WRP-33", "WRP-11")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.read("several-none-left", "Each key was tried", "several-others", stored)
                .rules("WRP-34", "WRP-36")
                .refused(Reason.KEY_NOT_UNWRAPPED);
        book.read(
                        "several-other-content-key",
                        "What a key unwraps is final, even if another one has the right content key",
                        "several",
                        stored(Map.of(KEY, base64(Forge.wrapped(Forge.sequence(9, 32), Forge.WRAPPING_KEY)))))
                .rules("WRP-34")
                .refused(Reason.NOT_AUTHENTIC);
        book.read(
                        "several-other-length",
                        "A content key of another length does not count as unwrapped",
                        "several",
                        stored(Map.of(KEY, base64(Forge.wrapped(Forge.sequence(9, 16), Forge.WRAPPING_KEY)))))
                .rules("WRP-34")
                .gives(TEA);
    }

    private void malformed() {
        Map<String, Map<String, String>> lists = new LinkedHashMap<>();
        lists.put("gap", Map.of(KEY_3, "AAAA", WRAPPING_3, "AESWrap", KEY_2, "-", WRAPPING_2, "-"));
        lists.put("no-wrapping", Map.of(WRAPPING_2, "-"));
        lists.put("no-key", Map.of(KEY_2, "-"));
        lists.put("empty-wrapping", Map.of(WRAPPING_2, ""));
        lists.put("half", Map.of(KEY_3, "AAAA"));
        lists.put("number-1", Map.of("itemseal-env-key-1", "AAAA", "itemseal-wrap-alg-1", "AESWrap"));
        lists.put("number-5", Map.of("itemseal-env-key-5", "AAAA", "itemseal-wrap-alg-5", "AESWrap"));
        lists.put("number-02", Map.of("itemseal-env-key-02", "AAAA"));
        lists.put("number-x", Map.of("itemseal-wrap-alg-x", "AESWrap"));
        lists.put("not-base64", Map.of(KEY_2, "A"));
        lists.put("line-ends", Map.of(KEY_2, "AAAA\r\nAAAA"));
        lists.put("twice", Map.of(KEY_3, description().get(KEY_2), WRAPPING_3, "AESWrap"));
        lists.forEach((name, changes) -> {
            Map<String, String> hostile = new TreeMap<>(changes);
            hostile.replaceAll((entry, value) -> value.equals("-") ? null : value);
            book.read("several-list-" + name, "This is no list of wrapped keys", "several", stored(hostile))
                    .rules("WRP-32")
                    .refused(Reason.DESCRIPTION_MALFORMED);
        });
    }

    private void refusedSettings() {
        several("several-five", "main,spare,a,b,c", "wrapped", Forge.WRAPPING_KEY, SPARE)
                .put("wrapping-keys.a", "aes")
                .put("wrapping-keys.a.material", base64(THIRD))
                .put("wrapping-keys.b", "aes")
                .put("wrapping-keys.b.material", base64(THIRD))
                .put("wrapping-keys.c", "aes")
                .put("wrapping-keys.c.material", base64(THIRD));
        book.configure("several-five", "Five keys are too many", "several-five")
                .rules("WRP-30")
                .refused(Reason.INVALID_SETTING);
        several("several-pkcs1", "main,spare,old", "wrapped", Forge.WRAPPING_KEY, SPARE)
                .put("wrapping-keys.old", "rsa")
                .put(
                        "wrapping-keys.old.private-key.material",
                        base64(keys.rsa().getPrivate().getEncoded()))
                .put("wrapping-keys.old.allow-pkcs1", "true");
        book.configure("several-pkcs1", "PKCS #1 v1.5 stands alone", "several-pkcs1")
                .rules("WRP-37")
                .refused(Reason.INVALID_SETTING);
        several("several-pkcs1-write", "main,old", "wrapped", Forge.WRAPPING_KEY, SPARE)
                .put("wrapping-keys.old", "rsa")
                .put(
                        "wrapping-keys.old.public-key.material",
                        base64(keys.rsa().getPublic().getEncoded()))
                .put("wrapping-keys.old.algorithm", ExampleItems.PKCS1)
                .remove(java.util.List.of("wrapping-keys.spare", "wrapping-keys.spare.material"));
        book.configure("several-pkcs1-write", "For writing, too", "several-pkcs1-write")
                .rules("WRP-37")
                .refused(Reason.INVALID_SETTING);
        for (String entry : new String[] {KEY_2, "itemseal-wrap-alg-9"}) {
            book.settings("several-describes-" + entry, "wrapped").put("description." + entry, "x");
            book.configure("several-own-" + entry, "This entry is not the caller's", "several-describes-" + entry)
                    .rules("WRP-38")
                    .refused(Reason.INVALID_SETTING);
        }
    }

    private static Map<String, String> description() {
        Map<String, String> description = new TreeMap<>(MODE);
        description.put(KEY_ALGORITHM, "AES/256");
        description.put(KEY, base64(Forge.wrapped(Forge.CONTENT_KEY, Forge.WRAPPING_KEY)));
        description.put(WRAPPING, "AESWrap");
        description.put(KEY_2, base64(Forge.wrapped(Forge.CONTENT_KEY, SPARE)));
        description.put(WRAPPING_2, "AESWrap");
        return description;
    }

    /** The example's item under both keys, with other entries in its description; null leaves one out. */
    private Item stored(Map<String, String> changes) {
        Map<String, String> description = description();
        changes.forEach((entry, value) -> {
            if (value == null) {
                description.remove(entry);
            } else {
                description.put(entry, value);
            }
        });
        return Forge.signed(Forge.described(items.unsigned(), description));
    }
}
