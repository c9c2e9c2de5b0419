package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The operations that encrypt, decrypt and make data keys. */
final class Cryptography {

    private static final int LONGEST_KEY_ID = 2048;
    private static final int LONGEST_PLAINTEXT = 4096;
    private static final int LONGEST_CIPHERTEXT = 6144;
    private static final int LONGEST_DATA_KEY = 1024;

    private final KeyRing ring;
    private final SecureRandom random;

    Cryptography(KeyRing ring, SecureRandom random) {
        this.ring = ring;
        this.random = random;
    }

    ObjectNode generateDataKey(KmsCall call, boolean withPlaintext)
            throws InterruptedException, LostConnectionException {
        Parameters parameters = call.parameters();
        parameters.refuse("Recipient");
        String keyId = parameters.requiredText("KeyId", LONGEST_KEY_ID);
        byte[] dataKey = new byte[dataKeyLength(parameters)];
        Map<String, String> context = parameters.context("EncryptionContext");
        parameters.checkGrantTokens();
        LocalKey key = usable(call, ring.resolve(keyId, call.caller()));
        refuseDryRun(parameters);
        random.nextBytes(dataKey);
        ObjectNode answer = answer().put(
                        "CiphertextBlob",
                        CiphertextBlob.seal(key, dataKey, context).toBytes());
        if (withPlaintext) {
            answer.put("Plaintext", dataKey);
        }
        return answer.put("KeyId", key.arn().toString());
    }

    private static int dataKeyLength(Parameters parameters) {
        Optional<String> spec = parameters.text("KeySpec", 64);
        OptionalInt length = parameters.integer("NumberOfBytes", 1, LONGEST_DATA_KEY);
        if (spec.isPresent() == length.isPresent()) {
            throw new ServiceErrorException(
                    "ValidationException", "Please specify either number of bytes or key spec, and not both.");
        }
        if (spec.isEmpty()) {
            return length.getAsInt();
        }
        return switch (spec.get()) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            default -> throw ServiceErrorException.invalid("keySpec", "satisfy enum value set: [AES_256, AES_128]");
        };
    }

    ObjectNode encrypt(KmsCall call) throws InterruptedException, LostConnectionException {
        Parameters parameters = call.parameters();
        String keyId = parameters.requiredText("KeyId", LONGEST_KEY_ID);
        byte[] plaintext = parameters.requiredBytes("Plaintext", LONGEST_PLAINTEXT);
        Map<String, String> context = parameters.context("EncryptionContext");
        parameters.checkGrantTokens();
        LocalKey key = usable(call, ring.resolve(keyId, call.caller()));
        requireSymmetricAlgorithm(parameters, "EncryptionAlgorithm");
        refuseDryRun(parameters);
        return answer().put(
                        "CiphertextBlob",
                        CiphertextBlob.seal(key, plaintext, context).toBytes())
                .put("KeyId", key.arn().toString())
                .put("EncryptionAlgorithm", LocalKey.SYMMETRIC);
    }

    ObjectNode decrypt(KmsCall call) throws InterruptedException, LostConnectionException {
        Parameters parameters = call.parameters();
        parameters.refuse("Recipient");
        Optional<String> keyId = parameters.text("KeyId", LONGEST_KEY_ID);
        byte[] ciphertext = parameters.requiredBytes("CiphertextBlob", LONGEST_CIPHERTEXT);
        Map<String, String> context = parameters.context("EncryptionContext");
        parameters.checkGrantTokens();
        CiphertextBlob blob = CiphertextBlob.parse(ciphertext);
        LocalKey key = usable(call, keyOf(blob, keyId, call.caller()));
        requireSymmetricAlgorithm(parameters, "EncryptionAlgorithm");
        byte[] plaintext = blob.open(key, context);
        refuseDryRun(parameters);
        return answer().put("Plaintext", plaintext)
                .put("KeyId", key.arn().toString())
                .put("EncryptionAlgorithm", LocalKey.SYMMETRIC);
    }

    ObjectNode reEncrypt(KmsCall call) throws InterruptedException, LostConnectionException {
        Parameters parameters = call.parameters();
        Optional<String> sourceId = parameters.text("SourceKeyId", LONGEST_KEY_ID);
        String destinationId = parameters.requiredText("DestinationKeyId", LONGEST_KEY_ID);
        byte[] ciphertext = parameters.requiredBytes("CiphertextBlob", LONGEST_CIPHERTEXT);
        Map<String, String> sourceContext = parameters.context("SourceEncryptionContext");
        Map<String, String> destinationContext = parameters.context("DestinationEncryptionContext");
        parameters.checkGrantTokens();
        CiphertextBlob blob = CiphertextBlob.parse(ciphertext);
        LocalKey source = usable(call, keyOf(blob, sourceId, call.caller()));
        requireSymmetricAlgorithm(parameters, "SourceEncryptionAlgorithm");
        byte[] plaintext = blob.open(source, sourceContext);
        LocalKey destination = usable(call, ring.resolve(destinationId, call.caller()));
        requireSymmetricAlgorithm(parameters, "DestinationEncryptionAlgorithm");
        refuseDryRun(parameters);
        return answer().put(
                        "CiphertextBlob",
                        CiphertextBlob.seal(destination, plaintext, destinationContext)
                                .toBytes())
                .put("SourceKeyId", source.arn().toString())
                .put("KeyId", destination.arn().toString())
                .put("SourceEncryptionAlgorithm", LocalKey.SYMMETRIC)
                .put("DestinationEncryptionAlgorithm", LocalKey.SYMMETRIC);
    }

    ObjectNode generateRandom(KmsCall call) {
        Parameters parameters = call.parameters();
        parameters.refuse("Recipient", "CustomKeyStoreId");
        byte[] bytes = new byte
                [parameters
                        .integer("NumberOfBytes", 1, LONGEST_DATA_KEY)
                        .orElseThrow(() -> ServiceErrorException.invalid("numberOfBytes", "not be null"))];
        random.nextBytes(bytes);
        return answer().put("Plaintext", bytes);
    }

    /** Which key opens a ciphertext: the one that it names, which must be the one that the caller expects. */
    private LocalKey keyOf(CiphertextBlob blob, Optional<String> expected, Caller caller) {
        if (expected.isPresent()) {
            LocalKey key = ring.resolve(expected.get(), caller);
            if (!key.id().equals(blob.keyId())) {
                throw new ServiceErrorException(
                        "IncorrectKeyException",
                        "The key ID in the request does not identify a CMK that can perform this operation.");
            }
            return key;
        }
        return ring.inRegionOf(caller, blob.keyId())
                .orElseThrow(() -> new ServiceErrorException(
                        "AccessDeniedException",
                        "The ciphertext refers to a customer master key that does not exist, does not exist in this"
                                + " region, or you are not allowed to access."));
    }

    private static LocalKey usable(KmsCall call, LocalKey key) throws InterruptedException, LostConnectionException {
        call.use(key).requireUsable();
        key.requireEncryption();
        return key;
    }

    private static void requireSymmetricAlgorithm(Parameters parameters, String name) {
        parameters
                .text(name, 64)
                .filter(algorithm -> !algorithm.equals(LocalKey.SYMMETRIC))
                .ifPresent(algorithm -> {
                    throw new ServiceErrorException(
                            "InvalidKeyUsageException",
                            "Algorithm " + algorithm + " is incompatible with key spec " + LocalKey.SYMMETRIC + ".");
                });
    }

    private static void refuseDryRun(Parameters parameters) {
        if (parameters.flag("DryRun")) {
            throw new ServiceErrorException(
                    "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
        }
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
