package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.materials.kms.KmsContext.Direction;
import dev.itemseal.materials.kms.KmsDescription.Signing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * A data key from KMS for every item, from which content key and signing key are derived (rules KMS-1 to KMS-16). Safe for
 * use by several threads; make one and keep it.
 *
 * <p>Each item that is written costs one call to KMS, and each that is read one more, unless the connection has a cache for
 * reads. Where that is too dear, the most-recent provider serves many items with one call.
 *
 * <p>The table's name and the values of the item's primary key go to KMS as encryption context, and so into the log of KMS
 * calls (CloudTrail) in clear text.
 *
 * <p>Every method throws {@link MaterialsException}: with {@code KEY_UNAVAILABLE} if KMS can't be reached or does not
 * permit it ({@code retryable()} tells whether it passes), and when reading with {@code KEY_NOT_UNWRAPPED} if KMS rejects
 * the item's key or it belongs to a KMS key that is not accepted; and {@link ConfigurationException}, with
 * {@code INVALID_KEY} if the KMS key is of the wrong kind and with {@code INVALID_SETTING} if the encryption context can't
 * be made for the table.
 */
public final class KmsMaterialsProvider implements MaterialsProvider {

    private static final byte[] CONTENT_KEY_INFO = "Encryption".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SIGNING_KEY_INFO = "Signing".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_SALT = new byte[0];

    private final boolean blocking;
    private final DataKeys dataKeys;
    private final KmsContext kmsContext;
    private final ContentKeyAlgorithm contentKeyAlgorithm;
    private final Signing signing;

    /** The caller's own entries. */
    private final MaterialDescription ownDescription;

    /** What the descriptions of all items have in common. */
    private final MaterialDescription description;

    private KmsMaterialsProvider(Builder builder) {
        blocking = builder.connection.blocking();
        dataKeys = new DataKeys(builder.connection, builder.keys);
        kmsContext = new KmsContext(builder.additionalContext);
        contentKeyAlgorithm = builder.contentKeyAlgorithm;
        signing = Signing.of(builder.signingAlgorithm);
        ownDescription = KmsDescription.requireOwn(builder.description);
        description = ownDescription
                .with(KmsDescription.CONTEXT_ATTRIBUTES, KmsDescription.ALL_KEYS)
                .with(MaterialDescription.WRAPPING_ALGORITHM, KmsDescription.DIRECT_KMS)
                .with(MaterialDescription.CONTENT_KEY_ALGORITHM, contentKeyAlgorithm.descriptionName())
                .with(KmsDescription.SIGNING_ALGORITHM, signing.name());
    }

    /**
     * Starts a provider.
     *
     * @param connection how KMS is reached
     * @param keys which keys items are written and read under
     * @return a builder, for one thread
     */
    public static Builder builder(KmsConnection connection, KmsKeys keys) {
        return new Builder(connection, keys);
    }

    /**
     * Makes a provider as most tables need it.
     *
     * @param connection how KMS is reached
     * @param keys which keys items are written and read under
     * @return the provider
     */
    public static KmsMaterialsProvider of(KmsConnection connection, KmsKeys keys) {
        return builder(connection, keys).build();
    }

    /**
     * Gets a new data key from KMS.
     *
     * @param context the item and where it belongs
     * @return the materials, whose keys are for this item alone
     * @throws dev.itemseal.api.error.InvalidItemException with {@code MISSING_KEY_ATTRIBUTE} if the item lacks an attribute
     *     of the primary key
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        return Caller.waiting(caller -> written(context, caller));
    }

    @Override
    public CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        // A call that blocks has its thread before it has its turn: who has his turn never waits for a thread.
        return blocking
                ? MaterialsProvider.super.encryptionMaterialsAsync(context, executor)
                : Caller.later(caller -> written(context, caller));
    }

    /**
     * Has KMS unwrap the item's data key. That comes before the signature is verified, since both keys are derived from it;
     * KMS itself authenticates it together with the table's name and the primary key (rule KMS-13).
     *
     * @param context the item and where it belongs, with the item's description
     * @return the materials, whose keys are for this item alone
     * @throws dev.itemseal.api.error.ItemRefusedException with {@code MISSING_KEY_ATTRIBUTE} if the item lacks an attribute
     *     of the primary key, or with {@code DESCRIPTION_MISSING_ENTRY}, {@code DESCRIPTION_MALFORMED} or
     *     {@code ALGORITHM_REFUSED} (rule KMS-11)
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        return Caller.waiting(caller -> read(context, caller));
    }

    @Override
    public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return blocking
                ? MaterialsProvider.super.decryptionMaterialsAsync(context, executor)
                : Caller.later(caller -> read(context, caller));
    }

    private CompletionStage<EncryptionMaterials> written(EncryptionContext item, Caller caller) {
        Map<String, String> context = kmsContext.of(item, algorithms(contentKeyAlgorithm, signing), Direction.WRITING);
        return dataKeys.generate(item, context, caller).thenApply(generated -> {
            SecretBytes dataKey = generated.dataKey().secret();
            try {
                return new EncryptionMaterials(
                        Optional.of(contentKey(dataKey, contentKeyAlgorithm)),
                        signingKey(dataKey, signing),
                        description.with(
                                MaterialDescription.CONTENT_KEY,
                                Base64.getEncoder()
                                        .encodeToString(generated.wrapped().asByteArray())),
                        true);
            } finally {
                dataKey.destroy();
            }
        });
    }

    private CompletionStage<DecryptionMaterials> read(EncryptionContext item, Caller caller) {
        KmsDescription found = KmsDescription.of(item);
        Map<String, String> context =
                kmsContext.of(item, algorithms(found.contentKeyAlgorithm(), found.signing()), Direction.READING);
        return dataKeys.unwrap(found.wrapped().asByteArray(), item, context, caller)
                .thenApply(unwrapped -> {
                    SecretBytes dataKey = unwrapped.secret();
                    try {
                        requireLength(dataKey, item);
                        return new DerivedKeys(
                                signingKey(dataKey, found.signing()), contentKey(dataKey, found.contentKeyAlgorithm()));
                    } finally {
                        dataKey.destroy();
                    }
                });
    }

    private static void requireLength(SecretBytes dataKey, EncryptionContext item) {
        if (dataKey.length() != DataKeys.LENGTH) {
            throw new MaterialsException(
                    Reason.KEY_NOT_UNWRAPPED,
                    "The data key of an item of the table '" + item.tableName() + "' was refused: it does not have the "
                            + DataKeys.LENGTH + " bytes of direct KMS; another program made it");
        }
    }

    private static Map<String, String> algorithms(ContentKeyAlgorithm contentKey, Signing signing) {
        return Map.of(
                KmsContext.CONTENT_KEY_ALGORITHM, contentKey.descriptionName(),
                KmsContext.SIGNING_ALGORITHM, signing.name());
    }

    private static AesContentKey contentKey(SecretBytes dataKey, ContentKeyAlgorithm algorithm) {
        return AesContentKey.of(Hkdf.derive(dataKey, NO_SALT, CONTENT_KEY_INFO, algorithm.newKeyLength(), "AES"));
    }

    private static MacKey signingKey(SecretBytes dataKey, Signing signing) {
        return MacKey.ephemeral(
                signing.algorithm(),
                Hkdf.derive(
                        dataKey,
                        NO_SALT,
                        SIGNING_KEY_INFO,
                        signing.keyLength(),
                        signing.algorithm().jcaName()));
    }

    /** Both keys of an item that is read. */
    private record DerivedKeys(MacKey verificationKey, AesContentKey contentKey) implements DecryptionMaterials {

