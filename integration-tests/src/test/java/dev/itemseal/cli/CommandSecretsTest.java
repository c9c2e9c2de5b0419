package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.integration.MarkedSecrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Marked plaintext and marked keys go into the command, and none of them comes out when it fails, stack traces included. */
class CommandSecretsTest {

    private static final String VALUE = MarkedSecrets.VALUE;
    private static final String NUMBER = MarkedSecrets.NUMBER;

    private static final String KEYS = """
            {"aes": {"algorithm": "AES", "encoding": "RAW", "material": "%s"},
             "mac": {"algorithm": "HmacSHA256", "encoding": "RAW", "material": "%s"}}""".formatted(key(), key());

    /** Of an item whose own key is no secret: findings name items by it. */
    private static final String PLAINTEXT = """
            {"actions": {"all": {"default": "encrypt"}}, "items": {"Orders": {"index": {"partition": "customer", "sort": "order"},
              "items": [{"attributes": %s, "action": "all", "exact": true}]}}}""".formatted(vectorItem());

    @RegisterExtension
    final MarkedSecrets secrets = new MarkedSecrets();

    @TempDir
    private Path directory;

    private String settings = "";
    private int refused;

    @BeforeEach
    void configure() {
        settings = """
                provider = wrapped
                provider.wrapping-key = aes
                provider.wrapping-key.material = %s
                provider.signing-key.material = %s
                table.name = Orders
                table.partition-key = customer
                table.sort-key = order
                actions.attribute.status = sign-only
                store = inmemory
                store.file = data.table
                """.formatted(key(), key());
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(MarkedSecrets.key(7));
    }

    /** How a command ended, and all that it wrote. */
    private record Ended(int status, String said) {}

    /** Runs a command twice, the second time with stack traces; what it writes has no mark. */
    private List<Ended> run(byte[] in, String... command) throws IOException {
        Files.writeString(directory.resolve("settings"), settings);
        List<String> arguments = new ArrayList<>(List.of(command));
        if (!List.of("inspect", "vectors", "keygen").contains(command[0])) {
            arguments.addAll(
                    1, List.of("--config", directory.resolve("settings").toString()));
        }
        Ended plainly = run(in, arguments);
        arguments.add(0, "--stacktrace");
        return List.of(plainly, run(in, arguments));
    }

