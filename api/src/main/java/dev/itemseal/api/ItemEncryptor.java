package dev.itemseal.api;

import dev.itemseal.api.item.Item;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Encrypts and signs items, verifies and decrypts them. Implementations are immutable and safe for use by several
 * threads; one encryptor serves all tables.
 *
 * <p>The asynchronous forms call the provider's asynchronous forms, so that nothing blocks if the provider doesn't; the
 * executor runs providers that do. Their stages complete exceptionally with what the synchronous form would throw.
 */
public interface ItemEncryptor {

    /**
     * Encrypts and signs an item.
     *
     * @param item the item in plaintext
     * @param config keys, table and actions
     * @return the item as it is to be stored, never null; the same item if the actions do nothing to any attribute
     * @throws dev.itemseal.api.error.InvalidItemException if the item can't be stored or signed as it is
     * @throws dev.itemseal.api.error.MaterialsException if the keys can't be had
     * @throws dev.itemseal.api.error.ConfigurationException if keys and actions don't fit
     * @throws dev.itemseal.api.error.PluginException if the provider broke its contract
     */
    Item encrypt(Item item, CryptoConfig config);

    /**
     * Verifies and decrypts an item.
     *
     * @param item the item as it is stored
     * @param config keys, table and actions
     * @return the item in plaintext, never null; the same item if the actions do nothing to any attribute
     * @throws dev.itemseal.api.error.ItemRefusedException if the item is forged, damaged or not written so
     * @throws dev.itemseal.api.error.InvalidItemException if a signed attribute holds what no table stores
     * @throws dev.itemseal.api.error.MaterialsException if the keys can't be had
     * @throws dev.itemseal.api.error.ConfigurationException if keys and actions don't fit
     * @throws dev.itemseal.api.error.PluginException if the provider broke its contract
     */
    default Item decrypt(Item item, CryptoConfig config) {
        return decryptWithDetails(item, config).item();
    }

    /**
     * Verifies and decrypts an item, and tells what is known of it.
     *
     * @param item the item as it is stored
     * @param config keys, table and actions
     * @return the item in plaintext and how it was protected, never null
     * @throws dev.itemseal.api.error.ItemsealException as {@link #decrypt} does
     */
    DecryptedItem decryptWithDetails(Item item, CryptoConfig config);

    /**
     * Encrypts and signs an item without blocking for its keys.
     *
     * @param item the item in plaintext
     * @param config keys, table and actions
     * @param executor where work that blocks may run
     * @return completes as {@link #encrypt} returns or throws; never null
     */
    CompletionStage<Item> encryptAsync(Item item, CryptoConfig config, Executor executor);

    /**
     * Verifies and decrypts an item without blocking for its keys, and tells what is known of it.
     *
     * @param item the item as it is stored
     * @param config keys, table and actions
     * @param executor where work that blocks may run
     * @return completes as {@link #decryptWithDetails} returns or throws; never null
     */
    CompletionStage<DecryptedItem> decryptWithDetailsAsync(Item item, CryptoConfig config, Executor executor);

    /**
     * Verifies and decrypts an item without blocking for its keys.
     *
     * @param item the item as it is stored
     * @param config keys, table and actions
     * @param executor where work that blocks may run
     * @return completes as {@link #decrypt} returns or throws; never null
     */
    default CompletionStage<Item> decryptAsync(Item item, CryptoConfig config, Executor executor) {
        return decryptWithDetailsAsync(item, config, executor).thenApply(DecryptedItem::item);
    }
}
