package dev.itemseal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves the last part of RD-11: which attributes the signature covers. */
class DecryptedItemTest {

    private static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll()
            .with("id", CryptoAction.SIGN_ONLY)
            .with("hot", CryptoAction.DO_NOTHING)
            .with("absent", CryptoAction.SIGN_ONLY);
    private static final Item ITEM = Item.fromJava(Map.of("id", 1, "drink", "tea", "hot", true));

    @Test
    void theSignatureCoversWhatIsThereAndSigned() {
        assertThat(read(Protection.SIGNED).verifiedAttributes()).containsExactlyInAnyOrder("id", "drink");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> read(Protection.SIGNED).verifiedAttributes().clear());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGNED")
    void withoutASignatureNothingIsCovered(Protection protection) {
        assertThat(read(protection).verifiedAttributes()).isEmpty();
    }

    private static DecryptedItem read(Protection protection) {
        return new DecryptedItem(ITEM, protection, MaterialDescription.empty(), ACTIONS, "Drinks", Dialect.JAVA);
    }
}
