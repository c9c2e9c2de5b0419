package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InspectTest {

    /** The example of the specification, with a description of its own beside. */
    private static final String STORED =
            "{\"id\":{\"S\":\"7\"},\"drink\":{\"B\":\"QEFCQ0RFRkdISUpLTE1OT3QCXiBYIfoUwUAQkEfsZXM=\"},"
                    + "\"hot\":{\"BOOL\":true},\"*amzn-ddb-map-sig*\":{\"B\":\"ltijpbw7xc4KWkCWIRq4xrRwdOx1/g6OjFqfXtVsWWs=\"},"
                    + "\"*amzn-ddb-map-desc*\":{\"B\":\"AAAAAAAAABVhbXpuLWRkYi1tYXAtc3ltLW1vZGUAAAARL0NCQy9QS0NTNVBhZGRpbmc=\"}}";

    @Test
    void saysWhatCanBeSeenWithoutAKey() {
        CommandRun run = CommandRun.withInput(STORED + "\n{\"id\":{\"S\":\"secret\"}}\n", "inspect");

        assertThat(run.status()).isZero();
        assertThat(run.out()).doesNotContain("secret");
        assertThat(run.outLines())
                .containsExactly(
                        "line 1: encrypted and signed",
                        "  looks encrypted  drink (32 bytes)",
                        "  readable         id (S), hot (BOOL)",
                        "  signature        32 bytes, no algorithm named: by its size HmacSHA256",
                        "  description      50 bytes",
                        "    amzn-ddb-map-sym-mode  /CBC/PKCS5Padding",
                        "line 2: plaintext",
                        "  looks encrypted  nothing",
                        "  readable         id (S)");
    }

    @Test
    void showsOfAWrappedKeyItsSizeAlone() {
        Path file = CommandRun.root()
                .resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own/interop/ciphertext");
        String json = read(file.resolve("wrapped-oaep-sha256-rsa256.json"));
        int start = json.indexOf('[') + 1;
        String item = json.substring(start, json.indexOf("}, {", start) + 1).replace("\n", " ");

        CommandRun run = CommandRun.withInput(item, "inspect");

        assertThat(run.out())
                .contains("256 bytes, SHA256withRSA")
                .contains("amzn-ddb-env-key  wrapped key of 384 bytes")
                .contains("amzn-ddb-wrap-alg  RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    }

    @Test
    void tellsOfABinding() {
        Path file = CommandRun.root()
                .resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own/interop/ciphertext");
        String json = read(file.resolve("bound-static-hmac256.json"));
        int start = json.indexOf('[') + 1;

        CommandRun run = CommandRun.withInput(
                json.substring(start, json.indexOf("}, {", start) + 1).replace("\n", " "), "inspect");

        assertThat(run.outLines()).contains("    itemseal-binding  binds this description, 32 bytes");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsOfReservedAttributesThatAreMalformed() {
        CommandRun run = CommandRun.withInput(
                "{\"*amzn-ddb-map-sig*\":{\"S\":\"x\"}}\n{\"*amzn-ddb-map-desc*\":{\"B\":\"AAAAAQ==\"}}\n", "inspect");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines().get(0)).startsWith("line 1: reserved-attribute-type: ");
        assertThat(run.errLines().get(1)).startsWith("line 2: description-malformed: ");
    }

    @Test
    void knowsOtherReservedNames() {
        CommandRun run = CommandRun.withInput(
                STORED.replace("*amzn-ddb-map-sig*", "mac").replace("*amzn-ddb-map-desc*", "materials"),
                "inspect",
                "--signature-attribute=mac",
                "--description-attribute=materials");

        assertThat(run.outLines()).contains("line 1: encrypted and signed", "  readable         id (S), hot (BOOL)");
    }
}
