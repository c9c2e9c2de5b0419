package dev.itemseal.vectors;

import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Answers out of a recording, as strictly as the service would. */
final class ReplayedKms implements KmsClient {

    private final KmsRecording recording;

    ReplayedKms(KmsRecording recording) {
        this.recording = recording;
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        KmsRecording.Entry entry = recording.entries().stream()
                .filter(made -> made.ciphertext().equals(request.ciphertextBlob()))
                .filter(made -> made.context().equals(request.encryptionContext()))
                .findFirst()
                .orElseThrow(() -> refusal(InvalidCiphertextException.builder(), "InvalidCiphertextException"));
        if (request.keyId() != null && !isNameOf(request.keyId(), entry.keyId())) {
            throw refusal(IncorrectKeyException.builder(), "IncorrectKeyException");
        }
        return DecryptResponse.builder()
                .keyId(request.keyId() != null && isKeyArn(request.keyId()) ? request.keyId() : entry.keyId())
                .plaintext(SdkBytes.fromByteArray(entry.plaintext().asByteArray())) // the provider wipes it
                .build();
    }

    /** Tells which key an alias stands for: the only one there is. */
    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        List<String> keys = recording.entries().stream()
                .map(KmsRecording.Entry::keyId)
                .distinct()
                .toList();
        if (keys.size() != 1) {
            throw refusal(NotFoundException.builder(), "NotFoundException");
        }
        return DescribeKeyResponse.builder()
                .keyMetadata(KeyMetadata.builder().arn(keys.get(0)).build())
                .build();
    }

    /** A name is an ARN, the id at the end of one, or an alias, whose key the recording does not tell. */
    private static boolean isNameOf(String name, String keyId) {
        return name.equals(keyId)
                || name.contains("alias/")
                || name.endsWith("/" + keyId)
                || keyId.endsWith("/" + name);
    }

    private static boolean isKeyArn(String name) {
        return name.startsWith("arn:") && !name.contains("alias/");
    }

    private static AwsServiceException refusal(KmsException.Builder exception, String code) {
        exception.awsErrorDetails(AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("the recording has no such data key")
                .build());
        return exception.statusCode(400).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
