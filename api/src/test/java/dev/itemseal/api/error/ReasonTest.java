package dev.itemseal.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    @Test
    void theSpecificationListsTheReasonsAndNoOther() throws IOException {
        Path specification = Path.of(System.getProperty("itemseal.root"), "docs", "specification.md");
        String text = Files.readString(specification);
        String chapter = text.substring(text.lastIndexOf("\n## Reasons"));

        List<String> listed = FIRST_CELL
                .matcher(chapter)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        Stream.of(Reason.values()).map(Reason::code).toList());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsCode(Reason reason) {
        assertThat(Reason.ofCode(reason.code())).contains(reason);
        assertThat(reason).hasToString(reason.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOT_AUTHENTIC", "Not-Authentic", "not_authentic", " not-authentic"})
    void noOtherSpellingIsFound(String code) {
        assertThat(Reason.ofCode(code)).isEmpty();
    }
}
