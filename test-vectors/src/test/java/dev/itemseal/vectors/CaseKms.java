package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** The KMS of the project's own cases: knows the data keys of a recording, and adds those that it makes. */
record CaseKms(ArrayNode recording) implements KmsClient {

    /** The provider of a configuration. */
    MaterialsProvider provider(JsonNode settings) {
        KmsKeys keys = KmsKeys.of(settings.get("key").textValue());
        if (settings.has("accepted-keys")) {
            keys = keys.accepting(List.of(settings.get("accepted-keys").textValue()));
        }
        return KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(this)), keys);
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        int number = recording.size();
        byte[] blob = ("data key " + number).getBytes(StandardCharsets.UTF_8);
        byte[] plaintext = Forge.sequence(number, request.numberOfBytes());
        var node = recording.addObject().put("KeyId", request.keyId());
        request.encryptionContext().forEach(node.putObject("EncryptionContext")::put);
        node.put("Plaintext", ExampleItems.base64(plaintext)).put("CiphertextBlob", ExampleItems.base64(blob));
        return GenerateDataKeyResponse.builder()
                .keyId(request.keyId())
                .plaintext(SdkBytes.fromByteArray(plaintext))
                .ciphertextBlob(SdkBytes.fromByteArray(blob))
                .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        return replayed().decrypt(request);
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return replayed().describeKey(request);
    }

    private ReplayedKms replayed() {
        try {
            return new ReplayedKms(KmsRecording.of(recording, Path.of("recording.json")));
        } catch (LayoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
