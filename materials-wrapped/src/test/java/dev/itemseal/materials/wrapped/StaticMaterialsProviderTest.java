package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.MAC;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Static provider")
class StaticMaterialsProviderTest {

    private static final AesContentKey CONTENT_KEY = AesContentKey.ofBytes(bytes(0, 32));

    @Test
    @DisplayName("STA-1: gives the configured keys and description, the same object for every item")
    void sameMaterials() {
        MaterialDescription description = MaterialDescription.of(Map.of("team", "tea"));
        StaticMaterialsProvider provider = StaticMaterialsProvider.builder()
                .contentKey(CONTENT_KEY)
                .macKey(MAC)
                .description(description)
                .build();

        var encryption = provider.encryptionMaterials(context());
        assertThat(encryption.contentKey()).containsSame(CONTENT_KEY);
        assertThat(encryption.signingKey()).isSameAs(MAC);
        assertThat(encryption.materialDescription()).isEqualTo(description);
        assertThat(encryption.ephemeral()).isFalse();
        assertThat(provider.encryptionMaterials(context())).isSameAs(encryption);

        var decryption = provider.decryptionMaterials(context(description));
        assertThat(decryption.contentKey()).isSameAs(CONTENT_KEY);
        assertThat(decryption.verificationKey()).isSameAs(MAC);
        assertThat(decryption.ephemeral()).isFalse();
        assertThat(provider.decryptionMaterials(context(description))).isSameAs(decryption);
    }

    @Test
    @DisplayName("STA-2, RD-10: without a content key it signs only, and has none to decrypt with")
    void signsOnly() {
        StaticMaterialsProvider provider =
                StaticMaterialsProvider.builder().macKey(MAC).build();

        assertThat(provider.encryptionMaterials(context()).contentKey()).isEmpty();
        var decryption = provider.decryptionMaterials(context());
        assertThat(decryption.verificationKey()).isSameAs(MAC);
        assertRefused(Reason.NO_CONTENT_KEY, decryption::contentKey);
    }

    @Test
    @DisplayName("SIG-8: one-way configurations refuse the other way")
    void oneWay() {
        StaticMaterialsProvider writer = StaticMaterialsProvider.builder()
                .contentKey(CONTENT_KEY)
                .signingKey(MAC)
                .build();
        StaticMaterialsProvider reader = StaticMaterialsProvider.builder()
                .contentKey(CONTENT_KEY)
                .verificationKey(MAC)
                .build();

        assertThat(writer.encryptionMaterials(context()).signingKey()).isSameAs(MAC);
        assertThat(assertRefused(Reason.NO_VERIFICATION_KEY, () -> writer.decryptionMaterials(context())))
                .hasMessageContaining("Example");
        assertThat(reader.decryptionMaterials(context()).verificationKey()).isSameAs(MAC);
        assertThat(assertRefused(Reason.NO_SIGNING_KEY, () -> reader.encryptionMaterials(context())))
                .hasMessageContaining("Example");
        assertRefused(
                Reason.MISSING_SETTING,
                () -> StaticMaterialsProvider.builder().contentKey(CONTENT_KEY).build());
    }

    @Test
    @DisplayName("STA-3, CMP-26: each configured entry must be in the item's description; further ones may")
    void descriptionMismatch() {
        StaticMaterialsProvider provider = StaticMaterialsProvider.builder()
                .macKey(MAC)
                .description(MaterialDescription.of(Map.of("team", "tea", "zone", "north")))
                .build();

        provider.decryptionMaterials(context(Map.of("team", "tea", "zone", "north", "more", "")));
        assertThat(assertRefused(
                        Reason.DESCRIPTION_MISMATCH,
                        () -> provider.decryptionMaterials(context(Map.of("team", "tea", "zone", "south")))))
                .hasMessageContaining("'zone'")
                .hasMessageNotContainingAny("south", "north");
        assertThat(assertRefused(
                        Reason.DESCRIPTION_MISMATCH,
                        () -> provider.decryptionMaterials(context(Map.of("zone", "north")))))
                .hasMessageContaining("lacks the description entry 'team'");
        assertRefused(Reason.DESCRIPTION_MISMATCH, () -> provider.decryptionMaterials(context()));
    }

    @ParameterizedTest
    @DisplayName("STA-4: the engine's own entries can't be configured")
    @ValueSource(strings = {"amzn-ddb-map-sym-mode", "amzn-ddb-map-signingAlg"})
    void enginesEntries(String name) {
        assertThat(assertRefused(Reason.INVALID_SETTING, () -> withDescription(Map.of(name, "x"))))
                .hasMessageContaining(name);
    }

    @Test
    @DisplayName("DSC-5: a description beyond the bounds can't be configured")
    void boundedDescription() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 256; i++) {
            many.put("entry-" + i, "");
        }
        withDescription(many);
        many.put("one-more", "");
        assertRefused(Reason.INVALID_SETTING, () -> withDescription(many));

        // 4 bytes for the version and 4 before name and value each; ü takes 2.
        withDescription(Map.of("n", "ü".repeat((65_536 - 4 - 8 - 1) / 2) + "x"));
        assertRefused(
                Reason.INVALID_SETTING,
                () -> withDescription(Map.of("n", "ü".repeat((65_536 - 4 - 8 - 1) / 2) + "xy")));
    }

    @Test
    @DisplayName("A lone surrogate can't be configured")
    void loneSurrogate() {
        assertRefused(Reason.INVALID_SETTING, () -> withDescription(Map.of("n", "\ud800")));
        assertRefused(Reason.INVALID_SETTING, () -> withDescription(Map.of("\udc00", "v")));
    }

    @Test
    @DisplayName("The asynchronous forms complete at once, without the executor, or fail with the same error")
    void asynchronous() {
        StaticMaterialsProvider writer =
                StaticMaterialsProvider.builder().signingKey(MAC).build();
        assertThat(writer.encryptionMaterialsAsync(context(), command -> Assertions.fail("executor used")))
                .isCompletedWithValue(writer.encryptionMaterials(context()));
        var failed = writer.decryptionMaterialsAsync(context(), command -> Assertions.fail("executor used"));
        assertRefused(Reason.NO_VERIFICATION_KEY, () -> {
            try {
                failed.toCompletableFuture().join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }

    private static void withDescription(Map<String, String> entries) {
        StaticMaterialsProvider.builder()
                .macKey(MAC)
                .description(MaterialDescription.of(entries))
                .build();
    }
}
