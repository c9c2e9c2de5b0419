package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.format.DescriptionCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is refused, and with which reason. */
class RefusalTest {

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final Item stored = encryptor.encrypt(ITEM, CONFIG);

    private ItemsealException refusal(Item item, CryptoConfig config) {
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(item, config));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private void assertRefused(Item item, Reason reason) {
        assertThat(refusal(item, CONFIG).reason()).isEqualTo(reason);
    }

    private void assertNotWritten(Item item, Reason reason, String named) {
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(item, CONFIG));
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasMessageContaining(named);
    }

    private static Item described(Item item, Map<String, String> entries) {
        return item.with(DESCRIPTION, BinaryValue.copyOf(DescriptionCodec.serialize(MaterialDescription.of(entries))));
    }

    @Test
    @DisplayName("ACT-7, CMP-11: an item with a reserved attribute is not encrypted")
    void reservedAttribute() {
        assertNotWritten(stored, Reason.RESERVED_ATTRIBUTE, SIGNATURE);
        assertNotWritten(ITEM.with(DESCRIPTION, AttributeValue.ofNull()), Reason.RESERVED_ATTRIBUTE, DESCRIPTION);
    }

    @Test
    @DisplayName("NUM-4, SER-14 to SER-16: what can't be stored is not encrypted, and the attribute is named")
    void unstorable() {
        assertNotWritten(ITEM.with("n", AttributeValue.ofNumber("1E126")), Reason.INVALID_NUMBER, "'n'");
        assertNotWritten(ITEM.with("s", AttributeValue.ofStrings(List.of())), Reason.INVALID_SET, "'s'");
        assertNotWritten(ITEM.with("t", AttributeValue.ofString("\uD800")), Reason.INVALID_TEXT, "'t'");
        assertNotWritten(ITEM.with("\uD800", AttributeValue.ofNull()), Reason.INVALID_TEXT, "'?'");
        assertNotWritten(ITEM.with("\uDFFF", AttributeValue.ofNull()), Reason.INVALID_TEXT, "'?'");
        AttributeValue deep = AttributeValue.ofNull();
        for (int i = 0; i < 33; i++) {
            deep = AttributeValue.ofList(List.of(deep));
        }
        assertNotWritten(ITEM.with("d", deep), Reason.NESTING_TOO_DEEP, "'d'");
    }

    @Test
    @DisplayName("ACT-9: a key that DynamoDB would not store is refused, whatever its action")
    void unstorableKey() {
        Item item = ITEM.with("id", AttributeValue.ofNumber("1E126"));
        assertNotWritten(item, Reason.INVALID_NUMBER, "'id'");
    }

    @Test
    @DisplayName("ACT-11: what is neither encrypted nor signed is not looked at")
    void unsignedIsNotLookedAt() {
        Item item = ITEM.with("hot", AttributeValue.ofNumber("1E126"));
        assertThat(encryptor.decrypt(encryptor.encrypt(item, CONFIG), CONFIG)).isEqualTo(item);
    }

    @Test
    @DisplayName("ENC-4, RD-10: no content key, and nothing is stored or read in plain instead")
    void noContentKey() {
        CryptoConfig signOnly = CryptoConfig.of(provider(null, HMAC, HMAC), TABLE, ACTIONS);
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, signOnly));
        assertThat(refusal.reason()).isEqualTo(Reason.NO_CONTENT_KEY);
        assertThat(refusal(stored, signOnly).reason()).isEqualTo(Reason.NO_CONTENT_KEY);
    }

    @Test
    @DisplayName("RD-3: no signature, or one of another type")
    void signatureMissing() {
        assertRefused(stored.without(SIGNATURE), Reason.SIGNATURE_MISSING);
        assertRefused(ITEM, Reason.SIGNATURE_MISSING);
        assertRefused(stored.with(SIGNATURE, AttributeValue.ofString("x")), Reason.RESERVED_ATTRIBUTE_TYPE);
        assertRefused(stored.with(DESCRIPTION, AttributeValue.ofNull()), Reason.RESERVED_ATTRIBUTE_TYPE);
    }

    @Test
    @DisplayName("SIG-5, SIG-6: a signature of any other length or content")
    void wrongSignature() {
        for (byte[] signature : new byte[][] {{}, {1}, new byte[31], new byte[32], new byte[33], new byte[400_000]}) {
            assertRefused(stored.with(SIGNATURE, BinaryValue.copyOf(signature)), Reason.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("DSC-4, CMP-22, CMP-30, CMP-32: a description that can't be read")
    void malformedDescription() {
        for (String hex : List.of("", "000000", "00000001", "00000000 7fffffff", "00000000 00000001 ff 00000000")) {
            assertRefused(stored.with(DESCRIPTION, Fixtures.binary(hex)), Reason.DESCRIPTION_MALFORMED);
        }
    }

    @Test
    @DisplayName("RD-6, CMP-29: another mode, or none")
    void mode() {
        assertRefused(described(stored, Map.of("amzn-ddb-map-sym-mode", "/CBC/NoPadding")), Reason.ALGORITHM_REFUSED);
        assertRefused(
                described(stored, Map.of("amzn-ddb-map-sym-mode", "/cbc/pkcs5padding")), Reason.ALGORITHM_REFUSED);
        assertRefused(described(stored, Map.of("x", "y")), Reason.DESCRIPTION_MISSING_ENTRY);
        assertRefused(stored.without(DESCRIPTION), Reason.DESCRIPTION_MISSING_ENTRY);
    }

    @Test
    @DisplayName("RD-7, CMP-21: an algorithm that the key is not configured with, known or not")
    void signingAlgorithm() {
        for (String name : List.of("HmacSHA512", "SHA256withRSA", "HmacSHA1", "HmacMD5", "none", "")) {
            assertRefused(
                    described(
                            stored,
                            Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", "amzn-ddb-map-signingAlg", name)),
                    Reason.ALGORITHM_REFUSED);
        }
        // CMP-13: what the Python client writes.
        Item python = described(
                stored, Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", "amzn-ddb-map-signingAlg", "HmacSHA256"));
        assertThat(encryptor.decrypt(python, CONFIG)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("RD-1: an item with several faults is refused for the first")
    void order() {
        Item forged = stored.with("drink", AttributeValue.ofString("poison"));
        assertRefused(described(forged, Map.of("amzn-ddb-map-sym-mode", "/CBC/NoPadding")), Reason.NOT_AUTHENTIC);
        assertRefused(described(forged, Map.of("amzn-ddb-map-signingAlg", "HmacSHA1")), Reason.ALGORITHM_REFUSED);
        assertRefused(
                described(forged.without(SIGNATURE), Map.of("amzn-ddb-map-signingAlg", "HmacSHA1")),
                Reason.SIGNATURE_MISSING);
    }

    /** Signs whatever it is given, as only the owner of the keys could. */
    private Item signed(Item item) {
        CryptoConfig config = CryptoConfig.of(provider(null, HMAC, HMAC), TABLE, signOnlyButLabelled());
        return encryptor.encrypt(item, config);
    }

    private static AttributeActions signOnlyButLabelled() {
        return AttributeActions.withDefault(CryptoAction.SIGN_ONLY).with("hot", CryptoAction.DO_NOTHING);
    }

    @Test
    @DisplayName("STS-3: what was only signed does not pass for encrypted, nor the other way round")
    void labels() {
        assertRefused(signed(ITEM), Reason.NOT_AUTHENTIC);
        CryptoConfig signOnly = CryptoConfig.of(provider(null, HMAC, HMAC), TABLE, signOnlyButLabelled());
        assertThat(refusal(stored, signOnly).reason()).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("ENC-5, ENC-6, DES, CMP-28, CMP-40: verified, but not what was encrypted: one refusal for all causes")
    void verifiedButWrong() throws Exception {
        Set<String> texts = new HashSet<>();
        texts.add(refusal(stored.with("drink", AttributeValue.ofNull()), CONFIG).getMessage());
        List<byte[]> values = new ArrayList<>();
        values.add(new byte[0]);
        values.add(new byte[16]);
        values.add(new byte[33]);
        values.add(encryptedRaw(new byte[16])); // padding of 0
        values.add(encryptedRaw(filled(17))); // padding of 17
        values.add(encryptedRaw(Fixtures.hex("0073000000010000000000000000030203"))); // uneven padding
        values.add(encryptedRaw(Fixtures.hex("00000d0e0e0e0e0e0e0e0e0e0e0e0e0e"))); // a whole value, uneven padding
        values.add(encryptedRaw(Fixtures.hex("00000e0e0e0e0e0e0e0d0e0e0e0e0e0e"))); // the same in the middle
        values.add(encryptedRaw(filled(16))); // nothing but padding
        values.add(encryptedRaw(Fixtures.hex("00000000000000000000000000000001"))); // bytes left over
        values.add(encryptedRaw(Fixtures.hex("00780e0e0e0e0e0e0e0e0e0e0e0e0e0e"))); // unknown type
        for (byte[] value : values) {
            Item item = resigned(stored.with("drink", BinaryValue.copyOf(value)));
            ItemsealException refusal = refusal(item, CONFIG);
            assertThat(refusal).isInstanceOf(ItemRefusedException.class).hasNoCause();
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
            texts.add(refusal.getMessage());
        }
        assertThat(texts).hasSize(1);
    }

    private static byte[] filled(int value) {
        byte[] block = new byte[16];
        Arrays.fill(block, (byte) value);
        return block;
    }

    private static byte[] encryptedRaw(byte[] blocks) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, AES.key(), new IvParameterSpec(new byte[16]));
        byte[] value = new byte[16 + 16 * (blocks.length / 16)];
        cipher.doFinal(blocks, 0, value.length - 16, value, 16);
        return value;
    }

    /** Signs stored values as they are, under the labels of {@link Fixtures#ACTIONS}. */
    private static Item resigned(Item item) {
        AttributeActions actions = ACTIONS.withProtectedKeys(TABLE.protectedKeyNames());
        byte[] text = StringToSign.of(TABLE.name(), item, actions, Dialect.JAVA);
        return item.with(SIGNATURE, BinaryValue.copyOf(new Signatures(null).sign(HMAC, text, text.length)));
    }

    @Test
    @DisplayName("RD-4, CMP-40: another content key is refused like a forged item")
    void wrongContentKey() {
        String forged =
                refusal(stored.with("drink", AttributeValue.ofNull()), CONFIG).getMessage();
        for (int i = 1; i < 600; i++) {
            // About two of these get through the padding by luck.
            byte[] other = Fixtures.range(i, 32);
            other[0] = (byte) (i >> 8);
            CryptoConfig config = CryptoConfig.of(provider(AesContentKey.ofBytes(other), HMAC, HMAC), TABLE, ACTIONS);
            ItemsealException refusal = refusal(stored, config);
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
            assertThat(refusal).hasMessage(forged);
        }
    }

    @Test
    @DisplayName("SIG-6: another MAC key, table name or algorithm")
    void otherSurroundings() {
        MacKey otherKey = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]);
        MacKey otherAlgorithm = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA384, Fixtures.range(0x20, 32));
        TableInfo otherTable = TableInfo.of("Other", TableIndex.of("id"));
        for (CryptoConfig config : List.of(
                CryptoConfig.of(provider(AES, otherKey, otherKey), TABLE, ACTIONS),
                CryptoConfig.of(provider(AES, otherAlgorithm, otherAlgorithm), TABLE, ACTIONS),
                CryptoConfig.of(provider(AES, HMAC, HMAC), otherTable, ACTIONS))) {
            assertThat(refusal(stored, config).reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("SER-17, NUM-4, CMP-7: a signed attribute that no table stores is refused on reading too")
    void unstorableSignedValue() {
        CryptoConfig signOnly = CryptoConfig.of(provider(null, HMAC, HMAC), TABLE, signOnlyButLabelled());
        Item item = encryptor.encrypt(ITEM, signOnly);
        assertThat(refusal(item.with("drink", AttributeValue.ofNumber("9".repeat(39))), signOnly)
                        .reason())
                .isEqualTo(Reason.INVALID_NUMBER);
        assertThat(refusal(item.with("drink", AttributeValue.ofStrings(List.of())), signOnly)
                        .reason())
                .isEqualTo(Reason.INVALID_SET);
    }

    @Test
    @DisplayName("RD-2: no refusal shows a value")
    void nothingShown() {
        Item secret = Item.fromJava(Map.of("id", "MARKED", "drink", "MARKED", "hot", "MARKED"));
        Item item = encryptor.encrypt(secret, CONFIG);
        for (Item changed : List.of(
                item.with("drink", AttributeValue.ofString("MARKED")),
                item.without(SIGNATURE),
                item.with(SIGNATURE, AttributeValue.ofString("MARKED")),
                item.with(DESCRIPTION, BinaryValue.copyOf("MARKED".getBytes(StandardCharsets.UTF_8))),
                described(item, Map.of("amzn-ddb-map-sym-mode", "MARKED")),
                described(item, Map.of("amzn-ddb-map-signingAlg", "MARKED")))) {
            StringWriter trace = new StringWriter();
            refusal(changed, CONFIG).printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("MARKED");
        }
    }
}
