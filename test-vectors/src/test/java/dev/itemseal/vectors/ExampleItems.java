package dev.itemseal.vectors;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The item that most cases are about, as plaintext and as it is stored, and what its description is made of. */
final class ExampleItems {

    static final String KEY = "amzn-ddb-env-key";
    static final String KEY_ALGORITHM = "amzn-ddb-env-alg";
    static final String WRAPPING = "amzn-ddb-wrap-alg";
    static final String SIGNING = "amzn-ddb-map-signingAlg";
    static final String OAEP = "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";
    static final String PKCS1 = "RSA/ECB/PKCS1Padding";

    static final Map<String, String> MODE = Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding");

    static final Item TEA = Item.of(ordered(
            "id", AttributeValue.ofString("7"),
            "drink", AttributeValue.ofString("tea"),
            "seen", AttributeValue.ofNumber("3"),
            "hot", AttributeValue.ofBoolean(true)));

    private final Forge forge;

    ExampleItems(Forge forge) {
        this.forge = forge;
    }

    /** The item as it is stored. */
    Item tea() {
        return Forge.signed(unsigned());
    }

    /** The item as it is stored; its drink holds these bytes once decrypted. */
    Item stored(byte[] serializedDrink) {
        return Forge.signed(unsigned(serializedDrink));
    }

    Item unsigned() {
        return unsigned(hex("0073 00000003 746561"));
    }

    Item unsigned(byte[] serializedDrink) {
        return Forge.described(TEA.with("drink", forge.encrypted(serializedDrink)), MODE);
    }

    static Map<String, AttributeValue> ordered(Object... namesAndValues) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (AttributeValue) namesAndValues[i + 1]);
        }
        return map;
    }

    static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    static byte[] bytes(String hexStart, String text) {
        byte[] start = hex(hexStart);
        byte[] end = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, all, start.length, end.length);
        return all;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
