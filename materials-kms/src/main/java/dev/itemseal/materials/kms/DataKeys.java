package dev.itemseal.materials.kms;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.materials.kms.KmsKeys.Attempt;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;

/** Makes, wraps and unwraps keys with KMS, and checks which key of KMS did it (rules KMS-1 and KMS-12). */
final class DataKeys {

    /** The length of a data key in bytes. */
    static final int LENGTH = 32;

    /** KMS takes no more. */
    private static final int MAX_WRAPPED_LENGTH = 6144;

    private static final String ALGORITHM = "HKDF";

    private final KmsConnection connection;
    private final KmsKeys keys;

    DataKeys(KmsConnection connection, KmsKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    /** A new data key, in the clear and wrapped. */
    record Generated(DataKey dataKey, SdkBytes wrapped) {}

    CompletionStage<Generated> generate(EncryptionContext item, Map<String, String> context, Caller caller) {
        KmsKeyName key = keys.chosenFor(item);
        GenerateDataKeyRequest request = GenerateDataKeyRequest.builder()
                .keyId(key.text())
                .numberOfBytes(LENGTH)
                .encryptionContext(context)
                .grantTokens(connection.grantTokens())
                .build();
        return connection
                .call(request(KmsOperation.GENERATE_DATA_KEY, request, key, item), caller)
                .thenApply(answer -> {
                    Optional<KmsKeyName> used = madeWith(key, answer.keyId());
                    SdkBytes plaintext = answer.plaintext();
                    if (answer.ciphertextBlob() == null
                            || used.isEmpty()
                            || isNoKey(plaintext)
                            || plaintext.asByteArrayUnsafe().length != LENGTH) {
                        throw oddAnswer(key, item);
                    }
                    return new Generated(new DataKey(copy(plaintext), used.get()), answer.ciphertextBlob());
                });
    }

    /** Wraps a key that was made elsewhere. */
    CompletionStage<byte[]> encrypt(
            SecretBytes secret, EncryptionContext item, Map<String, String> context, Caller caller) {
        KmsKeyName key = keys.chosenFor(item);
        byte[] bytes = secret.toByteArray();
        EncryptRequest request = EncryptRequest.builder()
                .keyId(key.text())
                .plaintext(SdkBytes.fromByteArrayUnsafe(bytes))
                .encryptionContext(context)
                .grantTokens(connection.grantTokens())
                .build();
        return Caller.stage(() -> connection.call(request(KmsOperation.ENCRYPT, request, key, item), caller))
                .thenApply(answer -> {
                    if (answer.ciphertextBlob() == null
                            || madeWith(key, answer.keyId()).isEmpty()) {
                        throw oddAnswer(key, item);
                    }
                    return answer.ciphertextBlob().asByteArray();
                })
                .whenComplete((answer, failure) -> Arrays.fill(bytes, (byte) 0));
    }

    /** Which key an alias stands for, when something is written, is for KMS alone to know. */
    private Optional<KmsKeyName> madeWith(KmsKeyName key, String answered) {
        return KmsKeyName.ofAnswer(answered).filter(used -> key.isAlias() || key.names(used, keys.related()));
    }

    private static MaterialsException oddAnswer(KmsKeyName key, EncryptionContext item) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "KMS answered with something else than it was asked for, when a key for an item of the table '"
                        + item.tableName() + "' was to be wrapped with " + key
                        + "; nothing was written: look at what stands at the endpoint, and between it and the client");
    }

    /**
     * Unwraps a key. The stage fails with {@code KEY_NOT_UNWRAPPED} if KMS rejects it or used a key that is not accepted.
     *
     * @param wrapped the wrapped key, as found
     */
    CompletionStage<DataKey> unwrap(
            byte[] wrapped, EncryptionContext item, Map<String, String> context, Caller caller) {
        KmsKeyName expected = keys.chosenFor(item);
        Unwrapping unwrapping = new Unwrapping(wrapped, item, context, expected, caller);
        return Caller.stage(() -> {
                    if (wrapped.length == 0 || wrapped.length > MAX_WRAPPED_LENGTH) {
                        throw unwrapping.notAccepted();
                    }
                    return unwrapping.first(keys.attempts(expected), null);
                })
                .whenComplete((dataKey, failure) -> {
                    if (failure != null
                            && Caller.cause(failure) instanceof MaterialsException e
                            && e.reason() == Reason.KEY_NOT_UNWRAPPED) {
                        connection.listener().notUnwrapped(item.tableName());
                    }
                });
    }

    /** One key of an item that is read. */
    private final class Unwrapping {

        private final byte[] wrapped;
        private final EncryptionContext item;
        private final Map<String, String> context;
        private final KmsKeyName expected;
        private final Caller caller;

        Unwrapping(
                byte[] wrapped,
                EncryptionContext item,
                Map<String, String> context,
                KmsKeyName expected,
                Caller caller) {
            this.wrapped = wrapped;
            this.item = item;
            this.context = context;
            this.expected = expected;
            this.caller = caller;
        }

        /** Tries one region after the other; the failure in the expected key's region is the one that counts. */
        CompletionStage<DataKey> first(List<Attempt> attempts, @Nullable MaterialsException before) {
            return Caller.stage(() -> unwrapped(attempts.get(0)))
                    .handle((dataKey, failure) -> {
                        if (failure == null) {
                            return CompletableFuture.completedStage(dataKey);
                        }
                        Throwable cause = Caller.cause(failure);
                        if (!(cause instanceof MaterialsException lasting) || lasting.retryable()) {
                            return CompletableFuture.<DataKey>failedStage(suppressing(cause, before));
                        }
                        MaterialsException counting = before == null ? lasting : suppressing(before, lasting);
                        return attempts.size() > 1
                                ? first(attempts.subList(1, attempts.size()), counting)
                                : CompletableFuture.<DataKey>failedStage(counting);
                    })
                    .thenCompose(stage -> stage);
        }

        /** Callers who share a call share its failure, and so may have added the same before. */
        private static <T extends Throwable> T suppressing(T failure, @Nullable Throwable other) {
            boolean news = other != null
                    && !failure.equals(other)
                    && !Arrays.asList(failure.getSuppressed()).contains(other);
            if (news) {
                failure.addSuppressed(other);
            }
            return failure;
        }

        private CompletionStage<DataKey> unwrapped(Attempt attempt) {
            String keyId = attempt.key().map(KmsKeyName::text).orElse("");
            if (connection.cache().isEmpty()) {
                return called(attempt, keyId).thenCompose(dataKey -> checked(dataKey, () -> {}));
            }
            DataKeyCache cache = connection.cache().get();
            CacheKey cacheKey = CacheKey.of(connection.endpoint(attempt.region()), keys, keyId, wrapped, context);
            // Checked before it is kept, and again whenever it is used.
            Supplier<CompletionStage<DataKey>> load =
                    () -> called(attempt, keyId).thenCompose(dataKey -> checked(dataKey, () -> {}));
            return cache.get(cacheKey, item.tableName(), load, caller)
                    .thenCompose(dataKey -> checked(dataKey, () -> cache.remove(cacheKey)));
        }

        private CompletionStage<DataKey> called(Attempt attempt, String keyId) {
            DecryptRequest request = DecryptRequest.builder()
                    .keyId(keyId.isEmpty() ? null : keyId)
                    .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                    .encryptionContext(context)
                    .grantTokens(connection.grantTokens())
                    .build();
            return connection
                    .call(
                            new KmsRequest<>(
                                    KmsOperation.DECRYPT, request, attempt.region(), attempt.key(), item.tableName()),
                            caller)
                    .thenApply(answer -> {
                        KmsKeyName used = KmsKeyName.ofAnswer(answer.keyId()).orElseThrow(this::notAccepted);
                        if (isNoKey(answer.plaintext())) {
                            throw noKey();
                        }
                        return new DataKey(copy(answer.plaintext()), used);
                    });
        }

        private CompletionStage<DataKey> checked(DataKey dataKey, Runnable ifRefused) {
            return accepted(dataKey.keyArn()).handle((accepted, failure) -> {
                if (failure == null && accepted) {
                    return dataKey;
                }
                dataKey.secret().destroy();
                if (failure != null) {
                    throw new CompletionException(Caller.cause(failure));
                }
                ifRefused.run();
                throw notAccepted();
            });
        }

        /** An alias that does not fit is looked up again, since it may have been pointed elsewhere a moment ago. */
        private CompletionStage<Boolean> accepted(KmsKeyName answered) {
            if (keys.accepts(answered, expected)) {
                return CompletableFuture.completedStage(true);
            }
            List<KmsKeyName> aliases = keys.aliases(expected);
            Map<KmsKeyName, MaterialsException> failed = new LinkedHashMap<>();
            return anyNames(answered, aliases, AliasKeys.KEPT_FOR, failed)
                    .thenCompose(found -> {
                        List<KmsKeyName> again = aliases.stream()
                                .filter(alias -> !failed.containsKey(alias))
                                .toList();
                        return found
                                ? CompletableFuture.completedStage(true)
                                : anyNames(answered, again, AliasKeys.PAUSE, failed);
                    })
                    .thenApply(found -> {
                        if (!found && !failed.isEmpty()) {
                            throw failed.values().stream()
                                    .reduce(Unwrapping::suppressing)
                                    .get();
                        }
                        return found;
                    });
        }

        /** An alias that can't be looked up, since it was deleted for example, leaves the others to be tried. */
        private CompletionStage<Boolean> anyNames(
                KmsKeyName answered,
                List<KmsKeyName> aliases,
                Duration noOlderThan,
                Map<KmsKeyName, MaterialsException> failed) {
            if (aliases.isEmpty()) {
                return CompletableFuture.completedStage(false);
            }
            KmsKeyName alias = aliases.get(0);
            return Caller.stage(() -> connection.aliases().keyOf(alias, noOlderThan, item.tableName(), caller))
                    .thenApply(key -> key.names(answered, keys.related()))
                    .exceptionally(failure -> {
                        if (caller.gone() || !(Caller.cause(failure) instanceof MaterialsException lookUp)) {
                            throw new CompletionException(Caller.cause(failure));
                        }
                        failed.put(alias, lookUp);
                        return false;
                    })
                    .thenCompose(found -> found
                            ? CompletableFuture.completedStage(true)
                            : anyNames(answered, aliases.subList(1, aliases.size()), noOlderThan, failed));
        }

        private MaterialsException notAccepted() {
            return new MaterialsException(
                    Reason.KEY_NOT_UNWRAPPED,
                    "The data key of an item of the table '" + item.tableName() + "' was refused: "
                            + KmsFailures.otherKey(Optional.of(expected)));
        }

        private MaterialsException noKey() {
            return new MaterialsException(
                    Reason.KEY_NOT_UNWRAPPED,
                    "The data key of an item of the table '" + item.tableName()
                            + "' was refused: what KMS gave for it is empty or consists of zeros, which anybody could guess;"
                            + " look at what stands at the endpoint, and between it and the client, or suspect tampering");
        }
    }

    private static <Q, R> KmsRequest<Q, R> request(
            KmsOperation<Q, R> operation, Q content, KmsKeyName key, EncryptionContext item) {
        return new KmsRequest<>(operation, content, key.region(), Optional.of(key), item.tableName());
    }

    /** Whether an answer has no key, or one of zeros: KMS makes none, but what was wiped elsewhere is. Looks at each byte. */
    private static boolean isNoKey(@Nullable SdkBytes plaintext) {
        int anyBit = 0;
        if (plaintext != null) {
            for (byte next : plaintext.asByteArrayUnsafe()) {
                anyBit |= next;
            }
        }
        return anyBit == 0;
    }

    /** The answer stays as it is: a client may give it to somebody else, or once more to us. */
    private static SecretBytes copy(SdkBytes plaintext) {
        return SecretBytes.copyOf(plaintext.asByteArrayUnsafe(), ALGORITHM);
    }
}
