package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.EC;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCodecTest {

    private static final List<KeyPair> PAIRS = List.of(RSA, EC);

    @Test
    @DisplayName("KEY-7: PKCS #8 and SubjectPublicKeyInfo in DER")
    void der() {
        for (KeyPair pair : PAIRS) {
            assertThat(KeyCodec.decodePrivateKey(pair.getPrivate().getEncoded()))
                    .isEqualTo(pair.getPrivate());
            assertThat(KeyCodec.decodePublicKey(pair.getPublic().getEncoded())).isEqualTo(pair.getPublic());
        }
    }

    @Test
    @DisplayName("KEY-8: the same in PEM; what is written is read again")
    void pem() {
        for (KeyPair pair : PAIRS) {
            String privateKey = KeyCodec.encodePem(pair.getPrivate());
            String publicKey = KeyCodec.encodePem(pair.getPublic());
            assertThat(privateKey)
                    .startsWith("-----BEGIN PRIVATE KEY-----\n")
                    .endsWith("\n-----END PRIVATE KEY-----\n");
            assertThat(publicKey).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
            assertThat(privateKey.lines()).allMatch(line -> line.length() <= 64);
            assertThat(KeyCodec.decodePrivateKey(ascii(privateKey))).isEqualTo(pair.getPrivate());
            assertThat(KeyCodec.decodePublicKey(ascii(publicKey))).isEqualTo(pair.getPublic());
            assertThat(KeyCodec.decodePublicKey(ascii("Key of the tea house\r\n" + publicKey.replace("\n", "\r\n"))))
                    .isEqualTo(pair.getPublic());
        }
    }

    @Test
    @DisplayName("KEY-9: PKCS #1 in DER and in PEM")
    void pkcs1() throws IOException {
        byte[] privateKey = PrivateKeyInfo.getInstance(RSA.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        byte[] publicKey = SubjectPublicKeyInfo.getInstance(RSA.getPublic().getEncoded())
                .getPublicKeyData()
                .getBytes();

        assertThat(KeyCodec.decodePrivateKey(privateKey)).isEqualTo(RSA.getPrivate());
        assertThat(KeyCodec.decodePublicKey(publicKey)).isEqualTo(RSA.getPublic());
        assertThat(KeyCodec.decodePrivateKey(block("RSA PRIVATE KEY", privateKey)))
                .isEqualTo(RSA.getPrivate());
        assertThat(KeyCodec.decodePublicKey(block("RSA PUBLIC KEY", publicKey))).isEqualTo(RSA.getPublic());
    }

    @Test
    @DisplayName("KEY-5: the other half is not taken, nor a certificate, an encrypted key or SEC 1")
    void otherContent() {
        byte[] privateKey = RSA.getPrivate().getEncoded();
        byte[] publicKey = RSA.getPublic().getEncoded();
        assertNoPrivateKey(publicKey);
        assertNoPublicKey(privateKey);
        assertNoPrivateKey(block("PUBLIC KEY", publicKey));
        assertNoPublicKey(block("PRIVATE KEY", privateKey));
        for (String label : List.of("ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE", "OPENSSH PRIVATE KEY")) {
            assertNoKey(block(label, privateKey));
            assertNoKey(block(label, publicKey));
        }
        assertNoKey(ascii("""
                        -----BEGIN RSA PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-128-CBC,00

                        AAAA
                        -----END RSA PRIVATE KEY-----
                        """));
    }

    @ParameterizedTest
    @DisplayName("KEY-10: malformed PEM is refused")
    @ValueSource(
            strings = {
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PUBLIC KEY-----\nAgEB\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAA\n-----END PRIVATE KEY-----",
                "-----BEGIN -----\n\n-----END -----"
            })
    void malformedPem(String text) {
        assertNoKey(ascii(text));
    }

    @Test
    @DisplayName("KEY-10: input of more than 64 KiB is not looked at, and nested input breaks nothing")
    void hostileSizes() {
        byte[] pem = ascii(KeyCodec.encodePem(RSA.getPrivate()));
        assertThat(KeyCodec.decodePrivateKey(Arrays.copyOf(pem, 65_536))).isEqualTo(RSA.getPrivate());
        assertThat(assertRefused(Reason.INVALID_KEY, () -> KeyCodec.decodePrivateKey(Arrays.copyOf(pem, 65_537))))
                .hasMessageContaining("65536");

        // Sequences in sequences, of indefinite length, where PKCS #1 has its first integer.
        byte[] nested = new byte[48_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertNoKey(nested);
        assertNoKey(block("RSA PRIVATE KEY", nested));
        assertNoKey(block("RSA PUBLIC KEY", nested));
        nested[2] = 0x02;
        nested[5] = 0x02;
        assertNoKey(nested);
    }

    @Property(tries = 1000)
    @Label("KEY-10: arbitrary bytes give only our own error, which quotes nothing")
    void arbitraryBytes(@ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(max = 5) int shape) {
        byte[] input = switch (shape) {
            case 0 -> bytes;
            case 1 -> block("PRIVATE KEY", bytes);
            case 2 -> block("RSA PRIVATE KEY", bytes);
            case 3 -> block("RSA PUBLIC KEY", bytes);
            case 4 -> joined(new byte[] {0x30, (byte) bytes.length, 0x02, 0x01, 0x00, 0x02}, bytes);
            default -> joined(ascii("-----BEGIN PUBLIC KEY-----\n"), bytes);
        };
        assertNoKey(input);
    }

    @Property(tries = 1000)
    @Label("KEY-10: a key with changed bytes is a key or our own error")
    void changedBytes(@ForAll @IntRange(max = 1215) int position, @ForAll byte value, @ForAll boolean asPem) {
        for (KeyPair pair : PAIRS) {
            byte[] privateKey = changed(pair.getPrivate().getEncoded(), position, value);
            byte[] publicKey = changed(pair.getPublic().getEncoded(), position, value);
            assertKeyOrRefusal(() -> KeyCodec.decodePrivateKey(asPem ? block("PRIVATE KEY", privateKey) : privateKey));
            assertKeyOrRefusal(() -> KeyCodec.decodePublicKey(asPem ? block("PUBLIC KEY", publicKey) : publicKey));
        }
    }

    private static byte[] changed(byte[] bytes, int position, byte value) {
        byte[] changed = bytes.clone();
        changed[position % changed.length] = value;
        return changed;
    }

    private static void assertKeyOrRefusal(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ConfigurationException.class).hasNoCause();
        }
    }

    private static void assertNoKey(byte[] bytes) {
        assertNoPrivateKey(bytes);
        assertNoPublicKey(bytes);
    }

    private static void assertNoPrivateKey(byte[] bytes) {
        assertThat(assertRefused(Reason.INVALID_KEY, () -> KeyCodec.decodePrivateKey(bytes)))
                .hasNoCause();
    }

    private static void assertNoPublicKey(byte[] bytes) {
        assertThat(assertRefused(Reason.INVALID_KEY, () -> KeyCodec.decodePublicKey(bytes)))
                .hasNoCause();
    }

    private static byte[] block(String label, byte[] content) {
        return ascii("-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
