package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.testkit.KmsOperation;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Scenarios with KMS: from their recording, and with a KMS. */
@ExtendWith(LocalKmsExtension.class)
class KmsDirectoryTest {

    private static final Path OWN = OwnVectors.DIRECTORY.resolve("kms");
    private static final String ALL_PASS = "80 passed, 0 failed, 0 skipped";
    private static final String NONE_RUN = "0 passed, 0 failed, 80 skipped";

    @TempDir
    private Path directory;

    private final LocalKms kms;
    private final List<Finding> findings = new ArrayList<>();

    KmsDirectoryTest(LocalKms kms) {
        this.kms = kms;
    }

    @BeforeEach
    void lay() throws IOException {
        for (String name : List.of("scenarios.json", "plaintext.json")) {
            Files.copy(OWN.resolve(name), directory.resolve(name));
        }
        nameKey(kms.createKey());
    }

    private void nameKey(String keyId) throws IOException {
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        keys.putObject("orders").put("keyId", keyId);
        Files.writeString(directory.resolve("keys.json"), Json.pretty(keys));
    }

    @Test
    void ourOwnVerifyFromTheirRecording() {
        assertThat(VectorVerifier.verify(OWN, Plugins.load(), findings::add)).hasToString(ALL_PASS);
    }

    @Test
    void anEndpointWithoutTheKeyLeavesThemToTheirRecording() {
        assertThat(verify(OWN, kms.endpoint())).hasToString(ALL_PASS);
        assertThat(kms.calls()).isEqualTo(kms.calls(KmsOperation.DESCRIBE_KEY));
    }

