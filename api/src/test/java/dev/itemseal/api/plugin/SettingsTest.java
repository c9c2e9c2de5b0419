package dev.itemseal.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path DIRECTORY = Path.of("configured");
    private static final Settings SETTINGS = Settings.of(
            Map.of(
                    "table", "Orders",
                    "provider", " wrapped ",
                    "provider.wrapping-key", "aes",
                    "provider.wrapping-key.file", "keys/aes.key",
                    "provider.strict", "true",
                    "provider.empty", "  ",
                    "provider2.file", "other",
                    "providers", "none"),
            DIRECTORY);

    @Test
    void aSettingWithoutANameOfItsOwnIsNotTheId() {
        Settings odd = Settings.of(Map.of("provider", "wrapped", "provider.", "static"), DIRECTORY)
                .section("provider");

        assertThat(odd.id()).isEqualTo("wrapped");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> odd.requireOnly(Set.of("file")));
    }

    @Test
    void aSectionHasItsIdAndItsSettings() {
        Settings provider = SETTINGS.section("provider");

        assertThat(provider.id()).isEqualTo("wrapped");
        assertThat(provider.names()).containsExactly("empty", "strict", "wrapping-key", "wrapping-key.file");
        assertThat(provider.section("wrapping-key").id()).isEqualTo("aes");
        assertThat(provider.section("wrapping-key").names()).containsExactly("file");
        assertThat(SETTINGS.section("provider2").names()).containsExactly("file");
        assertThat(SETTINGS.section("prov").isEmpty()).isTrue();
        assertThat(SETTINGS.section("providers").isEmpty()).isFalse();
        assertThat(SETTINGS.section("providers").names()).isEmpty();
        assertThat(SETTINGS.isEmpty()).isFalse();
    }

    @Test
    void looksUpValues() {
        Settings provider = SETTINGS.section("provider");

        assertThat(SETTINGS.required("table")).isEqualTo("Orders");
        assertThat(SETTINGS.optional("table")).contains("Orders");
        assertThat(SETTINGS.optional("absent")).isEmpty();
        assertThat(provider.optional("empty")).isEmpty();
        assertThat(provider.flag("strict", false)).isTrue();
        assertThat(provider.flag("absent", true)).isTrue();
        assertThat(provider.flag("absent", false)).isFalse();
        assertThat(provider.flag("empty", true)).isTrue();
    }

    @Test
    void resolvesFilesAgainstTheirDirectory() {
        assertThat(SETTINGS.section("provider").section("wrapping-key").file("file"))
                .contains(DIRECTORY.resolve("keys/aes.key"));
        assertThat(SETTINGS.file("absent")).isEmpty();
        Path absolute = Path.of("keys").toAbsolutePath();
        assertThat(Settings.of(Map.of("file", absolute.toString()), DIRECTORY).file("file"))
                .contains(absolute);
        assertInvalid(() -> Settings.of(Map.of("file", "a\0b"), DIRECTORY).file("file"), "'file'");
    }

    @Test
    void aMissingSettingIsNamedInFull() {
        Settings key = SETTINGS.section("provider").section("wrapping-key");

        assertMissing(() -> key.required("alias"), "'provider.wrapping-key.alias'");
        assertMissing(() -> SETTINGS.section("provider").required("empty"), "'provider.empty'");
        assertMissing(() -> SETTINGS.section("absent").id(), "'absent'");
        assertMissing(() -> SETTINGS.section("provider").section("absent").id(), "'provider.absent'");
    }

    @Test
    void anInvalidSettingIsNamedInFull() {
        Settings provider = SETTINGS.section("provider");

        assertInvalid(() -> provider.flag("wrapping-key", true), "'provider.wrapping-key' must be true or false");
        assertThat(provider.invalid("a", "is wrong"))
                .hasMessage("The setting 'provider.a' is wrong")
                .extracting(ConfigurationException::reason)
                .isEqualTo(Reason.INVALID_SETTING);
        assertThat(provider.invalid("", "is wrong")).hasMessage("The setting 'provider' is wrong");
        assertThat(SETTINGS.fullName("table")).isEqualTo("table");
    }

    @Test
    void flagsAreTrueOrFalseAndNothingElse() {
        for (String value : new String[] {"TRUE", "True", "yes", "1", "on"}) {
            Settings settings = Settings.of(Map.of("flag", value), DIRECTORY);
            assertInvalid(() -> settings.flag("flag", false), "'flag'");
        }
    }

    @Test
    void refusesUnknownSettings() {
        Settings provider = SETTINGS.section("provider");

        assertThatCode(() -> provider.requireOnly(Set.of("wrapping-key", "strict", "empty", "more")))
                .doesNotThrowAnyException();
        assertInvalid(
                () -> provider.requireOnly(Set.of("wrapping-key", "empty")),
                "'provider.strict' is not known here; known are [empty, wrapping-key]");
        assertInvalid(
                () -> provider.requireOnly(Set.of("strict", "empty", "wrapping-key.file")),
                "'provider.wrapping-key' is not known");
        assertThatCode(() -> SETTINGS.section("providers").requireOnly(Set.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void isImmutable() {
        Map<String, String> values = new HashMap<>(Map.of("a", "1"));
        Settings settings = Settings.of(values, DIRECTORY);
        values.put("b", "2");

        assertThat(settings.names()).containsExactly("a");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> settings.names().clear());
        assertThat(settings).hasToString("Settings[a]");
    }

    private static void assertMissing(ThrowingCallable call, String named) {
        assertRefused(call, Reason.MISSING_SETTING, named);
    }

    private static void assertInvalid(ThrowingCallable call, String named) {
        assertRefused(call, Reason.INVALID_SETTING, named);
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(named);
        });
    }
}
