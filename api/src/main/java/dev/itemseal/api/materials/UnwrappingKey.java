package dev.itemseal.api.materials;

/**
 * A key that unwraps content keys.
 *
 * <p>The description that names the wrapping is not signed, so the key itself decides what it accepts: it answers
 * {@link #accepts} from its own configuration. Implementations are safe for use by several threads and hide the key in
 * {@code toString}.
 */
public interface UnwrappingKey {

    /** What stands for the wrapping of the oldest Java items, whose description names none. */
    String UNNAMED_WRAPPING = "";

    /**
     * Tells whether this key unwraps what was wrapped in a certain way.
     *
     * @param wrappingAlgorithm the name in the item's description, or {@link #UNNAMED_WRAPPING}
     * @return whether {@link #unwrap} may be called with it
     */
    boolean accepts(String wrappingAlgorithm);

    /**
     * Unwraps a content key.
     *
     * <p>What comes out need not have a length that the content key's algorithm allows: the caller checks that. The
     * algorithm is told for those wrappings that must not let anyone see whether a key did unwrap (rule WRP-14).
     *
     * @param wrappedKey the wrapped key, as found: of any length and content
     * @param wrappingAlgorithm one that this key {@link #accepts}
     * @param contentKeyAlgorithm what kind of key the item's description says it is
     * @param context the item that the key is for
     * @return the raw AES key, fresh; whoever asked destroys it; never null
     * @throws dev.itemseal.api.error.MaterialsException with {@code KEY_NOT_UNWRAPPED} if it does not unwrap, for
     *     whatever cryptographic reason, or with {@code KEY_UNAVAILABLE} if the key can't be used now
     */
    SecretBytes unwrap(
            byte[] wrappedKey,
            String wrappingAlgorithm,
            ContentKeyAlgorithm contentKeyAlgorithm,
            EncryptionContext context);
}
