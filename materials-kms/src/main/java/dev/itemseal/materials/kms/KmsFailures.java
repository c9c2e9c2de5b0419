package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyUnavailableException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Tells the failures of KMS apart (rule KMS-16) and says them in Itemseal's own errors. */
final class KmsFailures {

    private KmsFailures() {}

    static KmsOutcome outcome(Throwable failure, KmsOperation<?, ?> operation) {
        if (failure instanceof CancellationException
                || failure instanceof AbortedException
                || failure instanceof MaterialsException) { // ours: the caller was interrupted
            return KmsOutcome.ABANDONED;
        }
        if (failure instanceof SdkServiceException refused) {
            // The key's name was checked before: what is invalid comes from the item.
            return operation.name() == KmsCall.Operation.DECRYPT
                            && code(refused).equals("ValidationException")
                    ? KmsOutcome.NOT_UNWRAPPED
                    : ofService(refused);
        }
        return isConnectionFailure(failure) ? KmsOutcome.UNREACHABLE : KmsOutcome.FAILED;
    }

    private static KmsOutcome ofService(SdkServiceException refused) {
        if (refused instanceof NotFoundException) {
            return KmsOutcome.KEY_NOT_FOUND;
        } else if (refused instanceof DisabledException) {
            return KmsOutcome.KEY_DISABLED;
        } else if (refused instanceof KmsInvalidStateException) {
            return KmsOutcome.KEY_NOT_USABLE;
        } else if (refused instanceof InvalidKeyUsageException) {
            return KmsOutcome.WRONG_KEY_USAGE;
        } else if (refused instanceof IncorrectKeyException) {
            return KmsOutcome.WRONG_KEY;
        } else if (refused instanceof InvalidCiphertextException) {
            return KmsOutcome.NOT_UNWRAPPED;
        } else if (code(refused).equals("AccessDeniedException")) {
            return KmsOutcome.ACCESS_DENIED;
        } else if (refused.isThrottlingException()
                || refused instanceof LimitExceededException
                || refused.statusCode() == 429) {
            return KmsOutcome.THROTTLED;
        } else if (refused instanceof KmsInternalException
                || refused instanceof DependencyTimeoutException
                || refused instanceof KeyUnavailableException
                || refused.statusCode() >= 500) {
            return KmsOutcome.UNREACHABLE;
        }
        return KmsOutcome.FAILED;
    }

    private static boolean isConnectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static String code(SdkServiceException refused) {
        return refused instanceof AwsServiceException aws && aws.awsErrorDetails() != null
                ? Optional.ofNullable(aws.awsErrorDetails().errorCode()).orElse("")
                : "";
    }

    /** The error for a call that failed. */
    static ItemsealException of(Throwable failure, KmsOutcome outcome, KmsRequest<?, ?> request) {
        if (failure instanceof ItemsealException ours) {
            return ours;
        }
        String what = "KMS could not do '" + request.operation().name().serviceName() + "' for an item of the table '"
                + request.tableName() + "'"
                + request.key().map(key -> " with " + key).orElse("")
                + ": ";
        if (outcome.mismatch()) {
            return notUnwrapped(outcome, request, cause(failure, outcome, request));
        }
        String message = what + explanation(outcome, failure, request) + whereToLook(failure, request);
        if (outcome == KmsOutcome.WRONG_KEY_USAGE) {
            return new ConfigurationException(Reason.INVALID_KEY, message, cause(failure, outcome, request));
        }
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE, message, outcome.passing(), cause(failure, outcome, request));
    }

    private static String explanation(KmsOutcome outcome, Throwable failure, KmsRequest<?, ?> request) {
        String permission = "kms:" + request.operation().name().serviceName();
        return switch (outcome) {
            case KEY_NOT_FOUND ->
                "there is no such key or alias in that account and region; correct the key's name, or the"
                        + " region of the client";
            case KEY_DISABLED -> "the key is disabled; enable it, or give up the items under it";
            case KEY_NOT_USABLE ->
                "the key is in no state to be used, such as pending deletion or import; cancel the"
                        + " deletion if it was not meant";
            case WRONG_KEY_USAGE ->
                "the key is not a symmetric one for ENCRYPT_DECRYPT, the only kind that works here;"
                        + " name another key";
            case ACCESS_DENIED ->
                "access is denied. The caller needs the permission " + permission
                        + " by the key's policy, an IAM policy or a grant token"
                        + (request.key().isEmpty()
                                ? "; or the item's key belongs to an account or region that is out of reach, or is gone"
                                : ", also where these ask for certain values of the encryption context");
            case THROTTLED ->
                "it asks for fewer calls; try again later, run fewer at the same time, cache data keys for"
                        + " reads, or use the most-recent provider";
            case UNREACHABLE ->
                "it does not answer or has a fault of its own; try again, and see the network, the endpoint"
                        + " and the state of the service";
            case ABANDONED -> "the caller went away before the answer came; nothing was written or read";
            default ->
                "the call failed with " + kind(failure)
                        + "; see the credentials, the region, the grant tokens and the client's settings";
        };
    }

    /** What can be told of a failure whose message may quote the request. */
    private static String kind(Throwable failure) {
        if (failure instanceof SdkServiceException refused) {
            return code(refused) + " (status " + refused.statusCode() + ", request " + refused.requestId() + ")";
        }
        return failure.getClass().getSimpleName();
    }

    /**
     * What KMS says beyond its documented errors may quote the encryption context, and so an item's key: it is left out. That
     * access is denied is said with the names of caller and key, which help. Whatever it says may quote the key's name.
     */
    private static @Nullable Throwable cause(Throwable failure, KmsOutcome outcome, KmsRequest<?, ?> request) {
        boolean free = failure.getClass() == KmsException.class && outcome != KmsOutcome.ACCESS_DENIED;
        boolean quotesHidden = failure instanceof SdkServiceException && isHidden(request);
        return failure instanceof SdkException && !free && !quotesHidden ? failure : null;
    }

    private static boolean isHidden(KmsRequest<?, ?> request) {
        return request.key().filter(KmsKeyName::chosen).isPresent();
    }

    /** Where the name is that an error leaves out. */
    private static String whereToLook(Throwable failure, KmsRequest<?, ?> request) {
        return failure instanceof SdkServiceException refused && isHidden(request)
                ? ". Which key that is stands in the log of KMS calls (CloudTrail), request " + refused.requestId()
                : "";
    }

    private static MaterialsException notUnwrapped(
            KmsOutcome outcome, KmsRequest<?, ?> request, @Nullable Throwable failure) {
        String start = "The data key of an item of the table '" + request.tableName() + "' was not unwrapped: ";
        if (outcome == KmsOutcome.WRONG_KEY) {
            return new MaterialsException(Reason.KEY_NOT_UNWRAPPED, start + otherKey(request.key()), false, failure);
        }
        return new MaterialsException(
                Reason.KEY_NOT_UNWRAPPED,
                start
                        + "KMS rejects it in this encryption context. The item was written under another table name, a key"
                        + " attribute or the material description was changed, or its writer added other entries to the"
                        + " encryption context: give the reader the same function for them",
                false,
                failure);
    }

    static String otherKey(Optional<KmsKeyName> expected) {
        return "it was written under another KMS key than "
                + expected.map(KmsKeyName::toString).orElse("the expected one")
                + ". If an alias was pointed elsewhere or the key was exchanged, add the former key to the accepted keys"
                + " (accepted-keys); else the item is foreign or was exchanged";
    }
}
