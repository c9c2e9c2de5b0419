package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fresh content key for every item, wrapped and kept in the item's description (rules WRP-1 to WRP-19, and WRP-30 to
 * WRP-38 for several wrapping keys). Immutable and safe for use by several threads.
 *
 * <p>Each key is optional, and the direction that needs it is refused: writing takes a wrapping and a signing key,
 * verifying a verification key, decrypting an unwrapping key too. Wrapping keys are {@link AesWrappingKey}, the
 * pair of {@link RsaWrappingKey} and {@link RsaUnwrappingKey}, or any other implementation of the two interfaces.
 *
 * <p>With several keys any one of them decrypts, so an item is as safe as the weakest. The description is not signed: who
 * can write the table can change, remove or add wrapped keys, and so chooses which of the reader's keys is used, and sees by
 * the time it takes which one was. It can't be seen, by type, text or content of the outcome, why a key did not unwrap. What
 * a key unwrapped is final: if the values don't decrypt with it the item is refused as {@code NOT_AUTHENTIC}, and the other
 * keys are not tried. One read asks a key at most once for each of an item's wrapped keys, of which there are at most four,
 * and not again once it was unavailable.
 */
public final class WrappedMaterialsProvider implements MaterialsProvider {

    private final List<NamedKey<WrappingKey>> wrappingKeys;
    private final UnwrappingKeys unwrappingKeys;
    private final SignatureKeys signatureKeys;
    private final ContentKeyAlgorithm contentKeyAlgorithm;
    private final SecureRandom random;

    /** The caller's own entries. */
    private final MaterialDescription ownDescription;

    /** What the descriptions of all items have in common. */
    private final MaterialDescription description;

    private WrappedMaterialsProvider(Builder builder) {
        wrappingKeys = NamedKey.checked("wrapping", builder.wrappingKeys, WrappedKey.MOST);
        unwrappingKeys = new UnwrappingKeys(builder.unwrappingKeys);
        signatureKeys = new SignatureKeys(
                Optional.ofNullable(builder.signingKey), Optional.ofNullable(builder.verificationKey));
        contentKeyAlgorithm = builder.contentKeyAlgorithm;
        random = builder.random == null ? new SecureRandom() : builder.random;
        ownDescription = OwnDescription.checkedForWrapped(builder.description);
        MaterialDescription common =
                ownDescription.with(MaterialDescription.CONTENT_KEY_ALGORITHM, contentKeyAlgorithm.descriptionName());
        for (int i = 0; i < wrappingKeys.size(); i++) {
            common = common.with(WrappedKey.algorithmEntry(i + 1), wrappingAlgorithm(wrappingKeys.get(i)));
        }
        description = common;
        warnIfWeak(builder);
    }

