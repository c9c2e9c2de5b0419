package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several providers: write with one, read with the first that recognises the item")
class MultiMaterialsProviderTest {

    private static final List<MacKey> MACS = IntStream.range(0, 6)
            .mapToObj(seed -> MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(seed, 32)))
            .toList();
    private static final MaterialDescription NEW = MaterialDescription.of(Map.of("keys", "2026"));

    private final MaterialsProvider fixed = StaticMaterialsProvider.builder()
            .contentKey(AesContentKey.ofBytes(bytes(1, 32)))
            .macKey(mac(1))
            .build();
    private final MaterialsProvider old = wrapped(2, MaterialDescription.empty());
    private final MaterialsProvider current = wrapped(3, NEW);
    private final MaterialsProvider rsa = WrappedMaterialsProvider.builder()
            .wrappingKey(RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.OAEP_SHA256))
            .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()))
            .macKey(mac(4))
            .build();
    private final MaterialsProvider multi = MultiMaterialsProvider.of(current, List.of(current, old, rsa, fixed));

    private static MacKey mac(int seed) {
        return MACS.get(seed);
    }

    private static MaterialsProvider wrapped(int seed, MaterialDescription description) {
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(seed, 32));
        return WrappedMaterialsProvider.builder()
                .wrappingKey(key)
                .unwrappingKey(key)
                .macKey(mac(seed))
                .description(description)
                .build();
    }

    private static EncryptionContext itemOf(MaterialsProvider writer) {
        return context(writer.encryptionMaterials(context()).materialDescription());
    }

    @Test
    @DisplayName("MUL-1: items are written with one provider, as that one writes them")
    void writes() {
        EncryptionMaterials materials = multi.encryptionMaterials(context());

        assertThat(materials.signingKey()).isEqualTo(mac(3));
        assertThat(materials.materialDescription().entries())
                .containsEntry("keys", "2026")
                .hasSize(4);
        assertThat(multi.encryptionMaterialsAsync(context(), Runnable::run)
                        .toCompletableFuture()
                        .join()
                        .signingKey())
                .isEqualTo(mac(3));
    }

    @Test
    @DisplayName("MUL-2, MUL-3: an item is read with the provider that it belongs to")
    void reads() {
        List<MaterialsProvider> writers = List.of(fixed, old, current, rsa);
        for (int i = 0; i < writers.size(); i++) {
            EncryptionContext item = itemOf(writers.get(i));
            assertThat(multi.decryptionMaterials(item).verificationKey()).isEqualTo(mac(i + 1));
            assertThat(multi.decryptionMaterials(item).contentKey()).isNotNull();
            assertThat(multi.decryptionMaterialsAsync(item, Runnable::run)
                            .toCompletableFuture()
                            .join()
                            .verificationKey())
                    .isEqualTo(mac(i + 1));
        }
    }

    @Test
    @DisplayName("MUL-2, MUL-4: the one that recognises a forged description is the only one asked")
    void readsWithNoOther() {
        EncryptionContext forged = context(itemOf(old).materialDescription().with("keys", "2026"));

        assertThat(multi.decryptionMaterials(forged).verificationKey()).isEqualTo(mac(3));
        assertRefused(
                Reason.KEY_NOT_UNWRAPPED,
                () -> multi.decryptionMaterials(forged).contentKey());
    }

    @Test
    @DisplayName("MUL-2: an item that nobody recognises is refused")
    void refuses() {
        MaterialsProvider wrappedOnly = MultiMaterialsProvider.of(current, List.of(current, rsa));

        assertRefused(Reason.DESCRIPTION_MISMATCH, () -> wrappedOnly.decryptionMaterials(itemOf(fixed)));
        assertRefused(Reason.DESCRIPTION_MISMATCH, () -> wrappedOnly.decryptionMaterials(itemOf(old)));
        assertThatThrownBy(() -> wrappedOnly
                        .decryptionMaterialsAsync(itemOf(fixed), Runnable::run)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ItemRefusedException.class);
        assertThat(wrappedOnly.recognises(itemOf(fixed))).isFalse();
        assertThat(wrappedOnly.recognises(itemOf(rsa))).isTrue();
    }

    @Test
    @DisplayName("MUL-3: what a static provider recognises")
    void recognisedByStatic() {
        MaterialsProvider described = StaticMaterialsProvider.builder()
                .macKey(mac(1))
                .description(MaterialDescription.of(Map.of("a", "1", "b", "2")))
                .build();

        assertThat(described.recognises(context(MaterialDescription.of(Map.of("a", "1", "b", "2", "c", "3")))))
                .isTrue();
        assertThat(described.recognises(context(MaterialDescription.of(Map.of("a", "1", "b", "3")))))
                .isFalse();
        assertThat(described.recognises(context(MaterialDescription.of(Map.of("a", "1")))))
                .isFalse();
        assertThat(fixed.recognises(context())).isTrue();
        assertThat(fixed.recognises(itemOf(old))).isFalse();
    }

    @Test
    @DisplayName("MUL-3: what a wrapped provider recognises")
    void recognisedByWrapped() {
        MaterialDescription item = itemOf(old).materialDescription();
        MaterialsProvider version = wrapped(5, MaterialDescription.of(Map.of("amzn-ddb-meta-id", "a#1")));
        MaterialsProvider verifying =
                WrappedMaterialsProvider.builder().verificationKey(mac(2)).build();

        assertThat(old.recognises(context(item))).isTrue();
        assertThat(old.recognises(context(item.with("anything", "else")))).isTrue();
        assertThat(old.recognises(context(item.with("amzn-ddb-wrap-alg", "kms"))))
                .isFalse();
        assertThat(old.recognises(context(item.with("amzn-ddb-meta-id", "a#1"))))
                .isFalse();
        assertThat(version.recognises(context(item.with("amzn-ddb-meta-id", "a#1"))))
                .isTrue();
        assertThat(version.recognises(context(item.with("amzn-ddb-meta-id", "a#2"))))
                .isFalse();
        assertThat(rsa.recognises(context(item))).isFalse();
        assertThat(verifying.recognises(context(item))).isTrue();
        assertThat(verifying.recognises(context())).isFalse();
    }

    @Test
    @DisplayName("Keys stay hidden")
    void hidden() {
        assertThat(multi.toString()).contains("WrappedMaterialsProvider(keys hidden)");
    }
}
