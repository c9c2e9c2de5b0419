package dev.itemseal.vectors;

import java.security.SecureRandom;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Makes data keys out of a generator of the caller's. Nothing is encrypted: what stands for the encrypted key is random too,
 * and the recording tells which key belongs to it.
 */
final class SeededKms implements KmsClient {

    private static final int KEY_LENGTH = 32;
    private static final int BLOB_LENGTH = 64;

    private final SecureRandom random;
    private final List<KmsRecording.Entry> made;

    /**
     * Makes one.
     *
     * @param made is told of every data key
     */
    SeededKms(SecureRandom random, List<KmsRecording.Entry> made) {
        this.random = random;
        this.made = made;
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        byte[] key = MatrixValue.bytes(random, KEY_LENGTH);
        SdkBytes blob = SdkBytes.fromByteArray(MatrixValue.bytes(random, BLOB_LENGTH));
        made.add(new KmsRecording.Entry(
                MatrixKeys.KMS_KEY, new TreeMap<>(request.encryptionContext()), SdkBytes.fromByteArray(key), blob));
        return GenerateDataKeyResponse.builder()
                .keyId(MatrixKeys.KMS_KEY)
                .plaintext(SdkBytes.fromByteArray(key)) // the provider wipes it
                .ciphertextBlob(blob)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
