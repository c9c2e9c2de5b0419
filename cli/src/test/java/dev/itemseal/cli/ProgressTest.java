package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    private Progress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(
                new Terminal(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        stream,
                        Terminal.Output.NOTHING,
                        terminal),
                () -> now);
    }

    @Test
    void aShortRunShowsNothing() {
        Progress progress = progress(true);
        now = now.plusMillis(999);
        progress.at(1_000_000, 0);
        progress.clear();

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aLongRunShowsHowFarItIsOnceASecond() {
        Progress progress = progress(true);
        now = now.plusSeconds(1);
        progress.at(1000, 0);
        progress.at(1001, 0);
        now = now.plusSeconds(1);
        progress.at(2000, 3);
        progress.clear();

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r1,000 items\r2,000 items, 3 refused\r\u001b[K");
    }

    @Test
    void aFileShowsNothing() {
        Progress progress = progress(false);
        now = now.plusSeconds(5);
        progress.at(1000, 0);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
