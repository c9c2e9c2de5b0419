package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.SIGNING;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.base64;
import static dev.itemseal.vectors.ExampleItems.hex;
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
import java.security.KeyPair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapter SIG. */
final class SignatureCases {

    private final CaseBook book;
    private final ExampleItems items;
    private final Forge forge;
    private final CaseKeys keys;

    SignatureCases(CaseBook book, ExampleItems items, Forge forge, CaseKeys keys) {
        this.book = book;
        this.items = items;
        this.forge = forge;
        this.keys = keys;
    }

    void add() {
        signatures();
        asymmetricSignatures();
    }

    private void signatures() {
        Item tea = items.tea();
        for (String algorithm : List.of("HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512")) {
            book.configuration("static-" + algorithm, "static")
                    .withObject("/settings")
                    .put("signing-key.algorithm", algorithm);
            Item stored = items.unsigned(hex("0073 00000003 746561"));
            book.read(
                            "sig-read-" + algorithm,
                            "A MAC of this algorithm",
                            "static-" + algorithm,
                            Forge.signed(stored, "Example", Forge.actions(), Dialect.JAVA, algorithm, Forge.MAC_KEY))
                    .rules("SIG-2")
                    .gives(TEA);
        }
        byte[] mac = ((BinaryValue) tea.attribute(SIGNATURE).orElseThrow()).toByteArray();
        Map<String, Item> changed = new LinkedHashMap<>();
        changed.put("truncated", tea.with(SIGNATURE, AttributeValue.ofBytes(Arrays.copyOf(mac, 16))));
        changed.put("longer", tea.with(SIGNATURE, AttributeValue.ofBytes(Arrays.copyOf(mac, 33))));
        changed.put("empty", tea.with(SIGNATURE, AttributeValue.ofBytes(new byte[0])));
        mac[31] ^= 1;
        changed.put("changed", tea.with(SIGNATURE, AttributeValue.ofBytes(mac)));
        changed.put("value-changed", tea.with("seen", AttributeValue.ofNumber("4")));
        changed.put("type-changed", tea.with("seen", AttributeValue.ofString("3")));
        changed.put("removed", tea.without("seen"));
        changed.put("renamed", tea.without("seen").with("scene", AttributeValue.ofNumber("3")));
        byte[] drink = ((BinaryValue) tea.attribute("drink").orElseThrow()).toByteArray();
        drink[20] ^= 1;
        changed.put("ciphertext-changed", tea.with("drink", AttributeValue.ofBytes(drink)));
        drink[20] ^= 1;
        drink[0] ^= 1;
        changed.put("iv-changed", tea.with("drink", AttributeValue.ofBytes(drink)));
        changed.put("decrypted", tea.with("drink", AttributeValue.ofString("tea")));
        changed.forEach((name, item) -> book.read("sig-" + name, "Not what was written", "static", item)
                .rules("SIG-6", "RD-4", name.equals("truncated") ? "SIG-2" : "SIG-1")
                .refused(Reason.NOT_AUTHENTIC));
        Item two = Forge.signed(
                items.unsigned(hex("0073 00000003 746561")).with("sugar", forge.encrypted(hex("006e 00000001 32"))));
        book.read(
                        "sig-swapped",
                        "Two encrypted values changed places",
                        "static",
                        two.with("sugar", two.attribute("drink").orElseThrow())
                                .with("drink", two.attribute("sugar").orElseThrow()))
                .rules("SIG-6")
                .refused(Reason.NOT_AUTHENTIC);
        book.configuration("other-mac-key", "static")
                .withObject("/settings")
                .put("signing-key.material", base64(Forge.sequence(0x21, 32)));
        book.read("sig-other-key", "Another key", "other-mac-key", tea)
                .rules("SIG-6", "RD-4")
                .refused(Reason.NOT_AUTHENTIC);
        Item plainlySigned = Forge.signed(
                TEA,
                "Example",
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY),
                Dialect.JAVA,
                "HmacSHA256",
                Forge.MAC_KEY);
        book.read(
                        "sig-without-description",
                        "Under an HMAC key a signed item needs no description",
                        "signing-only",
                        plainlySigned)
                .rules("SIG-7", "MIG-2")
                .gives(TEA)
                .protection("signed");
        book.read("sig-encrypted-without-description", "An encrypted one does", "static", tea.without(DESCRIPTION))
                .rules("SIG-7", "RD-6", "MIG-2")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        book.write("sig-no-signing-key", "Nothing is written unsigned", "verifying-only", TEA)
                .rules("SIG-8")
                .refused(Reason.NO_SIGNING_KEY);
    }

    private void asymmetricSignatures() {
        for (String algorithm : List.of("SHA224withRSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA")) {
            signatureBy(algorithm, keys.rsa(), "SIG-3");
        }
        for (String algorithm : List.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA")) {
            signatureBy(algorithm, keys.ec(), "SIG-4");
        }
        book.read(
                        "sig-unnamed-algorithm",
                        "Without its name the algorithm is the one that the key writes",
                        "SHA512withRSA",
                        Forge.signed(
                                items.unsigned(), "SHA512withRSA", keys.rsa().getPrivate()))
                .rules("SIG-7", "CMP-13")
                .gives(TEA);
        ObjectNode signing = book.settings("RSA-signing-only", "SHA256withRSA");
        signing.remove(List.of("verification-key.material", "verification-key.encoding", "verification-key.algorithm"));
        book.read("sig-no-verification-key", "Nothing is read unverified", "RSA-signing-only", items.tea())
                .rules("SIG-8")
                .refused(Reason.NO_VERIFICATION_KEY);
    }

    private void signatureBy(String algorithm, KeyPair pair, String rule) {
        ObjectNode settings = book.settings(algorithm, "static");
        settings.put("signing-key.material", base64(pair.getPrivate().getEncoded()))
                .put("signing-key.encoding", "der")
                .put("signing-key.algorithm", algorithm)
                .put("verification-key.material", base64(pair.getPublic().getEncoded()))
                .put("verification-key.encoding", "der")
                .put("verification-key.algorithm", algorithm);
        Map<String, String> description = new TreeMap<>(MODE);
        description.put(SIGNING, algorithm);
        book.read(
                        "sig-read-" + algorithm,
                        "A signature of this algorithm",
                        algorithm,
                        Forge.signed(Forge.described(items.unsigned(), description), algorithm, pair.getPrivate()))
                .rules(rule, "CMP-14")
                .gives(TEA);
        book.write("sig-write-" + algorithm, "The description names the algorithm", algorithm, TEA)
                .rules(rule, "DSC-8", "CMP-13")
                .description("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", SIGNING, algorithm)
                .succeeds();
    }
}
