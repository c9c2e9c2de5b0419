package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte streams through the command. */
class ByteStreamCommandsTest {

    private static final Object[] FILM = {"--stream", "--key", "owner=ann", "name=film"};

    @TempDir
    private Path directory;

    private TableConfiguration table;

    @BeforeEach
    void makeTable() throws IOException {
        table = TableConfiguration.files(directory);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    private void put(byte[] content) {
        CommandRun run = table.withInput(content, false, "put", FILM);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700_000})
    void everyByteComesBack(int length) {
        put(bytes(length));

        CommandRun run = table.run("get", FILM);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.bytes().toByteArray()).isEqualTo(bytes(length));
    }

    @Test
    void nothingOfItIsReadableInTheFile() throws IOException {
        put("a secret that is long enough to be found".repeat(10_000).getBytes(StandardCharsets.UTF_8));

        CommandRun inspected = CommandRun.of("inspect", table.data());

        assertThat(Files.readString(table.data())).doesNotContain("YSBzZWNyZXQ"); // Base64 of "a secret"
        assertThat(inspected.out()).contains("stream-content (");
    }

    @Test
    void anotherTakesItsPlaceAndDeletingLeavesNothing() throws IOException {
        put(bytes(700_000));
        put(bytes(10));
        assertThat(table.run("get", FILM).bytes().toByteArray()).isEqualTo(bytes(10));
        assertThat(Files.readAllLines(table.data())).hasSize(2);

        assertThat(table.run("delete", FILM).status()).isZero();

        assertThat(Files.readAllLines(table.data())).isEmpty();
        CommandRun gone = table.run("get", FILM);
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).isEqualTo("itemseal: there is no byte stream under this key\n");
    }

    @Test
    void aMissingPieceIsRefused() throws IOException {
        put(bytes(700_000));
        List<String> lines = Files.readAllLines(table.data());
        assertThat(lines).hasSize(4);
        lines.remove(2);
        Files.write(table.data(), lines);

        CommandRun run = table.run("get", FILM);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("itemseal: stream-broken: ");
        assertThat(run.bytes().length()).isLessThan(700_000);
    }

    @Test
    void aTableWhoseSortKeyIsNoTextHasNoStreams() throws IOException {
        table.replace("table.sort-key = name", "table.sort-key = name\ntable.sort-key-type = N");

        CommandRun run = table.withInput(bytes(1), false, "put", "--stream", "--key", "owner=ann", "name=1");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("itemseal: invalid-request: ");
        assertThat(table.data()).doesNotExist();
    }
}
