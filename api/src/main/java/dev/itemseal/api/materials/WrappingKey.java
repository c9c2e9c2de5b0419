package dev.itemseal.api.materials;

/**
 * A key that wraps content keys, so that they can stand in an item's material description.
 *
 * <p>Implementations are safe for use by several threads and hide the key in {@code toString}.
 */
public interface WrappingKey {

    /** {@return the name of the wrapping that {@link #wrap} does, as it stands in the description; not empty} */
    String wrappingAlgorithm();

    /**
     * Wraps a content key.
     *
     * @param contentKey the raw AES key
     * @param context the item that the key is for; an implementation may bind the wrapped key to its table
     * @return the wrapped key, fresh, never null
     * @throws dev.itemseal.api.error.MaterialsException if the key can't be used now
     */
    byte[] wrap(SecretBytes contentKey, EncryptionContext context);
}
