package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.materials.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("HKDF with SHA-256")
class HkdfTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @DisplayName("RFC 5869, appendix A, test cases 1 to 3")
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9,"
                + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30313233343536"
                + "3738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f,"
                + " 606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f9091"
                + "92939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf,"
                + " b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1"
                + "e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
                + " b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275"
                + "600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '',"
                + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    void rfc5869(String input, String salt, String info, String output) {
        byte[] expected = HEX.parseHex(output);
        SecretBytes derived = Hkdf.derive(
                SecretBytes.copyOf(HEX.parseHex(input), "HKDF"),
                HEX.parseHex(salt),
                HEX.parseHex(info),
                expected.length,
                "AES");

        assertThat(derived).isEqualTo(SecretBytes.copyOf(expected, "AES"));
    }

    @ParameterizedTest
    @DisplayName("The example of the specification, KMS-9: data key 00 … 1f")
    @CsvSource({
        "Encryption, 781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78",
        "Signing, 1ce18b7e6ba3388e72a987d0c3b7993222c321f3cd78aefc2c846699a325a157"
    })
    void specification(String info, String output) {
        byte[] dataKey = new byte[32];
        for (int i = 0; i < dataKey.length; i++) {
            dataKey[i] = (byte) i;
        }
        SecretBytes derived = Hkdf.derive(
                SecretBytes.copyOf(dataKey, "HKDF"), new byte[0], info.getBytes(StandardCharsets.UTF_8), 32, "AES");

        assertThat(HEX.formatHex(derived.toByteArray())).isEqualTo(output);
    }

    @Test
    @DisplayName("At most 255 blocks")
    void longest() {
        SecretBytes input = SecretBytes.copyOf(new byte[32], "HKDF");

        assertThat(Hkdf.derive(input, new byte[0], new byte[0], 8160, "AES").length())
                .isEqualTo(8160);
    }

    @ParameterizedTest
    @DisplayName("Other lengths are refused")
    @ValueSource(ints = {-1, 0, 8161})
    void refused(int length) {
        SecretBytes input = SecretBytes.copyOf(new byte[32], "HKDF");

        assertThatThrownBy(() -> Hkdf.derive(input, new byte[0], new byte[0], length, "AES"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
