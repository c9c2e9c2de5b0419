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

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Cases of the chapter WRP with an RSA wrapping key. */
final class RsaWrappingCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final CaseKeys keys;

    RsaWrappingCases(CaseBook book, ExampleItems items, CaseKeys keys) {
        this.book = book;
        this.items = items;
        this.keys = keys;
    }

    void add() {
        wrappedByRsa();
    }

    private void wrappedByRsa() {
        ObjectNode settings = book.settings("wrapped-rsa", "SHA256withRSA");
        settings.remove("content-key.material");
        ((ObjectNode) book.configurations().get("wrapped-rsa")).put("provider", "wrapped");
        settings.put("wrapping-key", "rsa")
                .put(
                        "wrapping-key.public-key.material",
                        base64(keys.rsa().getPublic().getEncoded()))
                .put(
                        "wrapping-key.private-key.material",
                        base64(keys.rsa().getPrivate().getEncoded()));
        String cipher = "RSA/ECB/OAEPPadding";
        for (String digest : List.of("SHA-1", "SHA-256", "SHA-384", "SHA-512")) {
            String named = "RSA/ECB/OAEPWith" + digest + "AndMGF1Padding";
            book.read(
                            "wrp-oaep-" + digest,
                            "OAEP with this digest, MGF1 with SHA-1",
                            "wrapped-rsa",
                            wrappedByRsa(named, cipher, oaep(digest, MGF1ParameterSpec.SHA1)))
                    .rules("WRP-5", "WRP-8", "CMP-20")
                    .gives(TEA);
            book.settings("wrapped-oaep-" + digest, "wrapped-rsa").put("wrapping-key.algorithm", named);
            book.write("wrp-write-oaep-" + digest, "Written as asked for", "wrapped-oaep-" + digest, TEA)
                    .rules("WRP-4", "WRP-5")
                    .description(
                            "amzn-ddb-map-sym-mode",
                            "/CBC/PKCS5Padding",
                            SIGNING,
                            "SHA256withRSA",
                            KEY,
                            "",
                            KEY_ALGORITHM,
                            "AES/256",
                            WRAPPING,
                            named)
                    .succeeds();
        }
        book.write("wrp-write-rsa", "OAEP with SHA-256 unless asked otherwise", "wrapped-rsa", TEA)
                .rules("WRP-4")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        SIGNING,
                        "SHA256withRSA",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        OAEP)
                .succeeds();
        book.read(
                        "wrp-oaep-other-mask",
                        "MGF1 with SHA-256 is not what the name stands for",
                        "wrapped-rsa",
                        wrappedByRsa(OAEP, cipher, oaep("SHA-256", MGF1ParameterSpec.SHA256)))
                .rules("WRP-5", "WRP-14", "CMP-20")
                .refused(Reason.KEY_NOT_UNWRAPPED);
        for (String named : List.of(
                "RSA/ECB/OAEPWithSHA256AndMGF1Padding",
                "rsa/ecb/oaepwithsha-256andmgf1padding",
                "RSA/ECB/OAEPPadding",
                "RSA/ECB/OAEPWithMD5AndMGF1Padding",
                "RSA/ECB/NoPadding",
                "AESWrap")) {
            book.read(
                            "wrp-rsa-" + named.replace("/", "-"),
                            "A spelling that nobody writes",
                            "wrapped-rsa",
                            wrappedByRsa(named, cipher, oaep("SHA-256", MGF1ParameterSpec.SHA1)))
                    .rules("WRP-10", "CMP-19")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        book.settings("wrapped-pkcs1", "wrapped-rsa").put("wrapping-key.allow-pkcs1", "true");
        for (String named : List.of(PKCS1, "RSA")) {
            Item item = wrappedByRsa(named, PKCS1, null);
            book.read("wrp-pkcs1-" + named.replace("/", "-"), "PKCS #1 v1.5 is read by opt-in", "wrapped-pkcs1", item)
                    .rules("WRP-9")
                    .gives(TEA);
            book.read("wrp-no-pkcs1-" + named.replace("/", "-"), "And refused otherwise", "wrapped-rsa", item)
                    .rules("WRP-9", "WRP-10")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        Map<String, String> random = new TreeMap<>(MODE);
        random.put(KEY, base64(Forge.sequence(1, 256)));
        random.put(KEY_ALGORITHM, "AES/256");
        random.put(WRAPPING, PKCS1);
        random.put(SIGNING, "SHA256withRSA");
        book.read(
                        "wrp-pkcs1-not-unwrapped",
                        "Under PKCS #1 v1.5 nobody learns whether the key unwrapped",
                        "wrapped-pkcs1",
                        Forge.signed(
                                Forge.described(items.unsigned(), random),
                                "SHA256withRSA",
                                keys.rsa().getPrivate()))
                .rules("WRP-14")
                .refused(Reason.NOT_AUTHENTIC);
        Item unnamed = wrappedByRsa(null, PKCS1, null);
        book.read("wrp-unnamed", "The oldest Java clients name no wrapping", "wrapped-pkcs1", unnamed)
                .rules("WRP-9", "CMP-17")
                .gives(TEA);
        book.read("wrp-no-unnamed", "They are refused without the opt-in", "wrapped-rsa", unnamed)
                .rules("WRP-9", "WRP-11", "CMP-17")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.settings("wrapped-pkcs1-written", "wrapped-rsa").put("wrapping-key.algorithm", PKCS1);
        book.write("wrp-write-pkcs1", "Naming PKCS #1 for writing includes the opt-in", "wrapped-pkcs1-written", TEA)
                .rules("WRP-16")
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        SIGNING,
                        "SHA256withRSA",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        PKCS1)
                .succeeds();
        book.settings("wrapped-rsa-writing", "wrapped-rsa").remove("wrapping-key.private-key.material");
        book.read(
                        "wrp-rsa-no-unwrapping-key",
                        "Who has the public key alone doesn't decrypt",
                        "wrapped-rsa-writing",
                        wrappedByRsa(OAEP, cipher, oaep("SHA-256", MGF1ParameterSpec.SHA1)))
                .rules("WRP-15")
                .refused(Reason.NO_UNWRAPPING_KEY);
        book.settings("wrapped-rsa-reading", "wrapped-rsa").remove("wrapping-key.public-key.material");
        book.write("wrp-rsa-no-wrapping-key", "Who has the private key alone doesn't write", "wrapped-rsa-reading", TEA)
                .rules("WRP-15")
                .refused(Reason.NO_WRAPPING_KEY);
        book.settings("wrapped-rsa-mac", "wrapped")
                .put("wrapping-key", "rsa")
                .put(
                        "wrapping-key.public-key.material",
                        base64(keys.rsa().getPublic().getEncoded()))
                .put(
                        "wrapping-key.private-key.material",
                        base64(keys.rsa().getPrivate().getEncoded()))
                .remove("wrapping-key.material");
        book.write("wrp-rsa-mac", "RSA wrapping with an HMAC key is allowed, with a warning", "wrapped-rsa-mac", TEA)
                .rules("WRP-17")
                .succeeds();
    }

    private static OAEPParameterSpec oaep(String digest, MGF1ParameterSpec mask) {
        return new OAEPParameterSpec(digest, "MGF1", mask, PSource.PSpecified.DEFAULT);
    }

    private Item wrappedByRsa(String named, String transformation, OAEPParameterSpec parameters) {
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.ENCRYPT_MODE, keys.rsa().getPublic(), parameters);
            Map<String, String> description = new TreeMap<>(MODE);
            description.put(KEY, base64(cipher.doFinal(Forge.CONTENT_KEY)));
            description.put(KEY_ALGORITHM, "AES/256");
            description.put(SIGNING, "SHA256withRSA");
            if (named != null) {
                description.put(WRAPPING, named);
            }
            return Forge.signed(
                    Forge.described(items.unsigned(), description),
                    "SHA256withRSA",
                    keys.rsa().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
