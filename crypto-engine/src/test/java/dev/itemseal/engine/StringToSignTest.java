package dev.itemseal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringToSignTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4090, 4095, 4096, 4097, 8192, 8193, 100_000})
    @DisplayName("STS-1 to STS-3: byte strings are digested whole, however long they are")
    void longByteStrings(int length) throws GeneralSecurityException {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + i / 4096);
        }
        Item stored = Item.builder(1).put("b", AttributeValue.ofBytes(content)).build();

        byte[] text = StringToSign.of("T", stored, AttributeActions.withDefault(CryptoAction.SIGN_ONLY), Dialect.JAVA);

        byte[] serialized = ByteBuffer.allocate(6 + length)
                .put((byte) 0)
                .put((byte) 'b')
                .putInt(length)
                .put(content)
                .array();
        assertThat(Arrays.copyOf(text, 32)).isEqualTo(sha256("TABLE>T<TABLE"));
        assertThat(Arrays.copyOfRange(text, 32, 64)).isEqualTo(sha256("b"));
        assertThat(Arrays.copyOfRange(text, 64, 96)).isEqualTo(sha256("PLAINTEXT"));
        assertThat(Arrays.copyOfRange(text, 96, 128))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(serialized));
        assertThat(text).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(ints = {4089, 4090, 4091, 8186, 10_000})
    @DisplayName("STS-2: so are texts")
    void longTexts(int length) throws GeneralSecurityException {
        String content = "0123456789".repeat(1000).substring(0, length);
        Item stored = Item.builder(1).put("s", AttributeValue.ofString(content)).build();

        byte[] text = StringToSign.of("T", stored, AttributeActions.withDefault(CryptoAction.SIGN_ONLY), Dialect.JAVA);

        byte[] serialized = ByteBuffer.allocate(6 + length)
                .put((byte) 0)
                .put((byte) 's')
                .putInt(length)
                .put(content.getBytes(StandardCharsets.US_ASCII))
                .array();
        assertThat(Arrays.copyOfRange(text, 96, 128))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(serialized));
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    }
}
