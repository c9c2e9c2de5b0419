package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.BatchRequests;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The SDK's exceptions that carry stored items, with the items in plaintext. */
final class ConditionFailures {

    private ConditionFailures() {}

    /** How a request of a transaction reads the item that its condition failed on; empty if it gives it as it is stored. */
    record Target(Optional<TableRequests> table, Item key) {}

    /** Decrypts the item of a condition that failed. */
    static <T> CompletionStage<T> readable(CompletionStage<T> sent, Item key, TableRequests table) {
        return sent.exceptionallyCompose(failure -> {
            if (!(Calls.cause(failure) instanceof ConditionalCheckFailedException e)
                    || e.item().isEmpty()) {
                return CompletableFuture.failedFuture(Calls.cause(failure));
            }
            return failing(
                    Calls.stage(() -> table.decrypted(e.item(), key))
                            .thenApply(item -> e.toBuilder().item(item).build()),
                    e);
        });
    }

    /** Decrypts the items of the conditions of a transaction that failed. */
    static <T> CompletionStage<T> readable(CompletionStage<T> sent, List<Target> targets) {
        return sent.exceptionallyCompose(failure -> {
            if (!(Calls.cause(failure) instanceof TransactionCanceledException e)) {
                return CompletableFuture.failedFuture(Calls.cause(failure));
            }
            List<CancellationReason> reasons = e.cancellationReasons();
            if (reasons.stream().noneMatch(CancellationReason::hasItem)) {
                return CompletableFuture.failedFuture(e);
            }
            return failing(
                    readable(reasons, targets)
                            .thenApply(readable ->
                                    e.toBuilder().cancellationReasons(readable).build()),
                    e);
        });
    }

    private static CompletionStage<List<CancellationReason>> readable(
            List<CancellationReason> reasons, List<Target> targets) {
        if (reasons.size() != targets.size()) {
            return CompletableFuture.failedFuture(BatchRequests.strangeAnswer(
                    reasons.size() + " reasons for a transaction of " + targets.size() + " requests"));
        }
        List<Integer> positions = IntStream.range(0, reasons.size()).boxed().toList();
        return BatchRequests.inOrder(positions, i -> readable(reasons.get(i), targets.get(i)));
    }

    private static CompletionStage<CancellationReason> readable(CancellationReason reason, Target target) {
        Map<String, AttributeValue> item = reason.item();
        if (item.isEmpty() || target.table().isEmpty()) {
            return CompletableFuture.completedFuture(reason);
        }
        return target.table()
                .get()
                .decrypted(item, target.key())
                .thenApply(plain -> reason.toBuilder().item(plain).build());
    }

    /** Fails with the exception that can be read; or, if it can't, with the refusal, and the exception beside it. */
    private static <T> CompletionStage<T> failing(
            CompletionStage<? extends DynamoDbException> readable, DynamoDbException original) {
        return readable.handle((exception, refusal) -> {
                    if (refusal == null) {
                        exception.setStackTrace(original.getStackTrace());
                        // The SDK keeps what failed at earlier attempts there, and its builders don't.
                        for (Throwable earlier : original.getSuppressed()) {
                            exception.addSuppressed(earlier);
                        }
                        return exception;
                    }
                    Calls.cause(refusal).addSuppressed(original);
                    return Calls.cause(refusal);
                })
                .thenCompose(CompletableFuture::failedStage);
    }
}