    private Ended run(byte[] in, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                arguments.toArray(String[]::new),
                new Terminal(
                        new ByteArrayInputStream(in),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.Output.NOTHING,
                        false));
        String said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertThat(status).as(arguments + ": " + said).isNotEqualTo(ExitCode.DEFECT);
        refused += status == ExitCode.OK ? 0 : 1;
        secrets.tell(said);
        return new Ended(status, said);
    }

    private List<Ended> run(String in, String... command) throws IOException {
        return run(in.getBytes(StandardCharsets.UTF_8), command);
    }

    /** Runs a command as above, which ends with a status and says why. */
    private void refused(int status, String why, String in, String... command) throws IOException {
        assertThat(run(in, command)).allSatisfy(ended -> {
            assertThat(ended.said()).contains(why);
            assertThat(ended.status()).as(ended.said()).isEqualTo(status);
        });
    }

    /** What the command writes where all goes well. */
    private String written(String in, String command) throws IOException {
        Files.writeString(directory.resolve("settings"), settings);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {command, "--config", directory.resolve("settings").toString()},
                new Terminal(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        out,
                        System.err,
                        Terminal.Output.NOTHING,
                        false));
        assertThat(status).isEqualTo(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String item() {
        return "{\"customer\": {\"S\": \"" + VALUE + "\"}, \"order\": {\"S\": \"" + VALUE
                + "\"}, \"status\": {\"S\": \"" + VALUE + "\"}, \"total\": {\"N\": \"" + NUMBER + "\"}}";
    }

    /** Lines that are no item, or none that can be stored. */
    private static List<String> badLines() {
        String item = item();
        return List.of(
                item.substring(0, item.length() - 1),
                item + VALUE,
                VALUE,
                "\"" + VALUE + "\"",
                item.replace("\"N\"", "\"" + VALUE + "\""),
                item.replace(NUMBER, NUMBER + "x"),
                item.replace(NUMBER, NUMBER.repeat(3)),
                item.replace("{\"N\": \"" + NUMBER + "\"}", "\"" + VALUE + "\""),
                item.replace("{\"N\": \"" + NUMBER + "\"}", "{\"B\": \"" + VALUE + "\"}"),
                item.replace("{\"N\": \"" + NUMBER + "\"}", "{\"SS\": [\"" + VALUE + "\", \"" + VALUE + "\"]}"),
                item.replace("{\"N\": \"" + NUMBER + "\"}", "{\"BOOL\": \"" + VALUE + "\"}"),
                item.replace("{\"N\": \"" + NUMBER + "\"}", "{\"S\": \"" + VALUE + "\\ud800\"}"));
    }

    @Test
    @DisplayName("Lines that are no items, for every command that reads lines")
    void lines() throws IOException {
        for (String command : List.of("encrypt", "decrypt", "diagnose", "put", "inspect")) {
            for (String line : badLines()) {
                run(line, command);
            }
        }
        run("{\"customer\": \"" + VALUE + "\", \"order\": \"" + VALUE + "\", \"x\": \"" + VALUE, "put", "--plain");
        run("{\"customer\": \"" + VALUE + "\", \"total\": " + NUMBER + "}", "put", "--plain");
        run((VALUE + "\u00ff").getBytes(StandardCharsets.ISO_8859_1), "encrypt");
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    @DisplayName("Items that are refused: plaintext ones, changed ones, those of other tables and keys")
    void refusedItems() throws IOException {
        refused(ExitCode.REFUSED, "signature-missing", item(), "decrypt");
        refused(ExitCode.REFUSED, "not-signed", item(), "diagnose");
        String encrypted = written(item(), "encrypt");
        secrets.tell(encrypted.replace(VALUE, "")); // the keys and what is only signed stay readable
        String changed = encrypted.replace("\"status\":{\"S\":\"", "\"status\":{\"S\":\"x");
        refused(ExitCode.REFUSED, "not-authentic", changed, "decrypt");
        refused(ExitCode.REFUSED, "forged", changed, "diagnose");
        String configured = settings;
        settings = configured.replace("table.name = Orders", "table.name = Others");
        refused(ExitCode.REFUSED, "not-authentic", encrypted, "decrypt");
        refused(ExitCode.REFUSED, "forged", encrypted, "diagnose");
        settings = configured
                .replace("provider.wrapping-key = aes\n", "")
                .replace("wrapped", "static")
                .replace("wrapping-key", "content-key");
        refused(ExitCode.REFUSED, "not-authentic", encrypted, "decrypt");
        refused(ExitCode.REFUSED, "other-content-key", encrypted, "diagnose");
    }

    @Test
    @DisplayName("Tables: keys that aren't there, malformed keys, a damaged file")
    void tables() throws IOException {
        String customer = "customer=" + VALUE;
        String order = "order=" + VALUE;
        written(item(), "put");
        refused(ExitCode.REFUSED, "there is no item", "", "get", "--key", customer, "--key", order + "2");
        refused(ExitCode.USAGE, "NAME=VALUE", "", "get", "--key", VALUE);
        refused(ExitCode.USAGE, "has [customer, order]", "", "get", "--key", customer);
        refused(ExitCode.USAGE, "has [customer, order]", "", "get", "--key", customer, "--key", customer);
        refused(ExitCode.USAGE, "--partition", "", "query", "--key", customer);
        String configured = settings;
        for (String type : List.of("N", "B")) {
            settings = configured.replace(
                    "table.sort-key = order", "table.sort-key = order\ntable.sort-key-type = " + type);
            Files.writeString(directory.resolve("data.table"), item());
            refused(ExitCode.USAGE, "invalid-request", "", "get", "--key", customer, "--key", order);
            Files.writeString(directory.resolve("data.table"), "");
            refused(ExitCode.USAGE, "'order' is not of type " + type, "", "get", "--key", customer, "--key", order);
        }
        settings = configured;
        Files.writeString(directory.resolve("data.table"), item().substring(3));
        refused(ExitCode.USAGE, "is damaged in line 1", "", "scan");
        Files.writeString(directory.resolve("data.table"), item());
        refused(ExitCode.REFUSED, "signature-missing", "", "scan");
        refused(ExitCode.REFUSED, "signature-missing", "", "query", "--partition", VALUE);
        refused(ExitCode.REFUSED, "signature-missing", "", "get", "--key", customer, "--key", order);
    }

    private static String vectorItem() {
        return item().replaceFirst(VALUE, "ann").replaceFirst(VALUE, "7");
    }

    /** A directory of one item, without its ciphertext. */
    private Path vectorsOfOneItem() throws IOException {
        Path vectors = Files.createDirectory(directory.resolve("vectors"));
        Files.writeString(vectors.resolve("scenarios.json"), """
                {"generator": "test", "plaintext": "file://plaintext.json", "keys": "file://keys.json", "scenarios": [
                  {"provider": "static", "keys": {"decrypt": "aes", "verify": "mac"}, "ciphertext": "file://ciphertext.json"}]}""");
        Files.writeString(vectors.resolve("keys.json"), KEYS);
        Files.writeString(vectors.resolve("plaintext.json"), PLAINTEXT);
        return vectors;
    }

    @Test
    @DisplayName("Directories of vectors whose items are plaintext, or whose keys or plaintext are damaged")
    void vectors() throws IOException {
        Path vectors = vectorsOfOneItem();
        Files.writeString(vectors.resolve("ciphertext.json"), "{\"Orders\": [" + vectorItem() + "]}");
        refused(ExitCode.REFUSED, "signature-missing", "", "vectors", "verify", vectors.toString());
        Map<String, String> wrongKeys = Map.of(
                KEYS.replace("HmacSHA256", VALUE), "signing-key.algorithm' must be one of",
                KEYS.replaceFirst("RAW", "DER"), "holds a half of a key pair where a secret key is asked for",
                KEYS.replace("RAW", "PEM"), "is not Base64",
                KEYS.replace("RAW", key()), "is none of RAW, DER and PEM",
                KEYS.substring(0, KEYS.length() - 3), "'file://keys.json' is not valid JSON",
                KEYS.replace(key(), key() + "?"), "is not Base64");
        for (Map.Entry<String, String> wrong : wrongKeys.entrySet()) {
            Files.writeString(vectors.resolve("keys.json"), wrong.getKey());
            refused(ExitCode.REFUSED, wrong.getValue(), "", "vectors", "verify", vectors.toString());
        }
        Files.writeString(vectors.resolve("keys.json"), KEYS);
        Map<String, String> wrongPlaintext = Map.of(
                PLAINTEXT.replace(NUMBER, NUMBER + "x"), "number 1 of the plaintext file",
                PLAINTEXT.substring(0, PLAINTEXT.length() - 5), "'file://plaintext.json' is not valid JSON",
                PLAINTEXT.replace("\"attributes\": {", "\"attributes\": \"" + VALUE + "\", \"x\": {"),
                        "'attributes' is missing or not an object");
        for (Map.Entry<String, String> wrong : wrongPlaintext.entrySet()) {
            Files.writeString(vectors.resolve("plaintext.json"), wrong.getKey());
            refused(ExitCode.REFUSED, wrong.getValue(), "", "vectors", "verify", vectors.toString());
        }
    }

    @Test
    @DisplayName("Items of vectors that decrypt to another plaintext than is expected, in every form of report")
    void vectorReports() throws IOException {
        Path vectors = vectorsOfOneItem();
        assertThat(run("", "vectors", "generate", vectors.toString()).get(0).said())
                .isEqualToIgnoringNewLines("1 passed, 0 failed, 0 skipped");
        assertThat(run("", "vectors", "verify", vectors.toString()).get(0).said())
                .isEqualToIgnoringNewLines("1 passed, 0 failed, 0 skipped");
        Map<String, String> otherPlaintext = Map.of(
                PLAINTEXT.replace(VALUE, VALUE + "-OTHER"),
                        "the decrypted item has another value in attribute 'status'",
                PLAINTEXT.replace(NUMBER, NUMBER + "1"), "the decrypted item has another value in attribute 'total'");
        for (Map.Entry<String, String> other : otherPlaintext.entrySet()) {
            Files.writeString(vectors.resolve("plaintext.json"), other.getKey());
            for (String format : List.of("text", "json", "junit")) {
                Path report = directory.resolve("report." + format);
                String[] verify = {"vectors", "verify", vectors.toString(), "--report", format};
                refused(ExitCode.REFUSED, other.getValue(), "", verify);
                String[] toFile = {
                    "vectors", "verify", vectors.toString(), "--report", format, "--out", report.toString()
                };
                refused(ExitCode.REFUSED, "0 passed, 1 failed, 0 skipped", "", toFile);
                String written = Files.readString(report);
                assertThat(written).contains(other.getValue());
                secrets.tell(written);
            }
        }
    }

    @Test
    @DisplayName("Configurations with keys in wrong places, for every setting of the file")
    void configurations() throws IOException {
        for (String line : settings.lines().toList()) {
            String name = line.substring(0, line.indexOf(" = "));
            for (String wrong :
                    List.of(key(), key() + "?", new String(MarkedSecrets.key(7), StandardCharsets.US_ASCII))) {
                if (!name.startsWith("table.") && !name.equals("store.file")) {
                    String before = settings;
                    settings = settings.replace(line, name + " = " + wrong) + name + ".of = " + wrong;
                    run(item(), "put");
                    settings = before;
                }
            }
        }
        for (String name : List.of(
                "dialect",
                "read-plaintext",
                "description-binding",
                "max-depth",
                "actions.default",
                "older-actions.1.default",
                "provider.signing-key.algorithm",
                "provider.content-key-algorithm",
                "table.sort-key-type")) {
            String before = settings;
            settings = settings + name + " = " + key();
            run(item(), "encrypt");
            settings = before;
        }
        assertThat(refused).isGreaterThan(40);
    }
}
