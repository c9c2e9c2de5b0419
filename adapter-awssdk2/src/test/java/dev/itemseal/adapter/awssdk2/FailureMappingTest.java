package dev.itemseal.adapter.awssdk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.WriteRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ItemCollectionSizeLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** What the SDK fails with, and what the store makes of it. */
class FailureMappingTest {

    private static final String SECRET = "s3cr3t-value";
    private static final WriteRequest.Put PUT =
            WriteRequest.Put.of("Orders", Item.empty().with("id", AttributeValue.ofString(SECRET)));

    private static StoreException failure(RuntimeException failure) {
        DynamoDbItemStore store = DynamoDbItemStore.over(new ScriptedClient().fail(failure));
        return catchThrowableOfType(StoreException.class, () -> store.put(PUT));
    }

    private static StoreException cancelled(String... codes) {
        List<CancellationReason> reasons = Arrays.stream(codes)
                .map(code -> CancellationReason.builder()
                        .code(code)
                        .message("The value was " + SECRET)
                        .build())
                .toList();
        DynamoDbItemStore store = DynamoDbItemStore.over(new ScriptedClient()
                .fail(TransactionCanceledException.builder()
                        .cancellationReasons(reasons)
                        .build()));
        return catchThrowableOfType(StoreException.class, () -> store.transactWrite(List.of(PUT, PUT, PUT)));
    }

    private static AwsServiceException service(AwsServiceException.Builder builder, String code, int status) {
        return builder.awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("said " + SECRET)
                        .build())
                .statusCode(status)
                .requestId("request-7")
                .build();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(ResourceNotFoundException.builder().build(), Reason.TABLE_NOT_FOUND, false),
                Arguments.of(
                        ConditionalCheckFailedException.builder().numAttempts(1).build(),
                        Reason.CONDITION_FAILED,
                        false),
                Arguments.of(
                        ConditionalCheckFailedException.builder().numAttempts(2).build(),
                        Reason.STORE_UNAVAILABLE,
                        true),
                Arguments.of(ItemCollectionSizeLimitExceededException.builder().build(), Reason.STORE_LIMIT, false),
                Arguments.of(
                        service(TransactionConflictException.builder(), "TransactionConflictException", 400),
                        Reason.STORE_UNAVAILABLE,
                        true),
                Arguments.of(
                        service(DynamoDbException.builder(), "ThrottlingException", 400),
                        Reason.STORE_UNAVAILABLE,
                        true),
                Arguments.of(
                        service(DynamoDbException.builder(), "InternalServerError", 500),
                        Reason.STORE_UNAVAILABLE,
                        true),
                Arguments.of(
                        service(DynamoDbException.builder(), "AccessDeniedException", 400),
                        Reason.STORE_UNAVAILABLE,
                        false),
                Arguments.of(service(DynamoDbException.builder(), "", 413), Reason.STORE_LIMIT, false),
                Arguments.of(
                        service(DynamoDbException.builder(), "ValidationException", 400),
                        Reason.INVALID_REQUEST,
                        false),
                Arguments.of(
                        SdkClientException.create("no answer", new IOException("reset")),
                        Reason.STORE_UNAVAILABLE,
                        true),
                Arguments.of(ApiCallTimeoutException.create(10), Reason.STORE_UNAVAILABLE, true),
                Arguments.of(SdkClientException.create("no credentials"), Reason.STORE_UNAVAILABLE, false),
                Arguments.of(new IllegalStateException("the pool is shut down"), Reason.STORE_UNAVAILABLE, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachHasItsReason(RuntimeException sdk, Reason reason, boolean retryable) {
        StoreException failure = failure(sdk);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageContaining("'Orders'").message().doesNotContain(SECRET);
    }

    @Test
    void whatMayQuoteAValueIsNotPassedOn() {
        StoreException failure = failure(service(DynamoDbException.builder(), "ValidationException", 400));

        assertThat(failure).hasNoCause().hasMessageContaining("request-7");
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Item size has exceeded the maximum allowed size | STORE_LIMIT | 409,600",
                "Item size to update has exceeded the maximum allowed size | STORE_LIMIT | 409,600",
                "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size; expression size: 4099"
                        + " | STORE_LIMIT | in steps",
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048"
                        + " bytes | STORE_LIMIT | 2,048",
                "Nesting Levels have exceeded supported limits | INVALID_REQUEST | 32",
                "The parameter cannot be converted to a numeric value: 12x | INVALID_REQUEST | number",
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand:"
                        + " AttributeValue: {S:z} | INVALID_REQUEST | wrong order",
                "The table does not have the specified index: by-what | INVALID_REQUEST | index",
                "Transaction payload size cannot exceed 4MB. Payload Size: 4200410 | STORE_LIMIT | 4 MB",
                "DynamoDB only supports precision up to 38 digits | INVALID_REQUEST | 38 digits",
                "ExpressionAttributeNames contains invalid value: Empty attribute name for key #0"
                        + " | INVALID_REQUEST | no name",
                "Invalid table/index name.  Table/index names must be between 3 and 255 characters long"
                        + " | INVALID_REQUEST | 3 to 255",
                "One or more parameter values were invalid: An string set  may not be empty | INVALID_REQUEST | set is empty",
                "Something that nobody has seen yet | INVALID_REQUEST | debug log"
            })
    void knownRefusalsAreExplained(String said, Reason reason, String explained) {
        StoreException failure = InvalidRequests.explained("The put", said);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(explained);
    }

    @ParameterizedTest
    @CsvSource({
        "None, ConditionalCheckFailed, ConditionalCheckFailed, false",
        "None, TransactionConflict, ConditionalCheckFailed, false",
        "None, TransactionConflict, ThrottlingError, true",
        "None, ProvisionedThroughputExceeded, TransactionConflict, true",
        "None, SomethingNew, TransactionConflict, false"
    })
    void aCancelledTransactionTellsWhoWasInTheWay(String first, String second, String third, boolean retryable) {
        StoreException failure = cancelled(first, second, third);

        assertThat(failure.reason()).isEqualTo(Reason.TRANSACTION_CANCELLED);
        assertThat(failure.failedRequests()).containsExactly(1, 2);
        assertThat(failure.retryable()).isEqualTo(retryable);
    }

    @Test
    void aTransactionThatIsNotValidIsNoCancelledOne() {
        StoreException failure = cancelled("ConditionalCheckFailed", "ValidationError", "None");

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_REQUEST);
        assertThat(failure)
                .hasMessageContaining("request 1")
                .hasNoCause()
                .message()
                .doesNotContain(SECRET);
        assertThat(cancelled("None", "ItemCollectionSizeLimitExceeded", "None").reason())
                .isEqualTo(Reason.STORE_LIMIT);
        assertThat(cancelled().retryable()).isFalse();
    }

    @Test
    void theAsynchronousStoreNeitherThrowsNorHidesAnError() {
        AssertionError error = new AssertionError("a defect");
        ScriptedClient client = new ScriptedClient().fail(SdkClientException.create("no credentials"));
        DynamoDbAsyncItemStore store = DynamoDbAsyncItemStore.over(new InPlaceClient(client));

        assertThat(store.put(PUT)).isCompletedExceptionally();
        assertThat(store.put(null)).isCompletedExceptionally();
        assertThat(store.batchWrite(List.of())).isCompletedExceptionally();
        assertThat(Calls.cause(new CompletionException(error))).isSameAs(error);
    }
}
