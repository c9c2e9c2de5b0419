package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AesWrappingKeyTest {

    @ParameterizedTest(name = "{0} bits under {1} bits")
    @DisplayName("WRP-3: the vectors of RFC 3394, section 4")
    @CsvSource({
        "128, 128, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        "128, 192, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "128, 256, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
        "192, 192, 031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
        "192, 256, A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
        "256, 256, 28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
    })
    void rfc3394(int keyBits, int wrappingKeyBits, String wrapped) {
        byte[] keyData =
                HexFormat.of().parseHex("00112233445566778899AABBCCDDEEFF0001020304050607" + "08090A0B0C0D0E0F");
        SecretBytes contentKey = SecretBytes.copyOf(Arrays.copyOf(keyData, keyBits / 8), "AES");
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(0, wrappingKeyBits / 8));

        assertThat(key.wrap(contentKey, context())).isEqualTo(HexFormat.of().parseHex(wrapped));
        assertThat(key.unwrap(HexFormat.of().parseHex(wrapped), "AESWrap", ContentKeyAlgorithm.AES, context()))
                .isEqualTo(contentKey);
    }

    @Property(tries = 300)
    @Label("WRP-3, WRP-7: what is wrapped unwraps again, under both names, and is 8 bytes longer")
    void roundTrip(
            @ForAll @Size(32) byte[] wrappingKey,
            @ForAll @Size(32) byte[] contentKey,
            @ForAll ContentKeyAlgorithm algorithm) {
        AesWrappingKey key = AesWrappingKey.ofBytes(wrappingKey);
        SecretBytes secret = SecretBytes.copyOf(Arrays.copyOf(contentKey, algorithm.newKeyLength()), "AES");

        byte[] wrapped = key.wrap(secret, context());

        assertThat(wrapped).hasSize(secret.length() + 8);
        assertThat(key.unwrap(wrapped, "AESWrap", algorithm, context())).isEqualTo(secret);
        assertThat(key.unwrap(wrapped, "AES", algorithm, context())).isEqualTo(secret);
    }

    @Property(tries = 300)
    @Label("WRP-14: one changed bit, and it does not unwrap")
    void changedBit(@ForAll @IntRange(max = 40 * 8 - 1) int bit) {
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(0x60, 32));
        byte[] wrapped = key.wrap(SecretBytes.copyOf(bytes(0, 32), "AES"), context());
        wrapped[bit / 8] ^= (byte) (1 << bit % 8);

        assertNotUnwrapped(key, wrapped);
        // The cipher that failed is gone; the next one works.
        wrapped[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(key.unwrap(wrapped, "AESWrap", ContentKeyAlgorithm.AES_256, context())
                        .length())
                .isEqualTo(32);
    }

    @Property(tries = 500)
    @Label("WRP-14: arbitrary bytes of any length are refused, with one message")
    void arbitraryBytes(@ForAll @Size(max = 100) byte[] wrapped) {
        assertNotUnwrapped(AesWrappingKey.ofBytes(bytes(0x60, 32)), wrapped);
    }

    @ParameterizedTest
    @DisplayName("WRP-10, CMP-18: no other name is accepted")
    @ValueSource(
            strings = {"", "aeswrap", "AESWRAP", "AES/ECB/PKCS5Padding", "AESWrap ", "RSA/ECB/PKCS1Padding", "tink-aead"
            })
    void otherNames(String name) {
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(0x60, 32));
        assertThat(key.accepts(name)).isFalse();
        assertThat(key.accepts("AESWrap")).isTrue();
        assertThat(key.accepts("AES")).isTrue();
        assertThat(key.wrappingAlgorithm()).isEqualTo("AESWrap");
    }

    @ParameterizedTest
    @DisplayName("KEY-5: only AES keys of 128, 192 and 256 bits wrap")
    @ValueSource(ints = {0, 8, 15, 17, 31, 33, 64})
    void otherSizes(int length) {
        assertRefused(Reason.INVALID_KEY, () -> AesWrappingKey.ofBytes(new byte[length]));
        assertRefused(Reason.INVALID_KEY, () -> AesWrappingKey.of(new SecretKeySpec(new byte[32], "HmacSHA256")));
    }

    @Test
    @DisplayName("Several threads wrap and unwrap with one key")
    void severalThreads() throws Exception {
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(0x60, 32));
        Callable<Boolean> task = () -> {
            for (int i = 0; i < 200; i++) {
                SecretBytes secret = SecretBytes.copyOf(bytes(i, 32), "AES");
                byte[] wrapped = key.wrap(secret, context());
                if (!key.unwrap(wrapped, "AESWrap", ContentKeyAlgorithm.AES_256, context())
                        .equals(secret)) {
                    return false;
                }
                wrapped[0] ^= 1;
                assertNotUnwrapped(key, wrapped);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                results.add(threads.submit(task));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("The key stays out of toString")
    void hidden() {
        assertThat(AesWrappingKey.ofBytes(bytes(0x60, 32))).hasToString("AesWrappingKey(hidden)");
    }

    private static void assertNotUnwrapped(AesWrappingKey key, byte[] wrapped) {
        assertThat(assertRefused(
                        Reason.KEY_NOT_UNWRAPPED,
                        () -> key.unwrap(wrapped, "AESWrap", ContentKeyAlgorithm.AES_256, context())))
                .isInstanceOf(MaterialsException.class)
                .hasNoCause()
                .hasMessage(Unwrapping.failed(context()).getMessage());
    }
}
