package dev.itemseal.engine;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.Protection;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.ItemReader.StoredItem;
import dev.itemseal.engine.ItemReader.VerifiedItem;
import dev.itemseal.engine.format.FormatV0;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The item encryptor: writes items in format version 0, and reads them, as both existing clients do.
 *
 * <p>Immutable and safe for use by several threads. Make one and keep it: it remembers the shapes of items, and keeps a
 * bounded number of ciphers and buffers for reuse.
 */
public final class StandardItemEncryptor implements ItemEncryptor {

    private static final String PROVIDER = "the materials provider";

    private final ReservedAttributes reserved;
    private final boolean readingPlaintext;
    private final ItemWriter writer;
    private final ItemReader reader;

    private StandardItemEncryptor(Builder builder) {
        this.reserved = builder.reserved;
        this.readingPlaintext = builder.readingPlaintext;
        ScratchPool pool = new ScratchPool(builder.random);
        ItemPlans plans = new ItemPlans(reserved);
        Bindings bindings = new Bindings(builder.descriptionBinding);
        this.writer = new ItemWriter(builder.dialect, reserved, pool, plans, bindings);
        this.reader = new ItemReader(reserved, builder.maxDepth, pool, plans, bindings);
    }

    /** {@return an encryptor as most tables need it} */
    public static StandardItemEncryptor create() {
        return builder().build();
    }

    /** {@return a builder, for one thread} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Item encrypt(Item item, CryptoConfig config) {
        requireFitting(config);
        if (config.attributeActions().doNothing()) {
            return item;
        }
        EncryptionContext context = writer.contextFor(item, config);
        EncryptionMaterials materials =
                Plugin.call(PROVIDER, () -> config.materialsProvider().encryptionMaterials(context));
        return writer.write(context, config, materials);
    }

    @Override
    public CompletionStage<Item> encryptAsync(Item item, CryptoConfig config, Executor executor) {
        return stage(() -> {
            requireFitting(config);
            if (config.attributeActions().doNothing()) {
                return CompletableFuture.completedFuture(item);
            }
            EncryptionContext context = writer.contextFor(item, config);
            return Plugin.callAsync(
                            PROVIDER, () -> config.materialsProvider().encryptionMaterialsAsync(context, executor))
                    .thenApply(materials -> writer.write(context, config, materials));
        });
    }

    @Override
    public DecryptedItem decryptWithDetails(Item item, CryptoConfig config) {
        Optional<DecryptedItem> unsigned = unsigned(item, config);
        if (unsigned.isPresent()) {
            return unsigned.get();
        }
        StoredItem stored = reader.takeApart(item, config);
        Refusals refusals = new Refusals(config, stored);
        for (EncryptionContext candidate : config.contextsToRead()) {
            EncryptionContext context = candidate.withItem(item, stored.description());
            DecryptionMaterials materials;
            try {
                materials =
                        Plugin.call(PROVIDER, () -> config.materialsProvider().decryptionMaterials(context));
            } catch (MaterialsException e) {
                refusals.passOver(e);
                continue;
            }
            Optional<DecryptedItem> read = read(stored, context, config, materials);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw refusals.last();
    }

    /** Reads an item if it holds in a context, and tells the materials that this is done. */
    private Optional<DecryptedItem> read(
            StoredItem stored, EncryptionContext context, CryptoConfig config, DecryptionMaterials materials) {
        Optional<DecryptedItem> read;
        try {
            read = reader.verify(stored, context, config, materials).map(verified -> decrypted(verified, materials));
        } catch (RuntimeException | Error e) {
            Plugin.destroyAfter(e, materials);
            throw e;
        }
        Plugin.destroy(materials);
        return read;
    }

    private DecryptedItem decrypted(VerifiedItem item, DecryptionMaterials materials) {
        if (!item.needsContentKey()) {
            return reader.decrypt(item, Optional.empty());
        }
        reader.requireMode(item);
        return decrypted(item, materials, Plugin.call(PROVIDER, materials::contentKey));
    }

