package dev.itemseal.api.materials;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The keys to verify and decrypt one item with: the verification key at once, the content key when it is asked for.
 *
 * <p>The encryptor asks for the content key only after the signature has been verified, and only if the item has
 * attributes to decrypt; so a provider whose verification key does not depend on the item unwraps nothing for a forger.
 */
public interface DecryptionMaterials {

    /** {@return the key for the signature, never null} */
    VerificationKey verificationKey();

    /**
     * {@return the key for attribute values, never null}
     *
     * @throws MaterialsException if there is none or it can't be had
     * @throws dev.itemseal.api.error.ItemRefusedException if the item's description asks for what the provider does not do
     */
    ContentKey contentKey();

    /**
     * The asynchronous form of {@link #contentKey()}.
     *
     * @param executor where work that blocks may run
     * @return completes with the key, or with the exception that {@link #contentKey()} would throw; never null
     */
    default CompletionStage<ContentKey> contentKeyAsync(Executor executor) {
        return CompletableFuture.supplyAsync(this::contentKey, executor);
    }

    /**
     * {@return whether the content key is for this one item: then the encryptor that has asked for it destroys it when it is
     * done}
     */
    default boolean ephemeral() {
        return false;
    }

    /**
     * Wipes what these materials hold for this one item, also keys that nobody has asked for. The encryptor calls this once
     * when it is done with the item, whatever came of it, and asks for nothing any more. Keys that serve other items are left
     * alone; unless overridden, all are. Throws nothing.
     */
    default void destroy() {}

    /**
     * Makes materials of two keys that are there already.
     *
     * @param verificationKey the key for the signature
     * @param contentKey the key for attribute values
     * @return the materials, whose keys are left alone when the item is done
     */
    static DecryptionMaterials of(VerificationKey verificationKey, ContentKey contentKey) {
        return new DecryptionMaterials() {
            @Override
            public VerificationKey verificationKey() {
                return verificationKey;
            }

            @Override
            public ContentKey contentKey() {
                return contentKey;
            }

            @Override
            public CompletionStage<ContentKey> contentKeyAsync(Executor executor) {
                return CompletableFuture.completedFuture(contentKey);
            }
        };
    }

    /**
     * Makes materials that verify alone.
     *
     * @param verificationKey the key for the signature
     * @return the materials, which refuse to give a content key
     */
    static DecryptionMaterials of(VerificationKey verificationKey) {
        return new DecryptionMaterials() {
            @Override
            public VerificationKey verificationKey() {
                return verificationKey;
            }

            @Override
            public ContentKey contentKey() {
                throw new MaterialsException(
                        Reason.NO_CONTENT_KEY,
                        "The item has encrypted attributes, but the materials provider was configured without a"
                                + " content key; configure one, or set the attributes to SIGN_ONLY if they are not encrypted");
            }
        };
    }
}
