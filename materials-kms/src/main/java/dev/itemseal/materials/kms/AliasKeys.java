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

/** The keys that aliases stand for, looked up with {@code DescribeKey} and kept. Safe for use by several threads. */
final class AliasKeys {

    /** An alias is taken to stand for the same key for so long. */
    static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** Where an answer does not fit, an alias is looked up again, but not more often than this. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int MAX_ALIASES = 1000;

    private record Resolved(KmsKeyName key, long since) {}

    private final KmsConnection connection;
    private final Cache<KmsKeyName, Resolved> resolved;
    private final SingleFlight<KmsKeyName, Resolved> flights = new SingleFlight<>();

    AliasKeys(KmsConnection connection) {
        this.connection = connection;
        this.resolved = Caffeine.newBuilder()
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
        Optional<Resolved> kept = fresh(alias, noOlderThan);
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(kept.get().key());
        }
        return flights.join(
                        alias,
                        () -> fresh(alias, noOlderThan)
                                .<CompletionStage<Resolved>>map(CompletableFuture::completedFuture)
                                .orElseGet(() -> lookedUp(alias, tableName, caller)),
                        caller)
                .thenApply(Resolved::key);
    }

    private Optional<Resolved> fresh(KmsKeyName alias, Duration noOlderThan) {
        return Optional.ofNullable(resolved.getIfPresent(alias))
                .filter(kept -> connection.ticker().read() - kept.since() < noOlderThan.toNanos());
    }

    private CompletionStage<Resolved> lookedUp(KmsKeyName alias, String tableName, Caller caller) {
        DescribeKeyRequest request = DescribeKeyRequest.builder()
                .keyId(alias.text())
                .grantTokens(connection.grantTokens())
                .build();
        long asked = connection.ticker().read();
        return connection
                .call(
                        new KmsRequest<>(KmsOperation.DESCRIBE_KEY, request, alias.region(), alias.text(), tableName),
                        caller)
                .thenApply(answer -> {
                    KmsKeyName key = KmsKeyName.ofAnswer(answer.keyMetadata().arn())
                            .orElseThrow(() -> new MaterialsException(
                                    Reason.KEY_UNAVAILABLE,
                                    "KMS did not tell which key the alias '" + alias
                                            + "' stands for; name the key by its ARN"));
                    Resolved found = new Resolved(key, asked);
                    resolved.put(alias, found);
                    return found;
                });
    }
}
