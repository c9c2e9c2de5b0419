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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Marked plaintext and marked keys go into the command, and none of them comes out when it fails, stack traces included. */
class CommandSecretsTest {

    private static final String VALUE = MarkedSecrets.VALUE;
    private static final String NUMBER = MarkedSecrets.NUMBER;

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

    /** Runs a command twice, the second time with stack traces; what it writes on failure has no mark. */
    private void run(byte[] in, String... command) throws IOException {
        Files.writeString(directory.resolve("settings"), settings);
        List<String> arguments = new ArrayList<>(List.of(command));
        if (!List.of("inspect", "vectors", "keygen").contains(command[0])) {
            arguments.addAll(
                    1, List.of("--config", directory.resolve("settings").toString()));
        }
        fails(in, arguments);
        arguments.add(0, "--stacktrace");
        fails(in, arguments);
    }

    private void fails(byte[] in, List<String> arguments) {
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
    }

    private void run(String in, String... command) throws IOException {
        run(in.getBytes(StandardCharsets.UTF_8), command);
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
    @DisplayName("Items that are refused: plaintext ones, changed ones, those of other keys")
    void refusedItems() throws IOException {
        run(item(), "decrypt");
        run(item(), "diagnose");
        String encrypted = written(item(), "encrypt");
        secrets.tell(encrypted.replace(VALUE, "")); // the keys and what is only signed stay readable
        run(encrypted.replace("\"status\":{\"S\":\"", "\"status\":{\"S\":\"x"), "decrypt");
        run(encrypted.replace("\"status\":{\"S\":\"", "\"status\":{\"S\":\"x"), "diagnose");
        settings = settings.replace("table.name = Orders", "table.name = Others");
        run(encrypted, "decrypt");
        run(encrypted, "diagnose");
        settings = settings.replace("wrapped", "static").replace("wrapping-key = aes", "content-key.encoding = base64");
        settings = settings.replace("wrapping-key", "content-key");
        run(encrypted, "decrypt");
    }

    @Test
    @DisplayName("Tables: keys that aren't there, malformed keys, a damaged file")
    void tables() throws IOException {
        written(item(), "put");
        run("", "get", "--key", "customer=" + VALUE, "--key", "order=" + VALUE + "2");
        run("", "get", "--key", VALUE);
        run("", "get", "--key", "customer=" + VALUE);
        run("", "get", "--key", "customer=" + VALUE, "--key", "customer=" + VALUE);
        run("", "query", "--key", "customer");
        settings = settings.replace("table.sort-key = order", "table.sort-key = order\ntable.sort-key-type = N");
        run("", "get", "--key", "customer=" + VALUE, "--key", "order=" + VALUE);
        settings = settings.replace("table.sort-key-type = N", "table.sort-key-type = B");
        run("", "get", "--key", "customer=" + VALUE, "--key", "order=" + VALUE);
        Files.writeString(directory.resolve("data.table"), item().substring(3));
        run("", "scan");
        Files.writeString(directory.resolve("data.table"), item() + "\n" + item());
        run("", "scan");
    }

    @Test
    @DisplayName("Directories of vectors whose files are damaged, or whose items are changed")
    void vectors() throws IOException {
        Path vectors = Files.createDirectory(directory.resolve("vectors"));
        String keys = """
                {"aes": {"algorithm": "AES", "encoding": "RAW", "material": "%s"},
                 "mac": {"algorithm": "HmacSHA256", "encoding": "RAW", "material": "%s"}}""".formatted(key(), key());
        String scenarios = """
                {"plaintext": "file://plaintext.json", "keys": "file://keys.json", "scenarios": [
                  {"provider": "static", "keys": {"decrypt": "aes", "verify": "mac"}, "ciphertext": "file://ciphertext.json"}]}""";
        String item = item().replaceFirst(VALUE, "ann").replaceFirst(VALUE, "7"); // findings name items by their keys
        String plaintext = """
                {"actions": {"all": {"default": "encrypt"}}, "items": {"Orders": {"index": {"partition": "customer", "sort": "order"},
                  "items": [{"attributes": %s, "action": "all", "exact": true}]}}}""".formatted(item);
        Files.writeString(vectors.resolve("scenarios.json"), scenarios);
        Files.writeString(vectors.resolve("ciphertext.json"), "{\"Orders\": [" + item + "]}");
        for (String wrongKeys : List.of(
                keys,
                keys.replace("AES", VALUE),
                keys.replace("RAW", "DER"),
                keys.replace("RAW", "PEM"),
                keys.replace("RAW", key()),
                keys.substring(0, keys.length() - 3),
                keys.replace(key(), key() + "?"))) {
            Files.writeString(vectors.resolve("keys.json"), wrongKeys);
            for (String wrong : List.of(
                    plaintext,
                    plaintext.replace(NUMBER, NUMBER + "x"),
                    plaintext.substring(0, plaintext.length() - 5),
                    plaintext.replace("\"attributes\": {", "\"attributes\": \"" + VALUE + "\", \"x\": {"))) {
                Files.writeString(vectors.resolve("plaintext.json"), wrong);
                run("", "vectors", "verify", vectors.toString());
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
