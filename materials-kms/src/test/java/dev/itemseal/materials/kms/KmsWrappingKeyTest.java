package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;

@DisplayName("WRP-21: a KMS key wraps content keys")
class KmsWrappingKeyTest {

    private static final SecretBytes CONTENT_KEY =
            SecretBytes.copyOf("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
    private static final EncryptionContext ITEM = Items.toWrite(Items.ORDER);

    private final StubKms kms = new StubKms();
    private final KmsWrappingKey key = KmsWrappingKey.of(kms.connection(), KmsKeys.of(StubKms.KEY));

    private SecretBytes unwrap(KmsWrappingKey with, byte[] wrapped, EncryptionContext item) {
        return with.unwrap(wrapped, "kms-encrypt", ContentKeyAlgorithm.AES_256, item);
    }

    @Test
    @DisplayName("Encrypt and Decrypt name the key; the context binds table, key attributes and this use")
    void roundTrip() {
        byte[] wrapped = key.wrap(CONTENT_KEY, ITEM);
        assertThat(unwrap(key, wrapped, ITEM)).isEqualTo(CONTENT_KEY);
        assertThat(CONTENT_KEY.isDestroyed()).isFalse();
        Map<String, String> context = Map.of(
                "*amzn-ddb-wrap-alg*",
                "kms-encrypt",
                "*aws-kms-table*",
                "Orders",
                "customer",
                "customer-7",
                "order",
                "12");
        assertThat(kms.last(EncryptRequest.class).encryptionContext()).isEqualTo(context);
        assertThat(kms.last(EncryptRequest.class).keyId()).isEqualTo(StubKms.KEY);
        assertThat(kms.last(DecryptRequest.class).encryptionContext()).isEqualTo(context);
        assertThat(kms.last(DecryptRequest.class).keyId()).isEqualTo(StubKms.KEY);
        assertThat(kms.last(EncryptRequest.class).plaintext().asByteArray())
                .as("wiped once it is wrapped; the same bytes by chance of an all-zero key")
                .isEqualTo(new byte[32]);
    }

    @Test
    @DisplayName("It has a name of its own in the description, and accepts no other")
    void accepts() {
        assertThat(key.wrappingAlgorithm()).isEqualTo("kms-encrypt");
        assertThat(key.accepts("kms-encrypt")).isTrue();
        for (String other : List.of("kms", "AESWrap", "", "KMS-ENCRYPT")) {
            assertThat(key.accepts(other)).isFalse();
        }
    }

    @Test
    @DisplayName("For another item or table, and under another key, it does not unwrap")
    void bound() {
        byte[] wrapped = key.wrap(CONTENT_KEY, ITEM);
        EncryptionContext moved = Items.toWrite(Items.ORDER.with("order", AttributeValue.ofNumber(13)));
        for (EncryptionContext other : List.of(ITEM.withTableName("Others"), moved)) {
            assertNotUnwrapped(() -> unwrap(key, wrapped, other));
        }
        assertNotUnwrapped(() -> unwrap(key, new byte[0], ITEM));
        assertNotUnwrapped(() -> unwrap(key, new byte[10_000], ITEM));
        String other = StubKms.arn(StubKms.REGION, "99999999-aaaa-bbbb-cccc-dddddddddddd");
        kms.add(other);
        KmsWrappingKey otherKey = KmsWrappingKey.of(kms.connection(), KmsKeys.of(other));
        assertNotUnwrapped(() -> unwrap(otherKey, wrapped, ITEM));
    }

    @Test
    @DisplayName("A data key of direct KMS is no wrapped content key")
    void apartFromDirectKms() {
        EncryptionContext item = Items.written(KmsMaterialsProvider.of(kms.connection(), KmsKeys.of(StubKms.KEY)));
        byte[] blob = Base64.getDecoder()
                .decode(item.materialDescription().entry("amzn-ddb-env-key").orElseThrow());
        assertNotUnwrapped(() -> unwrap(key, blob, item));
    }

    @Test
    @DisplayName(
            "A key that can't be used now is key-unavailable in both directions, and the failed key is wiped in the request")
    void unavailable() {
        byte[] wrapped = key.wrap(CONTENT_KEY, ITEM);
        SecretBytes ones = SecretBytes.copyOf(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "AES");
        kms.fail(StubKms.refusal("ThrottlingException", 400), StubKms.refusal("AccessDeniedException", 400));
        MaterialsException wrapping = catchThrowableOfType(MaterialsException.class, () -> key.wrap(ones, ITEM));
        assertThat(wrapping.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(wrapping.retryable()).isTrue();
        assertThat(kms.last(EncryptRequest.class).plaintext().asByteArray()).containsOnly(0);
        MaterialsException unwrapping =
                catchThrowableOfType(MaterialsException.class, () -> unwrap(key, wrapped, ITEM));
        assertThat(unwrapping.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(unwrapping.retryable()).isFalse();
    }

    @Test
    @DisplayName(
            "That no client can be made is the stage's failure, so that the copy of the content key is wiped then too")
    void noClient() {
        KmsConnection broken = KmsConnection.of(KmsClients.perRegion(region -> {
            throw SdkClientException.create("no region");
        }));
        DataKeys dataKeys = new DataKeys(broken, KmsKeys.of(StubKms.KEY_ID));
        CompletableFuture<byte[]> wrapped = Caller.waiting(caller -> CompletableFuture.completedStage(
                dataKeys.encrypt(CONTENT_KEY, ITEM, Map.of(), caller).toCompletableFuture()));
        assertThat(wrapped).isCompletedExceptionally();
        assertThatThrownBy(wrapped::join).hasRootCauseInstanceOf(SdkClientException.class);
    }

    @Test
    @DisplayName("A missing key attribute is refused")
    void missingKeyAttribute() {
        ItemsealException refusal = catchThrowableOfType(
                ItemsealException.class, () -> key.wrap(CONTENT_KEY, Items.toWrite(Items.ORDER.without("order"))));
        assertThat(refusal.reason()).isEqualTo(Reason.MISSING_KEY_ATTRIBUTE);
        assertThat(key).hasToString("KmsWrappingKey(key hidden)");
    }

    private static void assertNotUnwrapped(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThat(catchThrowableOfType(MaterialsException.class, work).reason())
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
    }
}
