package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.cli.Terminal.Output;
import dev.itemseal.testkit.LocalKms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKmsTest {

    @TempDir
    private Path directory;

    @Test
    void itTellsHowItIsUsedAndRunsUntilItIsInterrupted() throws Exception {
        Path file = directory.resolve("keys.json");
        String key;
        try (Running running = new Running("--file", file, "--create-key", "alias/orders", "--region", "eu-west-1")) {
            String endpoint = running.valueOf("endpoint   ");
            key = running.valueOf("  provider.key = ");

            assertThat(endpoint).startsWith("http://127.0.0.1:");
            assertThat(key).startsWith("arn:aws:kms:eu-west-1:111122223333:key/");
            assertThat(running.told)
                    .contains(
                            "region     eu-west-1",
                            "key        " + key,
                            "           arn:aws:kms:eu-west-1:111122223333:alias/orders",
                            "  provider = kms",
                            "  provider.endpoint = " + endpoint,
                            "  provider.region = eu-west-1",
                            "  export AWS_ENDPOINT_URL_KMS=" + endpoint + " AWS_REGION=eu-west-1")
                    .anyMatch(line -> line.contains("NOT FOR PRODUCTION"));
            assertThat(describe(endpoint, "alias/orders")).contains(key);
            assertThat(running.end()).isZero();
        }
        assertThat(Files.readString(file)).contains(key);
        try (Running again = new Running("--file", file, "--create-key", "alias/orders", "--region", "eu-west-1")) {
            assertThat(again.valueOf("  provider.key = ")).isEqualTo(key);
        }
    }

    @Test
    void withoutOptionsThereIsAKey() throws Exception {
        try (Running running = new Running()) {
            assertThat(running.told).anyMatch(line -> line.endsWith(":alias/itemseal"));
            assertThat(running.valueOf("  provider.key = ")).startsWith("arn:aws:kms:us-east-1:");
        }
    }

    @Test
    void keysThatAreThereAreEnough() throws Exception {
        Path file = directory.resolve("keys.json");
        String key;
        try (LocalKms kms = LocalKms.builder().file(file).start()) {
            key = kms.createKey();
        }

        try (Running running = new Running("--file", file)) {
            assertThat(running.valueOf("key        ")).isEqualTo(key);
            assertThat(running.told).noneMatch(line -> line.contains("alias/"));
        }
    }

    @Test
    void whatKeepsItFromStartingIsTold() throws IOException {
        Path damaged = Files.writeString(directory.resolve("damaged.json"), "{");
        assertThat(CommandRun.of("local-kms", "--file", damaged).status()).isEqualTo(2);
        assertThat(CommandRun.of("local-kms", "--file", damaged).err()).contains("is damaged");
        assertThat(CommandRun.of("local-kms", "--file", directory.resolve("no/such/file"))
                        .status())
                .isEqualTo(2);
        try (LocalKms kms = LocalKms.start()) {
            CommandRun run = CommandRun.of("local-kms", "--port", kms.endpoint().getPort());

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("can't start on port " + kms.endpoint().getPort());
        }
    }

    private static String describe(String endpoint, String key) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
        connection.setRequestProperty("X-Amz-Target", "TrentService.DescribeKey");
        connection.setRequestProperty("Authorization", "Credential=any/20250117/eu-west-1/kms/aws4_request");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(("{\"KeyId\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The command on a thread of its own, from when it has told everything. */
    private static final class Running implements AutoCloseable {

        final List<String> told = new ArrayList<>();
        private final CompletableFuture<Integer> status = new CompletableFuture<>();
        private final Thread thread;

        Running(Object... options) throws IOException {
            PipedOutputStream out = new PipedOutputStream();
            PipedInputStream in = new PipedInputStream(out, 65536);
            List<String> args = new ArrayList<>(List.of("local-kms"));
            for (Object option : options) {
                args.add(option.toString());
            }
            Terminal terminal = new Terminal(
                    InputStream.nullInputStream(),
                    out,
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    Output.NOTHING,
                    false);
            thread = new Thread(() -> status.complete(Main.run(args.toArray(String[]::new), terminal)));
            thread.start();
            StringBuilder text = new StringBuilder();
            while (!text.toString().contains("Ctrl-C")) {
                int next = in.read(); // fails when the thread has ended
                text.append((char) next);
            }
            told.addAll(text.toString().lines().toList());
        }

        String valueOf(String start) {
            return told.stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow()
                    .substring(start.length());
        }

        int end() {
            thread.interrupt();
            return status.join();
        }

        @Override
        public void close() {
            end();
        }
    }
}
