package dev.itemseal.api.materials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class MaterialsTest {

    private static final EncryptionContext CONTEXT = EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")));
    private static final MacKey MAC = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]);
    private static final AesContentKey AES = AesContentKey.ofBytes(new byte[32]);
    private static final Executor NEVER = work -> {
        throw new AssertionError("not to be used");
    };

    @Test
    void asynchronousFormsRunTheSynchronousOnesOnTheExecutor() {
        List<Runnable> queue = new ArrayList<>();
        MaterialsProvider provider = new Giving();

        CompletionStage<EncryptionMaterials> encryption = provider.encryptionMaterialsAsync(CONTEXT, queue::add);
        CompletionStage<DecryptionMaterials> decryption = provider.decryptionMaterialsAsync(CONTEXT, queue::add);

        assertThat(encryption.toCompletableFuture()).isNotDone();
        assertThat(decryption.toCompletableFuture()).isNotDone();
        queue.forEach(Runnable::run);
        assertThat(encryption.toCompletableFuture().join().signingKey()).isSameAs(MAC);
        assertThat(decryption.toCompletableFuture().join().verificationKey()).isSameAs(MAC);
    }

    @Test
    void asynchronousFormsFailAsTheSynchronousOnesDo() {
        MaterialsException failure = new MaterialsException(Reason.KEY_UNAVAILABLE, "away");
        MaterialsProvider provider = new Giving() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                throw failure;
            }
        };

        assertThatThrownBy(() -> provider.encryptionMaterialsAsync(CONTEXT, Runnable::run)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void materialsOfTwoKeysGiveBothAtOnce() {
        DecryptionMaterials materials = DecryptionMaterials.of(MAC, AES);

        assertThat(materials.verificationKey()).isSameAs(MAC);
        assertThat(materials.contentKey()).isSameAs(AES);
        assertThat(materials.contentKeyAsync(NEVER).toCompletableFuture()).isCompletedWithValue(AES);
        assertThat(materials.ephemeral()).isFalse();
    }

    @Test
    void materialsThatVerifyAloneRefuseToDecrypt() { // RD-10
        DecryptionMaterials materials = DecryptionMaterials.of(MAC);

        assertThat(materials.verificationKey()).isSameAs(MAC);
        assertThatThrownBy(materials::contentKey)
                .isInstanceOfSatisfying(
                        MaterialsException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_CONTENT_KEY));
        assertThatThrownBy(() -> materials
                        .contentKeyAsync(Runnable::run)
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(MaterialsException.class);
    }

    @Test
    void aContextIsChangedPartByPart() {
        Item item = Item.empty().with("id", AttributeValue.ofNumber(1));
        MaterialDescription description = MaterialDescription.of(Map.of("a", "1"));

        EncryptionContext context = CONTEXT.withTableName("Old").withItem(item, description);

        assertThat(context).isEqualTo(new EncryptionContext("Old", TableIndex.of("id"), item, description));
        assertThat(CONTEXT)
                .isEqualTo(new EncryptionContext(
                        "Orders", TableIndex.of("id"), Item.empty(), MaterialDescription.empty()));
    }

    @Test
    void takesNoNull() {
        MaterialDescription none = MaterialDescription.empty();
        assertThatNullPointerException().isThrownBy(() -> new EncryptionMaterials(null, MAC, none, false));
        assertThatNullPointerException().isThrownBy(() -> new EncryptionMaterials(Optional.empty(), null, none, false));
        assertThatNullPointerException().isThrownBy(() -> new EncryptionMaterials(Optional.empty(), MAC, null, false));
        assertThatNullPointerException().isThrownBy(() -> CONTEXT.withTableName(null));
        assertThatNullPointerException().isThrownBy(() -> CONTEXT.withItem(null, none));
        assertThatNullPointerException().isThrownBy(() -> CONTEXT.withItem(Item.empty(), null));
    }

    private static class Giving implements MaterialsProvider {
        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return new EncryptionMaterials(Optional.empty(), MAC, MaterialDescription.empty(), false);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return DecryptionMaterials.of(MAC);
        }
    }
}
