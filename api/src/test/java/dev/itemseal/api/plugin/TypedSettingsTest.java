package dev.itemseal.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.materials.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedSettingsTest {

    @TempDir
    private Path directory;

    private Settings settings(String name, String value) {
        return Settings.of(Map.of(name, value), directory, Map.of("TOKEN", "sesame", "EMPTY", "")::get);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "42, 42", "100, 100", "+7, 7"})
    void numbers(String text, int number) {
        assertThat(settings("n", text).number("n", 1, 100)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "1e1", "0x10", "99999999999", "ten", "1 0"})
    void noNumbers(String text) {
        assertInvalid(() -> settings("n", text).number("n", 1, 100), "'n' must be a whole number from 1 to 100");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4096, 4096", "64KiB, 65536", "10MiB, 10485760", "2GiB, 2147483648"})
    void sizes(String text, long size) {
        assertThat(settings("s", text).size("s", 1, 1L << 31)).contains(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3GiB", "9999999999", "1KB", "1k", "KiB", "1.5MiB", "1 KiB"})
    void noSizes(String text) {
        assertInvalid(() -> settings("s", text).size("s", 1, 1L << 31), "'s' must be a number of bytes");
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 300000", "PT0.5S, 500", "P1D, 86400000", "PT0S, 0"})
    void durations(String text, long milliseconds) {
        assertThat(settings("d", text).duration("d", Duration.ZERO, Duration.ofDays(1)))
                .contains(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5m", "PT-1S", "P2D", "5 minutes"})
    void noDurations(String text) {
        assertInvalid(
                () -> settings("d", text).duration("d", Duration.ZERO, Duration.ofDays(1)),
                "'d' must be an ISO duration such as PT5M, from PT0S to PT24H");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kms.eu-west-1.amazonaws.com", "http://localhost:8000", "http://[::1]:8000/path"})
    void addresses(String text) {
        assertThat(settings("a", text).address("a")).contains(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8000", "ftp://localhost", "http://", "http://a b", "//localhost"})
    void noAddresses(String text) {
        assertInvalid(
                () -> settings("a", text).address("a"),
                "'a' must be an http or https address, such as https://example.com:8443");
    }

    @Test
    void absentValues() {
        Settings none = settings("other", "x");

        assertThat(none.number("n", 1, 2)).isEmpty();
        assertThat(none.size("s", 1, 2)).isEmpty();
        assertThat(none.duration("d", Duration.ZERO, Duration.ZERO)).isEmpty();
        assertThat(none.address("a")).isEmpty();
        assertThat(none.choice("c", List.of("a"), Function.identity())).isEmpty();
        assertThat(none.secret("token")).isEmpty();
    }

    @Test
    void secretsComeFromAFilesFirstLineOrTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("token"), "sesame\r\nand a remark\n");

        for (Settings settings : new Settings[] {settings("token.file", "token"), settings("token.env", "TOKEN")}) {
            SecretBytes secret = settings.secret("token").orElseThrow();
            assertThat(new String(secret.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("sesame");
            assertThat(secret.toString()).doesNotContain("sesame");
        }
    }

    @Test
    void secretsThatCannotBeHadAreNamed() throws IOException {
        Files.writeString(directory.resolve("empty"), "\n");
        Files.write(directory.resolve("large"), new byte[64 * 1024 + 1]);

        assertInvalid(
                () -> settings("token.file", "nowhere").secret("token"), "'token.file' names a file that does not");
        assertInvalid(
                () -> settings("token.file", ".").secret("token"), "'token.file' names a file that can't be read");
        assertInvalid(() -> settings("token.file", "empty").secret("token"), "'token' leads to a secret that is empty");
        assertInvalid(
                () -> settings("token.file", "large").secret("token"), "'token.file' holds more than 65536 bytes");
        assertInvalid(
                () -> settings("token.env", "NOBODY").secret("token"), "'token.env' names an environment variable");
        assertInvalid(
                () -> settings("token.env", "EMPTY").secret("token"), "'token.env' names an environment variable");
        assertInvalid(() -> settings("token.material", "sesame").secret("token"), "'token.material' is not known here");
        assertInvalid(() -> settings("token", "sesame").secret("token"), "'token' is a secret");
        assertInvalid(() -> settings("token.file", "").secret("token"), "'token' does not say where the secret is");
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("sesame")
                .hasNoCause();
    }
}
