package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Encrypts a single item, step by step, with static keys. You put the item into the table yourself: the item encryptor knows
 * no table.
 */
public final class EncryptItem {

    private EncryptItem() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // 1. The keys: the same for every item.
        StaticMaterialsProvider provider = StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(ExampleKeys.random(32)))
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, ExampleKeys.random(32)))
                .build();

        // 2. The table: its name is part of every signature, its keys stay readable.
        TableInfo table = TableInfo.of("Records", TableIndex.of("partition_attribute", "sort_attribute"));

        // 3. What is done to each attribute.
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("test", CryptoAction.DO_NOTHING);
        CryptoConfig config = CryptoConfig.of(provider, table, actions);

        // 4. An item, from ordinary Java values.
        Item item = Item.fromJava(Map.of(
                "partition_attribute",
                "is this",
                "sort_attribute",
                55,
                "example",
                "data",
                "numbers",
                List.of(99, 0.5),
                "binary",
                new byte[] {0, 1, 2},
                "test",
                "hidden from nobody"));

        // 5. Encrypt it, and put what comes out into the table.
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        Item stored = encryptor.encrypt(item, config);
        System.out.println("stored: " + stored);

        // 6. What you read from the table is verified and decrypted.
        DecryptedItem read = encryptor.decryptWithDetails(stored, config);
        System.out.println("came back: " + read.item().equals(item));
        System.out.println("trust nothing but: " + new TreeSet<>(read.verifiedAttributes()));
    }
}
