package dev.itemseal.materials.kms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;

/**
 * The keys that aliases stand for, looked up with {@code DescribeKey} and kept; failures are kept as well, for a moment. Safe
 * for use by several threads.
 */
final class AliasKeys {

    /** An alias is taken to stand for the same key for so long. */
    static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** Where an answer does not fit, or a look-up failed, an alias is looked up again, but not more often than this. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int MAX_ALIASES = 1000;

    private record Resolved(KmsKeyName key, long since) {}

    private record Failed(MaterialsException failure, long since) {}

    private final KmsConnection connection;
    private final Cache<KmsKeyName, Resolved> resolved;

    /** Apart, so that a look-up that fails for one item takes no key from the others. */
    private final Cache<KmsKeyName, Failed> failed;

    private final SingleFlight<KmsKeyName, KmsKeyName> flights = new SingleFlight<>();

    AliasKeys(KmsConnection connection) {
        this.connection = connection;
        this.resolved = bounded();
        this.failed = bounded();
    }

    private static <T> Cache<KmsKeyName, T> bounded() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ALIASES)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Looks up an alias.
     *
     * @param noOlderThan how old the answer may be
     * @return the key's ARN
     */
    CompletionStage<KmsKeyName> keyOf(KmsKeyName alias, Duration noOlderThan, String tableName, Caller caller) {
        return known(alias, noOlderThan)
                .orElseGet(() -> flights.join(
                        alias,
                        () -> known(alias, noOlderThan).orElseGet(() -> lookedUp(alias, tableName, caller)),
                        caller));
    }

    /** What is known of an alias without a call: its key, or that it could not be looked up a moment ago. */
    private Optional<CompletionStage<KmsKeyName>> known(KmsKeyName alias, Duration noOlderThan) {
        Resolved kept = resolved.getIfPresent(alias);
        if (kept != null && isYounger(kept.since(), noOlderThan)) {
            return Optional.of(CompletableFuture.completedStage(kept.key()));
        }
        Failed failure = failed.getIfPresent(alias);
        return failure != null && isYounger(failure.since(), PAUSE)
                ? Optional.of(CompletableFuture.failedStage(again(failure.failure())))
                : Optional.empty();
    }

    private boolean isYounger(long since, Duration age) {
        return connection.ticker().read() - since < age.toNanos();
    }

    /** Each caller may add to its exception what failed beside it. */
    private static MaterialsException again(MaterialsException failure) {
        return new MaterialsException(
                failure.reason(),
                failure.getMessage() + ". That was a moment ago; an alias is looked up once a second at most",
                failure.retryable(),
                failure.getCause());
    }

    private CompletionStage<KmsKeyName> lookedUp(KmsKeyName alias, String tableName, Caller caller) {
        DescribeKeyRequest request = DescribeKeyRequest.builder()
                .keyId(alias.text())
                .grantTokens(connection.grantTokens())
                .build();
        long asked = connection.ticker().read();
        return connection
                .call(
                        new KmsRequest<>(
                                KmsOperation.DESCRIBE_KEY, request, alias.region(), Optional.of(alias), tableName),
                        caller)
                .thenApply(answer -> keyIn(answer, alias))
                .whenComplete((key, failure) -> {
                    if (failure == null) {
                        resolved.put(alias, new Resolved(key, asked));
                    } else if (Caller.cause(failure) instanceof MaterialsException lookUp && !caller.gone()) {
                        failed.put(alias, new Failed(lookUp, connection.ticker().read()));
                    }
                });
    }

    private static KmsKeyName keyIn(DescribeKeyResponse answer, KmsKeyName alias) {
        return Optional.ofNullable(answer.keyMetadata())
                .flatMap(metadata -> KmsKeyName.ofAnswer(metadata.arn()))
                .orElseThrow(() -> new MaterialsException(
                        Reason.KEY_UNAVAILABLE,
                        "KMS did not tell which key an alias stands for, " + alias + "; name the key by its ARN"));
    }
}
