package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void showsAnItemOnItsWayAndTheRefusal() {
        CommandRun run = CommandRun.of("quickstart");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).hasSizeLessThanOrEqualTo(50);
        assertThat(run.out())
                .contains("Uppsala")
                .containsPattern("address +B +[0-9a-f]{16}")
                .containsPattern("query +C-1042, newest first +2025020203, 2025011701")
                .containsPattern("scan .* 3 orders")
                .containsPattern("update .* delivered")
                .contains("refused: not-authentic")
                .containsPattern("in the table +5 encrypted items")
                .containsPattern("get --stream .* 1,000,012 bytes")
                .contains("All 3 orders came back as they were.")
                .doesNotContain("\u001b");
    }

    @Test
    void hasColourOnATerminal() {
        CommandRun run = CommandRun.withInput("".getBytes(StandardCharsets.UTF_8), true, "quickstart");

        assertThat(run.out()).contains("\u001b[36m", "\u001b[0m");
    }
}
