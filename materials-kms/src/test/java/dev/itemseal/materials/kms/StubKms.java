package dev.itemseal.materials.kms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * KMS in memory, with clients of both kinds: knows keys by ARN, id and alias, what it wrapped, for which key and in which
 * context. Answers at once, or when the executor of its asynchronous client runs.
 */
final class StubKms {

    static final String REGION = "eu-west-1";
    static final String ACCOUNT = "111122223333";
    static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String KEY = arn(REGION, KEY_ID);

    /** A ciphertext that was made here. */
    private record Wrapped(String keyArn, Map<String, String> context, SdkBytes plaintext) {}

    private final Map<String, String> keyArns = new ConcurrentHashMap<>();
    private final Map<SdkBytes, Wrapped> wrapped = new ConcurrentHashMap<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int made;

    /** What was asked, in order. */
    final List<Object> requests = Collections.synchronizedList(new ArrayList<>());

    /** Runs in the thread of each call, before the answer. */
    volatile Runnable onCall = () -> {};

    /** What {@code Decrypt} says that it used, made from the key that it did use. */
    volatile UnaryOperator<String> answeredKey = arn -> arn;

    /** What {@code GenerateDataKey} and {@code Decrypt} give as the key, made from the one that it is. */
    volatile UnaryOperator<SdkBytes> answeredPlaintext = plaintext -> plaintext;

    /** Where the asynchronous client makes its answers. */
    volatile Executor answers = Runnable::run;

    /** The futures that the asynchronous client gave. */
    final ConcurrentLinkedQueue<CompletableFuture<?>> given = new ConcurrentLinkedQueue<>();

    StubKms() {
        add(KEY);
    }

    static String arn(String region, String id) {
        return "arn:aws:kms:" + region + ':' + ACCOUNT + ":key/" + id;
    }

    /** Adds a key by its ARN. */
    StubKms add(String arn) {
        keyArns.put(arn, arn);
        keyArns.put(arn.substring(arn.indexOf(":key/") + 5), arn);
        return this;
    }

    /** Points an alias at a key. */
    StubKms alias(String alias, String arn) {
        keyArns.put(alias, arn);
        return this;
    }

    /** Lets the next calls fail, each with one of these. */
    synchronized void fail(RuntimeException... next) {
        failures.addAll(List.of(next));
    }

    static KmsException refusal(String code, int status) {
        return (KmsException) KmsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code.equals("AccessDeniedException") ? "not authorized" : "quoted: customer-7")
                        .build())
                .statusCode(status)
                .requestId("r-1")
                .build();
    }

    /** How many calls there were of one kind of request. */
    long calls(Class<?> request) {
        return List.copyOf(requests).stream().filter(request::isInstance).count();
    }

    /** The last request of one kind. */
    <T> T last(Class<T> request) {
        List<T> found = List.copyOf(requests).stream()
                .filter(request::isInstance)
                .map(request::cast)
                .toList();
        return found.get(found.size() - 1);
    }

    private void begin(Object request) {
        requests.add(request);
        onCall.run();
        RuntimeException failure;
        synchronized (this) {
            failure = failures.poll();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private String key(String keyId) {
        String arn = keyArns.get(keyId);
        if (arn == null) {
            throw NotFoundException.builder().message("no key " + keyId).build();
        }
        return arn;
    }

    private synchronized SdkBytes wrap(String keyArn, Map<String, String> context, SdkBytes plaintext) {
        made++;
        SdkBytes blob = SdkBytes.fromUtf8String("blob-" + made);
        wrapped.put(blob, new Wrapped(keyArn, Map.copyOf(context), SdkBytes.fromByteArray(plaintext.asByteArray())));
        return blob;
    }

    private GenerateDataKeyResponse generate(GenerateDataKeyRequest request) {
        begin(request);
        byte[] dataKey = new byte[request.numberOfBytes()];
        for (int i = 0; i < dataKey.length; i++) {
            dataKey[i] = (byte) i;
        }
        String arn = key(request.keyId());
        SdkBytes blob = wrap(arn, request.encryptionContext(), SdkBytes.fromByteArray(dataKey));
        return GenerateDataKeyResponse.builder()
                .keyId(answeredKey.apply(arn))
                .plaintext(answeredPlaintext.apply(SdkBytes.fromByteArray(dataKey)))
                .ciphertextBlob(blob)
                .build();
    }

    private EncryptResponse encrypt(EncryptRequest request) {
        begin(request);
        String arn = key(request.keyId());
        return EncryptResponse.builder()
                .keyId(answeredKey.apply(arn))
                .ciphertextBlob(wrap(arn, request.encryptionContext(), request.plaintext()))
                .build();
    }

    private DecryptResponse decrypt(DecryptRequest request) {
        begin(request);
        Wrapped found = wrapped.get(request.ciphertextBlob());
        if (found == null || !found.context.equals(new HashMap<>(request.encryptionContext()))) {
            throw InvalidCiphertextException.builder().build();
        }
        if (request.keyId() != null && !key(request.keyId()).equals(found.keyArn)) {
            throw IncorrectKeyException.builder().message("another key").build();
        }
        return DecryptResponse.builder()
                .keyId(answeredKey.apply(found.keyArn))
                .plaintext(answeredPlaintext.apply(SdkBytes.fromByteArray(found.plaintext.asByteArray())))
                .build();
    }

    private DescribeKeyResponse describe(DescribeKeyRequest request) {
        begin(request);
        String arn = key(request.keyId());
        return DescribeKeyResponse.builder()
                .keyMetadata(metadata -> metadata.arn(arn))
                .build();
    }

    KmsClient client() {
        return new KmsClient() {
            @Override
            public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
                return generate(request);
            }

            @Override
            public EncryptResponse encrypt(EncryptRequest request) {
                return StubKms.this.encrypt(request);
            }

            @Override
            public DecryptResponse decrypt(DecryptRequest request) {
                return StubKms.this.decrypt(request);
            }

            @Override
            public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
                return describe(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    KmsAsyncClient asyncClient() {
        return new KmsAsyncClient() {
            @Override
            public CompletableFuture<GenerateDataKeyResponse> generateDataKey(GenerateDataKeyRequest request) {
                return answer(() -> generate(request));
            }

            @Override
            public CompletableFuture<EncryptResponse> encrypt(EncryptRequest request) {
                return answer(() -> StubKms.this.encrypt(request));
            }

            @Override
            public CompletableFuture<DecryptResponse> decrypt(DecryptRequest request) {
                return answer(() -> StubKms.this.decrypt(request));
            }

            @Override
            public CompletableFuture<DescribeKeyResponse> describeKey(DescribeKeyRequest request) {
                return answer(() -> describe(request));
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    private <T> CompletableFuture<T> answer(Supplier<T> work) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(work, answers);
        given.add(answer);
        return answer;
    }

    /** Both kinds of clients over this. */
    List<KmsClients> bothKinds() {
        return List.of(KmsClients.of(client()), KmsClients.of(asyncClient()));
    }

    KmsConnection connection() {
        return KmsConnection.of(KmsClients.of(client()));
    }
}
