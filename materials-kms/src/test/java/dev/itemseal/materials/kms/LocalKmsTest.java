package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.testkit.KmsFault;
import dev.itemseal.testkit.KmsOperation;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The SDK's own clients of both kinds, against a server that speaks the protocol of KMS. */
@DisplayName("Direct KMS through the SDK's own clients")
@ExtendWith(LocalKmsExtension.class)
class LocalKmsTest {

    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private static KmsClient client;
    private static KmsAsyncClient asyncClient;

    private final LocalKms kms;

    LocalKmsTest(LocalKms kms) {
        this.kms = kms;
    }

    @BeforeAll
    static void connect(LocalKms kms) {
        client = KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(kms.region()))
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        asyncClient = KmsAsyncClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(kms.region()))
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterAll
    static void disconnect() {
        client.close();
        asyncClient.close();
    }

    private static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(provider, Items.ORDERS, AttributeActions.encryptAndSignAll());
    }

    private KmsMaterialsProvider provider(String key) {
        return KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(client)), KmsKeys.of(key));
    }

    private Reason refusal(Item stored, MaterialsProvider provider) {
        return catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, config(provider)))
                .reason();
    }

    @Test
    @DisplayName("What one kind of client wrote the other reads, by ARN, id and alias")
    void bothClients() {
        String arn = kms.keyOf("alias/orders");
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        for (String key : List.of(arn, id, "alias/orders")) {
            CryptoConfig waiting = config(provider(key));
            CryptoConfig later =
                    config(KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(asyncClient)), KmsKeys.of(key)));
            Item stored = encryptor.encrypt(Items.ORDER, waiting);
            assertThat(stored.attribute("drink")).isNotEqualTo(Items.ORDER.attribute("drink"));
            assertThat(encryptor
                            .decryptAsync(stored, later, StagesTest.NO_THREADS)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(Items.ORDER);
            Item storedLater = encryptor
                    .encryptAsync(Items.ORDER, later, StagesTest.NO_THREADS)
                    .toCompletableFuture()
                    .join();
            assertThat(encryptor.decrypt(storedLater, waiting)).isEqualTo(Items.ORDER);
        }
    }

    @Test
    @DisplayName("Many at a time within the budget, in any order of answers")
    void manyAtATime() {
        CryptoConfig config = config(KmsMaterialsProvider.of(
                KmsConnection.builder(KmsClients.of(asyncClient))
                        .maxConcurrentCalls(4)
                        .build(),
                KmsKeys.of(kms.createKey())));
        List<CompletableFuture<Item>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Item item = Items.ORDER.with("order", AttributeValue.ofNumber(i));
            stages.add(encryptor
                    .encryptAsync(item, config, StagesTest.NO_THREADS)
                    .thenCompose(stored -> encryptor.decryptAsync(stored, config, StagesTest.NO_THREADS))
                    .toCompletableFuture());
        }
        for (int i = 0; i < 100; i++) {
            assertThat(stages.get(i).join().attribute("order")).contains(AttributeValue.ofNumber(i));
        }
        assertThat(kms.calls()).isEqualTo(200);
    }

    @Test
    @DisplayName("What the service itself enforces: context, key, and that an alias was pointed elsewhere")
    void enforced() {
        String key = kms.createKey();
        Item stored = encryptor.encrypt(Items.ORDER, config(provider(key)));
        Item moved = stored.with("order", AttributeValue.ofNumber(13));
        assertThat(refusal(moved, provider(key))).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(refusal(stored, provider(kms.createKey()))).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(refusal(stored, provider("alias/nobody"))).isEqualTo(Reason.KEY_UNAVAILABLE);

        kms.keyOf("alias/moving");
        Item before = encryptor.encrypt(Items.ORDER, config(provider("alias/moving")));
        client.updateAlias(update -> update.aliasName("alias/moving").targetKeyId(key));
        assertThat(refusal(before, provider("alias/moving"))).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
    }

    @Test
    @DisplayName("Disabled keys, keys to be deleted and keys of another use are told apart")
    void states() {
        String key = kms.createKey();
        Item stored = encryptor.encrypt(Items.ORDER, config(provider(key)));
        client.disableKey(request -> request.keyId(key));
        assertThat(failure(stored, key)).hasMessageContaining("is disabled");
        client.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        assertThat(failure(stored, key)).hasMessageContaining("pending deletion");
        String hmac = client.createKey(request -> request.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                .keyMetadata()
                .arn();
        assertThat(catchThrowableOfType(
                                ItemsealException.class, () -> encryptor.encrypt(Items.ORDER, config(provider(hmac))))
                        .reason())
                .isEqualTo(Reason.INVALID_KEY);
    }

    private MaterialsException failure(Item stored, String key) {
        return catchThrowableOfType(MaterialsException.class, () -> encryptor.decrypt(stored, config(provider(key))));
    }

    @Test
    @DisplayName("Throttling, denied access, a lost connection and a server that is gone; the next call works")
    void faults() {
        String key = kms.createKey();
        Item stored = encryptor.encrypt(Items.ORDER, config(provider(key)));
        kms.inject(KmsFault.throttling().on(KmsOperation.DECRYPT).times(1));
        assertThat(failure(stored, key).retryable()).isTrue();
        kms.inject(KmsFault.accessDenied().times(1));
        assertThat(failure(stored, key)).hasMessageContaining("kms:Decrypt");
        kms.inject(KmsFault.connectionLoss().times(1));
        MaterialsException lost = failure(stored, key);
        assertThat(lost.retryable()).isTrue();
        assertThat(lost.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(encryptor.decrypt(stored, config(provider(key)))).isEqualTo(Items.ORDER);
    }
}
