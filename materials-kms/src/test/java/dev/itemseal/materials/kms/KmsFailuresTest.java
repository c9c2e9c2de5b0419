package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyUnavailableException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

@DisplayName("KMS-15, KMS-16: the failures of KMS are told apart")
class KmsFailuresTest {

    private final StubKms kms = new StubKms();
    private final List<KmsCall> calls = new ArrayList<>();

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        NotFoundException.builder().message("m").build(),
                        KmsOutcome.KEY_NOT_FOUND,
                        false,
                        "no such key"),
                failure(DisabledException.builder().message("m").build(), KmsOutcome.KEY_DISABLED, false, "disabled"),
                failure(
                        KmsInvalidStateException.builder().message("m").build(),
                        KmsOutcome.KEY_NOT_USABLE,
                        false,
                        "pending deletion"),
                failure(
                        StubKms.refusal("AccessDeniedException", 400),
                        KmsOutcome.ACCESS_DENIED,
                        false,
                        "permission kms:"),
                failure(StubKms.refusal("ThrottlingException", 400), KmsOutcome.THROTTLED, true, "fewer calls"),
                failure(
                        LimitExceededException.builder().message("m").build(),
                        KmsOutcome.THROTTLED,
                        true,
                        "fewer calls"),
                failure(StubKms.refusal("Other", 429), KmsOutcome.THROTTLED, true, "fewer calls"),
                failure(KmsInternalException.builder().message("m").build(), KmsOutcome.UNREACHABLE, true, "answer"),
                failure(
                        DependencyTimeoutException.builder().message("m").build(),
                        KmsOutcome.UNREACHABLE,
                        true,
                        "answer"),
                failure(KeyUnavailableException.builder().message("m").build(), KmsOutcome.UNREACHABLE, true, "answer"),
                failure(StubKms.refusal("Other", 503), KmsOutcome.UNREACHABLE, true, "answer"),
                failure(
                        SdkClientException.create("m", new UnknownHostException("kms")),
                        KmsOutcome.UNREACHABLE,
                        true,
                        "network"),
                failure(
                        SdkClientException.create("m", new RuntimeException(new IOException("reset"))),
                        KmsOutcome.UNREACHABLE,
                        true,
                        "network"),
                failure(ApiCallTimeoutException.create(5), KmsOutcome.UNREACHABLE, true, "network"),
                failure(SdkClientException.create("no credentials"), KmsOutcome.FAILED, false, "credentials"),
                failure(
                        InvalidGrantTokenException.builder().message("m").build(),
                        KmsOutcome.FAILED,
                        false,
                        "grant tokens"),
                failure(StubKms.refusal("IncompleteSignature", 400), KmsOutcome.FAILED, false, "IncompleteSignature"),
                failure(new IllegalStateException("closed"), KmsOutcome.FAILED, false, "IllegalStateException"));
    }

    private static Arguments failure(RuntimeException failure, KmsOutcome outcome, boolean retryable, String said) {
        return Arguments.of(failure, outcome, retryable, said);
    }

    private KmsMaterialsProvider provider(KmsClients clients) {
        KmsConnection connection = KmsConnection.builder(clients)
                .listener(new KmsListener() {
                    @Override
                    public void called(KmsCall call) {
                        calls.add(call);
                    }
                })
                .build();
        return KmsMaterialsProvider.of(connection, KmsKeys.of(StubKms.KEY));
    }

    @ParameterizedTest
    @DisplayName("key-unavailable, with what to do, and whether it may pass; the next call works")
    @MethodSource("failures")
    void unavailable(RuntimeException failure, KmsOutcome outcome, boolean retryable, String said) {
        for (KmsClients clients : kms.bothKinds()) {
            KmsMaterialsProvider provider = provider(clients);
            var item = Items.written(provider);
            for (Runnable work : List.<Runnable>of(
                    () -> provider.encryptionMaterials(Items.toWrite(Items.ORDER)),
                    () -> provider.decryptionMaterials(item))) {
                calls.clear();
                kms.fail(failure);
                MaterialsException refusal = catchThrowableOfType(MaterialsException.class, work::run);
                assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
                assertThat(refusal.retryable()).isEqualTo(retryable);
                assertThat(refusal)
                        .hasMessageContaining(said)
                        .hasMessageContaining("'Orders'")
                        .hasMessageContaining(StubKms.KEY);
                assertQuotesNothing(refusal);
                assertThat(calls).extracting(KmsCall::outcome).containsExactly(outcome);
                work.run();
            }
        }
    }

    @Test
    @DisplayName("A key of another kind is a matter of configuration")
    void wrongUsage() {
        kms.fail(InvalidKeyUsageException.builder().message("m").build());
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> provider(KmsClients.of(kms.client())).encryptionMaterials(Items.toWrite(Items.ORDER)));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_KEY);
        assertThat(refusal).hasMessageContaining("ENCRYPT_DECRYPT");
        assertThat(calls).extracting(KmsCall::outcome).containsExactly(KmsOutcome.WRONG_KEY_USAGE);
    }

    @Test
    @DisplayName("What KMS rejects for what it is: key-not-unwrapped, with likely causes; requests are not quoted")
    void notUnwrapped() {
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.client()));
        var item = Items.written(provider);
        calls.clear();
        kms.fail(
                InvalidCiphertextException.builder().build(),
                IncorrectKeyException.builder().message("m").build(),
                StubKms.refusal("ValidationException", 400));
        List<String> said = List.of("another table name, a key attribute", "former key", "another table name");
        for (String text : said) {
            MaterialsException refusal =
                    catchThrowableOfType(MaterialsException.class, () -> provider.decryptionMaterials(item));
            assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
            assertThat(refusal.retryable()).isFalse();
            assertThat(refusal).hasMessageContaining(text);
            assertQuotesNothing(refusal);
        }
        assertThat(calls)
                .extracting(KmsCall::outcome)
                .containsExactly(KmsOutcome.NOT_UNWRAPPED, KmsOutcome.WRONG_KEY, KmsOutcome.NOT_UNWRAPPED);
    }

    @Test
    @DisplayName("Another table name and a changed key attribute are rejected by KMS itself")
    void bound() {
        KmsMaterialsProvider provider = provider(KmsClients.of(kms.client()));
        var item = Items.written(provider);
        var renamed = item.withTableName("Others");
        var moved = item.withItem(Items.ORDER.with("order", AttributeValue.ofNumber("13")), item.materialDescription());
        for (var other : List.of(renamed, moved)) {
            assertThat(catchThrowableOfType(ItemsealException.class, () -> provider.decryptionMaterials(other))
                            .reason())
                    .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        }
    }

    @Test
    @DisplayName("An error of the JVM is no failure of KMS, and a call that failed with one gives its permit back")
    void errors() {
        KmsMaterialsProvider provider = KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(kms.client()))
                        .maxConcurrentCalls(1)
                        .build(),
                KmsKeys.of(StubKms.KEY));
        kms.onCall = () -> {
            throw new AssertionError("on purpose");
        };
        assertThat(catchThrowableOfType(
                        AssertionError.class, () -> provider.encryptionMaterials(Items.toWrite(Items.ORDER))))
                .hasMessage("on purpose");
        kms.onCall = () -> {};
        provider.encryptionMaterials(Items.toWrite(Items.ORDER));
    }

    /** The stub's freely worded refusals quote an item's key, as those of the service may. */
    private static void assertQuotesNothing(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("customer-7", "blob-");
        }
    }
}
