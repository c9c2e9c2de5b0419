package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KmsException;

/** What goes wrong when a test asks for it, as the service's real clients see it. */
@ExtendWith(LocalKmsExtension.class)
class FaultsTest {

    private KmsAsyncClient client;
    private String key;

    @BeforeEach
    void connect(LocalKms kms) {
        client = KmsClients.asyncOf(kms);
        key = kms.createKey();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void throttlingPasses(LocalKms kms) {
        kms.inject(KmsFault.throttling().on(KmsOperation.GENERATE_DATA_KEY).times(2));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> dataKey(key).join())
                    .cause()
                    .isInstanceOfSatisfying(
                            SdkServiceException.class,
                            e -> assertThat(e.isThrottlingException()).isTrue());
        }
        assertThat(dataKey(key).join().keyId()).isEqualTo(key);
        assertThat(kms.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(3);
        assertThat(kms.calls()).isEqualTo(3);
    }

    @Test
    void aFaultIsForItsOperationsAndKeysAlone(LocalKms kms) {
        String other = kms.createKey();
        kms.inject(KmsFault.accessDenied().on(KmsOperation.GENERATE_DATA_KEY).forKey(key));

        assertThat(codeOf(dataKey(key))).isEqualTo("AccessDeniedException");
        assertThat(dataKey(other).join().keyId()).isEqualTo(other);
        assertThat(client.describeKey(request -> request.keyId(key))
                        .join()
                        .keyMetadata()
                        .arn())
                .isEqualTo(key);
    }

    @Test
    void accessIsDeniedBeforeTheKeysStateIsTold(LocalKms kms) {
        client.disableKey(request -> request.keyId(key)).join();
        kms.inject(KmsFault.accessDenied().forKey(key));

        assertThat(codeOf(dataKey(key))).isEqualTo("AccessDeniedException");
    }

    @Test
    void aPartOfTheCallsFails(LocalKms kms) {
        kms.inject(KmsFault.throttling().everyNth(3));

        List<Boolean> failed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            failed.add(dataKey(key).handle((answer, failure) -> failure != null).join());
        }

        assertThat(failed).containsExactly(false, false, true, false, false, true);
        kms.withdrawFaults();
        assertThat(dataKey(key).join().keyId()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "KMSInternalException, 500, KmsInternalException",
        "KeyUnavailableException, 500, KeyUnavailableException",
        "DependencyTimeoutException, 503, DependencyTimeoutException",
        "LimitExceededException, 400, LimitExceededException",
        "InvalidGrantTokenException, 400, InvalidGrantTokenException",
        "SomethingNew, 400, KmsException"
    })
    void anErrorOfTheServiceIsTheSdksException(String code, int status, String type, LocalKms kms) {
        kms.inject(KmsFault.error(code));

        assertThatThrownBy(() -> dataKey(key).join()).cause().isInstanceOfSatisfying(KmsException.class, e -> {
            assertThat(e.getClass().getSimpleName()).isEqualTo(type);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    @Test
    void aConnectionIsLostBeforeAnythingIsDone(LocalKms kms) {
        kms.inject(KmsFault.connectionLoss().on(KmsOperation.CREATE_KEY));
        int before = kms.keyArns().size();

        assertThatThrownBy(() -> client.createKey().join()).hasCauseInstanceOf(SdkClientException.class);

        assertThat(kms.keyArns()).hasSize(before);
        assertThat(dataKey(key).join().keyId()).isEqualTo(key);
    }

    @Test
    void anAnswerIsLostAfterEverythingIsDone(LocalKms kms) {
        kms.inject(KmsFault.answerLoss().on(KmsOperation.CREATE_KEY).times(1));
        int before = kms.keyArns().size();

        assertThatThrownBy(() -> client.createKey().join()).hasCauseInstanceOf(SdkClientException.class);

        assertThat(kms.keyArns()).hasSize(before + 1);
    }

    @Test
    void anAnswerIsLostForOneKeyAlone(LocalKms kms) {
        String other = kms.createKey();
        kms.inject(KmsFault.answerLoss().forKey(other));

        assertThat(dataKey(key).join().keyId()).isEqualTo(key);
        assertThatThrownBy(() -> dataKey(other).join()).hasCauseInstanceOf(SdkClientException.class);
    }

    @Test
    void anAnswerWaitsUntilTheTestLetsItGo(LocalKms kms) {
        CountDownLatch latch = new CountDownLatch(1);
        kms.inject(KmsFault.delayUntil(latch).on(KmsOperation.GENERATE_DATA_KEY));
        List<CompletableFuture<GenerateDataKeyResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(dataKey(key));
        }

        client.describeKey(request -> request.keyId(key)).join(); // others are not held up

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        latch.countDown();
        assertThat(waiting).allSatisfy(call -> assertThat(call.join().keyId()).isEqualTo(key));
    }

    @Test
    void aDelayIsFollowedByTheNextFault(LocalKms kms) {
        kms.inject(KmsFault.delay(Duration.ofMillis(20)));
        kms.inject(KmsFault.throttling());
        long start = System.nanoTime();

        assertThat(codeOf(dataKey(key))).isEqualTo("ThrottlingException");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void whoeverWaitsIsLetGoWhenTheServerEnds() {
        LocalKms own = LocalKms.start();
        try (KmsAsyncClient toOwn = KmsClients.asyncOf(own)) {
            own.inject(KmsFault.delayUntil(new CountDownLatch(1)));
            CompletableFuture<?> call = toOwn.listKeys();
            while (own.calls() == 0) {
                Thread.onSpinWait();
            }

            own.close();

            assertThatThrownBy(call::join).hasCauseInstanceOf(SdkClientException.class);
        } finally {
            own.close();
        }
    }

    @Test
    void faultsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> KmsFault.throttling().times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsFault.throttling().everyNth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsFault.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private CompletableFuture<GenerateDataKeyResponse> dataKey(String keyArn) {
        return client.generateDataKey(request -> request.keyId(keyArn).numberOfBytes(32));
    }

    private static String codeOf(CompletableFuture<?> call) {
        try {
            call.join();
            return "none";
        } catch (CompletionException e) {
            return ((KmsException) e.getCause()).awsErrorDetails().errorCode();
        }
    }
}
