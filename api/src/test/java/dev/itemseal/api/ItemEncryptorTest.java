package dev.itemseal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The plain forms of reading, which every implementation gets. */
class ItemEncryptorTest {

    private static final Item STORED = Item.empty().with("stored", AttributeValue.ofNull());
    private static final Item PLAIN = Item.empty().with("plain", AttributeValue.ofNull());

    @Test
    void thePlainFormsGiveTheItemOfTheDetailedOnes() {
        ItemEncryptor encryptor = new Reading(PLAIN);

        assertThat(encryptor.decrypt(STORED, null)).isSameAs(PLAIN);
        assertThat(encryptor.decryptAsync(STORED, null, Runnable::run).toCompletableFuture())
                .isCompletedWithValue(PLAIN);
    }

    @Test
    void thePlainFormsFailAsTheDetailedOnesDo() {
        ItemEncryptor encryptor = new Reading(Item.empty());

        assertThatThrownBy(() -> encryptor.decrypt(STORED, null)).isInstanceOf(ItemRefusedException.class);
        assertThat(encryptor.decryptAsync(STORED, null, Runnable::run).toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ItemRefusedException.class);
    }

    /** Reads one item as another, which is refused if it is empty. */
    private record Reading(Item result) implements ItemEncryptor {

        @Override
        public Item encrypt(Item item, CryptoConfig config) {
            throw new AssertionError("not to be called");
        }

        @Override
        public DecryptedItem decryptWithDetails(Item item, CryptoConfig config) {
            assertThat(item).isSameAs(STORED);
            if (result.size() == 0) {
                throw new ItemRefusedException(Reason.NOT_AUTHENTIC, "refused");
            }
            return new DecryptedItem(
                    result,
                    Protection.NONE,
                    MaterialDescription.empty(),
                    AttributeActions.encryptAndSignAll(),
                    "T",
                    Dialect.JAVA);
        }

        @Override
        public CompletionStage<Item> encryptAsync(Item item, CryptoConfig config, Executor executor) {
            throw new AssertionError("not to be called");
        }

        @Override
        public CompletionStage<DecryptedItem> decryptWithDetailsAsync(
                Item item, CryptoConfig config, Executor executor) {
            return CompletableFuture.supplyAsync(() -> decryptWithDetails(item, config), executor);
        }
    }
}
