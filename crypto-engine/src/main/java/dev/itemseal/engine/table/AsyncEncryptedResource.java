package dev.itemseal.engine.table;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.TableMetadataSource;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The tables of a store, encrypted: the place where encryption is turned on. Safe for use by several threads.
 *
 * <p>For work on one table, take it by its name; for batches and transactions over several, take the store.
 */
public final class AsyncEncryptedResource {

    private final AsyncEncryptedStore store;
    private final RetryPolicy retries;

    private AsyncEncryptedResource(AsyncEncryptedStore store, RetryPolicy retries) {
        this.store = store;
        this.retries = retries;
    }

    /**
     * Starts a resource whose tables are given.
     *
     * @param store where stored items are
     * @param executor where providers and table descriptions that block may run
     * @param configs one for each table
     * @return a builder, for one thread
     * @throws dev.itemseal.api.error.ConfigurationException if a table is given twice, or an index has an encrypted key
     */
    public static Builder builder(AsyncItemStore store, Executor executor, CryptoConfig... configs) {
        return new Builder(store, executor, TableConfigs.of(configs));
    }

    /**
     * Starts a resource whose tables are described by a source, and all have the same provider and actions.
     *
     * @param store where stored items are
     * @param executor where providers and table descriptions that block may run
     * @param source where tables are described
     * @param provider whose keys
     * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
     *     {@code DO_NOTHING} is the default (rule ACT-2)
     * @return a builder, for one thread
     */
    public static Builder builder(
            AsyncItemStore store,
            Executor executor,
            TableMetadataSource source,
            MaterialsProvider provider,
            AttributeActions actions) {
        return new Builder(store, executor, TableConfigs.describedBy(source, provider, name -> actions));
    }

    /**
     * Gives a table.
     *
     * @param name its name
     * @return the table; whether it is there shows when it is used
     */
    public AsyncEncryptedTable table(String name) {
        return new AsyncEncryptedTable(store, name, retries);
    }

    /** {@return the store of all tables, for batches and transactions over several} */
    public AsyncEncryptedStore store() {
        return store;
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final AsyncItemStore store;
        private final Executor executor;
        private TableConfigs tables;
        private ItemEncryptor encryptor = StandardItemEncryptor.create();
        private ReservedAttributes reserved = ReservedAttributes.DEFAULT;
        private RetryPolicy retries = RetryPolicy.DEFAULT;

        private Builder(AsyncItemStore store, Executor executor, TableConfigs tables) {
            this.store = Objects.requireNonNull(store, "store");
            this.executor = Objects.requireNonNull(executor, "executor");
            this.tables = tables;
        }

        /**
         * Takes other configurations than those that the builder was started with.
         *
         * @param tables how the items of each table are encrypted
         * @return this
         */
        public Builder tables(TableConfigs tables) {
            this.tables = Objects.requireNonNull(tables, "tables");
            return this;
        }

        /**
         * Takes another encryptor.
         *
         * @param encryptor {@link StandardItemEncryptor#create()} unless this is called
         * @param reserved the names that it reserves
         * @return this
         */
        public Builder encryptor(ItemEncryptor encryptor, ReservedAttributes reserved) {
            this.encryptor = Objects.requireNonNull(encryptor, "encryptor");
            this.reserved = Objects.requireNonNull(reserved, "reserved");
            return this;
        }

        /**
         * Takes other bounds for what is tried again: managed updates, and writes that a batch left undone.
         *
         * @param retries {@link RetryPolicy#DEFAULT} unless this is called
         * @return this
         */
        public Builder retries(RetryPolicy retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /** {@return the resource} */
        public AsyncEncryptedResource build() {
            return new AsyncEncryptedResource(
                    new AsyncEncryptedStore(store, tables, encryptor, reserved, executor), retries);
        }
    }
}
