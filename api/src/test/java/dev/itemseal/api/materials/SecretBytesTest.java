package dev.itemseal.api.materials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] given = {1, 2, 3};
        SecretBytes secret = SecretBytes.copyOf(given, "AES");
        given[0] = 9;
        secret.toByteArray()[1] = 9;
        secret.getEncoded()[2] = 9;

        assertThat(secret.toByteArray()).containsExactly(1, 2, 3);
        assertThat(secret.length()).isEqualTo(3);
    }

    @Test
    void isAKeyOfTheJca() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1}, "HmacSHA256");

        assertThat(secret.getAlgorithm()).isEqualTo("HmacSHA256");
        assertThat(secret.getFormat()).isEqualTo("RAW");
        assertThat(secret.getEncoded()).containsExactly(1);
    }

    @Test
    void equalSecretsAreEqual() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2}, "AES");
        SecretBytes same = SecretBytes.copyOf(new byte[] {1, 2}, "AES");

        assertThat(secret).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(List.of(
                        SecretBytes.copyOf(new byte[] {1, 3}, "AES"),
                        SecretBytes.copyOf(new byte[] {1}, "AES"),
                        SecretBytes.copyOf(new byte[] {1, 2, 0}, "AES"),
                        SecretBytes.copyOf(new byte[] {1, 2}, "HmacSHA256")))
                .doesNotContain(secret);
    }

    @Test
    void theHashCodeTellsNothingOfTheBytes() {
        assertThat(SecretBytes.copyOf(new byte[] {1, 2}, "AES"))
                .hasSameHashCodeAs(SecretBytes.copyOf(new byte[] {3, 4}, "AES"));
    }

    @Test
    void isGoneOnceDestroyed() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2}, "AES");
        assertThat(secret.isDestroyed()).isFalse();

        secret.destroy();
        secret.destroy();

        assertThat(secret.isDestroyed()).isTrue();
        assertThatIllegalStateException().isThrownBy(secret::toByteArray);
        assertThatIllegalStateException().isThrownBy(secret::getEncoded);
        // What is left in memory is zeros, which is what it compares as.
        assertThat(secret).isEqualTo(SecretBytes.copyOf(new byte[2], "AES"));
    }

    @Test
    void isNotSerialized() throws IOException {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2}, "AES");
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> out.writeObject(secret));
        }
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> SecretBytes.copyOf(null, "AES"));
        assertThatNullPointerException().isThrownBy(() -> SecretBytes.copyOf(new byte[1], null));
    }
}
