package dev.itemseal.integration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Data keys as KMS gives them, without a server: tests ask for thousands. It has two keys; what one of them wrapped, it unwraps in
 * the same encryption context alone.
 */
final class InProcessKms implements KmsClient {

    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-1111-1111-1111-111111111111";
    static final String OTHER_KEY = "arn:aws:kms:us-east-1:111122223333:key/22222222-2222-2222-2222-222222222222";

    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Consumer<byte[]> madeKeys;

    /** Makes one that tells which data keys it made. */
    InProcessKms(Consumer<byte[]> madeKeys) {
        this.madeKeys = madeKeys;
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        byte[] plaintext = bytes(request.numberOfBytes() == null ? 32 : request.numberOfBytes());
        madeKeys.accept(plaintext);
        byte[] iv = bytes(IV_LENGTH);
        byte[] sealed;
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, request.keyId(), iv, request.encryptionContext())
                    .doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        byte[] keyId = request.keyId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer blob = ByteBuffer.allocate(keyId.length + IV_LENGTH + sealed.length);
        blob.put(keyId).put(iv).put(sealed);
        return GenerateDataKeyResponse.builder()
                .keyId(request.keyId())
                .plaintext(SdkBytes.fromByteArray(plaintext))
                .ciphertextBlob(SdkBytes.fromByteArray(blob.array()))
                .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        byte[] blob = request.ciphertextBlob().asByteArray();
        String keyId = new String(blob, 0, Math.min(blob.length, KEY.length()), StandardCharsets.UTF_8);
        int from = KEY.length() + IV_LENGTH;
        if (blob.length < from || !(keyId.equals(KEY) || keyId.equals(OTHER_KEY))) {
            throw InvalidCiphertextException.builder().build();
        }
        if (!keyId.equals(request.keyId())) {
            throw IncorrectKeyException.builder().build();
        }
        byte[] iv = Arrays.copyOfRange(blob, KEY.length(), from);
        try {
            byte[] plaintext = cipher(Cipher.DECRYPT_MODE, keyId, iv, request.encryptionContext())
                    .doFinal(blob, from, blob.length - from);
            return DecryptResponse.builder()
                    .keyId(keyId)
                    .plaintext(SdkBytes.fromByteArray(plaintext))
                    .build();
        } catch (AEADBadTagException e) {
            throw InvalidCiphertextException.builder().build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, String keyId, byte[] iv, Map<String, String> context)
            throws GeneralSecurityException {
        // The last digits of the key's name are the key: the two differ, and each stays the same in every test.
        SecretKey key = new SecretKeySpec(
                keyId.substring(keyId.length() - 16).replace('-', '0').getBytes(StandardCharsets.UTF_8), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String serviceName() {
        return "kms";
    }

    @Override
    public void close() {}
}
