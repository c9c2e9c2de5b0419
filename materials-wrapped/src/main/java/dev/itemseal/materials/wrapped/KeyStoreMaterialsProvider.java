package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys from a JCA keystore, by their aliases: a {@link WrappedMaterialsProvider} or, with an AES key that encrypts every
 * item, a {@link StaticMaterialsProvider}.
 *
 * <p>What an entry is used for follows from what it is: an AES or HMAC key and a key pair serve both directions, a
 * certificate alone wraps or verifies. Certificates are containers of public keys here; neither their chain nor their
 * dates are checked.
 *
 * <p>Safe for use by several threads. {@link #refresh()} exchanges all keys at once: each item is written or read with the
 * keys of one state of the keystore.
 */
public final class KeyStoreMaterialsProvider implements MaterialsProvider {

    private final KeyStoreSource source;
    private final Optional<Supplier<char[]>> keyPassword;
    private final String signingKeyAlias;
    private final Optional<SigningAlgorithm> signingAlgorithm;
    private final Optional<String> contentKeyAlias;
    private final Optional<String> wrappingKeyAlias;
    private final RsaTransformation transformation;
    private final boolean pkcs1Allowed;
    private final ContentKeyAlgorithm contentKeyAlgorithm;
    private final MaterialDescription description;

    private volatile MaterialsProvider current;

    private KeyStoreMaterialsProvider(Builder builder, String signingKeyAlias) {
        source = builder.source;
        keyPassword = Optional.ofNullable(builder.keyPassword);
        this.signingKeyAlias = signingKeyAlias;
        signingAlgorithm = Optional.ofNullable(builder.signingAlgorithm);
        contentKeyAlias = Optional.ofNullable(builder.contentKeyAlias);
        wrappingKeyAlias = Optional.ofNullable(builder.wrappingKeyAlias);
        transformation = builder.transformation;
        pkcs1Allowed = builder.pkcs1Allowed;
        contentKeyAlgorithm = builder.contentKeyAlgorithm;
        description = builder.description;
        refresh();
    }

    /**
     * Starts a provider.
     *
     * @param source where the keystore comes from
     * @return a builder without any alias
     */
    public static Builder builder(KeyStoreSource source) {
        return new Builder(source);
    }

    /**
     * Loads the keystore again and takes its keys for all items from now on. If that fails, the former keys stay.
     *
     * @throws ConfigurationException as {@link Builder#build()} does
     */
    public synchronized void refresh() {
        KeyStoreEntries entries = KeyStoreEntries.load(source, keyPassword);
        SignatureKeys signatureKeys = entries.entry(signingKeyAlias).signatureKeys(signingAlgorithm);
        current = wrappingKeyAlias
                .<MaterialsProvider>map(alias -> wrapped(signatureKeys, entries.entry(alias)))
                .orElseGet(() -> unwrapped(signatureKeys, entries));
    }

    private WrappedMaterialsProvider wrapped(SignatureKeys signatureKeys, KeyStoreEntries.Entry entry) {
        WrappedMaterialsProvider.Builder provider = WrappedMaterialsProvider.builder()
                .signatureKeys(signatureKeys)
                .description(description)
                .contentKeyAlgorithm(contentKeyAlgorithm);
        WrappingKeys keys = entry.wrappingKeys(transformation, pkcs1Allowed);
        keys.wrapping().ifPresent(provider::wrappingKey);
        keys.unwrapping().ifPresent(provider::unwrappingKey);
        return provider.build();
    }

    private StaticMaterialsProvider unwrapped(SignatureKeys signatureKeys, KeyStoreEntries entries) {
        StaticMaterialsProvider.Builder provider =
                StaticMaterialsProvider.builder().signatureKeys(signatureKeys).description(description);
        contentKeyAlias.ifPresent(
                alias -> provider.contentKey(entries.entry(alias).contentKey()));
        return provider.build();
    }

    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        return current.encryptionMaterials(context);
    }

    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        return current.decryptionMaterials(context);
    }

    @Override
    public boolean recognises(EncryptionContext context) {
        return current.recognises(context);
    }

    @Override
    public CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return current.encryptionMaterialsAsync(context, executor);
    }

    @Override
    public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return current.decryptionMaterialsAsync(context, executor);
    }

    @Override
    public String toString() {
        return "KeyStoreMaterialsProvider(keys hidden)";
    }

    /**
     * Collects the aliases. A signing key's is required; without a wrapping and a content key, items are signed only.
     * For one thread.
     */
    public static final class Builder {

        private final KeyStoreSource source;
        private @Nullable Supplier<char[]> keyPassword;
        private @Nullable String signingKeyAlias;
        private @Nullable SigningAlgorithm signingAlgorithm;
        private @Nullable String contentKeyAlias;
        private @Nullable String wrappingKeyAlias;
        private RsaTransformation transformation = RsaTransformation.OAEP_SHA256;
        private boolean pkcs1Allowed;
        private ContentKeyAlgorithm contentKeyAlgorithm = ContentKeyAlgorithm.AES_256;
        private MaterialDescription description = MaterialDescription.empty();

        private Builder(KeyStoreSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets the password of the entries. Without it they are opened without one, as those of a device are.
         *
         * @param password gives the password, fresh each time; it is wiped after use
         * @return this
         */
        public Builder keyPassword(Supplier<char[]> password) {
            keyPassword = Objects.requireNonNull(password, "password");
            return this;
        }

        /**
         * Names the entry that signs and verifies: an HMAC key, a key pair, or a certificate, which only verifies.
         *
         * @param alias the entry's alias
         * @return this
         */
        public Builder signingKeyAlias(String alias) {
            signingKeyAlias = Objects.requireNonNull(alias, "alias");
            return this;
        }

        /**
         * Sets the algorithm that the signing key is used with. Without it, that is what the entry of an HMAC key names,
         * else {@code HmacSHA256} or {@code SHA256withRSA}; an EC key needs it.
         *
         * @param algorithm the algorithm
         * @return this
         */
        public Builder signingAlgorithm(SigningAlgorithm algorithm) {
            signingAlgorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /**
         * Names the entry that wraps and unwraps a fresh content key for every item: an AES key, an RSA key pair, or an
         * RSA certificate, which only wraps.
         *
         * @param alias the entry's alias
         * @return this
         */
        public Builder wrappingKeyAlias(String alias) {
            wrappingKeyAlias = Objects.requireNonNull(alias, "alias");
            return this;
        }

        /**
         * Names the entry that encrypts every item, instead of a wrapping key: an AES key.
         *
         * @param alias the entry's alias
         * @return this
         */
        public Builder contentKeyAlias(String alias) {
            contentKeyAlias = Objects.requireNonNull(alias, "alias");
            return this;
        }

        /**
         * Sets how an RSA wrapping key wraps; {@link RsaTransformation#OAEP_SHA256} unless this is called. To name PKCS
         * #1 v1.5 is to allow it for reading, too.
         *
         * @param rsaTransformation how it wraps
         * @return this
         */
        public Builder transformation(RsaTransformation rsaTransformation) {
            transformation = rsaTransformation;
            pkcs1Allowed |= rsaTransformation == RsaTransformation.PKCS1;
            return this;
        }

        /**
         * Lets an RSA wrapping key unwrap PKCS #1 v1.5; {@link RsaUnwrappingKey#allowingPkcs1()} says what that means.
         *
         * @return this
         */
        public Builder allowingPkcs1() {
            pkcs1Allowed = true;
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
         * Sets further entries for each item's description. With a content key they must be in each item that is read.
         *
         * @param entries the entries
         * @return this
         */
        public Builder description(MaterialDescription entries) {
            description = Objects.requireNonNull(entries, "entries");
            return this;
        }

        /**
         * Loads the keystore and makes the provider. Weak keys are used with a warning in the log.
         *
         * @return the provider
         * @throws ConfigurationException with {@code MISSING_SETTING} if no signing key's alias is set, or the algorithm
         *     of an EC key is not; with {@code INVALID_SETTING} if both a wrapping and a content key are named, the
         *     keystore can't be read, has no such alias, or a description entry is not allowed; with
         *     {@code INVALID_KEY} if the keystore or an entry can't be opened, or the entry is of the wrong kind
         */
        public KeyStoreMaterialsProvider build() {
            if (signingKeyAlias == null) {
                throw new ConfigurationException(
                        Reason.MISSING_SETTING,
                        "A keystore materials provider needs the alias of its signing key; set it");
            }
            if (contentKeyAlias != null && wrappingKeyAlias != null) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "A keystore materials provider takes the alias of a wrapping key or of a content key, not both;"
                                + " leave one out");
            }
            return new KeyStoreMaterialsProvider(this, signingKeyAlias);
        }
    }
}
