package dev.itemseal.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollectedMistakesTest {

    private static final String SECRET = "c2VjcmV0";

    private static Settings settings(String... namesAndValues) {
        Map<String, String> values = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.of(values, Path.of("")).collecting();
    }

    private static List<String> mistakes(Settings settings) {
        ConfigurationException all = catchThrowableOfType(ConfigurationException.class, settings::check);
        assertThat(all).as("what check() throws").isNotNull();
        assertThat(all.getMessage()).doesNotContain(SECRET);
        return all.mistakes().stream().map(Throwable::getMessage).toList();
    }

    @Test
    void everyLookUpNotesItsMistakeAndGivesWhatStandsInForTheValue() {
        Settings settings = settings(
                "flag",
                SECRET,
                "number",
                SECRET,
                "size",
                SECRET,
                "duration",
                SECRET,
                "choice",
                SECRET,
                "file",
                "a\0b",
                "group",
                SECRET,
                "token",
                SECRET,
                "unknown",
                SECRET);

        assertThat(settings.required("absent")).isEmpty();
        assertThat(settings.flag("flag", true)).isTrue();
        assertThat(settings.number("number", 1, 9)).isEmpty();
        assertThat(settings.size("size", 1, 9)).isEmpty();
        assertThat(settings.duration("duration", Duration.ZERO, Duration.ofHours(1)))
                .isEmpty();
        assertThat(settings.choice("choice", List.of(KeyEncoding.values()), KeyEncoding::settingName))
                .isEmpty();
        assertThat(settings.file("file")).isEmpty();
        assertThat(settings.group("group").names()).isEmpty();
        assertThat(settings.secret("token")).isEmpty();
        settings.requireOnly(
                Set.of("flag", "number", "size", "duration", "choice", "file", "group", "token", "absent"));
        settings.refuse("number", "is odd");

        assertThat(mistakes(settings))
                .containsExactly(
                        "The setting 'absent' is missing; add it",
                        "The setting 'flag' must be true or false",
                        "The setting 'number' must be a whole number from 1 to 9",
                        "The setting 'size' must be a number of bytes, such as 4096, 64KiB or 10MiB, from 1 to 9",
                        "The setting 'duration' must be an ISO duration such as PT5M, from PT0S to PT1H",
                        "The setting 'choice' must be one of [raw, base64, der, pem]",
                        "The setting 'file' must be a file name",
                        "The setting 'group' has settings below it, but no value of its own",
                        "The setting 'token' is a secret, which can't stand in the configuration; set one of"
                                + " [token.env, token.file] instead",
                        "The setting 'unknown' is not known here; known are [absent, choice, duration, file, flag, group,"
                                + " number, size, token]",
                        "The setting 'number' is odd");
    }

    @Test
    void oneExceptionListsAll() {
        Settings settings = settings();
        settings.required("a");
        settings.section("b").required("c");
        settings.refuse("d", "is wrong");

        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_SETTING))
                .hasMessage("""
                        The configuration has 3 mistakes:
                        - missing-setting: The setting 'a' is missing; add it
                        - missing-setting: The setting 'b.c' is missing; add it
                        - invalid-setting: The setting 'd' is wrong""");
    }

    @Test
    void oneMistakeIsThrownAsItIs() {
        Settings settings = settings();
        ConfigurationException mistake = new ConfigurationException(Reason.INVALID_KEY, "weak");
        settings.refuse(mistake);

        assertThatThrownBy(settings::check).isSameAs(mistake);
        assertThat(mistake.mistakes()).containsExactly(mistake);
    }

    @Test
    void withoutMistakesNothingIsThrown() {
        Settings settings = settings("a", "1");
        settings.required("a");

        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void afterTheCheckMistakesAreThrownAtOnce() {
        Settings section = settings("a.b", "x").section("a");
        section.check();

        assertThatThrownBy(() -> section.required("c")).hasMessageContaining("'a.c'");
        assertThatThrownBy(() -> section.number("b", 1, 2)).hasMessageContaining("'a.b'");
        assertThatThrownBy(() -> section.attempt(() -> section.required("c"))).hasMessageContaining("'a.c'");
        assertThatCode(section::check).doesNotThrowAnyException();
    }

    @Test
    void settingsThatDoNotCollectThrowAtOnce() {
        Settings settings = Settings.of(Map.of("a", "x"), Path.of(""));

        assertThatThrownBy(() -> settings.required("c")).hasMessageContaining("'c'");
        assertThatThrownBy(() -> settings.refuse("a", "is wrong")).hasMessageContaining("'a'");
        assertThatThrownBy(() -> settings.group("a")).hasMessageContaining("'a'");
        assertThatThrownBy(() -> settings.attempt(() -> {
                    throw new IllegalStateException("as it is");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(settings.attempt(() -> settings.required("a"))).contains("x");
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void anAttemptNotesWhatIsThrownAndGoesOn() {
        Settings settings = settings();

        assertThat(settings.attempt(() -> {
                    throw settings.invalid("a", "is wrong");
                }))
                .isEmpty();
        assertThat(settings.attempt(() -> "made")).contains("made");
        assertThat(settings.attempt(() -> {
                    throw new ConfigurationException(Reason.INVALID_KEY, "weak");
                }))
                .isEmpty();

        assertThat(mistakes(settings)).containsExactly("The setting 'a' is wrong", "weak");
    }

    @Test
    void aConsequenceOfAMistakeIsNoMistake() {
        Settings settings = settings("b", SECRET);
        List<Throwable> thrown = new ArrayList<>();

        Optional<Object> made = settings.attempt(() -> {
            settings.required("a");
            RuntimeException consequence = new IllegalArgumentException("an empty a");
            thrown.add(consequence);
            throw consequence;
        });
        settings.attempt(() -> {
            settings.required("c");
            throw new ConfigurationException(Reason.INVALID_KEY, "an empty c");
        });
        settings.attempt(() -> {
            settings.required("d");
            throw settings.invalid("d", "must not be empty");
        });
        settings.attempt(() -> {
            settings.required("e");
            throw settings.invalid("b", "must be short");
        });

        assertThat(made).isEmpty();
        ConfigurationException all = catchThrowableOfType(ConfigurationException.class, settings::check);
        assertThat(all.mistakes())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "The setting 'a' is missing; add it",
                        "The setting 'c' is missing; add it",
                        "The setting 'd' is missing; add it",
                        "The setting 'e' is missing; add it",
                        "The setting 'b' must be short");
        assertThat(all.mistakes().get(0).getSuppressed()).containsExactlyElementsOf(thrown);
    }

    @Test
    void aDefectIsNotTakenForAMistake() {
        Settings settings = settings();
        settings.required("a");

        assertThatThrownBy(() -> settings.attempt(() -> {
                    throw new IllegalStateException("a defect");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCheckWithinAnAttemptTellsWhatWasFoundThereAlone() {
        Settings settings = settings();
        settings.required("a");

        assertThat(settings.attempt(() -> {
                    settings.check();
                    return "made";
                }))
                .contains("made");
        assertThat(settings.attempt(() -> {
                    settings.required("b");
                    settings.check();
                    throw new AssertionError("not to be reached");
                }))
                .isEmpty();

        assertThat(mistakes(settings))
                .containsExactly("The setting 'a' is missing; add it", "The setting 'b' is missing; add it");
    }
}
