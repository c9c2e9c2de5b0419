package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ACTIONS;
import static dev.itemseal.engine.table.TableFixtures.INFO;
import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static dev.itemseal.engine.table.TableFixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables whose own keys no signature covers: with DO_NOTHING as the default, which ACT-2 keeps as others have it. */
class UnsignedKeysTest {

    private static final AttributeActions ALLOWING =
            AttributeActions.withDefault(CryptoAction.DO_NOTHING).with("secret", CryptoAction.ENCRYPT_AND_SIGN);
    private static final AttributeActions SIGNING =
            ALLOWING.with("customer", CryptoAction.SIGN_ONLY).with("order", CryptoAction.SIGN_ONLY);

    private final LoggedWarnings logged = new LoggedWarnings();
    private final List<String> warnings = logged.messages();
    private final InMemoryItemStore store = TableFixtures.store();

    @AfterEach
    void stopListening() {
        logged.close();
    }

    private EncryptedTable table(AttributeActions actions, DescriptionBinding binding) {
        return new EncryptedTable(AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run),
                        Runnable::run,
                        CryptoConfig.of(provider(), INFO, actions))
                .encryptor(
                        StandardItemEncryptor.builder()
                                .descriptionBinding(binding)
                                .build(),
                        ReservedAttributes.DEFAULT)
                .build()
                .table(ORDERS));
    }

    /** Ann's item, put by somebody who writes the table in the place of Bob's. */
    private void moved(EncryptedTable table) {
        store.delete(WriteRequest.Delete.of(ORDERS, key("ann", "1"))); // it may be one of other actions
        table.put(order("ann", "1", "ann's"));
        Item stored = store.get(GetRequest.of(ORDERS, key("ann", "1"))).orElseThrow();
        store.put(WriteRequest.Put.of(ORDERS, stored.with("customer", AttributeValue.ofString("bob"))));
    }

    private static Reason refusal(EncryptedTable table) {
        return catchThrowableOfType(ItemsealException.class, () -> table.get(key("bob", "1")))
                .reason();
    }

    @Test
    @DisplayName("An item can be moved to another key where that is not signed, unless bindings are required")
    void movedItem() {
        EncryptedTable allowing = table(ALLOWING, DescriptionBinding.CHECKED);
        moved(allowing);
        assertThat(allowing.get(key("bob", "1"))).contains(order("bob", "1", "ann's"));

        EncryptedTable signing = table(SIGNING, DescriptionBinding.CHECKED);
        moved(signing);
        assertThat(refusal(signing)).isEqualTo(Reason.NOT_AUTHENTIC);

        EncryptedTable binding = table(ALLOWING, DescriptionBinding.REQUIRED);
        moved(binding);
        assertThat(refusal(binding)).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("The log warns of each such table once, by the names of its keys")
    void warning() {
        EncryptedTable given = table(ALLOWING.with("order", CryptoAction.SIGN_ONLY), DescriptionBinding.CHECKED);
        given.with(CryptoConfig.of(provider(), INFO, ALLOWING)).get(key("ann", "1"));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("[customer]", "'" + ORDERS + "'", "SIGN_ONLY")
                .doesNotContain("ann");

        warnings.clear();
        EncryptedResource described = EncryptedResource.of(store, store, provider(), ALLOWING);
        described.table(ORDERS).get(key("ann", "1"));
        described.table(ORDERS).refresh();
        described.table(ORDERS).get(key("ann", "1"));
        assertThat(warnings).singleElement().asString().contains("[customer, order]");
    }

    @Test
    @DisplayName("Keys that only older actions leave unsigned are warned of as well")
    void olderActions() {
        AttributeActions signing = SIGNING.withProtectedKeys(INFO.protectedKeyNames());
        CryptoConfig migrating = CryptoConfig.builder(provider(), INFO, signing)
                .alsoReading(ALLOWING.withProtectedKeys(INFO.protectedKeyNames()))
                .build();
        EncryptedResource.of(store, migrating);
        assertThat(warnings).hasSize(1);
    }

    @Test
    @DisplayName("There is no warning where keys are signed, nor where nothing is")
    void noWarning() {
        for (AttributeActions actions :
                List.of(ACTIONS, SIGNING, AttributeActions.withDefault(CryptoAction.DO_NOTHING))) {
            EncryptedResource.of(store, CryptoConfig.of(provider(), INFO, actions));
        }
        assertThat(warnings).isEmpty();
    }
}
