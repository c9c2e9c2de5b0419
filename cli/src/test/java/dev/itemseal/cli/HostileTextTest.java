package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever writes a table, or a directory of vectors, doesn't write on the reader's screen; and no text is lost by that. */
class HostileTextTest {

    private static final String HOSTILE = "\u007F\u009B31m\u202E\u200B\u2028\uDB40\uDC41";
    private static final String HARMLESS = "t\u00EBa \uD83D\uDE00";
    private static final String ESCAPED = "\\u007f\\u009b31m\\u202e\\u200b\\u2028\\udb40\\udc41";
    private static final String ITEM = "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"1\"},\"what\":{\"S\":\""
            + HARMLESS + HOSTILE + "\"},\"views" + HOSTILE + "\":{\"S\":\"" + HOSTILE + "\"}}\n";

    @TempDir
    private Path directory;

    private TableConfiguration table;

    @BeforeEach
    void makeTable() throws IOException {
        table = TableConfiguration.orders(directory);
        assertThat(table.withInput(ITEM, "put").err()).isEmpty();
    }

    private static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(c -> c != '\n'))
                .allSatisfy(c -> assertThat(Character.getType(c))
                        .as("U+%04X", c)
                        .isNotIn((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                                Character.PARAGRAPH_SEPARATOR));
    }

    @ParameterizedTest
    @CsvSource({
        "get --key customer=ann order=1",
        "get --plain --key customer=ann order=1",
        "scan",
        "scan --plain",
        "query --plain -p ann"
    })
    void itemsAreShownWithoutIt(String command) {
        String[] words = command.split(" ", 2);
        Object[] options = words.length == 1 ? new Object[0] : (Object[]) words[1].split(" ");

        CommandRun run = table.run(words[0], options);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(ESCAPED, HARMLESS);
        assertHarmless(run.out());
    }

    @Test
    void plainItemsThatAreShownArePutAgainAsTheyWere() {
        String shown = table.run("scan").out();
        String plain = table.run("scan", "--plain").out();

        assertThat(table.run("delete", "--key", "customer=ann", "order=1").status())
                .isZero();
        assertThat(table.withInput(plain, "put", "--plain").err()).isEmpty();
        assertThat(table.run("scan").out()).isEqualTo(shown);
        assertThat(table.run("scan", "--plain").out()).isEqualTo(plain);
    }

    @Test
    void decryptedItemsAreShownWithoutItAndEncryptedAgainAsTheyWere() {
        CommandRun encrypted = table.withInput(ITEM, "encrypt");
        CommandRun decrypted = table.withInput(encrypted.out(), "decrypt");
        CommandRun again =
                table.withInput(table.withInput(decrypted.out(), "encrypt").out(), "decrypt");

        assertHarmless(encrypted.out());
        assertHarmless(decrypted.out());
        assertThat(decrypted.out()).contains(ESCAPED, HARMLESS);
        assertThat(again.out()).isEqualTo(decrypted.out());
    }

    @Test
    void aStackTraceIsShownWithoutIt() throws IOException {
        Files.writeString(
                table.data(),
                "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"1\"},\"\\u001b" + HOSTILE + "\":{\"N\":\"x\"}}\n");

        CommandRun run = CommandRun.of("--stacktrace", "scan", "--config", table.file());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("    at dev.itemseal.", "\\u001b" + ESCAPED);
        assertHarmless(run.err());
    }

    @Test
    void warningsAreShownWithoutIt() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            System.getLogger("dev.itemseal").log(System.Logger.Level.WARNING, "Of\u001b" + HOSTILE + HARMLESS + "\n");
        } finally {
            System.setErr(err);
        }

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("itemseal: warning: Of 31m " + HARMLESS + " " + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"text", "json", "junit"})
    void reportsOnVectorsAreShownWithoutIt(String format) throws IOException {
        Path vectors = Files.createDirectory(directory.resolve("vectors"));
        Files.writeString(vectors.resolve("scenarios.json"), "{\"scenarios\": [{\"id\": \"one" + HOSTILE + "\"}]}");

        CommandRun run = CommandRun.of("vectors", "verify", vectors, "--report", format);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("one");
        assertHarmless(run.out());
    }
}
