package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.Plugins;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Making keys")
class JcaKeyMakerTest {

    private static final Plugins PLUGINS = Plugins.load();

    @Test
    @DisplayName("The algorithms are found through Plugins, which lists them where a name is unknown")
    void algorithms() {
        assertThat(PLUGINS.keyAlgorithms())
                .containsExactly("AES", "EC", "HmacSHA224", "HmacSHA256", "HmacSHA384", "HmacSHA512", "RSA");
        assertThat(assertRefused(Reason.UNKNOWN_PLUGIN, () -> make("HmacMD5", 128, KeyEncoding.RAW)))
                .hasMessageContaining("HmacSHA256");
    }

    @ParameterizedTest
    @DisplayName("Secret keys have the size that was asked for, or the usual one, and differ")
    @CsvSource({
        "AES, , 32",
        "AES, 128, 16",
        "AES, 192, 24",
        "AES, 256, 32",
        "HmacSHA224, , 28",
        "HmacSHA256, , 32",
        "HmacSHA384, , 48",
        "HmacSHA512, , 64",
        "HmacSHA512, 128, 16",
        "HmacSHA512, 4096, 512"
    })
    void secretKeys(String algorithm, Integer sizeBits, int length) {
        byte[] raw =
                make(algorithm, sizeBits, KeyEncoding.RAW).get(KeyPart.SECRET).toByteArray();
        assertThat(raw).hasSize(length);

        Map<KeyPart, SecretBytes> parts = make(algorithm, sizeBits, null);
        assertThat(parts).containsOnlyKeys(KeyPart.SECRET);
        String text = new String(parts.get(KeyPart.SECRET).toByteArray(), StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\n").hasLineCount(1);
        assertThat(Base64.getDecoder().decode(text.strip())).hasSize(length).isNotEqualTo(raw);
    }

    @ParameterizedTest
    @DisplayName("Pairs have the size that was asked for, or the usual one, and read back")
    @CsvSource({"RSA, , 3072", "RSA, 2048, 2048", "EC, , 256", "EC, 384, 384", "EC, 521, 521"})
    void pairs(String algorithm, Integer sizeBits, int size) {
        for (KeyEncoding encoding : new KeyEncoding[] {null, KeyEncoding.DER}) {
            Map<KeyPart, SecretBytes> parts = make(algorithm, sizeBits, encoding);
            assertThat(parts).containsOnlyKeys(KeyPart.PRIVATE, KeyPart.PUBLIC);
            byte[] privateKey = parts.get(KeyPart.PRIVATE).toByteArray();
            byte[] publicKey = parts.get(KeyPart.PUBLIC).toByteArray();
            assertThat(KeyCodec.isPem(privateKey)).isEqualTo(encoding == null);
            assertThat(size(KeyCodec.decodePrivateKey(privateKey))).isEqualTo(size);
            assertThat(size(KeyCodec.decodePublicKey(publicKey))).isEqualTo(size);
        }
    }

    private static int size(Key key) {
        return key instanceof RSAKey rsa
                ? rsa.getModulus().bitLength()
                : ((ECKey) key).getParams().getOrder().bitLength();
    }

    @ParameterizedTest
    @DisplayName("KEY-1, KEY-2, KEY-3: weak and impossible sizes are refused")
    @CsvSource({
        "AES, 0",
        "AES, 120",
        "AES, 255",
        "AES, 512",
        "AES, -128",
        "HmacSHA256, 120",
        "HmacSHA256, 129",
        "HmacSHA256, 0",
        "HmacSHA256, 4104",
        "RSA, 1024",
        "RSA, 2040",
        "RSA, 2049",
        "RSA, 32768",
        "EC, 255",
        "EC, 224"
    })
    void refusedSizes(String algorithm, int sizeBits) {
        assertRefused(Reason.INVALID_KEY, () -> make(algorithm, sizeBits, null));
    }

    @ParameterizedTest
    @DisplayName("Encodings of the other kind of key are refused")
    @CsvSource({"AES, PEM", "HmacSHA256, DER", "RSA, RAW", "EC, BASE64"})
    void refusedEncodings(String algorithm, KeyEncoding encoding) {
        assertRefused(Reason.INVALID_SETTING, () -> make(algorithm, null, encoding));
    }

    private static Map<KeyPart, SecretBytes> make(String algorithm, Integer sizeBits, KeyEncoding encoding) {
        return PLUGINS.newKey(
                algorithm,
                sizeBits == null ? OptionalInt.empty() : OptionalInt.of(sizeBits),
                Optional.ofNullable(encoding));
    }
}
