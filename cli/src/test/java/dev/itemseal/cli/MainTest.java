package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every command. */
class MainTest {

    @TempDir
    private Path directory;

    @Test
    void argumentsAreWhatTheyAreAndNoFileInTheirPlace() throws IOException {
        TableConfiguration table = TableConfiguration.orders(directory);
        Path file = Files.writeString(directory.resolve("ann"), "bob");
        table.withInput(
                "{\"customer\":\"bob\",\"order\":1}\n{\"customer\":\"@" + file + "\",\"order\":2}\n", "put", "--plain");

        CommandRun run = table.run("query", "--plain", "-p", "@" + file);

        assertThat(run.out()).isEqualTo("{\"customer\":\"@" + file + "\",\"order\":2}\n");
    }

    @Test
    void memoryThatIsNotEnoughIsTold() {
        Failure run = Failure.with(new OutOfMemoryError("Java heap space"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("itemseal: there is not enough memory")
                .contains("-Xmx")
                .hasLineCount(1);
    }

    @Test
    void anErrorIsADefect() {
        Failure run = Failure.with(new StackOverflowError("secret"));

        assertThat(run.status()).isEqualTo(70);
        assertThat(run.err())
                .startsWith("itemseal: unexpected java.lang.StackOverflowError: this is a defect of itemseal")
                .hasLineCount(1)
                .doesNotContain("secret");
    }

    /** A run whose input breaks with an error, and what came of it. */
    private record Failure(int status, String err) {

        static Failure with(Error error) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            InputStream broken = new InputStream() {
                @Override
                public int read() {
                    throw error;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    throw error;
                }
            };
            int status = Main.run(
                    new String[] {"inspect"},
                    new Terminal(
                            broken,
                            new ByteArrayOutputStream(),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            Terminal.Output.NOTHING,
                            false));
            return new Failure(status, err.toString(StandardCharsets.UTF_8));
        }
    }
}
