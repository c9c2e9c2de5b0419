package dev.itemseal.api.materials;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The port for keys: gives the cryptographic materials for one item.
 *
 * <p>Implementations are safe for use by several threads and hide their keys in {@code toString}. No method returns
 * null, and no stage completes with null.
 */
public interface MaterialsProvider {

    /**
     * Gives the keys to encrypt and sign an item with.
     *
     * @param context the item and where it belongs
     * @return the materials, never null
     * @throws dev.itemseal.api.error.MaterialsException if the provider can only read, or its keys can't be had now
     * @throws dev.itemseal.api.error.InvalidItemException if the item lacks what the provider binds its keys to
     */
    EncryptionMaterials encryptionMaterials(EncryptionContext context);

    /**
     * Gives the keys to verify and decrypt an item with. Nothing in the context is verified yet; what the item's
     * description asks for beyond the provider's own configuration is refused.
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, never null
     * @throws dev.itemseal.api.error.MaterialsException if the provider can only write, or its keys can't be had now
     * @throws dev.itemseal.api.error.ItemRefusedException if the description is not one that the provider reads
     */
    DecryptionMaterials decryptionMaterials(EncryptionContext context);

    /**
     * The asynchronous form of {@link #encryptionMaterials}. A provider that can do it without blocking a thread
     * overrides this one, which calls the synchronous form on the executor.
     *
     * @param context the item and where it belongs
     * @param executor where work that blocks may run
     * @return completes with the materials, or with the exception that the synchronous form would throw; never null
     */
    default CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(
            EncryptionContext context, Executor executor) {
        return CompletableFuture.supplyAsync(() -> encryptionMaterials(context), executor);
    }

    /**
     * The asynchronous form of {@link #decryptionMaterials}. A provider that can do it without blocking a thread
     * overrides this one, which calls the synchronous form on the executor.
     *
     * @param context the item and where it belongs, with the item's description
     * @param executor where work that blocks may run
     * @return completes with the materials, or with the exception that the synchronous form would throw; never null
     */
    default CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(
            EncryptionContext context, Executor executor) {
        return CompletableFuture.supplyAsync(() -> decryptionMaterials(context), executor);
    }

    /**
     * Tells whether an item may be one that this provider reads, going by what stands in its description: so that of
     * several providers the one is asked that the item belongs to (rules MUL-2 and MUL-3). It takes no key, no service
     * and no time, and promises nothing: nothing in the context is verified, and whoever can write the table can make any
     * item recognised.
     *
     * @param context the item and where it belongs, with the item's description
     * @return false if {@link #decryptionMaterials} or its content key would be refused for this description. True unless
     *     overridden
     */
    default boolean recognises(EncryptionContext context) {
        return true;
    }
}
