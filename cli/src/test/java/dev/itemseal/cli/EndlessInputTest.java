package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that never end, or never begin, end a command with a word; pipes that do are read as ever. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessInputTest {

    private static final Path ENDLESS = Path.of("/dev/zero");

    @TempDir
    private Path directory;

    private TableConfiguration table;

    @BeforeEach
    void makeTable() throws IOException {
        assumeThat(ENDLESS).exists();
        table = TableConfiguration.orders(directory);
    }

    private Path pipe() {
        Path pipe = directory.resolve("pipe");
        assumeThatCode(() ->
                        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .doesNotThrowAnyException();
        assumeThat(pipe).exists();
        return pipe;
    }

    private static CompletableFuture<Void> filling(Path pipe, String content) {
        return CompletableFuture.runAsync(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void anEndlessConfiguration() {
        CommandRun run = CommandRun.of("encrypt", "--config", ENDLESS);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the configuration " + ENDLESS + " is longer than ");
    }

    @Test
    void endlessItems() {
        CommandRun run = CommandRun.of("inspect", ENDLESS);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the input can't be read: line 1 doesn't end");
    }

    @Test
    void anEndlessTable() throws IOException {
        table.replace("data.table", ENDLESS.toString());

        CommandRun run = table.run("scan");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the table's file " + ENDLESS, "is no regular file");
    }

    @Test
    void aTableThatIsAPipeIsNotWaitedFor() throws Exception {
        table.replace("data.table", pipe().toString());

        CommandRun run = table.run("scan");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is no regular file");
    }

    @Test
    void itemsAndConfigurationsComeThroughPipes() throws Exception {
        Path pipe = pipe();
        CompletableFuture<Void> items = filling(pipe, "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"1\"}}\n");
        CommandRun encrypted = table.run("encrypt", pipe);
        items.join();
        assertThat(encrypted.err()).isEmpty();
        assertThat(encrypted.outLines()).hasSize(1);

        CompletableFuture<Void> settings = filling(pipe, Files.readString(table.file()));
        CommandRun decrypted = CommandRun.withInput(encrypted.out(), "decrypt", "--config", pipe);
        settings.join();
        assertThat(decrypted.err()).isEmpty();
        assertThat(decrypted.outLines()).hasSize(1);
    }
}
