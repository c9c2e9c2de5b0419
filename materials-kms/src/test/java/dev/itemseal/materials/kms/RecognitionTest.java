package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.MultiMaterialsProvider;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.DecryptRequest;

@DisplayName("MUL-3: what direct KMS recognises among several providers")
class RecognitionTest {

    private final StubKms kms = new StubKms();
    private final MaterialsProvider direct = KmsMaterialsProvider.of(kms.connection(), KmsKeys.of(StubKms.KEY));
    private final MaterialsProvider described = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
            .description(MaterialDescription.of(Map.of("keys", "2026")))
            .build();
    private final MaterialsProvider wrapped = wrapped();

    private static MaterialsProvider wrapped() {
        AesWrappingKey key = AesWrappingKey.ofBytes(new byte[32]);
        return WrappedMaterialsProvider.builder()
                .wrappingKey(key)
                .unwrappingKey(key)
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]))
                .build();
    }

    private static EncryptionContext with(EncryptionContext item, String entry, String value) {
        return item.withItem(item.attributes(), item.materialDescription().with(entry, value));
    }

    @Test
    @DisplayName("Items of direct KMS that have the configured entries, whatever else they have")
    void recognises() {
        EncryptionContext item = Items.written(direct);

        assertThat(direct.recognises(item)).isTrue();
        assertThat(direct.recognises(with(item, "anything", "else"))).isTrue();
        assertThat(direct.recognises(with(item, "amzn-ddb-wrap-alg", "kms-encrypt")))
                .isFalse();
        assertThat(direct.recognises(Items.written(wrapped))).isFalse();
        assertThat(direct.recognises(Items.toWrite(Items.ORDER))).isFalse();
        assertThat(described.recognises(item)).isFalse();
        assertThat(described.recognises(with(item, "keys", "2025"))).isFalse();
        assertThat(described.recognises(Items.written(described))).isTrue();
        assertThat(kms.calls(DecryptRequest.class)).isZero();
    }

    @Test
    @DisplayName("MUL-5: each item that says it is of KMS costs a call, and is read with no other provider")
    void forged() {
        MaterialsProvider both = MultiMaterialsProvider.of(wrapped, List.of(direct, wrapped));
        EncryptionContext forged = with(Items.written(direct), "amzn-ddb-env-key", "Zm9yZ2Vk");

        MaterialsException refusal =
                catchThrowableOfType(MaterialsException.class, () -> both.decryptionMaterials(forged));

        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(kms.calls(DecryptRequest.class)).isEqualTo(1);
    }

    @Test
    @DisplayName("A table moves from wrapped keys to direct KMS, and each item is read with its own")
    void moves() {
        MaterialsProvider moving = MultiMaterialsProvider.of(direct, List.of(described, direct, wrapped));

        for (MaterialsProvider writer : List.of(wrapped, described, moving)) {
            assertThat(moving.decryptionMaterials(Items.written(writer)).contentKey())
                    .isNotNull();
        }
        assertThat(kms.calls(DecryptRequest.class)).isEqualTo(2);
    }
}
