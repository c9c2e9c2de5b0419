package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionSizeLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The SDK's failures as the port has them. What DynamoDB says of a request that is not valid may quote values: then neither
 * its text nor its exception goes on, but an explanation of ours.
 */
final class FailureMapping {

    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private FailureMapping() {}

    /**
     * Maps a failure.
     *
     * @param operation what failed
     * @param failure what the SDK failed with
     * @return the port's exception
     */
    static StoreException of(Operation operation, RuntimeException failure) {
        if (failure instanceof ConditionalCheckFailedException e) {
            return conditionFailed(operation, e);
        }
        if (failure instanceof TransactionCanceledException e) {
            return cancelled(operation, e.cancellationReasons());
        }
        if (failure instanceof ResourceNotFoundException) {
            return new StoreException(
                    Reason.TABLE_NOT_FOUND,
                    operation + " failed: DynamoDB does not have " + operation.tableNames()
                            + " in this region of this account; create it, or correct the name, the region or the endpoint",
                    false,
                    failure);
        }
        if (failure instanceof LimitExceededException || failure instanceof ItemCollectionSizeLimitExceededException) {
            return new StoreException(
                    Reason.STORE_LIMIT,
                    operation
                            + " failed: the account's tables, or the items of one partition key, are at their limit; the"
                            + " SDK's exception tells which",
                    false,
                    failure);
        }
        return failure instanceof AwsServiceException e ? refused(operation, e) : unavailable(operation, failure);
    }

    /**
     * A condition that does not hold at the SDK's second attempt may not hold because the first one, whose answer was lost,
     * has written: then nobody can tell.
     */
    private static StoreException conditionFailed(Operation operation, ConditionalCheckFailedException failure) {
        boolean triedBefore = failure.numAttempts() != null && failure.numAttempts() > 1;
        return triedBefore
                ? new StoreException(
                        Reason.STORE_UNAVAILABLE,
                        operation + " was tried " + failure.numAttempts()
                                + " times, and in the end its condition did not hold: another write came first, or this one"
                                + " took effect and its answer was lost; read the item to find out",
                        true,
                        failure)
                : new StoreException(
                        Reason.CONDITION_FAILED,
                        operation
                                + " did not happen, since its condition does not hold; read the item again and decide anew",
                        false,
                        failure);
    }

    /** Which requests were in the way, or what is wrong with one of them; the reasons are in the order of the requests. */
    private static StoreException cancelled(Operation operation, List<CancellationReason> reasons) {
        List<Integer> failed = new ArrayList<>();
        boolean retryable = true;
        for (int i = 0; i < reasons.size(); i++) {
            String code = Optional.ofNullable(reasons.get(i).code()).orElse("None");
            switch (code) {
                case "None" -> {}
                case "ValidationError" -> {
                    return InvalidRequests.explained(
                            operation + " failed at its request " + i + " (from 0 on)",
                            reasons.get(i).message());
                }
                case "ItemCollectionSizeLimitExceeded" -> {
                    return new StoreException(
                            Reason.STORE_LIMIT,
                            operation + " failed at its request " + i
                                    + " (from 0 on): the items of one partition key are at their limit; use more partition keys");
                }
                case "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError" -> failed.add(i);
                default -> {
                    failed.add(i);
                    retryable = false;
                }
            }
        }
        if (failed.isEmpty()) {
            return new StoreException(
                    operation + " was cancelled, and DynamoDB does not tell why; nothing was written", failed, false);
        }
        return new StoreException(
                operation + " was cancelled by its requests " + failed + " (from 0 on): "
                        + (retryable
                                ? "other writes, or too many, were in the way; try again"
                                : "conditions do not hold; read the items again and decide anew"),
                failed,
                retryable);
    }

    private static StoreException refused(Operation operation, AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code =
                details == null ? "" : Optional.ofNullable(details.errorCode()).orElse("");
        if (code.equals("ValidationException") || code.equals("SerializationException")) {
            return InvalidRequests.explained(
                    operation + " failed (request id " + failure.requestId() + ")", details.errorMessage());
        }
        if (failure.statusCode() == PAYLOAD_TOO_LARGE) {
            return new StoreException(
                    Reason.STORE_LIMIT,
                    operation + " failed: the request is larger than DynamoDB takes; send less at a time");
        }
        boolean passing = failure.isThrottlingException()
                || failure.statusCode() >= SERVER_ERROR
                || failure instanceof TransactionConflictException
                || failure instanceof TransactionInProgressException
                || failure instanceof ReplicatedWriteConflictException;
        return new StoreException(
                Reason.STORE_UNAVAILABLE,
                operation + " failed with " + (code.isEmpty() ? "status " + failure.statusCode() : code)
                        + (passing
                                ? ": DynamoDB is busy, or another write is in the way; try again later, with fewer requests"
                                : ": check the credentials and their permissions, the region and the endpoint"),
                passing,
                failure);
    }

    private static StoreException unavailable(Operation operation, RuntimeException failure) {
        boolean passing = failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || (failure instanceof SdkException e && (e.retryable() || isNetworkFailure(e)));
        return new StoreException(
                Reason.STORE_UNAVAILABLE,
                operation
                        + (passing
                                ? " got no answer from DynamoDB; check the endpoint and the network, and try again"
                                : " could not be sent; check the credentials, the region and the SDK's client"),
                passing,
                failure);
    }

    private static boolean isNetworkFailure(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
