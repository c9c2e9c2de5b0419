package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.SIGNING;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.base64;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapters KEY and STA. */
final class KeyCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final CaseKeys keys;

    KeyCases(CaseBook book, ExampleItems items, CaseKeys keys) {
        this.book = book;
        this.items = items;
        this.keys = keys;
    }

    void add() {
        keys();
        encodings();
        staticProvider();
    }

    private void keys() {
        for (int length : List.of(16, 24, 32)) {
            book.settings("AES-" + length * 8, "static").put("content-key.material", base64(Forge.sequence(0, length)));
            book.write("key-aes-" + length * 8, "A content key of this size", "AES-" + length * 8, TEA)
                    .rules("KEY-1", "KEY-6")
                    .succeeds();
        }
        for (int length : List.of(15, 33)) {
            book.settings("AES-" + length * 8, "static").put("content-key.material", base64(Forge.sequence(0, length)));
            book.configure("key-aes-" + length * 8, "There are no AES keys of this size", "AES-" + length * 8)
                    .rules("KEY-1")
                    .refused(Reason.INVALID_KEY);
        }
        book.settings("short-mac-key", "static").put("signing-key.material", base64(Forge.sequence(0x20, 8)));
        book.read(
                        "key-short-mac-key",
                        "What a short key signed stays readable",
                        "short-mac-key",
                        Forge.signed(
                                items.unsigned(),
                                "Example",
                                Forge.actions(),
                                Dialect.JAVA,
                                "HmacSHA256",
                                Forge.sequence(0x20, 8)))
                .rules("KEY-2")
                .gives(TEA);
        Map<String, String> description = new TreeMap<>(MODE);
        description.put(SIGNING, "SHA256withRSA");
        book.settings("RSA-1024", "SHA256withRSA")
                .put("signing-key.material", base64(keys.weakRsa().getPrivate().getEncoded()))
                .put(
                        "verification-key.material",
                        base64(keys.weakRsa().getPublic().getEncoded()));
        book.read(
                        "key-short-rsa-key",
                        "What a short RSA key signed stays readable",
                        "RSA-1024",
                        Forge.signed(
                                Forge.described(items.unsigned(), description),
                                "SHA256withRSA",
                                keys.weakRsa().getPrivate()))
                .rules("KEY-3")
                .gives(TEA);
        Map<String, String> other = new TreeMap<>(MODE);
        other.put(SIGNING, "SHA512withRSA");
        Item by512 = Forge.signed(
                Forge.described(items.unsigned(), other),
                "SHA512withRSA",
                keys.rsa().getPrivate());
        book.read(
                        "key-algorithm-outside-set",
                        "An algorithm that the key isn't configured with",
                        "SHA256withRSA",
                        by512)
                .rules("KEY-4", "RD-7", "RD-8")
                .refused(Reason.ALGORITHM_REFUSED);
        book.settings("RSA-two-algorithms", "SHA256withRSA")
                .put("verification-key.algorithm", "SHA256withRSA,SHA512withRSA");
        book.read("key-algorithm-in-set", "One that it is configured with", "RSA-two-algorithms", by512)
                .rules("KEY-4", "RD-7")
                .gives(TEA);
        for (String algorithm : List.of("SHA1withRSA", "MD5withRSA")) {
            Map<String, String> weak = new TreeMap<>(MODE);
            weak.put(SIGNING, algorithm);
            book.read(
                            "key-" + algorithm,
                            "A broken hash is in no key's set",
                            "SHA256withRSA",
                            Forge.signed(
                                    Forge.described(items.unsigned(), weak),
                                    algorithm,
                                    keys.rsa().getPrivate()))
                    .rules("KEY-4", "CMP-21")
                    .refused(Reason.ALGORITHM_REFUSED);
        }
        book.settings("public-key-signs", "SHA256withRSA")
                .put("signing-key.material", base64(keys.rsa().getPublic().getEncoded()));
        book.configure("key-public-key-signs", "A public key can't sign", "public-key-signs")
                .rules("KEY-5")
                .refused(Reason.INVALID_KEY);
        book.settings("ec-key-as-rsa", "SHA256withRSA")
                .put("signing-key.material", base64(keys.ec().getPrivate().getEncoded()));
        book.configure("key-ec-key-as-rsa", "An EC key is no RSA key", "ec-key-as-rsa")
                .rules("KEY-5")
                .refused(Reason.INVALID_KEY);
    }

    private void encodings() {
        byte[] pkcs8 = keys.rsa().getPrivate().getEncoded();
        byte[] publicKey = keys.rsa().getPublic().getEncoded();
        // A 2048-bit key: the header of PKCS #8 has 26 bytes, that of SubjectPublicKeyInfo 24.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        byte[] publicPkcs1 = Arrays.copyOfRange(publicKey, 24, publicKey.length);
        encoded("pkcs8-der", "KEY-7", "der", base64(pkcs8), base64(publicKey));
        encoded("pkcs8-pem", "KEY-8", "pem", pem("PRIVATE KEY", pkcs8), pem("PUBLIC KEY", publicKey));
        encoded("pkcs1-der", "KEY-9", "der", base64(pkcs1), base64(publicPkcs1));
        encoded("pkcs1-pem", "KEY-9", "pem", pem("RSA PRIVATE KEY", pkcs1), pem("RSA PUBLIC KEY", publicPkcs1));
        book.settings("not-base64", "static").put("content-key.material", "AAECAwQFBgcICQoLDA0ODw=");
        book.configure("key-not-base64", "A raw key stands in Base64, with its padding", "not-base64")
                .rules("KEY-6", "KEY-10")
                .refused(Reason.INVALID_KEY);
        book.settings("not-der", "SHA256withRSA").put("signing-key.material", base64(Forge.sequence(0, 64)));
        book.configure("key-not-der", "These bytes are no key", "not-der")
                .rules("KEY-7", "KEY-10")
                .refused(Reason.INVALID_KEY);
    }

    private void encoded(String name, String rule, String encoding, String privateKey, String publicKey) {
        book.settings(name, "SHA256withRSA")
                .put("signing-key.material", privateKey)
                .put("signing-key.encoding", encoding)
                .put("verification-key.material", publicKey)
                .put("verification-key.encoding", encoding);
        book.write("key-" + name, "A pair in this encoding", name, TEA)
                .rules(rule)
                .succeeds();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private void staticProvider() {
        Item signed = Forge.signed(
                TEA,
                "Example",
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                Dialect.JAVA,
                "HmacSHA256",
                Forge.MAC_KEY);
        book.read("sta-no-content-key-needed", "Signed items need no content key", "signing-only", signed)
                .rules("STA-1", "STA-2")
                .gives(TEA);
        book.settings("described", "static").put("description.department", "orders");
        book.write("sta-description", "The configured entries are written", "described", TEA)
                .rules("STA-1")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", "department", "orders")
                .succeeds();
        Map<String, String> more = new TreeMap<>(MODE);
        more.put("department", "orders");
        more.put("further", "x");
        book.read(
                        "sta-further-entries",
                        "Further entries in the item are fine",
                        "described",
                        Forge.signed(Forge.described(items.unsigned(), more)))
                .rules("STA-3")
                .gives(TEA);
        more.put("department", "returns");
        book.read(
                        "sta-other-value",
                        "An entry has another value",
                        "described",
                        Forge.signed(Forge.described(items.unsigned(), more)))
                .rules("STA-3", "CMP-26")
                .refused(Reason.DESCRIPTION_MISMATCH);
        book.read("sta-entry-missing", "An entry is missing", "described", items.tea())
                .rules("STA-3", "CMP-26")
                .refused(Reason.DESCRIPTION_MISMATCH);
        book.settings("describes-mode", "static").put("description.amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding");
        book.configure("sta-engines-entry", "An entry that the engine writes can't be configured", "describes-mode")
                .rules("STA-4")
                .refused(Reason.INVALID_SETTING);
        book.configuration("unknown-provider", "static").put("provider", "nobody");
        book.configure("sta-unknown-provider", "No plugin has this name", "unknown-provider")
                .rules("STA-1")
                .refused(Reason.UNKNOWN_PLUGIN);
        book.settings("unknown-setting", "static").put("content-kye.material", "AAAA");
        book.configure("sta-unknown-setting", "A setting that nobody reads is most likely misspelt", "unknown-setting")
                .rules("STA-1")
                .refused(Reason.INVALID_SETTING);
        book.settings("key-without-source", "static")
                .put("signing-key.algorithm", "HmacSHA256")
                .remove("signing-key.material");
        book.configure("sta-key-without-source", "A key section needs the key", "key-without-source")
                .rules("STA-1")
                .refused(Reason.MISSING_SETTING);
    }
}
