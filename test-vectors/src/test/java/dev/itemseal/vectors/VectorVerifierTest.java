package dev.itemseal.vectors;

import static dev.itemseal.vectors.DirectoryOfOneItem.CIPHERTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.KEYS;
import static dev.itemseal.vectors.DirectoryOfOneItem.PLAINTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.SCENARIOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.plugin.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier on directories in every state: it tells what is wrong where, and goes on. */
class VectorVerifierTest {

    private static final String ANOTHER_ITEM = """
            {"action": "all", "attributes": {"id": {"N": "2"}, "seen": {"N": "2.0"}}}""";

    @TempDir
    private Path directory;

    private DirectoryOfOneItem files;
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void generate() {
        files = new DirectoryOfOneItem(directory);
        assertThat(VectorGenerator.generate(directory, Plugins.load(), findings::add))
                .isEqualTo(new Tally(1, 0, 0));
        findings.clear();
    }

    private Tally verify() {
        return VectorVerifier.verify(directory, Plugins.load(), findings::add);
    }

    private String onlyFinding() {
        assertThat(findings).hasSize(1);
        return findings.get(0).describe();
    }

    @Test
    void passes() {
        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
        assertThat(onlyFinding()).isEqualTo("scenario one, table T, item id=1");
    }

    @Test
    void namesScenarioTableItemAndReasonOfAFailure() {
        files.replace(CIPHERTEXT, "\"2.0\"", "\"2.1\"");

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
        assertThat(onlyFinding()).startsWith("scenario one, table T, item id=1: not-authentic: ");
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, 2, 'seen'", // signed: the notation counts
        "tea, mate, 'drink'"
    })
    void comparesWithThePlaintext(String value, String other, String attribute) {
        files.replace(PLAINTEXT, '"' + value + '"', '"' + other + '"');

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
        assertThat(onlyFinding()).contains("another value in attribute '" + attribute + "'");
    }

    @Test
    void missesAttributes() {
        files.replace(PLAINTEXT, "\"seen\": {\"N\": \"2.0\"}", "\"other\": {\"N\": \"2.0\"}");

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
        assertThat(onlyFinding()).contains("lacks the attributes [other] and has [seen] too many");
    }

    @Test
    void takesNumberKeysAsNumbers() {
        files.replace(PLAINTEXT, "{\"N\": \"1\"}", "{\"N\": \"1.00\"}");

        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void skipsLeftoversAndCountsThem() {
        files.replace(CIPHERTEXT, "\"T\" : [ {", "\"T\" : [ {\"id\": {\"N\": \"9\"}}, {");
        files.replace(CIPHERTEXT, "\"T\" : [", "\"Elsewhere\": [{}, {}], \"T\" : [");

        assertThat(verify()).isEqualTo(new Tally(1, 0, 3));
        assertThat(findings.get(0).describe())
                .isEqualTo("scenario one, table T, item id=9: no plaintext item has this key");
    }

    @Test
    void failsAPlaintextItemThatIsNotStored() {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + ANOTHER_ITEM + ",");

        assertThat(verify()).isEqualTo(new Tally(1, 1, 0));
        assertThat(findings.get(1).describe())
                .isEqualTo("scenario one, table T, item id=2: the ciphertext file has no item with this key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"table\": \"T\", \"key\": {\"id\": {\"N\": \"2\"}}, \"reason\": \"invalid-number\"}]",
                "[\"T 2: overflow\"]",
                "[{\"table\": \"T\", \"key\": \"2\"}]",
                "{\"T\": [\"2\"]}",
                "{\"T/2\": \"overflow\"}",
                "1"
            })
    void skipsWhatTheMakerRefused(String encryptErrors) {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + ANOTHER_ITEM + ",");
        files.replace(SCENARIOS, "\"id\": \"one\"", "\"id\": \"one\", \"encrypt_errors\": " + encryptErrors);

        assertThat(verify()).isEqualTo(new Tally(1, 0, 1));
    }

    @Test
    void doesNotTakeOneRefusedItemForAnother() {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + ANOTHER_ITEM + ",");
        files.replace(
                SCENARIOS,
                "\"id\": \"one\"",
                "\"id\": \"one\", \"encrypt_errors\": [{\"table\": \"T\", \"key\": {\"id\": {\"N\": \"3\"}}}]");

        assertThat(verify()).isEqualTo(new Tally(1, 1, 0));
    }

    @Test
    void skipsItemsThatTheVersionDoesNotHave() throws IOException {
        files.replace(SCENARIOS, "\"v1\"", "\"v0\"");
        files.write(CIPHERTEXT, "{}");

        assertThat(verify()).isEqualTo(new Tally(0, 0, 1));
        assertThat(Files.readString(directory.resolve(CIPHERTEXT))).isEqualTo("{}");
    }

    @Test
    void skipsAScenarioWhoseProviderIsNotThere() {
        files.replace(SCENARIOS, "\"static\"", "\"somebody\"");

        assertThat(verify()).isEqualTo(new Tally(0, 0, 1));
        assertThat(onlyFinding()).startsWith("scenario one: ").contains("'somebody', which is not on the path");
    }

    @Test
    void readsKeysInPemAsTextAndAsBase64() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        String publicPem = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        String privatePem = Base64.getEncoder()
                .encodeToString(
                        pem("PRIVATE KEY", pair.getPrivate().getEncoded()).getBytes(StandardCharsets.US_ASCII));
        files.replace(
                KEYS,
                "\"mac\": {\"algorithm\": \"HmacSHA256\", \"encoding\": \"RAW\", \"material\":"
                        + " \"ICEiIyQlJicoKSorLC0uLw==\"}",
                "\"mac\": {\"algorithm\": \"SHA256withECDSA\", \"encoding\": \"PEM\", \"type\": \"public\","
                        + " \"material\": \"" + publicPem.replace("\n", "\\n") + "\"}, \"own\": {\"algorithm\":"
                        + " \"SHA256withECDSA\", \"encoding\": \"PEM\", \"type\": \"private\", \"material\": \""
                        + privatePem + "\"}");
        Files.delete(directory.resolve(CIPHERTEXT));

        assertThat(VectorGenerator.generate(directory, Plugins.load(), findings::add))
                .as("without a key to sign")
                .isEqualTo(new Tally(0, 1, 0));
        files.replace(SCENARIOS, "\"verify\": \"mac\"", "\"verify\": \"mac\", \"sign\": \"own\"");
        assertThat(VectorGenerator.generate(directory, Plugins.load(), findings::add))
                .isEqualTo(new Tally(1, 0, 0));
        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {SCENARIOS, KEYS, PLAINTEXT, CIPHERTEXT})
    void failsWhatNeedsAFileThatIsSpoilt(String file) throws IOException {
        for (String content : List.of("", "{", "[]", "{\"a\": 1, \"a\": 2}", "null", "{}{}")) {
            files.write(file, content);
            assertThat(verify().failed()).as(content).isEqualTo(1);
        }
        Files.write(directory.resolve(file), new byte[] {'{', (byte) 0xff, '}'});
        assertThat(verify().failed()).as("not UTF-8").isEqualTo(1);
        Files.delete(directory.resolve(file));
        assertThat(verify().failed()).as("missing").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scenarios\": [{\"provider\": 5}, {}, [], null, ",
                "\"scenarios\": [{\"id\": \"x\", \"provider\": \"static\", \"ciphertext\": \"file://../x\", \"plaintext\":"
                        + " \"file://plaintext.json\"}, ",
                "\"scenarios\": [{\"id\": \"x\", \"provider\": \"static\", \"keys\": {\"verify\": \"none\"},"
                        + " \"ciphertext\": \"file://stored.json\", \"plaintext\": \"file://plaintext.json\"}, ",
                "\"scenarios\": [{\"id\": \"x\", \"provider\": \"static\", \"keys\": {\"verify\": \"content\"},"
                        + " \"ciphertext\": \"file://stored.json\", \"plaintext\": \"file://plaintext.json\"}, "
            })
    void goesOnAfterAScenarioThatIsNoGood(String scenarios) {
        files.replace(SCENARIOS, "\"scenarios\": [", scenarios);

        Tally tally = verify();

        assertThat(tally.passed()).isEqualTo(1);
        assertThat(tally.failed()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": \"none\", \"attributes\": {\"id\": {\"N\": \"2\"}}}",
                "{\"action\": \"all\", \"attributes\": {\"id\": {\"N\": \"x\"}}}",
                "{\"action\": \"all\"}",
                "7"
            })
    void goesOnAfterAPlaintextItemThatIsNoGood(String item) {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + item + ",");

        assertThat(verify()).isEqualTo(new Tally(1, 1, 0));
    }

    @Test
    void goesOnAfterAStoredItemThatIsNoGood() {
        files.replace(CIPHERTEXT, "\"T\" : [ {", "\"T\" : [ {\"id\": {\"N\": \"9\", \"S\": \"9\"}}, 8, {");

        assertThat(verify()).isEqualTo(new Tally(1, 2, 0));
    }

    @Test
    void takesAVersionThatAMapperCountedUpInThePublishedVectorsAlone() throws IOException {
        files.replace(PLAINTEXT, "\"seen\"", "\"version\"");
        Files.delete(directory.resolve(CIPHERTEXT));
        VectorGenerator.generate(directory, Plugins.load(), finding -> {});
        files.replace(PLAINTEXT, "\"2.0\"", "\"1\"");

        assertThat(verify()).as("names its generator").isEqualTo(new Tally(0, 1, 0));
        files.replace(SCENARIOS, "\"generator\": \"test\", ", "");
        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }
}