        @Override
        public CompletionStage<ContentKey> contentKeyAsync(Executor executor) {
            return CompletableFuture.completedStage(contentKey);
        }

        @Override
        public boolean ephemeral() {
            return true;
        }

        /** A refused item, and one without anything to decrypt, leave the content key as it is. */
        @Override
        public void destroy() {
            wipe(verificationKey.key());
            wipe(contentKey.key());
        }

        private static void wipe(SecretKey key) {
            if (key instanceof SecretBytes secret) {
                secret.destroy();
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if the item says that it is of direct KMS and has all of the configured entries (rule MUL-3). KMS is not
     * asked: providers with different keys are told apart by configured entries.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        MaterialDescription found = context.materialDescription();
        return found.entry(MaterialDescription.WRAPPING_ALGORITHM)
                        .filter(KmsDescription.DIRECT_KMS::equals)
                        .isPresent()
                && found.entries()
                        .entrySet()
                        .containsAll(ownDescription.entries().entrySet());
    }

    @Override
    public String toString() {
        return "KmsMaterialsProvider(keys hidden)";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final KmsConnection connection;
        private final KmsKeys keys;
        private Function<EncryptionContext, Map<String, String>> additionalContext = item -> Map.of();
        private ContentKeyAlgorithm contentKeyAlgorithm = ContentKeyAlgorithm.AES_256;
        private SigningAlgorithm signingAlgorithm = SigningAlgorithm.HMAC_SHA256;
        private MaterialDescription description = MaterialDescription.empty();

        private Builder(KmsConnection connection, KmsKeys keys) {
            this.connection = Objects.requireNonNull(connection, "connection");
            this.keys = Objects.requireNonNull(keys, "keys");
        }

        /**
         * Adds entries to the encryption context of KMS, so that a key's policy can ask for them, for example. They are not
         * stored: a reader needs the same function, or KMS rejects the item's key. Neither of the two existing clients
         * reads such items unless it adds the same.
         *
         * @param entries gives the entries for an item, the same for writing and reading it; never null, and without the
         *     names that KMS-2 to KMS-6 take, which are refused with {@code INVALID_SETTING}. It sees the item without its
         *     description; when an item is read, nothing is verified yet and encrypted attributes are not decrypted. Safe
         *     for use by several threads
         * @return this
         */
        public Builder additionalContext(Function<EncryptionContext, Map<String, String>> entries) {
            additionalContext = Objects.requireNonNull(entries, "entries");
            return this;
        }

        /**
         * Sets the kind of content keys for new items; {@link ContentKeyAlgorithm#AES_256} unless this is called.
         *
         * @param algorithm the kind
         * @return this
         */
        public Builder contentKeyAlgorithm(ContentKeyAlgorithm algorithm) {
            contentKeyAlgorithm = Objects.requireNonNull(algorithm, "algorithm");
            return this;
        }

        /**
         * Sets the algorithm that signs new items; {@link SigningAlgorithm#HMAC_SHA256} unless this is called.
         *
         * @param algorithm one of the HMACs
         * @return this
         */
        public Builder signingAlgorithm(SigningAlgorithm algorithm) {
            signingAlgorithm = Objects.requireNonNull(algorithm, "algorithm");
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
         * Makes the provider, without calling KMS.
         *
         * @return the provider
         * @throws ConfigurationException with {@code INVALID_KEY} if the signing algorithm is no HMAC, or with
         *     {@code INVALID_SETTING} if a description entry has a name that the provider or the engine writes itself
         */
        public KmsMaterialsProvider build() {
            return new KmsMaterialsProvider(this);
        }
    }
}
