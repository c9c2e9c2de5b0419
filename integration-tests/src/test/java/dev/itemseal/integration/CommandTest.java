package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** The command on the module path, with the options of the launcher. */
class CommandTest {

    @Test
    void startsOnItsModulePath() throws Exception {
        Path cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();

        Outcome outcome = new BareJvm()
                .modulePath(List.of(cli.getParent()))
                .with("--add-modules", "ALL-MODULE-PATH", "-m", "dev.itemseal.cli/dev.itemseal.cli.Main", "--help")
                .run();

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("quickstart", "keygen", "encrypt", "decrypt", "inspect", "vectors", "local-kms");
    }

    @Test
    void findsEveryPluginOnItsModulePath() throws Exception {
        Path cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();

        Outcome outcome = new BareJvm()
                .modulePath(List.of(cli.getParent()))
                .with("--add-modules", "ALL-MODULE-PATH", "-m", "dev.itemseal.cli/dev.itemseal.cli.Main", "quickstart")
                .run();

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("not-authentic");
    }

    @Test
    void theLocalKmsServesOnTheModulePathUntilItIsToldToEnd() throws Exception {
        Path cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        cli.getParent().toString(),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-m",
                        "dev.itemseal.cli/dev.itemseal.cli.Main",
                        "local-kms")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (!line.startsWith("endpoint ")) {
                line = out.readLine();
            }
            URI endpoint = URI.create(line.substring("endpoint ".length()).strip());
            try (KmsClient client = KmsClient.builder()
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(LocalDynamoDb.credentials())
                    .httpClient(UrlConnectionHttpClient.create())
                    .build()) {
                GenerateDataKeyResponse made = client.generateDataKey(
                        request -> request.keyId("alias/itemseal").keySpec(DataKeySpec.AES_256));
                assertThat(client.decrypt(request -> request.ciphertextBlob(made.ciphertextBlob()))
                                .plaintext())
                        .isEqualTo(made.plaintext());
            }
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isEqualTo(143);
    }
}
