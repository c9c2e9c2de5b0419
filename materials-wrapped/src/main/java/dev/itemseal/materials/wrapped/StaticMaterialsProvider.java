package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same keys for every item (rules STA-1 to STA-4). Immutable and safe for use by several threads.
 *
 * <p>Without a content key it signs and verifies only; without a signing or without a verification key it serves one
 * direction only. One content key for everything can't be exchanged without writing everything again: prefer
 * {@link WrappedMaterialsProvider}.
 */
public final class StaticMaterialsProvider implements MaterialsProvider {

    private final MaterialDescription description;
    private final Optional<EncryptionMaterials> encryptionMaterials;
    private final Optional<DecryptionMaterials> decryptionMaterials;

    private StaticMaterialsProvider(Builder builder) {
        SignatureKeys signatureKeys = new SignatureKeys(
                Optional.ofNullable(builder.signingKey), Optional.ofNullable(builder.verificationKey));
        description = OwnDescription.checkedForStatic(builder.description);
        Optional<ContentKey> contentKey = Optional.ofNullable(builder.contentKey);
        encryptionMaterials =
                signatureKeys.signing().map(key -> new EncryptionMaterials(contentKey, key, description, false));
        decryptionMaterials = signatureKeys
                .verification()
                .map(key -> contentKey
                        .map(content -> DecryptionMaterials.of(key, content))
                        .orElseGet(() -> DecryptionMaterials.of(key)));
        signatureKeys.warnIfWeak();
    }

    /** {@return a builder without any key} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the configured keys: the same object for every item.
     *
     * @param context the item and where it belongs
     * @return the materials, whose content key is empty if none is configured
     * @throws dev.itemseal.api.error.MaterialsException with {@code NO_SIGNING_KEY} if none is configured
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        return encryptionMaterials.orElseThrow(() -> SignatureKeys.noSigningKey(context));
    }

    /**
     * Gives the configured keys: the same object for every item.
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, which refuse to give a content key with {@code NO_CONTENT_KEY} if none is configured
     * @throws dev.itemseal.api.error.MaterialsException with {@code NO_VERIFICATION_KEY} if none is configured
     * @throws ItemRefusedException with {@code DESCRIPTION_MISMATCH} if the item's description lacks one of the
     *     configured entries or has it with another value
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        DecryptionMaterials materials = decryptionMaterials.orElseThrow(() -> SignatureKeys.noVerificationKey(context));
        requireOwnEntries(context);
        return materials;
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item has all of the configured entries, and no wrapped content key unless the configured entries have
     * one.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        return OwnDescription.isIn(context.materialDescription(), description)
                && OwnDescription.hasNoOther(
                        MaterialDescription.CONTENT_KEY, context.materialDescription(), description);
    }

    /** Completes at once: nothing here blocks. */
    @Override
    public CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return completed(() -> encryptionMaterials(context));
    }

    /** Completes at once: nothing here blocks. */
    @Override
    public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return completed(() -> decryptionMaterials(context));
    }

    private static <T> CompletionStage<T> completed(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ItemsealException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void requireOwnEntries(EncryptionContext context) {
        if (description.isEmpty()) {
            return;
        }
        Map<String, String> found = context.materialDescription().entries();
        description.entries().forEach((name, value) -> {
            if (!value.equals(found.get(name))) {
                throw new ItemRefusedException(
                        Reason.DESCRIPTION_MISMATCH,
                        "The item of the table '" + context.tableName() + "' "
                                + (found.containsKey(name) ? "has another value of" : "lacks")
                                + " the description entry '" + name
                                + "' than the static materials provider is configured with; the item belongs to other"
                                + " keys, so choose the provider for it");
            }
        });
    }

    @Override
    public String toString() {
        return "StaticMaterialsProvider(keys hidden)";
    }

    /** Collects the keys. Each is optional, but there must be a signing key or a verification key. For one thread. */
    public static final class Builder {

        private @Nullable ContentKey contentKey;
        private @Nullable SigningKey signingKey;
        private @Nullable VerificationKey verificationKey;
        private MaterialDescription description = MaterialDescription.empty();

        private Builder() {}

        /**
         * Sets the key that encrypts and decrypts values.
         *
         * @param key the key
         * @return this
         */
        public Builder contentKey(ContentKey key) {
            contentKey = Objects.requireNonNull(key, "key");
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
         * Sets the entries that each item's description gets, and must have when it is read.
         *
         * @param entries the entries
         * @return this
         */
        public Builder description(MaterialDescription entries) {
            description = Objects.requireNonNull(entries, "entries");
            return this;
        }

        /**
         * Makes the provider. Keys that are weak are used, with a warning in the log.
         *
         * @return the provider
         * @throws dev.itemseal.api.error.ConfigurationException with {@code MISSING_SETTING} if there is neither a
         *     signing nor a verification key, or with {@code INVALID_SETTING} if a description entry has a name that
         *     the engine writes itself, or the description exceeds the bounds of rule DSC-5
         */
        public StaticMaterialsProvider build() {
            return new StaticMaterialsProvider(this);
        }
    }
}
