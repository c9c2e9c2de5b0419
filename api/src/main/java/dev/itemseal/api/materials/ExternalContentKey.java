package dev.itemseal.api.materials;

/**
 * A content key that is not a JCA key, for example one behind a service: it does the AES-CBC work itself.
 *
 * <p>Implementations are safe for use by several threads and hide the key in {@code toString}.
 */
public non-sealed interface ExternalContentKey extends ContentKey {

    /**
     * Encrypts a serialized attribute value with AES-CBC and PKCS #5 padding.
     *
     * @param iv the initialization vector, 16 bytes
     * @param plaintext the serialized value, which must not be kept
     * @return the ciphertext, fresh, a multiple of 16 bytes and longer than the plaintext; never null
     * @throws dev.itemseal.api.error.MaterialsException if the key can't be used now
     */
    byte[] encrypt(byte[] iv, byte[] plaintext);

    /**
     * Decrypts what {@link #encrypt} gave. Called only after the item's signature was verified.
     *
     * @param iv the initialization vector, 16 bytes
     * @param ciphertext a multiple of 16 bytes, at least 16
     * @return the serialized value without padding, fresh; the caller wipes it; never null
     * @throws dev.itemseal.api.error.ItemRefusedException with {@code NOT_AUTHENTIC} if the padding is wrong
     * @throws dev.itemseal.api.error.MaterialsException if the key can't be used now
     */
    byte[] decrypt(byte[] iv, byte[] ciphertext);
}
