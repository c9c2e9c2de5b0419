package dev.itemseal.vectors;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** Keeps the data keys that another client gets. */
final class RecordingKms implements KmsClient {

    private final KmsClient client;
    private final KmsRecording recording;

    RecordingKms(KmsClient client, KmsRecording recording) {
        this.client = client;
        this.recording = recording;
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        GenerateDataKeyResponse made = client.generateDataKey(request);
        SdkBytes kept = SdkBytes.fromByteArray(made.plaintext().asByteArray()); // the provider wipes its own
        recording.add(new KmsRecording.Entry(made.keyId(), request.encryptionContext(), kept, made.ciphertextBlob()));
        return made;
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        return client.decrypt(request);
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return client.describeKey(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** The client belongs to whoever made it. */
    @Override
    public void close() {}
}
