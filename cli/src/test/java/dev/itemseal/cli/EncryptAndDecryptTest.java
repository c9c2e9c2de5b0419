package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.cli.Terminal.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands encrypt and decrypt, with keys that keygen made and the settings that it told. */
class EncryptAndDecryptTest {

    private static final String TEA = "{\"id\":{\"S\":\"7\"},\"drink\":{\"S\":\"tëa\"},\"seen\":{\"N\":\"3.0\"}}";
    private static final String ONE_LINE_OF_EXPORT = "{\"Item\":" + TEA + "}";

    @TempDir
    private Path directory;

    private Path configuration;

    @BeforeEach
    void makeKeys() throws IOException {
        StringBuilder settings = new StringBuilder("""
                table.name = Example
                table.partition-key = id
                actions.attribute.seen = sign-only
                """);
        for (String algorithm : List.of("AES", "HmacSHA256")) {
            CommandRun run = CommandRun.of("keygen", algorithm, directory.resolve(algorithm));
            run.out()
                    .lines()
                    .filter(line -> line.contains(" = "))
                    .forEach(line -> settings.append(line).append('\n'));
        }
        configuration = Files.writeString(directory.resolve("itemseal.properties"), settings);
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(configuration, Files.readString(configuration) + String.join("\n", lines) + "\n");
    }

    private CommandRun encrypt(String in, Object... files) {
        return run("encrypt", in, files);
    }

    private CommandRun decrypt(String in) {
        return run("decrypt", in);
    }

    private CommandRun run(String command, String in, Object... files) {
        Object[] args = new Object[files.length + 3];
        args[0] = command;
        args[1] = "--config";
        args[2] = configuration;
        System.arraycopy(files, 0, args, 3, files.length);
        return CommandRun.withInput(in, args);
    }

    @ParameterizedTest
    @ValueSource(strings = {TEA, ONE_LINE_OF_EXPORT})
    void anItemComesBackInTheFormInWhichItWent(String line) {
        CommandRun encrypted = encrypt(line + "\n");

        assertThat(encrypted.err()).isEmpty();
        assertThat(encrypted.status()).isZero();
        assertThat(encrypted.out()).doesNotContain("tëa").contains("\"3.0\"");
        assertThat(encrypted.out().startsWith("{\"Item\":")).isEqualTo(line.startsWith("{\"Item\":"));
        CommandRun decrypted = decrypt(encrypted.out());
        assertThat(decrypted.err()).isEmpty();
        assertThat(decrypted.status()).isZero();
        assertThat(decrypted.out()).isEqualTo(line + "\n");
    }

    @Test
    void aLineEndIsNotNeededAndEmptyLinesAreNoItems() {
        CommandRun encrypted = encrypt("\n" + TEA + "\r\n  \n" + TEA);

        assertThat(encrypted.status()).isZero();
        assertThat(encrypted.outLines()).hasSize(2);
    }

    @Test
    void aBadLineIsToldAndTheOthersGoOn() {
        CommandRun run = encrypt(String.join(
                "\n",
                TEA,
                "{",
                "{\"id\":{\"S\":\"8\"},\"drink\":{\"N\":\"1E200\"}}",
                TEA,
                "{\"a\":{\"Q\":\"1\"}}",
                ""));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(2);
        assertThat(run.errLines()).hasSize(4);
        assertThat(run.errLines().get(0)).startsWith("line 2: unsupported-value: ");
        assertThat(run.errLines().get(1)).startsWith("line 3: invalid-number: ").contains("'drink'");
        assertThat(run.errLines().get(2))
                .startsWith("line 5: unsupported-value: ")
                .contains("'a'");
        assertThat(run.errLines().get(3)).isEqualTo("itemseal: 3 of 5 items were refused");
    }

    @Test
    void aForgedItemIsRefused() {
        String stored = encrypt(TEA + "\n" + TEA).out();
        int line2 = stored.indexOf('\n');

        CommandRun run =
                decrypt(stored.substring(0, line2) + stored.substring(line2).replace("3.0", "4.0"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(TEA + "\n");
        assertThat(run.errLines().get(0)).startsWith("line 2: not-authentic: ");
    }

    @Test
    void whatIsNoTextIsABadLine() {
        byte[] line = (TEA + "\n{\"id\":{\"S\":\"?\"}}\n" + TEA).getBytes(StandardCharsets.ISO_8859_1);

        CommandRun run = CommandRun.withInput(line, false, "encrypt", "-c", configuration);

        assertThat(run.errLines())
                .containsExactly(
                        "line 1: unsupported-value: the line is not UTF-8",
                        "line 3: unsupported-value: the line is not UTF-8",
                        "itemseal: 2 of 3 items were refused");
        assertThat(run.outLines()).hasSize(1);
    }

    @Test
    void aLineIsBounded() {
        CommandRun run =
                encrypt("{\"id\":{\"S\":\"7\"},\"x\":{\"S\":\"" + "x".repeat(Lines.MAX_LENGTH) + "\"}}\n" + TEA + "\n");

        assertThat(run.errLines().get(0)).startsWith("line 1: unsupported-value: the line is longer than");
        assertThat(run.outLines()).hasSize(1);
    }

    @Test
    void severalFilesAreNamed() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), TEA + "\n");
        Path two = Files.writeString(directory.resolve("two"), "{\n" + TEA);

        CommandRun run = encrypt("", one, two);

        assertThat(run.outLines()).hasSize(2);
        assertThat(run.errLines().get(0)).startsWith(two + " line 1: unsupported-value: ");
        CommandRun missing = encrypt("", one, directory.resolve("three"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err()).contains("three is not there");
    }

