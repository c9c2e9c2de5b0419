package dev.itemseal.api.materials;

import java.util.Objects;
import java.util.Optional;

/**
 * The keys to encrypt and sign one item with.
 *
 * @param contentKey the key for attribute values; without one, no attribute can be encrypted
 * @param signingKey the key for the signature
 * @param materialDescription what the provider wants to find in the item's description when it is read
 * @param ephemeral whether the content key was made for this one item: then the encryptor destroys it when it is done
 */
public record EncryptionMaterials(
        Optional<ContentKey> contentKey,
        SigningKey signingKey,
        MaterialDescription materialDescription,
        boolean ephemeral) {

    /**
     * Makes materials.
     *
     * @param contentKey the key for attribute values, if there is one
     * @param signingKey the key for the signature
     * @param materialDescription the provider's entries for the description
     * @param ephemeral whether the content key is for this one item
     */
    public EncryptionMaterials {
        Objects.requireNonNull(contentKey, "contentKey");
        Objects.requireNonNull(signingKey, "signingKey");
        Objects.requireNonNull(materialDescription, "materialDescription");
    }
}
