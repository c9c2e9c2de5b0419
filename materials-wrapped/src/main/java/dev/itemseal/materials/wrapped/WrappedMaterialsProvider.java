package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.materials.WrappingKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * A fresh content key for every item, wrapped and kept in the item's description (rules WRP-1 to WRP-19). Immutable and
 * safe for use by several threads.
 *
 * <p>Each key is optional, and the direction that needs it is refused: writing takes a wrapping and a signing key,
 * verifying a verification key, decrypting an unwrapping key too. Wrapping keys are {@link AesWrappingKey}, the
 * pair of {@link RsaWrappingKey} and {@link RsaUnwrappingKey}, or any other implementation of the two interfaces.
 */
public final class WrappedMaterialsProvider implements MaterialsProvider {

    private final Optional<WrappingKey> wrappingKey;
    private final Optional<UnwrappingKey> unwrappingKey;
    private final SignatureKeys signatureKeys;
    private final ContentKeyAlgorithm contentKeyAlgorithm;
    private final SecureRandom random;

    /** The caller's own entries. */
    private final MaterialDescription ownDescription;

    /** What the descriptions of all items have in common. */
    private final MaterialDescription description;

    private WrappedMaterialsProvider(Builder builder) {
        wrappingKey = Optional.ofNullable(builder.wrappingKey);
        unwrappingKey = Optional.ofNullable(builder.unwrappingKey);
        signatureKeys = new SignatureKeys(
                Optional.ofNullable(builder.signingKey), Optional.ofNullable(builder.verificationKey));
        contentKeyAlgorithm = builder.contentKeyAlgorithm;
        random = builder.random == null ? new SecureRandom() : builder.random;
        ownDescription = OwnDescription.checkedForWrapped(builder.description);
        MaterialDescription common =
                ownDescription.with(MaterialDescription.CONTENT_KEY_ALGORITHM, contentKeyAlgorithm.descriptionName());
        description = wrappingKey
                .map(key -> common.with(MaterialDescription.WRAPPING_ALGORITHM, key.wrappingAlgorithm()))
                .orElse(common);
        warnIfWeak();
    }

    private void warnIfWeak() {
        signatureKeys.warnIfWeak();
        boolean rsa = false;
        if (wrappingKey.orElse(null) instanceof RsaWrappingKey key) {
            Warnings.ifWeakRsa("wrapping", key.key());
            rsa = true;
        }
        if (unwrappingKey.orElse(null) instanceof RsaUnwrappingKey key) {
            Warnings.ifWeakRsa("unwrapping", key.key());
            rsa = true;
        }
        if (rsa && signatureKeys.useMac()) {
            Warnings.exchangeableContentKey();
        }
    }

    /** {@return a builder without any key} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a content key for one item and wraps it.
     *
     * @param context the item and where it belongs
     * @return the materials, whose content key is for this item alone
     * @throws MaterialsException with {@code NO_SIGNING_KEY} or {@code NO_WRAPPING_KEY} if there is none, or with
     *     {@code KEY_UNAVAILABLE} if the wrapping key can't be used now
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        SigningKey signingKey = signatureKeys.signing().orElseThrow(() -> SignatureKeys.noSigningKey(context));
        WrappingKey wrapping = wrappingKey.orElseThrow(() -> new MaterialsException(
                Reason.NO_WRAPPING_KEY,
                "An item for the table '" + context.tableName()
                        + "' can't be written: the wrapped materials provider has no wrapping key; give it one"));
        SecretBytes contentKey = newContentKey();
        byte[] wrappedKey;
        try {
            wrappedKey = wrapping.wrap(contentKey, context);
        } catch (RuntimeException e) {
            contentKey.destroy();
            throw e;
        }
        return new EncryptionMaterials(
                Optional.of(AesContentKey.of(contentKey)),
                signingKey,
                description.with(
                        MaterialDescription.CONTENT_KEY, Base64.getEncoder().encodeToString(wrappedKey)),
                true);
    }

    private SecretBytes newContentKey() {
        byte[] bytes = new byte[contentKeyAlgorithm.newKeyLength()];
        random.nextBytes(bytes);
        SecretBytes contentKey = SecretBytes.copyOf(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return contentKey;
    }

    /**
     * Gives the verification key at once. The content key is unwrapped when it is asked for, and only then are the
     * description's entries looked at (rules WRP-6 and RD-1); the materials refuse to give it
     *
     * <ul>
     *   <li>with {@code NO_UNWRAPPING_KEY} if there is none, {@code KEY_NOT_UNWRAPPED} if it does not unwrap, or
     *       {@code KEY_UNAVAILABLE} if the unwrapping key can't be used now;
     *   <li>with {@code ALGORITHM_REFUSED}, {@code DESCRIPTION_MISSING_ENTRY} or {@code DESCRIPTION_MALFORMED} if the
     *       item's description is not acceptable.
     * </ul>
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, whose content key is for this item alone
     * @throws MaterialsException with {@code NO_VERIFICATION_KEY} if there is none
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        VerificationKey verificationKey =
                signatureKeys.verification().orElseThrow(() -> SignatureKeys.noVerificationKey(context));
        return new UnwrappingMaterials(verificationKey, unwrappingKey, context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item has a wrapped content key whose wrapping the unwrapping key accepts, all of the configured
     * entries, and no version of most-recent materials unless the configured entries have one. Which key wrapped it
     * doesn't show: providers with the same kind of key are told apart by configured entries.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        MaterialDescription found = context.materialDescription();
        String wrapping = found.entry(MaterialDescription.WRAPPING_ALGORITHM).orElse(UnwrappingKey.UNNAMED_WRAPPING);
        return found.entry(MaterialDescription.CONTENT_KEY).isPresent()
                && unwrappingKey.map(key -> key.accepts(wrapping)).orElse(true)
                && OwnDescription.isIn(found, ownDescription)
                && OwnDescription.hasNoOther(MaterialDescription.MATERIALS_VERSION, found, ownDescription);
    }

    @Override
    public String toString() {
        return "WrappedMaterialsProvider(keys hidden)";
    }

    /**
     * Collects the keys. Each is optional, but there must be a signing key or a verification key. For one thread.
     */
    public static final class Builder {