    /** Rule WRP-37, for writing. */
    private String wrappingAlgorithm(NamedKey<WrappingKey> named) {
        String algorithm = named.key().wrappingAlgorithm();
        if (wrappingKeys.size() > 1 && algorithm.equals(RsaTransformation.PKCS1.jcaName())) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The wrapping key '" + named.name() + "' wraps with PKCS #1 v1.5, which can't stand among several"
                            + " keys; let it wrap with OAEP");
        }
        return algorithm;
    }

    private void warnIfWeak(Builder builder) {
        signatureKeys.warnIfWeak();
        boolean rsa = false;
        for (NamedKey<WrappingKey> named : builder.wrappingKeys) {
            if (named.key() instanceof RsaWrappingKey key) {
                Warnings.ifWeakRsa("wrapping", key.key());
                rsa = true;
            }
        }
        for (NamedKey<UnwrappingKey> named : builder.unwrappingKeys) {
            if (named.key() instanceof RsaUnwrappingKey key) {
                Warnings.ifWeakRsa("unwrapping", key.key());
                rsa = true;
            }
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
     * Makes a content key for one item and wraps it under each wrapping key, one after the other. An item is never written
     * under some of them only.
     *
     * @param context the item and where it belongs
     * @return the materials, whose content key is for this item alone
     * @throws MaterialsException with {@code NO_SIGNING_KEY} or {@code NO_WRAPPING_KEY} if there is none, or with
     *     {@code KEY_UNAVAILABLE} if a wrapping key can't be used now
     * @throws ConfigurationException with {@code INVALID_SETTING} if two wrapping keys turn out to be the same key
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        SigningKey signingKey = signatureKeys.signing().orElseThrow(() -> SignatureKeys.noSigningKey(context));
        if (wrappingKeys.isEmpty()) {
            throw new MaterialsException(
                    Reason.NO_WRAPPING_KEY,
                    "An item for the table '" + context.tableName()
                            + "' can't be written: the wrapped materials provider has no wrapping key; give it one");
        }
        SecretBytes contentKey = newContentKey();
        MaterialDescription wrapped;
        try {
            wrapped = wrapped(contentKey, context);
        } catch (RuntimeException e) {
            contentKey.destroy();
            throw e;
        }
        return new EncryptionMaterials(Optional.of(AesContentKey.of(contentKey)), signingKey, wrapped, true);
    }

    private MaterialDescription wrapped(SecretBytes contentKey, EncryptionContext context) {
        MaterialDescription wrapped = description;
        List<WrappedKey> before = new ArrayList<>(wrappingKeys.size());
        for (NamedKey<WrappingKey> named : wrappingKeys) {
            WrappedKey next = new WrappedKey(named.key().wrappingAlgorithm(), wrappedBy(named, contentKey, context));
            if (before.stream().anyMatch(next::sameAs)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The wrapping key '" + named.name() + "' is the same key as one before it; take it out");
            }
            before.add(next);
            wrapped = wrapped.with(
                    WrappedKey.keyEntry(before.size()), Base64.getEncoder().encodeToString(next.bytes()));
        }
        return wrapped;
    }

    /** With several keys, says which of them failed. */
    private byte[] wrappedBy(NamedKey<WrappingKey> named, SecretBytes contentKey, EncryptionContext context) {
        try {
            return named.key().wrap(contentKey, context);
        } catch (MaterialsException e) {
            if (wrappingKeys.size() == 1) {
                throw e;
            }
            throw new MaterialsException(
                    e.reason(),
                    "An item for the table '" + context.tableName() + "' can't be written: its content key must be"
                            + " wrapped under each wrapping key, and '" + named.name() + "' can't be used; make it"
                            + " available, or take it out",
                    e.retryable(),
                    e);
        }
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
     *       {@code KEY_UNAVAILABLE} if the unwrapping key can't be used now; of several keys, if none unwraps and one of
     *       them can't be used now, with the outcome of each;
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
        return new UnwrappingMaterials(verificationKey, unwrappingKeys, context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item has a wrapped content key, one of its wrappings is accepted by one of the unwrapping keys, if
     * there are any, and it has all of the configured entries, and no version of most-recent materials unless the
     * configured entries have one. Which key wrapped it doesn't show: providers with the same kind of key are told apart by
     * configured entries.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        MaterialDescription found = context.materialDescription();
        return found.entry(MaterialDescription.CONTENT_KEY).isPresent()
                && (unwrappingKeys.isEmpty() || WrappedKey.wrappings(found).anyMatch(unwrappingKeys::accept))
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

        private final List<NamedKey<WrappingKey>> wrappingKeys = new ArrayList<>();
        private final List<NamedKey<UnwrappingKey>> unwrappingKeys = new ArrayList<>();
        private @Nullable SigningKey signingKey;
        private @Nullable VerificationKey verificationKey;
        private MaterialDescription description = MaterialDescription.empty();
        private ContentKeyAlgorithm contentKeyAlgorithm = ContentKeyAlgorithm.AES_256;
        private @Nullable SecureRandom random;

        private Builder() {}

        /**
         * Sets the key that wraps content keys, for writing, in place of all that were given before.
         *
         * @param key the key
         * @return this
         */
        public Builder wrappingKey(WrappingKey key) {
            wrappingKeys.clear();
            return addWrappingKey("wrapping-key", key);
        }

        /**
         * Adds a key that wraps content keys, for writing. With several, each item's content key is wrapped under all of them
         * (rule WRP-30): under the first one as the existing clients do it, so that they read the item if they have that key,
         * and under the others in entries that only Itemseal reads.
         *
         * @param name tells the key from the others in errors; not blank, no secret
         * @param key the key; not one that wraps with PKCS #1 v1.5 unless it is the only one
         * @return this
         */
        public Builder addWrappingKey(String name, WrappingKey key) {
            wrappingKeys.add(new NamedKey<>(name, key));
            return this;
        }

        /**
         * Sets the key that unwraps content keys, for decrypting, in place of all that were given before.
         *
         * @param key the key
         * @return this
         */
        public Builder unwrappingKey(UnwrappingKey key) {
            unwrappingKeys.clear();
            return addUnwrappingKey("unwrapping-key", key);
        }

        /**
         * Adds a key that unwraps content keys, for decrypting. Several are tried in the order in which they are added (rules
         * WRP-34 to WRP-37); one that is unavailable is passed over, with a warning in the log when that begins.
         *
         * @param name tells the key from the others in errors and in the log; not blank, no secret
         * @param key the key; not one that accepts PKCS #1 v1.5 unless it is the only one
         * @return this
         */
        public Builder addUnwrappingKey(String name, UnwrappingKey key) {
            unwrappingKeys.add(new NamedKey<>(name, key));
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
         * @throws ConfigurationException with {@code MISSING_SETTING} if there is neither a
         *     signing nor a verification key, or with {@code INVALID_SETTING} if a description entry has a name that
         *     the provider or the engine writes itself, the description exceeds the bounds of rule DSC-5, there are more than
         *     four wrapping or eight unwrapping keys, two of them have one name, or one of several is for PKCS #1 v1.5
         */
        public WrappedMaterialsProvider build() {
            return new WrappedMaterialsProvider(this);
        }
    }
}
