package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** The operations that encrypt, through the service's real client. */
@ExtendWith(LocalKmsExtension.class)
class DataKeyTest {

    private static final Map<String, String> CONTEXT = Map.of("*aws-kms-table*", "Orders", "customer", "C-1042");

    private KmsClient client;
    private String key;

    @BeforeEach
    void connect(LocalKms kms) {
        client = KmsClients.of(kms);
        key = kms.createKey();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aDataKeyComesBackWithItsContext() {
        GenerateDataKeyResponse made = dataKey(CONTEXT);

        DecryptResponse opened = decrypt(made.ciphertextBlob(), CONTEXT);

        assertThat(made.plaintext().asByteArray()).hasSize(32);
        assertThat(made.keyId()).isEqualTo(key);
        assertThat(opened.plaintext()).isEqualTo(made.plaintext());
        assertThat(opened.keyId()).isEqualTo(key);
        assertThat(opened.encryptionAlgorithm()).isEqualTo(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
        assertThat(dataKey(CONTEXT).plaintext()).isNotEqualTo(made.plaintext());
    }

    @Test
    void aContextIsBoundWhole() {
        SdkBytes blob = dataKey(Map.of("ab", "c", "d", "e")).ciphertextBlob();

        assertThat(decrypt(blob, Map.of("d", "e", "ab", "c")).keyId()).isEqualTo(key);
        for (Map<String, String> other : Arrays.<Map<String, String>>asList(
                Map.of(),
                Map.of("ab", "c"),
                Map.of("ab", "c", "d", "e", "f", ""),
                Map.of("ab", "c", "d", "E"),
                Map.of("a", "bc", "d", "e"),
                Map.of("abc", "", "d", "e"),
                Map.of("ab", "cd", "", "e"),
                Map.of("ab", "e", "d", "c"),
                Map.of("abcd", "e"))) {
            assertThatThrownBy(() -> decrypt(blob, other))
                    .as(other.toString())
                    .isInstanceOf(InvalidCiphertextException.class);
        }
    }

    @Test
    void aDataKeyHasTheLengthThatIsAskedFor() {
        assertThat(client.generateDataKey(request -> request.keyId(key).keySpec(DataKeySpec.AES_128))
                        .plaintext()
                        .asByteArray())
                .hasSize(16);
        assertThat(client.generateDataKey(request -> request.keyId(key).numberOfBytes(1024))
                        .plaintext()
                        .asByteArray())
                .hasSize(1024);
        assertThat(client.generateRandom(request -> request.numberOfBytes(7))
                        .plaintext()
                        .asByteArray())
                .hasSize(7);
    }

    @Test
    void aDataKeyWithoutPlaintextIsOneAllTheSame() {
        SdkBytes blob = client.generateDataKeyWithoutPlaintext(request ->
                        request.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT))
                .ciphertextBlob();

        assertThat(decrypt(blob, CONTEXT).plaintext().asByteArray()).hasSize(32);
    }

    @Test
    void whatIsEncryptedAnewIsUnderTheOtherKeyAndContext(LocalKms kms) {
        String other = kms.createKey();
        GenerateDataKeyResponse made = dataKey(CONTEXT);
        Map<String, String> otherContext = Map.of("purpose", "archive");

        var moved = client.reEncrypt(request -> request.ciphertextBlob(made.ciphertextBlob())
                .sourceKeyId(key)
                .sourceEncryptionContext(CONTEXT)
                .destinationKeyId(other)
                .destinationEncryptionContext(otherContext));

        assertThat(moved.sourceKeyId()).isEqualTo(key);
        assertThat(moved.keyId()).isEqualTo(other);
        assertThat(decrypt(moved.ciphertextBlob(), otherContext).plaintext()).isEqualTo(made.plaintext());
        assertThatThrownBy(() -> decrypt(moved.ciphertextBlob(), CONTEXT))
                .isInstanceOf(InvalidCiphertextException.class);
    }

    @Test
    void theExpectedKeyMustBeTheOneThatWasUsed(LocalKms kms) {
        String other = kms.createKey();
        SdkBytes blob = dataKey(CONTEXT).ciphertextBlob();

        assertThatThrownBy(() -> client.decrypt(
                        request -> request.ciphertextBlob(blob).keyId(other).encryptionContext(CONTEXT)))
                .isInstanceOf(IncorrectKeyException.class);
    }

    @Test
    void everyByteOfACiphertextCounts() {
        byte[] blob = dataKey(CONTEXT).ciphertextBlob().asByteArray();
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> decrypt(SdkBytes.fromByteArray(changed), CONTEXT))
                    .as("byte " + i)
                    .isInstanceOf(KmsException.class)
                    .extracting(e -> ((KmsException) e).awsErrorDetails().errorCode())
                    .isIn("InvalidCiphertextException", "AccessDeniedException");
        }
        for (int length = 1; length < blob.length; length++) {
            SdkBytes cut = SdkBytes.fromByteArray(Arrays.copyOf(blob, length));
            assertThatThrownBy(() -> decrypt(cut, CONTEXT)).isInstanceOf(InvalidCiphertextException.class);
        }
    }

    @Test
    void plaintextsAndCiphertextsHaveTheirLengths() {
        SdkBytes longest = SdkBytes.fromByteArray(new byte[4096]);
        SdkBytes blob =
                client.encrypt(request -> request.keyId(key).plaintext(longest)).ciphertextBlob();

        assertThat(decrypt(blob, Map.of()).plaintext()).isEqualTo(longest);
        assertInvalid(
                () -> client.encrypt(request -> request.keyId(key).plaintext(SdkBytes.fromByteArray(new byte[4097]))));
        assertInvalid(
                () -> client.encrypt(request -> request.keyId(key).plaintext(SdkBytes.fromByteArray(new byte[0]))));
        assertInvalid(() -> decrypt(SdkBytes.fromByteArray(new byte[6145]), Map.of()));
        assertThatThrownBy(() -> decrypt(SdkBytes.fromByteArray(new byte[6144]), Map.of()))
                .isInstanceOf(InvalidCiphertextException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,", "1025,", "-1,", "32,AES_256", ",", ",AES_512"})
    void aDataKeyHasOneLengthWithinItsBounds(Integer length, String spec) {
        assertInvalid(() -> client.generateDataKey(
                request -> request.keyId(key).numberOfBytes(length).keySpec(spec)));
    }

    @Test
    void aContextHasItsLength() {
        assertInvalid(() -> dataKey(Map.of("name", "x".repeat(8192))));
    }

    @Test
    void grantTokensAreTakenUpToTen() {
        assertThat(client.generateDataKey(request -> request.keyId(key)
                                .keySpec(DataKeySpec.AES_256)
                                .grantTokens(java.util.Collections.nCopies(10, "token")))
                        .keyId())
                .isEqualTo(key);
        assertInvalid(() -> client.generateDataKey(request -> request.keyId(key)
                .keySpec(DataKeySpec.AES_256)
                .grantTokens(java.util.Collections.nCopies(11, "token"))));
    }

    @Test
    void aDryRunTellsWhetherItWouldHaveSucceeded() {
        assertThatThrownBy(() -> client.generateDataKey(
                        request -> request.keyId(key).numberOfBytes(32).dryRun(true)))
                .isInstanceOf(DryRunOperationException.class);
        SdkBytes blob = dataKey(CONTEXT).ciphertextBlob();
        assertThatThrownBy(() ->
                        client.decrypt(request -> request.ciphertextBlob(blob).dryRun(true)))
                .isInstanceOf(InvalidCiphertextException.class);
    }

    @Test
    void anotherAlgorithmIsAWrongUsage() {
        assertThatThrownBy(() -> client.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromUtf8String("text"))
                        .encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256)))
                .isInstanceOf(InvalidKeyUsageException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1025})
    void randomBytesHaveTheirBounds(int length) {
        assertInvalid(() -> client.generateRandom(request -> request.numberOfBytes(length)));
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(KmsException.class)
                .extracting(e -> ((KmsException) e).awsErrorDetails().errorCode())
                .isEqualTo("ValidationException");
    }

    private GenerateDataKeyResponse dataKey(Map<String, String> context) {
        return client.generateDataKey(
                request -> request.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(context));
    }

    private DecryptResponse decrypt(SdkBytes blob, Map<String, String> context) {
        return client.decrypt(request -> request.ciphertextBlob(blob).encryptionContext(context));
    }
}
