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
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Keeps versions of keys in a table, each encrypted and signed with a provider of the operator's (rules MRP-4 to MRP-12).
 * Tables of both existing clients are read and written. All reads are consistent. Immutable and safe for use by several
 * threads; the table may be shared by any number of processes.
 *
 * <p>It asks the table at every call: put a {@link CachingMostRecentProvider} before it.
 */
public final class MetaStore implements ProviderStore {

    private final ItemStore store;
    private final ItemEncryptor encryptor;
    private final String tableName;
    private final CryptoConfig config;
    private final BiFunction<String, Long, Item> extraAttributes;
    private final boolean creatingTable;
    private final SecureRandom random;

    private MetaStore(Builder builder) {
        store = builder.store;
        encryptor = builder.encryptor;
        tableName = builder.tableName;
        config = CryptoConfig.builder(
                        builder.provider, MetaItem.table(tableName), MetaItem.actions(builder.signedOnlyNames))
                .tableNameOverride(builder.tableNameOverride)
                .build();
        extraAttributes = builder.extraAttributes;
        creatingTable = builder.creatingTable;
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
        if (store instanceof TableAdministration administration) {
            return administration.createTable(MetaItem.definition(tableName));
        }
        throw new StoreException(
                Reason.INVALID_REQUEST,
                "The store of the meta table '" + tableName + "' can't create tables; create it elsewhere, with the"
                        + " partition key 'N' (text) and the sort key 'V' (number)");
    }

    @Override
    public OptionalLong newestVersion(String materialName) {
        return guarded(materialName, () -> newest(materialName));
    }

    @Override
    public Optional<MaterialsProvider> provider(String materialName, long version) {
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(materialName, () -> read(wanted).map(item -> MetaItem.provider(item, wanted)));
    }

    @Override
    public MaterialsProvider getOrCreate(String materialName, long version) {
        requireRange(version);
        MaterialsVersion wanted = new MaterialsVersion(materialName, version);
        return guarded(materialName, () -> MetaItem.provider(read(wanted).orElseGet(() -> create(wanted)), wanted));
    }

    @Override
    public long createNext(String materialName) {
        return guarded(materialName, () -> {
            long next = newest(materialName).orElse(-1) + 1;
            requireRange(next);
            create(new MaterialsVersion(materialName, next));
            return next;
        });
    }

    /**
     * Gives the attributes of a version beside its keys (rule MRP-11).
     *
     * @param materialName the materials' name
     * @param version the version
     * @return the attributes, decrypted and verified; empty if there is no such version
     * @throws MaterialsException as the methods of {@link ProviderStore}
     */
    public Optional<Item> extraAttributes(String materialName, long version) {
        return guarded(
                materialName,
                () -> read(new MaterialsVersion(materialName, version)).map(MetaItem::extraAttributes));
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
        Item item = guarded(materialName, () -> read(wanted).orElseThrow(() -> missing(wanted)));
        boolean same = target.guarded(
                materialName,
                () -> target.put(item)
                        || target.read(wanted).filter(item::equals).isPresent());
        if (!same) {
            throw new StoreException(
                    Reason.CONDITION_FAILED,
                    "The meta table '" + target.tableName + "' has " + wanted
                            + " of these materials with other keys than the table '" + tableName
                            + "'; items of the one can't be read with the other, so find out which one is in use");
        }
    }

    private OptionalLong newest(String materialName) {
        QueryRequest request = QueryRequest.of(tableName, KeyCondition.partition(AttributeValue.ofString(materialName)))
                .inDescendingOrder()
                .limit(1)
                .consistently();
        Page page = store.query(request);
        while (page.items().isEmpty() && page.lastKey().isPresent()) {
            page = store.query(request.startAfter(page.lastKey().get()));
        }
        if (page.items().isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong version = MetaItem.version(page.items().get(0));
        if (version.isEmpty()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "The meta table '" + tableName + "' has an item whose sort key 'V' is no version; find out what"
                            + " wrote it");
        }
        return version;
    }

    private Optional<Item> read(MaterialsVersion version) {
        Item key = MetaItem.key(version);
        return store.get(new GetRequest(tableName, key, true)).map(stored -> decrypted(stored, key));
    }

    private Item decrypted(Item stored, Item key) {
        Item item = encryptor.decrypt(stored, config);
        if (!key.names().stream().allMatch(name -> item.attribute(name).equals(key.attribute(name)))) {
            throw new ItemRefusedException(
                    Reason.WRONG_ITEM,
                    "The meta table '" + tableName + "' gave another item than the one that was asked for");
        }
        return item;
    }

    /** Who loses the race takes the winner's (rule MRP-10). */
    private Item create(MaterialsVersion version) {
        Item item = MetaItem.create(version, extraAttributes.apply(version.materialName(), version.version()), random);
        return put(item) ? item : read(version).orElseThrow(() -> missing(version));
    }

    private boolean put(Item item) {
        try {
            store.put(new WriteRequest.Put(
                    tableName,
                    encryptor.encrypt(item, config),
                    WriteCondition.notExists(MetaItem.NAME).and(WriteCondition.notExists(MetaItem.VERSION))));
            return true;
        } catch (StoreException e) {
            if (e.reason() == Reason.CONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    private <T> T guarded(String materialName, Supplier<T> work) {
        MaterialsVersion.requireName(materialName);
        try {
            return onTable(work);
        } catch (StoreException e) {
            throw unavailable("the store failed (" + e.reason() + ")", e.retryable(), e);
        } catch (ItemRefusedException | InvalidItemException e) {
            throw unavailable(
                    "a meta item was refused (" + e.reason()
                            + "): it was changed, or written under other keys or another"
                            + " table name, which a restored table's signed name tells",
                    false,
                    e);
        } catch (MaterialsException e) {
            throw unavailable("the keys of the meta table can't be had (" + e.reason() + ")", e.retryable(), e);
        }
    }

    private <T> T onTable(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            if (!creatingTable || e.reason() != Reason.TABLE_NOT_FOUND) {
                throw e;
            }
        }
        createTable();
        return work.get();
    }

    private MaterialsException unavailable(String problem, boolean retryable, ItemsealException cause) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "Materials can't be had from the meta table '" + tableName + "': " + problem,
                retryable,
                cause);
    }

    private StoreException missing(MaterialsVersion version) {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "The meta table '" + tableName + "' has no " + version + " of these materials; it was deleted, or"
                        + " never there");
    }

    private static void requireRange(long version) {
        if (version < 0 || version > MaterialsVersion.MAX_VERSION) {
            throw new IllegalArgumentException("a version is between 0 and " + MaterialsVersion.MAX_VERSION);
        }
    }

    @Override
    public String toString() {
        return "MetaStore[table " + tableName + "]";
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
        private SecureRandom random;

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
         * Sets where keys come from; a {@code new SecureRandom()} unless this is called.
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