    @Test
    void whatIsGeneratedVerifiesAtTheEndpointAndFromItsRecording() throws IOException {
        assertThat(generate(kms.endpoint())).hasToString(ALL_PASS);
        assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY)).isPositive();

        kms.resetCalls();
        assertThat(verify(directory, kms.endpoint())).hasToString(ALL_PASS);
        assertThat(kms.calls(KmsOperation.DECRYPT)).isPositive();

        kms.resetCalls();
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString(ALL_PASS);
        assertThat(kms.calls()).isZero();

        Files.delete(directory.resolve("recording.json"));
        assertThat(verify(directory, kms.endpoint())).hasToString(ALL_PASS);
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add)
                        .failed())
                .isEqualTo(80);
    }

    @Test
    void aRecordingIsContinued() throws IOException {
        generate(kms.endpoint());
        int before = OwnVectors.read(directory.resolve("recording.json")).size();
        Files.delete(directory.resolve("ciphertext/kms.json"));

        assertThat(generate(kms.endpoint()).passed()).isPositive();

        assertThat(OwnVectors.read(directory.resolve("recording.json"))).hasSizeGreaterThan(before);
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString(ALL_PASS);
    }

    @Test
    void withoutKmsTheyAreSkippedAndItIsSaid() throws IOException {
        String scenarios = Files.readString(directory.resolve("scenarios.json"))
                .replace("\"kms_recording\": \"file://recording.json\",", "");
        Files.writeString(directory.resolve("scenarios.json"), scenarios);

        assertThat(VectorGenerator.generate(directory, Plugins.load(), findings::add))
                .hasToString(NONE_RUN);
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString(NONE_RUN);
        assertThat(findings).allSatisfy(finding -> assertThat(finding.message()).contains("--kms-endpoint"));

        assertThat(generate(kms.endpoint())).hasToString(ALL_PASS);
        assertThat(directory.resolve("recording.json")).doesNotExist();
    }

    @Test
    void aChangedRecordingDoesNotVerify() throws IOException {
        generate(kms.endpoint());
        Path recording = directory.resolve("recording.json");
        String content = Files.readString(recording);

        Files.writeString(recording, content.replace("C-1042", "C-1043"));
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add)
                        .failed())
                .isPositive();

        Files.writeString(recording, content.replace("\"KeyId\" : \"arn", "\"KeyId\" : \"another-arn"));
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add)
                        .passed())
                .as("those that need no key")
                .isLessThanOrEqualTo(8);

        Files.writeString(recording, "{}");
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add)
                        .failed())
                .isEqualTo(80);
    }

    @Test
    void anEndpointThatIsNotThereFails() throws IOException {
        ObjectNode scenarios = (ObjectNode) OwnVectors.read(directory.resolve("scenarios.json"));
        ArrayNode list = (ArrayNode) scenarios.get("scenarios");
        while (list.size() > 1) { // for each call is tried several times
            list.remove(1);
        }
        Files.writeString(directory.resolve("scenarios.json"), Json.pretty(scenarios));
        generate(kms.endpoint());
        URI nowhere;
        try (LocalKms ended = LocalKms.start()) {
            nowhere = ended.endpoint();
        }

        assertThat(verify(directory, nowhere).failed()).isPositive();
    }

    @Test
    void aKeyThatHasNoSuchNameFailsItsScenarioAlone() throws IOException {
        Path small = Files.createDirectory(directory.resolve("small"));
        DirectoryOfOneItem files = new DirectoryOfOneItem(small);
        VectorGenerator.generate(small, Plugins.load(), findings::add);
        findings.clear();
        files.replace(
                DirectoryOfOneItem.KEYS,
                "{\"content\":",
                "{\"blank\": {\"keyId\": \"arn:aws:kms: :000000000000:key/a\"}, \"content\":");
        files.replace(
                DirectoryOfOneItem.SCENARIOS,
                "\"scenarios\": [",
                "\"scenarios\": [{\"id\": \"blank\", \"provider\": \"awskms\", \"keys\": {\"decrypt\": \"blank\"},"
                        + " \"plaintext\": \"file://plaintext.json\", \"ciphertext\": \"file://stored.json\","
                        + " \"kms_recording\": \"file://recording.json\"},");

        assertThat(verify(small, kms.endpoint())).isEqualTo(new Tally(1, 1, 0));
        assertThat(findings.get(0).describe()).startsWith("scenario blank: ").contains("is no name of a KMS key");
    }

    @Test
    void aRecordingIsItsOwnersAloneAndGoesNowhereElse() throws IOException {
        Path another = Files.writeString(directory.resolve("another"), "mine");
        for (String name : List.of("recording.json.new", "recording.json.tmp")) {
            try {
                Files.createSymbolicLink(directory.resolve(name), another);
            } catch (UnsupportedOperationException | IOException e) {
                abort("links can't be made here: " + e);
            }
        }

        assertThat(generate(kms.endpoint())).hasToString(ALL_PASS);

        assertThat(another).hasContent("mine");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("recording.json"))))
                .isEqualTo("rw-------");
        assertThat(directory)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".recording"));
    }

    /** Whatever answers there, also what nobody of this project wrote; it must let us make a key. */
    @Test
    @EnabledIfEnvironmentVariable(named = "ITEMSEAL_KMS_ENDPOINT", matches = "https?://.+")
    void anyKmsWillDo() throws IOException {
        URI endpoint = URI.create(System.getenv("ITEMSEAL_KMS_ENDPOINT"));
        try (KmsClient client = KmsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build()) {
            nameKey(client.createKey().keyMetadata().arn());
        }

        assertThat(generate(endpoint)).hasToString(ALL_PASS);
        assertThat(verify(directory, endpoint)).hasToString(ALL_PASS);
    }

    private Tally generate(URI endpoint) {
        return VectorGenerator.generate(directory, Plugins.load(), Optional.of(endpoint), findings::add);
    }

    private Tally verify(Path vectors, URI endpoint) {
        return VectorVerifier.verify(vectors, Plugins.load(), Optional.of(endpoint), findings::add);
    }

    @Test
    void aRecordingLosesNothingHoweverItIsSpelt() throws IOException {
        Path file = directory.resolve("scenarios.json");
        String[] parts = Files.readString(file).split("file://recording\\.json", -1);
        StringBuilder scenarios = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            scenarios
                    .append(i % 2 == 0 ? "file://./recording.json" : "file://recording.json")
                    .append(parts[i]);
        }
        Files.writeString(file, scenarios);

        assertThat(generate(kms.endpoint())).hasToString(ALL_PASS);
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .hasToString(ALL_PASS);
    }
}
