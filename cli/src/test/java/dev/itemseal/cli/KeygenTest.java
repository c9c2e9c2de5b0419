package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeygenTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "AES, 32",
        "HmacSHA224, 28",
        "HmacSHA256, 32",
        "HmacSHA384, 48",
        "HmacSHA512, 64",
    })
    void aSecretKeyStandsInBase64AndIsReadableForItsOwnerAlone(String algorithm, int length) throws IOException {
        Path file = directory.resolve("secret.key");

        CommandRun run = CommandRun.of("keygen", algorithm, file);

        assertThat(run.status()).isZero();
        String key = Files.readString(file);
        assertThat(Base64.getDecoder().decode(key.strip())).hasSize(length);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run.out() + run.err()).contains(".file = " + file).doesNotContain(key.strip());
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @ParameterizedTest
    @CsvSource({"RSA, pem, -----BEGIN", "EC, pem, -----BEGIN", "RSA, der, 0", "EC, der, 0"})
    void aPairStandsInTwoFiles(String algorithm, String encoding, String start) throws IOException {
        Path file = directory.resolve("pair");
        Path publicFile = directory.resolve("pair.pub");

        CommandRun run = CommandRun.of("keygen", algorithm, file, "--encoding", encoding);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith(start);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(publicFile).isNotEmptyFile();
        assertThat(run.out()).contains(file.toString(), publicFile.toString(), "signing-key.file");
    }

    @Test
    void aKeyThatIsThereIsNotReplacedByAccident() throws IOException {
        Path file = Files.writeString(directory.resolve("a.key"), "old");

        CommandRun run = CommandRun.of("keygen", "AES", file);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is there already");
        assertThat(file).hasContent("old");
        assertThat(CommandRun.of("keygen", "AES", file, "--force").status()).isZero();
        assertThat(Files.readString(file)).isNotEqualTo("old");
    }

    @Test
    void neitherHalfIsWrittenWhereOneIsThere() throws IOException {
        Files.writeString(directory.resolve("pair.pub"), "old");

        assertThat(CommandRun.of("keygen", "EC", directory.resolve("pair")).status())
                .isEqualTo(2);
        assertThat(directory.resolve("pair")).doesNotExist();
        assertThat(directory.resolve("pair.pub")).hasContent("old");
    }

    @RepeatedTest(20)
    void ofSeveralThatMakeTheSameKeyOneAloneReportsIt() throws Exception {
        Path file = directory.resolve("a.key");
        int runs = 4;
        CyclicBarrier start = new CyclicBarrier(runs);
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            List<Callable<Integer>> all = Collections.nCopies(runs, () -> {
                start.await();
                return CommandRun.of("keygen", "AES", file).status();
            });
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> run : threads.invokeAll(all)) {
                statuses.add(run.get());
            }

            assertThat(statuses).containsOnlyOnce(0).containsOnly(0, 2);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @ParameterizedTest
    @CsvSource({
        "AES, 64, invalid-key",
        "AES, 200, invalid-key",
        "HmacSHA256, 64, invalid-key",
        "RSA, 1024, invalid-key",
        "EC, 192, invalid-key",
        "DES, 64, unknown-plugin"
    })
    void weakAndUnknownKeysAreNotMade(String algorithm, String bits, String reason) {
        Path file = directory.resolve("weak");

        CommandRun run = CommandRun.of("keygen", algorithm, file, "--bits", bits);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("itemseal: " + reason + ": ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aKeyHasTheKindOfEncodingThatFitsIt() {
        assertThat(CommandRun.of("keygen", "AES", directory.resolve("x"), "--encoding", "pem")
                        .err())
                .startsWith("itemseal: invalid-setting: ");
        assertThat(CommandRun.of("keygen", "AES", directory.resolve("x"), "--encoding", "hex")
                        .err())
                .contains("there are base64, raw, pem and der");
        assertThat(CommandRun.of("keygen", "AES", directory.resolve("no/such/x"))
                        .status())
                .isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aKeyNeedsTheNameOfAFile() {
        CommandRun run = CommandRun.of("keygen", "AES", directory.getRoot(), "--force");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).endsWith("is a directory; name the file that the key goes to\n");
    }

    @Test
    void neitherHalfIsReplacedWhereOneCantBe() throws IOException {
        Path privateFile = Files.writeString(directory.resolve("pair"), "old");
        Path inTheWay = Files.createDirectories(directory.resolve("pair.pub/full"));

        CommandRun run = CommandRun.of("keygen", "EC", privateFile, "--force");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(directory.resolve("pair.pub").toString(), "is a directory");
        assertThat(privateFile).hasContent("old");
        assertThat(inTheWay).isEmptyDirectory();
        assertThat(directory)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }
}