    private DecryptedItem decrypted(VerifiedItem item, DecryptionMaterials materials, ContentKey key) {
        try {
            return reader.decrypt(item, Optional.of(key));
        } finally {
            if (materials.ephemeral()) {
                ItemWriter.destroy(key);
            }
        }
    }

    @Override
    public CompletionStage<DecryptedItem> decryptWithDetailsAsync(Item item, CryptoConfig config, Executor executor) {
        return stage(() -> {
            Optional<DecryptedItem> unsigned = unsigned(item, config);
            if (unsigned.isPresent()) {
                return CompletableFuture.completedFuture(unsigned.get());
            }
            StoredItem stored = reader.takeApart(item, config);
            return firstThatHolds(stored, config, config.contextsToRead(), new Refusals(config, stored), executor);
        });
    }

    private CompletionStage<DecryptedItem> firstThatHolds(
            StoredItem stored,
            CryptoConfig config,
            List<EncryptionContext> candidates,
            Refusals refusals,
            Executor executor) {
        if (candidates.isEmpty()) {
            return CompletableFuture.failedFuture(refusals.last());
        }
        EncryptionContext context = candidates.get(0).withItem(stored.attributes(), stored.description());
        List<EncryptionContext> others = candidates.subList(1, candidates.size());
        return Plugin.callAsync(PROVIDER, () -> config.materialsProvider().decryptionMaterialsAsync(context, executor))
                .handle((materials, failure) -> {
                    if (failure != null) {
                        refusals.passOver(failure);
                        return firstThatHolds(stored, config, others, refusals, executor);
                    }
                    return CompletableFuture.completedStage(materials)
                            .thenCompose(given -> reader.verify(stored, context, config, given)
                                    .map(verified -> decryptedAsync(verified, given, executor))
                                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())))
                            .whenComplete((read, refusal) -> Plugin.destroy(materials))
                            .thenCompose(read -> read.map(CompletableFuture::completedStage)
                                    .orElseGet(() -> firstThatHolds(stored, config, others, refusals, executor)));
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Optional<DecryptedItem>> decryptedAsync(
            VerifiedItem item, DecryptionMaterials materials, Executor executor) {
        if (!item.needsContentKey()) {
            return CompletableFuture.completedStage(Optional.of(reader.decrypt(item, Optional.empty())));
        }
        reader.requireMode(item);
        return Plugin.callAsync(PROVIDER, () -> materials.contentKeyAsync(executor))
                .thenApply(key -> Optional.of(decrypted(item, materials, key)));
    }

    /**
     * Finds out why an item is refused, with the configuration's own keys: tries other table names, actions, attributes and
     * versions of the keys, one at a time. Takes up to 2,000 times as long as verifying the item, and with keys behind a
     * service some calls to it.
     *
     * @param item the item as it is stored
     * @param config keys, table and actions, as the item is read with
     * @param hints what may be the matter
     * @return what was found; never an item, nor a value of one
     * @throws dev.itemseal.api.error.ConfigurationException if keys and actions don't fit
     * @throws dev.itemseal.api.error.PluginException if the provider broke its contract
     */
    public Diagnosis diagnose(Item item, CryptoConfig config, Diagnosis.Hints hints) {
        return new Diagnosing(this, reader, config, hints).diagnose(item);
    }

    /** Answers for items that bear no signature and need none, because the configuration or the caller says so. */
    private Optional<DecryptedItem> unsigned(Item item, CryptoConfig config) {
        requireFitting(config);
        boolean plaintext =
                readingPlaintext && !item.has(reserved.signatureName()) && !item.has(reserved.descriptionName());
        if (!plaintext && !config.attributeActions().doNothing()) {
            return Optional.empty();
        }
        return Optional.of(new DecryptedItem(
                item,
                config.attributeActions().doNothing() ? Protection.NONE : Protection.PLAINTEXT,
                MaterialDescription.empty(),
                config.attributeActions(),
                config.contextToWrite().tableName(),
                Dialect.JAVA));
    }

    /** Refuses a configuration that gives a reserved name of this encryptor another meaning (rule MIG-9). */
    private void requireFitting(CryptoConfig config) {
        if (reserved.equals(ReservedAttributes.DEFAULT)) {
            return;
        }
        config.table().protectedKeyNames().stream()
                .filter(reserved::contains)
                .findAny()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            Reason.INVALID_SETTING,
                            "The name '" + name + "' is reserved by this encryptor and the name of a key of table '"
                                    + config.table().name() + "'; choose another name for the reserved attribute");
                });
        config.attributeActions().exceptions().keySet().stream()
                .filter(reserved::contains)
                .findAny()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            Reason.INVALID_ACTIONS,
                            "No action can be set for '" + name
                                    + "', which this encryptor reserves; leave it out of the" + " actions for table '"
                                    + config.table().name() + "'");
                });
    }

    /** Runs what may fail at once so that the failure becomes the stage's outcome. */
    private static <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (ItemsealException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private Dialect dialect = Dialect.JAVA;
        private ReservedAttributes reserved = ReservedAttributes.DEFAULT;
        private boolean readingPlaintext;
        private DescriptionBinding descriptionBinding = DescriptionBinding.CHECKED;
        private int maxDepth = FormatV0.MAX_DEPTH_TO_READ;
        private @Nullable SecureRandom random;

        private Builder() {}

        /**
         * Chooses the order that items are written in; they are read in both.
         *
         * @param dialect {@code JAVA} unless this is called
         * @return this
         */
        public Builder dialect(Dialect dialect) {
            this.dialect = Objects.requireNonNull(dialect, "dialect");
            return this;
        }

        /**
         * Chooses other names for the attributes that encryption adds.
         *
         * @param reserved {@link ReservedAttributes#DEFAULT} unless this is called
         * @return this
         */
        public Builder reservedAttributes(ReservedAttributes reserved) {
            this.reserved = Objects.requireNonNull(reserved, "reserved");
            return this;
        }

        /**
         * Reads items that have neither signature nor description as they are, marked as
         * {@link Protection#PLAINTEXT}: for the time in which a table is migrated. Whoever can write the table can then
         * put a plaintext item in the place of any other without being noticed (rule MIG-1).
         *
         * @param reading false unless this is called
         * @return this
         */
        public Builder readingPlaintext(boolean reading) {
            this.readingPlaintext = reading;
            return this;
        }

        /**
         * Chooses what is done about bindings of material descriptions. Existing clients read bound items as any others. To
         * have bindings protect a table that only Itemseal writes: write them first, write all items anew, and then require
         * them. An RSA or EC signing key makes a second signature for each binding.
         *
         * @param descriptionBinding {@link DescriptionBinding#CHECKED} unless this is called
         * @return this
         */
        public Builder descriptionBinding(DescriptionBinding descriptionBinding) {
            this.descriptionBinding = Objects.requireNonNull(descriptionBinding, "descriptionBinding");
            return this;
        }

        /**
         * Bounds how deep lists and maps may be nested in what is read.
         *
         * @param maxDepth 32 to 1,000; 128 unless this is called
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if it is out of range
         */
        public Builder maxDepth(int maxDepth) {
            if (maxDepth < FormatV0.MAX_DEPTH_TO_WRITE || maxDepth > 1000) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The nesting to read must be between " + FormatV0.MAX_DEPTH_TO_WRITE + " and 1000, not "
                                + maxDepth);
            }
            this.maxDepth = maxDepth;
            return this;
        }

        /**
         * Takes the encryptor's randomness from one generator: initialization vectors, and signatures with keys of the JCA that
         * are random (ECDSA). Content keys, and what wraps them, are the materials provider's.
         *
         * @param random a cryptographically strong generator that is safe for use by several threads; unless this is
         *     called, the encryptor has several of its own for the vectors, and signatures use their provider's
         * @return this
         */
        public Builder secureRandom(SecureRandom random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /** {@return the encryptor} */
        public StandardItemEncryptor build() {
            return new StandardItemEncryptor(this);
        }
    }
}
