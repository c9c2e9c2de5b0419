package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.HEX;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.binary;
import static dev.itemseal.engine.Fixtures.bytes;
import static dev.itemseal.engine.Fixtures.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.DescriptionCodec;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The specification's worked item, with plain JCA calls as the other side. */
class SpecificationExampleTest {

    private static final String STORED_DRINK = "404142434445464748494a4b4c4d4e4f74025e205821fa14c140109047ec6573";
    private static final String EXAMPLE_SIGNATURE = "96d78a3a5bc3e1ce5a0a496211ab8c8b46704eac75fe0a8e8c5a9f5ed56c596b";
    private static final String EXAMPLE_DESCRIPTION =
            "00000000 00000015 616d7a6e2d6464622d6d61702d73796d2d6d6f6465 00000011 2f4342432f504b43533550616464696e67";
    private static final String EMPTY_SIGNATURE = "c55e5c3ffef37e282e076d3a9d83fc9452047ea43faaa102fbe5bdcac5159a92";

    private static final Item STORED = ITEM.with("drink", binary(STORED_DRINK))
            .with(DESCRIPTION, binary(EXAMPLE_DESCRIPTION))
            .with(SIGNATURE, binary(EXAMPLE_SIGNATURE));

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    @Test
    @DisplayName("STS-1 to STS-4: the string to sign")
    void stringToSign() {
        String expected = "4fd9f6a4bc421d01a7a0738f096f1c9a8688973cc1c45db3b46e6ba271d57fc1"
                + "218ae6b44966c8a9913e78ef950ea5d047ac7c3d73341f9867d760cc38c3fc1f"
                + "394115ac4eb09aa49429348816b2038127b0f9e3a520372ae100ca19fb08fd50"
                + "4a12613b0188430a2519f92772cab523e3bbbaf6f26ec4482bbceb32cc573148"
                + "a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd"
                + "cb40e7dadc86161b9798de48512f332d21c141fcc1e28a086fde4a3375aab1b5"
                + "819186962eeba6a0796971c8caa76e85854e4eb152183ab6cc090188e60d19dd";
        AttributeActions actions = ACTIONS.withProtectedKeys(TABLE.protectedKeyNames());
        assertThat(HEX.formatHex(StringToSign.of("Example", STORED, actions, Dialect.JAVA)))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("ENC-1, SIG-1, DSC-7: the example is read")
    void read() {
        assertThat(encryptor.decrypt(STORED, CONFIG)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("ENC-1, ENC-5: each length of padding, from 1 byte to a whole block")
    void padding() {
        for (int length = 0; length <= 33; length++) {
            Item item = ITEM.with("drink", AttributeValue.ofString("x".repeat(length)));
            Item stored = encryptor.encrypt(item, CONFIG);

            assertThat(bytes(stored, "drink")).hasSize(16 + 16 * ((6 + length) / 16 + 1));
            assertThat(encryptor.decrypt(stored, CONFIG)).isEqualTo(item);
        }
    }

    @Test
    @DisplayName("ENC-1, ACT-8: what is written decrypts with the JCA alone, and everything else is as given")
    void written() throws Exception {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        assertThat(stored.names()).containsExactly("id", "drink", "hot", DESCRIPTION, SIGNATURE);
        assertThat(stored.attribute("id")).isEqualTo(ITEM.attribute("id"));
        assertThat(stored.attribute("hot")).isEqualTo(ITEM.attribute("hot"));
        assertThat(bytes(stored, DESCRIPTION)).isEqualTo(hex(EXAMPLE_DESCRIPTION));

        byte[] drink = bytes(stored, "drink");
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, AES.key(), new IvParameterSpec(drink, 0, 16));
        assertThat(cipher.doFinal(drink, 16, drink.length - 16)).isEqualTo(hex("0073 00000003 746561"));
    }

    @Test
    @DisplayName("ENC-2: no initialization vector comes twice")
    void freshVectors() {
        Item two = ITEM.with("snack", AttributeValue.ofString("tea"));
        Item first = encryptor.encrypt(two, CONFIG);
        Item second = encryptor.encrypt(two, CONFIG);
        assertThat(Stream.of(first, second)
                        .flatMap(item ->
                                Stream.of("drink", "snack").map(name -> HEX.formatHex(bytes(item, name), 0, 16)))
                        .distinct())
                .hasSize(4);
    }

    @Test
    @DisplayName("STS-5, CMP-12: an item of which nothing is signed bears a signature over the table's name")
    void nothingSigned() {
        CryptoConfig config = CryptoConfig.builder(
                        Fixtures.provider(null, HMAC, HMAC),
                        TABLE,
                        AttributeActions.withDefault(CryptoAction.DO_NOTHING).with("elsewhere", CryptoAction.SIGN_ONLY))
                .build();
        Item stored = encryptor.encrypt(ITEM, config);
        assertThat(bytes(stored, SIGNATURE)).isEqualTo(hex(EMPTY_SIGNATURE));
        // DSC-3: nothing to describe, so no description.
        assertThat(stored.has(DESCRIPTION)).isFalse();
        assertThat(encryptor.decrypt(stored, config)).isEqualTo(ITEM);
        assertThat(DescriptionCodec.serialize(MaterialDescription.empty())).isEqualTo(new byte[4]);
    }
}