    @Test
    void whoeverWritesTheTableDoesNotWriteOnTheScreen() {
        CommandRun run = encrypt("{\"id\":{\"S\":\"7\"},\"\\u001b[2J\\n\":{\"Q\":\"\"}}");

        assertThat(run.errLines().get(0)).contains("'\\u001b[2J\\u000a'").doesNotContain("\u001b");
    }

    @Test
    void plaintextIsReadOnlyWhereItIsAskedFor() throws IOException {
        assertThat(decrypt(TEA).errLines().get(0)).startsWith("line 1: signature-missing: ");

        configure("read-plaintext = true");

        assertThat(decrypt(TEA).out()).isEqualTo(TEA + "\n");
    }

    @Test
    void olderActionsAndOtherTableNamesAreRead() throws IOException {
        String stored = encrypt(TEA).out();
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("table.name = Example", "table.name = Restored")
                        .replace("actions.attribute.seen = sign-only", "actions.default = sign-only"));
        configure(
                "table.also-accepted-names = Elsewhere, Example",
                "older-actions.1.default = do-nothing",
                "older-actions.1.attribute.id = sign-only",
                "older-actions.2.attribute.seen = sign-only");

        CommandRun run = decrypt(stored);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(TEA + "\n");
        configure("table.signed-name = Example");
        assertThat(decrypt(encrypt(TEA).out()).out()).isEqualTo(TEA + "\n");
    }

    @Test
    void reservedNamesAndDialectCanBeChosen() throws IOException {
        configure("signature-attribute = mac", "description-attribute = materials", "dialect = python");

        CommandRun encrypted = encrypt(TEA);

        assertThat(encrypted.out()).contains("\"mac\":", "\"materials\":").doesNotContain("amzn-ddb-map");
        assertThat(decrypt(encrypted.out()).out()).isEqualTo(TEA + "\n");
    }

    @Test
    void descriptionsAreBoundOnRequest() throws IOException {
        String unbound = encrypt(TEA).out();
        configure("description-binding = required");

        String bound = encrypt(TEA).out();

        assertThat(decrypt(bound).out()).isEqualTo(TEA + "\n");
        assertThat(decrypt(unbound).errLines().get(0))
                .startsWith("line 1: description-missing-entry: ")
                .contains("itemseal-binding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tabel.name = x | invalid-setting | tabel.name",
                "table.nmae = x | invalid-setting | table.nmae",
                "actions.default = encrypt | invalid-setting | actions.default",
                "actions.attribute = sign-only | invalid-setting | actions.attribute",
                "actions.attribute.id = encrypt-and-sign | invalid-actions | 'id'",
                "actions.attribute.drink = | missing-setting | actions.attribute.drink",
                "older-actions.first.default = sign-only | invalid-setting | older-actions.first",
                "description-binding = on | invalid-setting | description-binding",
                "dialect = perl | invalid-setting | dialect",
                "read-plaintext = yes | invalid-setting | read-plaintext",
                "max-depth = deep | invalid-setting | max-depth",
                "provider.verifying-key.file = x | invalid-setting | provider.verifying-key",
                "table.name = twice |  the configuration | sets 'table.name' twice",
                "bad = \\u12 | the configuration | malformed"
            })
    void aWrongSettingIsNamed(String line, String reason, String named) throws IOException {
        configure(line);

        CommandRun run = encrypt(TEA);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("itemseal: " + reason.strip())
                .contains(named)
                .hasLineCount(1);
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        configure(
                "tabel.name = x",
                "table.sort-key-type = S",
                "actions.default = encrypt",
                "actions.attribute.drink = hide",
                "older-actions.1.default = none",
                "older-actions.first.default = sign-only",
                "dialect = perl",
                "max-depth = 5",
                "description-binding = tight",
                "provider.verifying-key.file = x",
                "provider.content-key-algorithm = DES");

        CommandRun run = encrypt(TEA);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines().map(line -> line.replaceFirst("[^']*'([^']*)'.*", "$1")))
                .containsExactlyInAnyOrder(
                        "tabel.name",
                        "table.sort-key-type",
                        "actions.default",
                        "actions.attribute.drink",
                        "older-actions.1.default",
                        "older-actions.first.default",
                        "dialect",
                        "max-depth",
                        "description-binding",
                        "provider.verifying-key.file",
                        "provider.content-key-algorithm");
    }

    @Test
    void mistakesOfTheStoreAreToldWithTheOthers() throws IOException {
        configure(
                "store = dynamodb",
                "store.region = EU",
                "store.endpoint = localhost",
                "description-binding = tight",
                "provider.content-key-algorithm = DES");

        CommandRun run = run("scan", "");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines().map(line -> line.replaceFirst("[^']*'([^']*)'.*", "$1")))
                .containsExactlyInAnyOrder(
                        "store.region", "store.endpoint", "description-binding", "provider.content-key-algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt", "quickstart"})
    void outputThatDoesNotArriveIsTold(String command) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(TEA.getBytes(StandardCharsets.UTF_8));
        Terminal terminal =
                new Terminal(in, full, new PrintStream(err, true, StandardCharsets.UTF_8), Output.NOTHING, false);
        String[] args = command.equals("encrypt")
                ? new String[] {command, "-c", configuration.toString()}
                : new String[] {command};

        assertThat(Main.run(args, terminal)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("itemseal: the output can't be written: ");
    }

    @Test
    void aMissingConfigurationIsNamed() {
        CommandRun run = CommandRun.of("decrypt", "-c", directory.resolve("none"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no configuration file " + directory.resolve("none"));
    }

    @Test
    void theStackTraceIsShownOnRequestAlone() {
        assertThat(CommandRun.of("decrypt", "-c", "none").err()).doesNotContain(" at dev.itemseal");
        assertThat(CommandRun.of("--stacktrace", "decrypt", "-c", "none").err()).contains("    at dev.itemseal");
    }
}
