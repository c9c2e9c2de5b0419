package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

class KeyFileTest {

    @TempDir
    private Path directory;

    @Test
    void keysNamesAndStatesOutliveTheServer() throws IOException {
        Path file = directory.resolve("keys.json");
        SdkBytes blob;
        String orders;
        String disabled;
        String related;
        String signing;
        String pending;
        try (LocalKms kms = LocalKms.builder().file(file).start();
                KmsClient client = KmsClients.of(kms)) {
            orders = kms.keyOf("alias/orders");
            disabled = kms.createKey();
            pending = kms.createKey();
            client.disableKey(request -> request.keyId(disabled));
            client.scheduleKeyDeletion(request -> request.keyId(pending));
            related = client.createKey(request -> request.multiRegion(true).description("related"))
                    .keyMetadata()
                    .arn();
            client.replicateKey(request -> request.keyId(related).replicaRegion("eu-west-1"));
            signing = client.createKey(
                            request -> request.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
                    .keyMetadata()
                    .arn();
            blob = client.encrypt(request -> request.keyId(orders).plaintext(SdkBytes.fromUtf8String("text")))
                    .ciphertextBlob();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("not for production");
        try (LocalKms kms = LocalKms.builder().file(file).start();
                KmsClient client = KmsClients.of(kms)) {
            assertThat(kms.keyArns())
                    .containsExactlyInAnyOrder(
                            orders, disabled, pending, related, related.replace("us-east-1", "eu-west-1"), signing);
            assertThat(kms.keyOf("alias/orders")).isEqualTo(orders);
            assertThat(client.decrypt(request -> request.ciphertextBlob(blob)).plaintext())
                    .isEqualTo(SdkBytes.fromUtf8String("text"));
            assertThatThrownBy(() -> client.generateDataKey(
                            request -> request.keyId(disabled).numberOfBytes(32)))
                    .isInstanceOf(DisabledException.class);
            assertThat(client.describeKey(request -> request.keyId(pending))
                            .keyMetadata()
                            .keyState())
                    .isEqualTo(KeyState.PENDING_DELETION);
            assertThat(client.describeKey(request -> request.keyId(related)).keyMetadata())
                    .satisfies(key -> assertThat(key.description()).isEqualTo("related"))
                    .satisfies(key -> assertThat(key.multiRegionConfiguration().replicaKeys())
                            .hasSize(1));
        }
    }

    @Test
    void aSecondServerIsKeptAway() {
        Path file = directory.resolve("keys.json");
        try (LocalKms kms = LocalKms.builder().file(file).start()) {
            assertThatThrownBy(() -> LocalKms.builder().file(file).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another local KMS is at work on " + file);
            assertThat(kms.keyOf("alias/orders")).isNotEmpty();
        }
        LocalKms.builder().file(file).start().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"arn\":\"arn:aws:kms:us-east-1:111122223333:key/x\",\"keyset\":{\"key\":\"c2VjcmV0\"}}]}",
                "{\"aliases\":[{\"arn\":\"arn:aws:kms:us-east-1:111122223333:alias/x\",\"key\":\"x\"}]}"
            })
    void aDamagedFileIsToldWithoutItsContentAndStaysAsItIs(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("keys.json"), content);

        assertThatThrownBy(() -> LocalKms.builder().file(file).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is no key file of the local KMS, or is damaged")
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(file).hasContent(content);
    }

    @Test
    void aChangeThatCannotBeKeptIsNotMade() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        try (LocalKms kms = LocalKms.builder().file(place.resolve("keys.json")).start()) {
            Files.delete(place.resolve("keys.json.lock"));
            Files.delete(place);

            assertThatThrownBy(kms::createKey).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> kms.keyOf("alias/orders")).isInstanceOf(UncheckedIOException.class);

            assertThat(kms.keyArns()).isEmpty();
            assertThat(kms.aliases()).isEmpty();
        }
    }
}
