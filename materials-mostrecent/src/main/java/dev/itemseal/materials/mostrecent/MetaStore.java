package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.store.ItemStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps versions of keys in a table, each encrypted and signed with a provider of the operator's (rules MRP-4 to MRP-13).
 * Tables of both existing clients are read and written. All reads are consistent. Immutable and safe for use by several
 * threads; the table may be shared by any number of processes.
 *
 * <p>It asks the table at every call: put a {@link CachingMostRecentProvider} before it.
 */
public final class MetaStore implements ProviderStore {

    private final MetaTable table;
    private final BiFunction<String, Long, Item> extraAttributes;
    private final InstantSource clock;
    private final SecureRandom random;

    private MetaStore(Builder builder) {
        CryptoConfig config = CryptoConfig.builder(
                        builder.provider, MetaItem.table(builder.tableName), MetaItem.actions(builder.signedOnlyNames))
                .tableNameOverride(builder.tableNameOverride)
                .build();
        table = new MetaTable(builder.store, builder.encryptor, config, builder.creatingTable);
        extraAttributes = builder.extraAttributes;
        clock = builder.clock == null ? InstantSource.system() : builder.clock;
        random = builder.random == null ? new SecureRandom() : builder.random;
    }

    /**
     * Starts a meta store.
     *
     * @param store where the table is
     * @param encryptor what encrypts and signs the table's items
     * @param provider whose keys protect them
     * @param tableName the table, not empty
     * @return a builder, for one thread
     */
    public static Builder builder(
            ItemStore store, ItemEncryptor encryptor, MaterialsProvider provider, String tableName) {
        return new Builder(store, encryptor, provider, tableName);
    }

    /**
     * Creates the table, and waits until it can be used.
     *
     * @return whether this call created it; false if it was there already
     * @throws StoreException with {@code INVALID_REQUEST} if the store can't create tables, or as the store throws it
     */
    public boolean createTable() {
        return table.create();
    }

    @Override
    public OptionalLong newestVersion(String materialName) {
        return guarded(materialName, "a meta item", () -> table.newest(materialName));
    }

    @Override
    public Optional<MaterialsProvider> provider(String materialName, long version) {
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(wanted, () -> table.read(wanted).map(item -> MetaItem.provider(item, wanted, random)));
    }

