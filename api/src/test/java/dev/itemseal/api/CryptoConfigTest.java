package dev.itemseal.api;

import static dev.itemseal.api.CryptoAction.DO_NOTHING;
import static dev.itemseal.api.CryptoAction.ENCRYPT_AND_SIGN;
import static dev.itemseal.api.CryptoAction.SIGN_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CryptoConfigTest {

    private static final TableInfo TABLE =
            new TableInfo("Orders", TableIndex.of("id", "at"), Map.of("byCustomer", TableIndex.of("customer")));
    private static final AttributeActions SIGNED_KEYS =
            AttributeActions.encryptAndSignAll().withProtectedKeys(TABLE.protectedKeyNames());
    private static final MaterialsProvider PROVIDER = new NoProvider();

    @Test
    void theUsualFormProtectsTheKeysOfThePrimaryIndexAlone() { // ACT-2
        CryptoConfig config = CryptoConfig.of(PROVIDER, TABLE, AttributeActions.encryptAndSignAll());

        assertThat(config.attributeActions().action("id")).isEqualTo(SIGN_ONLY);
        assertThat(config.attributeActions().action("at")).isEqualTo(SIGN_ONLY);
        assertThat(config.attributeActions().action("customer")).isEqualTo(ENCRYPT_AND_SIGN);
        assertThat(config.materialsProvider()).isSameAs(PROVIDER);
        assertThat(config.table()).isEqualTo(TABLE);
        assertThat(config.actionsToRead()).containsExactly(config.attributeActions());
    }

    @Test
    void refusesAnEncryptedKey() { // ACT-3
        assertInvalidActions(
                () -> CryptoConfig.of(
                        PROVIDER, TABLE, AttributeActions.encryptAndSignAll().with("at", ENCRYPT_AND_SIGN)),
                "'at'");
        assertInvalidActions(
                () -> CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS.with("id", ENCRYPT_AND_SIGN))
                        .build(),
                "'id'");
        assertInvalidActions(
                () -> CryptoConfig.builder(
                                PROVIDER,
                                TABLE,
                                AttributeActions.encryptAndSignAll().with("id", SIGN_ONLY))
                        .build(),
                "'at'");
        assertInvalidActions(
                () -> CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS)
                        .alsoReading(AttributeActions.encryptAndSignAll())
                        .build(),
                "key attribute");
    }

    @Test
    void readsWithTheCurrentActionsFirstThenTheHistoryInOrder() { // MIG-4
        AttributeActions older = SIGNED_KEYS.with("a", SIGN_ONLY);
        AttributeActions oldest = SIGNED_KEYS.with("a", DO_NOTHING);

        CryptoConfig config = CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS)
                .alsoReading(older)
                .alsoReading(oldest)
                .build();

        assertThat(config.actionsToRead()).containsExactly(SIGNED_KEYS, older, oldest);
        assertThat(config.attributeActions()).isEqualTo(SIGNED_KEYS);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.actionsToRead().clear());
    }

    @Test
    void nothingAtAllIsNoPartOfAHistory() { // MIG-5
        AttributeActions nothing = AttributeActions.withDefault(DO_NOTHING);

        assertInvalidActions(
                () -> CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS)
                        .alsoReading(nothing)
                        .build(),
                "'Orders'");
        assertInvalidActions(
                () -> CryptoConfig.builder(PROVIDER, TABLE, nothing)
                        .alsoReading(SIGNED_KEYS)
                        .build(),
                "'Orders'");
        assertThat(CryptoConfig.of(PROVIDER, TABLE, nothing).attributeActions().doNothing())
                .isTrue();
    }

    @Test
    void contextsHaveTheTablesOwnNameAndNoItem() {
        CryptoConfig config = CryptoConfig.of(PROVIDER, TABLE, SIGNED_KEYS);

        EncryptionContext context = config.contextToWrite();
        assertThat(context.tableName()).isEqualTo("Orders");
        assertThat(context.primaryIndex()).isEqualTo(TABLE.primaryIndex());
        assertThat(context.attributes()).isEqualTo(Item.empty());
        assertThat(context.materialDescription().isEmpty()).isTrue();
        assertThat(config.contextsToRead()).containsExactly(context);
    }

    @Test
    void contextsToReadFollowTheOverride() { // MIG-7
        CryptoConfig config = CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS)
                .tableNameOverride(TableNameOverride.of("Old").alsoAccepting("Older", "Orders", "Old", "Oldest"))
                .build();

        assertThat(config.contextToWrite().tableName()).isEqualTo("Old");
        assertThat(config.contextsToRead())
                .extracting(EncryptionContext::tableName)
                .containsExactly("Old", "Older", "Orders", "Oldest");
        assertThat(config.table().name()).isEqualTo("Orders");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> config.contextsToRead().clear());
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> CryptoConfig.of(null, TABLE, SIGNED_KEYS));
        assertThatNullPointerException().isThrownBy(() -> CryptoConfig.of(PROVIDER, null, SIGNED_KEYS));
        assertThatNullPointerException().isThrownBy(() -> CryptoConfig.of(PROVIDER, TABLE, null));
        CryptoConfig.Builder builder = CryptoConfig.builder(PROVIDER, TABLE, SIGNED_KEYS);
        assertThatNullPointerException().isThrownBy(() -> builder.alsoReading(null));
        assertThatNullPointerException().isThrownBy(() -> builder.tableNameOverride(null));
    }

    private static void assertInvalidActions(ThrowingCallable call, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.INVALID_ACTIONS);
            assertThat(e).hasMessageContaining(named);
        });
    }

    /** A configuration asks its provider for nothing. */
    private static final class NoProvider implements MaterialsProvider {
        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }
    }
}
