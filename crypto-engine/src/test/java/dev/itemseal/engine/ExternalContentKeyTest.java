package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.hex;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ExternalContentKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a content key that does its own work is given, and what it may give back. */
class ExternalContentKeyTest {

    private static final Item SEVERAL = Item.builder(4)
            .put("id", AttributeValue.ofString("7"))
            .put("a", AttributeValue.ofString("a long text, and secret"))
            .put("b", AttributeValue.ofBoolean(true))
            .put("c", AttributeValue.ofNull())
            .build();

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final NotingKey key = new NotingKey();
    private final CryptoConfig config = CryptoConfig.of(provider(key, HMAC, HMAC), TABLE, ACTIONS);

    /** Encrypts nothing: notes what it is given, and keeps the arrays, which is forbidden. */
    private static final class NotingKey implements ExternalContentKey {

        private final List<byte[]> vectors = new ArrayList<>();
        private final List<byte[]> plaintexts = new ArrayList<>();
        private final List<byte[]> arrays = new ArrayList<>();

        @Override
        public byte[] encrypt(byte[] iv, byte[] plaintext) {
            vectors.add(iv.clone());
            plaintexts.add(plaintext.clone());
            arrays.add(plaintext);
            int padding = 16 - plaintext.length % 16;
            byte[] padded = Arrays.copyOf(plaintext, plaintext.length + padding);
            Arrays.fill(padded, plaintext.length, padded.length, (byte) padding);
            return padded;
        }

        @Override
        public byte[] decrypt(byte[] iv, byte[] ciphertext) {
            byte[] plaintext = Arrays.copyOf(ciphertext, ciphertext.length - ciphertext[ciphertext.length - 1]);
            arrays.add(plaintext);
            return plaintext;
        }
    }

    @Test
    @DisplayName("ENC-1: each value by itself, each with an initialization vector of its own, which stands before it")
    void eachValueByItself() {
        Item stored = encryptor.encrypt(SEVERAL, config);

        assertThat(key.plaintexts)
                .containsExactly(
                        hex("00 73 00000017" + "61206c6f6e6720746578742c20616e6420736563726574"),
                        hex("00 3f 01"),
                        hex("00 00"));
        assertThat(key.vectors.stream().map(Arrays::toString)).doesNotHaveDuplicates();
        List<String> names = List.of("a", "b", "c");
        for (int i = 0; i < names.size(); i++) {
            assertThat(Fixtures.bytes(stored, names.get(i))).startsWith(key.vectors.get(i));
        }
        assertThat(encryptor.decrypt(stored, config)).isEqualTo(SEVERAL);
    }

    @Test
    @DisplayName("What is in the arrays that go to the key and come from it is overwritten")
    void overwritten() {
        encryptor.decrypt(encryptor.encrypt(SEVERAL, config), config);

        assertThat(key.arrays).hasSize(6).allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    @Test
    @DisplayName("All randomness comes from a generator that is given")
    void givenGenerator() {
        byte[] vector = Fixtures.range(0x40, 16);
        SecureRandom fixed = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(vector, 0, bytes, 0, bytes.length);
            }
        };
        StandardItemEncryptor.builder().secureRandom(fixed).build().encrypt(ITEM, config);

        assertThat(key.vectors).containsExactly(vector);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 17, 33})
    @DisplayName("RD-12: a ciphertext that is not longer than the plaintext, or no number of blocks, is not written")
    void impossibleLength(int length) {
        ExternalContentKey broken = new ExternalContentKey() {
            @Override
            public byte[] encrypt(byte[] iv, byte[] plaintext) {
                return new byte[length];
            }

            @Override
            public byte[] decrypt(byte[] iv, byte[] ciphertext) {
                throw new AssertionError("not read here");
            }
        };
        CryptoConfig breaking = CryptoConfig.of(provider(broken, HMAC, HMAC), TABLE, ACTIONS);
        Item sixteenBytes = ITEM.with("drink", AttributeValue.ofString("0123456789"));

        PluginException refusal =
                catchThrowableOfType(PluginException.class, () -> encryptor.encrypt(sixteenBytes, breaking));
        assertThat(refusal.reason()).isEqualTo(Reason.PLUGIN_CONTRACT);
        assertThat(refusal).hasMessageContaining("content key");
    }
}