        private WrappingKey wrappingKey;
        private UnwrappingKey unwrappingKey;
        private SigningKey signingKey;
        private VerificationKey verificationKey;
        private MaterialDescription description = MaterialDescription.empty();
        private ContentKeyAlgorithm contentKeyAlgorithm = ContentKeyAlgorithm.AES_256;
        private SecureRandom random;

        private Builder() {}

        /**
         * Sets the key that wraps content keys, for writing.
         *
         * @param key the key
         * @return this
         */
        public Builder wrappingKey(WrappingKey key) {
            wrappingKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets the key that unwraps content keys, for decrypting.
         *
         * @param key the key
         * @return this
         */
        public Builder unwrappingKey(UnwrappingKey key) {
            unwrappingKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets the key that signs what is written.
         *
         * @param key the key
         * @return this
         */
        public Builder signingKey(SigningKey key) {
            signingKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets the key that verifies what is read.
         *
         * @param key the key
         * @return this
         */
        public Builder verificationKey(VerificationKey key) {
            verificationKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets one key that signs and verifies.
         *
         * @param key the key
         * @return this
         */
        public Builder macKey(MacKey key) {
            return signingKey(key).verificationKey(key);
        }

        Builder signatureKeys(SignatureKeys keys) {
            keys.signing().ifPresent(this::signingKey);
            keys.verification().ifPresent(this::verificationKey);
            return this;
        }

        /**
         * Sets further entries for each item's description.
         *
         * @param entries the entries
         * @return this
         */
        public Builder description(MaterialDescription entries) {
            description = Objects.requireNonNull(entries, "entries");
            return this;
        }

        /**
         * Sets the kind of content keys that are made; {@link ContentKeyAlgorithm#AES_256} unless this is called.
         *
         * @param algorithm the kind
         * @return this
         */
        public Builder contentKeyAlgorithm(ContentKeyAlgorithm algorithm) {
            contentKeyAlgorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /**
         * Sets where content keys come from; a {@code new SecureRandom()} unless this is called.
         *
         * @param source a cryptographically secure generator that is safe for use by several threads
         * @return this
         */
        public Builder random(SecureRandom source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Makes the provider. Keys that are weak, and RSA wrapping together with HMAC signing, are accepted with a
         * warning in the log.
         *
         * @return the provider
         * @throws dev.itemseal.api.error.ConfigurationException with {@code MISSING_SETTING} if there is neither a
         *     signing nor a verification key, or with {@code INVALID_SETTING} if a description entry has a name that
         *     the provider or the engine writes itself, or the description exceeds the bounds of rule DSC-5
         */
        public WrappedMaterialsProvider build() {
            return new WrappedMaterialsProvider(this);
        }
    }
}
