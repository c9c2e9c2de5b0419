package dev.itemseal.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Texts are copied in one go where they are ASCII: the bytes are those that the platform's own encoder gives. */
class TextWritingTest {

    private static byte[] written(String text) {
        ByteSink sink = new ByteSink(4);
        sink.writeText(text, "name");
        return Arrays.copyOf(sink.array(), sink.length());
    }

    @Property
    void isUtf8(@ForAll String text) {
        String whole = text.replaceAll("[\\uD800-\\uDFFF]", "\uD83D\uDE00");

        assertThat(written(whole)).isEqualTo(whole.getBytes(StandardCharsets.UTF_8));
    }

    /** The low byte of some of these is ASCII. */
    @Test
    void oneCharacterBeyondAsciiIsSeenWhereverItStands() {
        for (String beyond : new String[] {"\u0080", "\u00FF", "\u0141", "\u2041", "\uD83D\uDE41"}) {
            for (int length = 0; length <= 9; length++) {
                for (int at = 0; at <= length; at++) {
                    String text = "a".repeat(at) + beyond + "a".repeat(length - at);

                    assertThat(written(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
