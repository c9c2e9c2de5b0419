package dev.itemseal.api;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How the items of one table are encrypted and read: whose keys, which table, which actions. Immutable.
 *
 * <p>Make it once per table and keep it: encryptors remember work by its parts.
 */
public final class CryptoConfig {

    private final MaterialsProvider materialsProvider;
    private final TableInfo table;
    private final AttributeActions attributeActions;
    private final List<AttributeActions> actionsToRead;
    private final EncryptionContext contextToWrite;
    private final List<EncryptionContext> contextsToRead;

    private CryptoConfig(Builder builder) {
        this.materialsProvider = builder.materialsProvider;
        this.table = builder.table;
        this.attributeActions = builder.attributeActions;
        List<AttributeActions> actions = new ArrayList<>();
        actions.add(attributeActions);
        actions.addAll(builder.olderActions);
        this.actionsToRead = List.copyOf(actions);
        EncryptionContext context = EncryptionContext.of(table);
        this.contextToWrite = context.withTableName(builder.tableNameOverride.nameToWrite(table.name()));
        this.contextsToRead = builder.tableNameOverride.namesToRead(table.name()).stream()
                .map(context::withTableName)
                .toList();
    }

    /**
     * Makes the usual configuration: the actions apply to a table whose keys they leave readable, whether the caller
     * has excepted the keys or not.
     *
     * @param materialsProvider whose keys
     * @param table which table
     * @param attributeActions which actions
     * @return the configuration
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if an exception in the actions
     *     asks to encrypt a key
     */
    public static CryptoConfig of(
            MaterialsProvider materialsProvider, TableInfo table, AttributeActions attributeActions) {
        return builder(materialsProvider, table, attributeActions.withProtectedKeys(table.protectedKeyNames()))
                .build();
    }

    /**
     * Starts a configuration with the actions exactly as given.
     *
     * @param materialsProvider whose keys
     * @param table which table
     * @param attributeActions which actions
     * @return a builder, for one thread
     */
    public static Builder builder(
            MaterialsProvider materialsProvider, TableInfo table, AttributeActions attributeActions) {
        return new Builder(materialsProvider, table, attributeActions);
    }

    /** {@return the provider whose keys encrypt, sign, verify and decrypt} */
    public MaterialsProvider materialsProvider() {
        return materialsProvider;
    }

    /** {@return the table} */
    public TableInfo table() {
        return table;
    }

    /** {@return the actions that items are written with} */
    public AttributeActions attributeActions() {
        return attributeActions;
    }

    /** {@return the actions that items may have been written with, in the order in which they are tried, immutable} */
    public List<AttributeActions> actionsToRead() {
        return actionsToRead;
    }

    /** {@return the context of items that are written, without an item} */
    public EncryptionContext contextToWrite() {
        return contextToWrite;
    }

    /** {@return the contexts that items may have been written in, in the order in which they are tried, immutable} */
    public List<EncryptionContext> contextsToRead() {
        return contextsToRead;
    }

    @Override
    public String toString() {
        return "CryptoConfig[table " + table.name() + ", " + attributeActions + "]";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final MaterialsProvider materialsProvider;
        private final TableInfo table;
        private final AttributeActions attributeActions;
        private final List<AttributeActions> olderActions = new ArrayList<>();
        private TableNameOverride tableNameOverride = TableNameOverride.none();

        private Builder(MaterialsProvider materialsProvider, TableInfo table, AttributeActions attributeActions) {
            this.materialsProvider = Objects.requireNonNull(materialsProvider, "materialsProvider");
            this.table = Objects.requireNonNull(table, "table");
            this.attributeActions = Objects.requireNonNull(attributeActions, "attributeActions");
        }

        /**
         * Accepts items that were written with other actions (rule MIG-4): tried after those that are written and after
         * what was given before, so that changing an attribute's action does not make older items unreadable.
         *
         * @param actions actions that were in use earlier
         * @return this
         */
        public Builder alsoReading(AttributeActions actions) {
            olderActions.add(Objects.requireNonNull(actions, "actions"));
            return this;
        }

        /**
         * Signs under another table name than the table's own.
         *
         * @param override which name
         * @return this
         */
        public Builder tableNameOverride(TableNameOverride override) {
            this.tableNameOverride = Objects.requireNonNull(override, "override");
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the configuration
         * @throws ConfigurationException with {@code INVALID_ACTIONS} if actions encrypt an
         *     attribute of the primary key, or if some of several actions do nothing at all: unsigned items can't be told
         *     from forged ones, so they are read as plaintext or not at all
         */
        public CryptoConfig build() {
            if (!olderActions.isEmpty()
                    && (attributeActions.doNothing() || olderActions.stream().anyMatch(AttributeActions::doNothing))) {
                throw new ConfigurationException(
                        Reason.INVALID_ACTIONS,
                        "Table '" + table.name() + "' has several attribute actions, of which some do nothing to any"
                                + " attribute: an item without signature could not be told from a forged one; leave them out,"
                                + " and let the encryptor read plaintext items while you migrate");
            }
            attributeActions.requireReadableKeys(table.protectedKeyNames());
            olderActions.forEach(actions -> actions.requireReadableKeys(table.protectedKeyNames()));
            return new CryptoConfig(this);
        }
    }
}
