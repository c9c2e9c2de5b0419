package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ACTIONS;
import static dev.itemseal.engine.table.TableFixtures.INFO;
import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.SIGNATURE;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static dev.itemseal.engine.table.TableFixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of one table, of its configurations, and of the answers to batches. */
class TableCryptoTest {

    private static TableCrypto table(CryptoConfig config) {
        return new TableCrypto(config, StandardItemEncryptor.create(), ReservedAttributes.DEFAULT, Runnable::run);
    }

    private static TableCrypto table(AttributeActions actions) {
        return table(CryptoConfig.of(provider(), INFO, actions));
    }

    private static void refuses(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(ItemsealException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void comparesWhatIsStoredAsItIsGiven() {
        TableCrypto table = table(ACTIONS);

        table.requireComparable("status");
        table.requireComparable("views");
        table.requireComparable("customer");
        refuses(Reason.UNSAFE_OPERATION, () -> table.requireComparable("note"));
        refuses(Reason.UNSAFE_OPERATION, () -> table.requireComparable(SIGNATURE));
    }

    @Test
    void updatesWhatNoActionsSign() {
        table(ACTIONS).requireUpdatable("views");
        refuses(Reason.UNSAFE_OPERATION, () -> table(ACTIONS).requireUpdatable("status"));
        refuses(Reason.UNSAFE_OPERATION, () -> table(ACTIONS).requireUpdatable(SIGNATURE));
        CryptoConfig changed = CryptoConfig.builder(
                        provider(), INFO, ACTIONS.withProtectedKeys(INFO.protectedKeyNames()))
                .alsoReading(ACTIONS.with("views", CryptoAction.SIGN_ONLY).withProtectedKeys(INFO.protectedKeyNames()))
                .build();
        refuses(Reason.UNSAFE_OPERATION, () -> table(changed).requireUpdatable("views"));
    }

    @Test
    void readsNothingWithoutAllThatIsSigned() {
        AttributeActions notesAlone =
                AttributeActions.withDefault(CryptoAction.DO_NOTHING).with("note", CryptoAction.ENCRYPT_AND_SIGN);

        assertThat(table(notesAlone).requireVerifiable(Set.of("note", "views")))
                .containsExactlyInAnyOrder("note", "views", SIGNATURE, ReservedAttributes.DEFAULT.descriptionName());
        refuses(Reason.UNSAFE_OPERATION, () -> table(notesAlone).requireVerifiable(Set.of("views")));
        assertThat(catchThrowable(() -> table(notesAlone).requireVerifiable(Set.of("views"))))
                .hasMessageContaining("the attribute 'note'");
        refuses(Reason.UNSAFE_OPERATION, () -> table(ACTIONS).requireVerifiable(Set.of("note", "status")));
        assertThat(table(AttributeActions.withDefault(CryptoAction.DO_NOTHING)).requireVerifiable(Set.of("views")))
                .containsExactly("views");
    }

    @Test
    void tellsWhichRequestAnAnswerBelongsTo() {
        BatchRequests<String> batch = new BatchRequests<>();
        batch.add(INFO, key("a", "1"), "first");
        batch.add(INFO, key("a", "2"), "second");

        assertThat(batch.undone(ORDERS, order("a", "2", "whatever"))).isEqualTo("second");
        assertThat(batch.found(INFO, order("a", "1", "whatever"))).isEqualTo(key("a", "1"));
        refuses(Reason.WRONG_ITEM, () -> batch.found(INFO, order("a", "1", "again")));
        refuses(Reason.WRONG_ITEM, () -> batch.found(INFO, order("a", "3", "not asked for")));
        refuses(Reason.WRONG_ITEM, () -> batch.found(INFO, Item.empty()));
        refuses(Reason.INVALID_REQUEST, () -> batch.undone(ORDERS, key("a", "3")));
        refuses(Reason.INVALID_REQUEST, () -> batch.undone("Others", key("a", "1")));
        refuses(Reason.INVALID_REQUEST, () -> batch.add(INFO, Item.empty(), "no key"));
    }

    @Test
    void describesATableOnceWithoutBlocking() {
        AtomicInteger asked = new AtomicInteger();
        TableConfigs configs = TableConfigs.describedAsynchronouslyBy(
                name -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(INFO);
                },
                table -> CryptoConfig.of(provider(), table, ACTIONS),
                Set.of());
        CryptoConfig other = CryptoConfig.of(provider(), INFO, ACTIONS.with("note", CryptoAction.SIGN_ONLY));

        assertThat(configOf(configs)).isSameAs(configOf(configs));
        assertThat(asked).hasValue(1);
        assertThat(configOf(configs.with(other))).isSameAs(other);
        assertThat(asked).hasValue(1);
        configs.refresh(ORDERS);
        assertThat(configOf(configs).table()).isEqualTo(INFO);
        assertThat(asked).hasValue(2);
    }

    @Test
    @DisplayName("Who gives up waiting for a description takes it from nobody else")
    void cancelledDescription() {
        CompletableFuture<TableInfo> description = new CompletableFuture<>();
        TableConfigs configs = TableConfigs.describedAsynchronouslyBy(
                name -> description, table -> CryptoConfig.of(provider(), table, ACTIONS), Set.of());
        CompletableFuture<CryptoConfig> first =
                configs.configOf(ORDERS, Runnable::run).toCompletableFuture();
        CompletableFuture<CryptoConfig> second =
                configs.configOf(ORDERS, Runnable::run).toCompletableFuture();
        first.cancel(true);
        assertThat(second).isNotDone();
        description.complete(INFO);
        assertThat(second.join().table()).isEqualTo(INFO);
        assertThat(configOf(configs)).isSameAs(second.join());
    }

    private static CryptoConfig configOf(TableConfigs configs) {
        return configs.configOf(ORDERS, Runnable::run).toCompletableFuture().join();
    }

    @Test
    void aConfigurationOfItsOwnKeepsTheRulesOfIndexes() {
        CryptoConfig encryptedIndex = CryptoConfig.of(provider(), INFO, AttributeActions.encryptAndSignAll());
        TableConfigs configs = TableConfigs.describedAsynchronouslyBy(
                name -> CompletableFuture.completedFuture(INFO),
                table -> CryptoConfig.of(provider(), table, ACTIONS),
                Set.of());

        refuses(Reason.INVALID_ACTIONS, () -> configs.with(encryptedIndex));
        assertThat(table(ACTIONS).index(Optional.of("keys-only")).partitionKeyName())
                .isEqualTo("status");
        refuses(Reason.UNSAFE_OPERATION, () -> table(ACTIONS).requireWholeItems(Optional.of("keys-only")));
        refuses(Reason.INVALID_REQUEST, () -> table(ACTIONS).requireWholeItems(Optional.of("none")));
    }

    @Test
    void comparesNothingThatOlderActionsEncrypted() {
        CryptoConfig migrating = CryptoConfig.builder(
                        provider(), INFO, ACTIONS.withProtectedKeys(INFO.protectedKeyNames()))
                .alsoReading(ACTIONS.with("views", CryptoAction.ENCRYPT_AND_SIGN)
                        .with("status", CryptoAction.ENCRYPT_AND_SIGN)
                        .withProtectedKeys(INFO.protectedKeyNames()))
                .build();

        refuses(Reason.UNSAFE_OPERATION, () -> table(migrating).requireComparable("views"));
        table(migrating).requireComparable("status"); // the key of an index
    }

    @Test
    void anErrorWhileATableIsDescribedIsNotWaitedForByTheNext() {
        AtomicInteger asked = new AtomicInteger();
        TableConfigs configs = TableConfigs.describedBy(
                name -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new NoClassDefFoundError("not there yet");
                    }
                    return INFO;
                },
                provider(),
                name -> ACTIONS);

        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> Stages.join(configs.configOf(ORDERS, Runnable::run)));
        assertThat(Stages.join(configs.configOf(ORDERS, Runnable::run)).table()).isEqualTo(INFO);
    }
}
