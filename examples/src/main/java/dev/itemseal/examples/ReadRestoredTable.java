package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.Map;

/** Reads a table that was restored or copied under another name: each item's signature covers the name it was written under. */
public final class ReadRestoredTable {

    private ReadRestoredTable() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        MaterialsProvider provider = ExampleKeys.provider();
        AttributeActions actions = AttributeActions.encryptAndSignAll();
        Item order = Item.fromJava(Map.of("customer", "jane", "order", 1, "total", 84.95));
        TableInfo before = TableInfo.of("Orders", TableIndex.of("customer", "order"));
        Item stored = encryptor.encrypt(order, CryptoConfig.of(provider, before, actions));

        TableInfo restored = TableInfo.of("OrdersRestored", TableIndex.of("customer", "order"));
        try {
            encryptor.decrypt(stored, CryptoConfig.of(provider, restored, actions));
        } catch (ItemRefusedException e) {
            System.out.println("refused: " + e.reason());
        }

        CryptoConfig underTheOldName = CryptoConfig.builder(
                        provider, restored, actions.withProtectedKeys(restored.protectedKeyNames()))
                .tableNameOverride(TableNameOverride.of("Orders")) // written and read
                .build();
        System.out.println(
                "came back: " + encryptor.decrypt(stored, underTheOldName).equals(order));

        // Or move on: new items are signed under the new name, and those of both names are read.
        CryptoConfig both = CryptoConfig.builder(
                        provider, restored, actions.withProtectedKeys(restored.protectedKeyNames()))
                .tableNameOverride(TableNameOverride.none().alsoAccepting("Orders"))
                .build();
        Item written = encryptor.encrypt(order, both);
        System.out.println(
                "both are read: " + encryptor.decrypt(stored, both).equals(encryptor.decrypt(written, both)));
    }
}