    @Override
    public MaterialsProvider getOrCreate(String materialName, long version) {
        requireRange(version);
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(
                wanted, () -> MetaItem.provider(table.read(wanted).orElseGet(() -> create(wanted)), wanted, random));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Counts on from a version whose keys can be had, so that nobody who puts items into the table uses the numbers up.
     * Where the newest one was changed, or its keys are lost for good, {@link #getOrCreate} creates any version. Where it was
     * deleted, don't call this: it would give its number to other keys, and the deleted row could not be put back. Restore
     * it, or create a version above it with {@link #getOrCreate}.
     */
    @Override
    public long createNext(String materialName) {
        OptionalLong newest = newestVersion(materialName);
        newest.ifPresent(version -> provider(materialName, version)); // fails if it can't be had
        MaterialsVersion next = new MaterialsVersion(materialName, newest.orElse(-1) + 1);
        return guarded(next, () -> {
            if (next.version() > MaterialsVersion.MAX_VERSION) {
                throw table.noNext();
            }
            create(next);
            return next.version();
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Empty for versions that other programs created, which don't say (rule MRP-13).
     */
    @Override
    public Optional<Instant> created(String materialName, long version) {
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(wanted, () -> MetaItem.created(table.read(wanted).orElseThrow(() -> table.missing(wanted))));
    }

    /**
     * Lists the versions that the table has, for replicating all of them for example.
     *
     * @param materialName the materials' name
     * @return the versions in ascending order, immutable; a deleted version leaves a gap
     * @throws MaterialsException as the methods of {@link ProviderStore}
     */
    public List<Long> versions(String materialName) {
        return guarded(materialName, "a meta item", () -> table.versions(materialName));
    }

    /**
     * Gives the attributes of a version beside its keys (rule MRP-11) and the time of its creation.
     *
     * @param materialName the materials' name
     * @param version the version
     * @return the attributes, decrypted and verified; empty if there is no such version
     * @throws MaterialsException as the methods of {@link ProviderStore}
     */
    public Optional<Item> extraAttributes(String materialName, long version) {
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(wanted, () -> table.read(wanted).map(MetaItem::extraAttributes));
    }

    /**
     * Copies a version to another meta store, of another region for example, with its name, number, keys and further
     * attributes, encrypted anew by that store's own provider (rule MRP-12). Copying again does nothing.
     *
     * @param materialName the materials' name
     * @param version the version
     * @param target the other meta store
     * @throws StoreException with {@code CONDITION_FAILED} if the target has this version with other keys or attributes,
     *     which stay as they are
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if there is no such version here, or as the methods of
     *     {@link ProviderStore}, of either store
     */
    public void replicate(String materialName, long version, MetaStore target) {
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        Item item = guarded(wanted, () -> table.read(wanted).orElseThrow(() -> table.missing(wanted)));
        boolean same = target.guarded(
                wanted,
                () -> target.table.put(item)
                        || target.table.read(wanted).filter(item::equals).isPresent());
        if (!same) {
            throw new StoreException(
                    Reason.CONDITION_FAILED,
                    "The meta table '" + target.table.name() + "' has " + wanted
                            + " of these materials with other keys than the table '" + table.name()
                            + "'; items of the one can't be read with the other, so find out which one is in use");
        }
    }

    /** Who loses the race takes the winner's (rule MRP-10). */
    private Item create(MaterialsVersion version) {
        Item item = MetaItem.create(
                version, clock.instant(), extraAttributes.apply(version.materialName(), version.version()), random);
        return table.put(item) ? item : table.read(version).orElseThrow(() -> table.missing(version));
    }

    private <T> T guarded(MaterialsVersion version, Supplier<T> work) {
        return guarded(version.materialName(), "the meta item of " + version, work);
    }

    private <T> T guarded(String materialName, String what, Supplier<T> work) {
        MaterialsVersion.requireName(materialName);
        try {
            return table.createdOnDemand(work);
        } catch (StoreException e) {
            throw unavailable("the store failed (" + e.reason() + ")", e.retryable(), e);
        } catch (ItemRefusedException | InvalidItemException e) {
            throw unavailable(
                    what + " was refused (" + e.reason()
                            + "): it was changed, or written under other keys or another"
                            + " table name, which a restored table's signed name tells",
                    false,
                    e);
        } catch (MaterialsException e) {
            throw unavailable("the keys for " + what + " can't be had (" + e.reason() + ")", e.retryable(), e);
        }
    }

    private MaterialsException unavailable(String problem, boolean retryable, ItemsealException cause) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "Materials can't be had from the meta table '" + table.name() + "': " + problem,
                retryable,
                cause);
    }

    private static void requireRange(long version) {
        if (version < 0 || version > MaterialsVersion.MAX_VERSION) {
            throw new IllegalArgumentException("a version is between 0 and " + MaterialsVersion.MAX_VERSION);
        }
    }

    @Override
    public String toString() {
        return "MetaStore[table " + table.name() + "]";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final ItemStore store;
        private final ItemEncryptor encryptor;
        private final MaterialsProvider provider;
        private final String tableName;
        private TableNameOverride tableNameOverride = TableNameOverride.none();
        private BiFunction<String, Long, Item> extraAttributes = (name, version) -> Item.empty();
        private Set<String> signedOnlyNames = Set.of();
        private boolean creatingTable;
        private @Nullable InstantSource clock;
        private @Nullable SecureRandom random;

        private Builder(ItemStore store, ItemEncryptor encryptor, MaterialsProvider provider, String tableName) {
            this.store = Objects.requireNonNull(store, "store");
            this.encryptor = Objects.requireNonNull(encryptor, "encryptor");
            this.provider = Objects.requireNonNull(provider, "provider");
            this.tableName = Objects.requireNonNull(tableName, "tableName");
        }

        /**
         * Signs under another table name than the table's own: for a meta table that was restored under a new name.
         *
         * @param override which name
         * @return this
         */
        public Builder tableNameOverride(TableNameOverride override) {
            tableNameOverride = Objects.requireNonNull(override, "override");
            return this;
        }

        /**
         * Adds attributes to each version that is created (rule MRP-11).
         *
         * @param attributes gives them for a material name and a version; never null, and none of the names that meta
         *     items use themselves, which is refused with {@code INVALID_SETTING} when a version is created
         * @param signedOnly the names of those that are signed but not encrypted, which the existing Python client does
         *     not read; everyone who reads the table must know them
         * @return this
         */
        public Builder extraAttributes(BiFunction<String, Long, Item> attributes, Set<String> signedOnly) {
            extraAttributes = Objects.requireNonNull(attributes, "attributes");
            signedOnlyNames = Set.copyOf(signedOnly);
            return this;
        }

        /**
         * Creates the table when it is needed and not there. Leave it alone in production: a misspelt name would go
         * unnoticed, and items would be written under keys that nobody else has.
         *
         * @param creating false unless this is called
         * @return this
         */
        public Builder creatingTable(boolean creating) {
            creatingTable = creating;
            return this;
        }

        /**
         * Sets the clock that tells when a version is created (rule MRP-13); the system's unless this is called.
         *
         * @param source the time, safe for use by several threads
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets where keys come from, those of versions and the content keys under them; a {@code new SecureRandom()} unless
         * this is called.
         *
         * @param source a cryptographically secure generator that is safe for use by several threads
         * @return this
         */
        public Builder random(SecureRandom source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Makes the meta store, without asking the table.
         *
         * @return the meta store
         * @throws ConfigurationException with {@code INVALID_SETTING} if the table's name is empty or a further
         *     attribute has a name that meta items use themselves
         */
        public MetaStore build() {
            return new MetaStore(this);
        }
    }
}
