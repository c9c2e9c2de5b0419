package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.KEY;
import static dev.itemseal.vectors.ExampleItems.KEY_ALGORITHM;
import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.OAEP;
import static dev.itemseal.vectors.ExampleItems.PKCS1;
import static dev.itemseal.vectors.ExampleItems.SIGNING;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.WRAPPING;
import static dev.itemseal.vectors.ExampleItems.base64;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapter WRP with an AES wrapping key. */
final class AesWrappingCases {

    private final CaseBook book;
    private final ExampleItems items;

    AesWrappingCases(CaseBook book, ExampleItems items) {
        this.book = book;
        this.items = items;
    }

    void add() {
        wrappedByAes();
    }

    private void wrappedByAes() {
        book.write("wrp-write", "A fresh key for the item, wrapped", "wrapped", TEA)
                .rules("WRP-1", "WRP-2", "WRP-3", "CMP-15")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        "AESWrap")
                .succeeds();
        book.settings("wrapped-described", "wrapped").put("description.department", "orders");
        book.write("wrp-write-described", "Own entries stand beside", "wrapped-described", TEA)
                .rules("WRP-1")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        "AESWrap",
                        "department",
                        "orders")
                .succeeds();
        for (String algorithm : List.of("AES/192", "AES/128", "AES")) {
            String name = "wrapped-" + algorithm.replace("/", "");
            book.settings(name, "wrapped").put("content-key-algorithm", algorithm);
            book.write("wrp-write-" + algorithm.replace("/", ""), "A content key of this kind", name, TEA)
                    .rules("WRP-2")
                    .description(
                            "amzn-ddb-map-sym-mode",
                            "/CBC/PKCS5Padding",
                            KEY,
                            "",
                            KEY_ALGORITHM,
                            algorithm,
                            WRAPPING,
                            "AESWrap")
                    .succeeds();
        }
        Item stored = wrapped(KEY_ALGORITHM, "AES/256");
        book.read("wrp-example", "The wrapped key of the specification's example", "wrapped", stored)
                .rules("WRP-3", "WRP-1")
                .gives(TEA);
        book.read(
                        "wrp-java",
                        "The content key's kind as the Java client names it",
                        "wrapped",
                        wrapped(KEY_ALGORITHM, "AES"))
                .rules("WRP-2", "WRP-12", "CMP-15")
                .gives(TEA);
        book.read("wrp-wrapping-AES", "AES means the same as AESWrap", "wrapped", wrapped(WRAPPING, "AES"))
                .rules("WRP-7", "CMP-18")
                .gives(TEA);
        for (String wrapping : List.of("AES/ECB/PKCS5Padding", "aeswrap", OAEP, PKCS1, "RSA", "kms", "")) {
            book.read(
                            "wrp-wrapping-" + (wrapping.isEmpty() ? "empty" : wrapping.replace("/", "-")),
                            "An AES key unwraps AESWrap alone",
                            "wrapped",
                            wrapped(WRAPPING, wrapping))
                    .rules("WRP-10", "WRP-7", "CMP-18")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        for (String entry : List.of(KEY, KEY_ALGORITHM, WRAPPING)) {
            book.read("wrp-without-" + entry, "An entry that is needed is missing", "wrapped", wrapped(entry, null))
                    .rules("WRP-11", "CMP-16", "CMP-17")
                    .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        }
        for (String algorithm : List.of("AES/0", "AES/abc", "AES/512", "DESede", "aes/256", "Blowfish/256")) {
            book.read(
                            "wrp-content-" + algorithm.replace("/", "-"),
                            "A content key of a kind that there isn't",
                            "wrapped",
                            wrapped(KEY_ALGORITHM, algorithm))
                    .rules("WRP-12", "CMP-21", "CMP-34")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        String key = wrappedByAesDescription().get(KEY);
        Map<String, String> notBase64 = new LinkedHashMap<>();
        notBase64.put("url-alphabet", key.replace('/', '_'));
        notBase64.put("unpadded", key.replace("=", ""));
        notBase64.put("trailing-text", key + "x");
        notBase64.put("blank-within", key.substring(0, 8) + " " + key.substring(8));
        notBase64.put("not-ascii", key.substring(1) + "é");
        notBase64.forEach((name, text) -> book.read(
                        "wrp-key-" + name, "The wrapped key is not Base64", "wrapped", wrapped(KEY, text))
                .rules("WRP-13", "CMP-23")
                .refused(Reason.DESCRIPTION_MALFORMED));
        String lines = key.substring(0, 40) + "\r\n" + key.substring(40) + "\r\n";
        book.read("wrp-key-line-ends", "The oldest Java clients wrote line ends", "wrapped", wrapped(KEY, lines))
                .rules("WRP-13")
                .gives(TEA);
        for (String entry : List.of(KEY, KEY_ALGORITHM, WRAPPING, SIGNING)) {
            book.settings("describes-" + entry, "wrapped").put("description." + entry, "x");
            book.configure("wrp-own-" + entry, "This entry is not the caller's", "describes-" + entry)
                    .rules("WRP-18")
                    .refused(Reason.INVALID_SETTING);
        }
        Map<String, byte[]> notUnwrapped = new LinkedHashMap<>();
        byte[] changed = Forge.wrapped(Forge.CONTENT_KEY, Forge.WRAPPING_KEY);
        changed[0] ^= 1;
        notUnwrapped.put("changed", changed);
        notUnwrapped.put("other-key", Forge.wrapped(Forge.CONTENT_KEY, Forge.sequence(0x61, 32)));
        notUnwrapped.put("other-length", Forge.wrapped(Forge.sequence(0, 16), Forge.WRAPPING_KEY));
        notUnwrapped.put("empty", new byte[0]);
        notUnwrapped.put("not-wrapped", Forge.CONTENT_KEY);
        notUnwrapped.forEach((name, bytes) -> book.read(
                        "wrp-unwrapping-" + name,
                        "The content key doesn't unwrap",
                        "wrapped",
                        wrapped(KEY, base64(bytes)))
                .rules("WRP-14")
                .refused(Reason.KEY_NOT_UNWRAPPED));
        book.settings("wrapped-verifying", "wrapped").remove(List.of("wrapping-key", "wrapping-key.material"));
        book.write("wrp-no-wrapping-key", "Without a wrapping key nothing is written", "wrapped-verifying", TEA)
                .rules("WRP-15")
                .refused(Reason.NO_WRAPPING_KEY);
        book.read("wrp-no-unwrapping-key", "And nothing decrypted", "wrapped-verifying", stored)
                .rules("WRP-15")
                .refused(Reason.NO_UNWRAPPING_KEY);
        book.configuration("wrapped-signed-only", "wrapped-verifying")
                .put("default", "sign")
                .remove("override");
        Map<String, String> rubbish = new TreeMap<>(Map.of(KEY, "rubbish", WRAPPING, "rubbish"));
        Item signedOnly = Forge.signed(
                Forge.described(TEA, rubbish),
                "Example",
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                Dialect.JAVA,
                "HmacSHA256",
                Forge.MAC_KEY);
        book.read(
                        "wrp-verify-only",
                        "Where nothing is to be decrypted, nothing is unwrapped",
                        "wrapped-signed-only",
                        signedOnly)
                .rules("WRP-6", "WRP-15")
                .gives(TEA);
        book.read(
                        "wrp-signature-first",
                        "Nothing is unwrapped before the signature holds",
                        "wrapped",
                        wrapped(WRAPPING, "kms").with("seen", AttributeValue.ofNumber("4")))
                .rules("WRP-6", "RD-1")
                .refused(Reason.NOT_AUTHENTIC);
    }

    private Map<String, String> wrappedByAesDescription() {
        Map<String, String> description = new TreeMap<>(MODE);
        description.put(KEY, base64(Forge.wrapped(Forge.CONTENT_KEY, Forge.WRAPPING_KEY)));
        description.put(KEY_ALGORITHM, "AES/256");
        description.put(WRAPPING, "AESWrap");
        return description;
    }

    /** The example's item with another entry in its description; null leaves the entry out. */
    private Item wrapped(String entry, String value) {
        Map<String, String> description = wrappedByAesDescription();
        description.put(entry, value);
        if (value == null) {
            description.remove(entry);
        }
        return Forge.signed(Forge.described(items.unsigned(), description));
    }
}
