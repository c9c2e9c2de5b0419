package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.table.RetryPolicy;
import dev.itemseal.engine.table.TableConfigs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which tables an encrypted client encrypts, and how; and which it leaves alone. A table that is neither is an error, and
 * never goes unencrypted. Immutable; one configuration serves a synchronous and an asynchronous client.
 */
public final class EncryptedClientConfig {

    private final Optional<Function<TableInfo, CryptoConfig>> allTables;
    private final Map<String, Function<TableInfo, CryptoConfig>> tables;
    private final List<CryptoConfig> given;
    private final Set<String> notEncrypted;
    private final Set<String> indexesOfCiphertext;
    private final ItemEncryptor encryptor;
    private final ReservedAttributes reserved;
    private final RetryPolicy retries;

    private EncryptedClientConfig(Builder builder) {
        this.allTables = Optional.ofNullable(builder.allTables);
        this.tables = Map.copyOf(builder.tables);
        this.given = List.copyOf(builder.given.values());
        this.notEncrypted = Set.copyOf(builder.notEncrypted);
        this.indexesOfCiphertext = Set.copyOf(builder.indexesOfCiphertext);
        this.encryptor = builder.encryptor;
        this.reserved = builder.reserved;
        this.retries = builder.retries;
    }

    /** {@return a builder, for one thread} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes the usual configuration: every table is encrypted, with the same keys and actions.
     *
     * @param provider whose keys
     * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
     *     {@code DO_NOTHING} is the default (rule ACT-2)
     * @return the configuration
     */
    public static EncryptedClientConfig of(MaterialsProvider provider, AttributeActions actions) {
        return builder().allTables(provider, actions).build();
    }

    /** {@return the tables, each described by a source that does not block, and remembered} */
    TableConfigs tables(Function<String, CompletionStage<TableInfo>> source) {
        TableConfigs configs = TableConfigs.describedAsynchronouslyBy(
                name -> isConfigured(name) ? source.apply(name) : CompletableFuture.failedFuture(unknown(name)),
                table -> tables.getOrDefault(table.name(), allTables.orElse(this::never))
                        .apply(table),
                indexesOfCiphertext);
        for (CryptoConfig config : given) {
            configs = configs.with(config);
        }
        return configs;
    }

    private boolean isConfigured(String tableName) {
        return allTables.isPresent() || tables.containsKey(tableName);
    }

    private CryptoConfig never(TableInfo table) {
        throw unknown(table.name());
    }

    private static ConfigurationException unknown(String tableName) {
        return new ConfigurationException(
                Reason.MISSING_SETTING,
                "Table '" + tableName
                        + "' is not configured, so its items would go unencrypted; configure how it is encrypted, or name it"
                        + " as one that is not encrypted");
    }

    boolean isNotEncrypted(String tableName) {
        return notEncrypted.contains(tableName);
    }

    ItemEncryptor encryptor() {
        return encryptor;
    }

    ReservedAttributes reserved() {
        return reserved;
    }

    RetryPolicy retries() {
        return retries;
    }

    /** Collects which tables are encrypted and how. For one thread. */
    public static final class Builder {

        private @Nullable Function<TableInfo, CryptoConfig> allTables;
        private final Map<String, Function<TableInfo, CryptoConfig>> tables = new HashMap<>();
        private final Map<String, CryptoConfig> given = new HashMap<>();
        private final Set<String> notEncrypted = new HashSet<>();
        private final Set<String> indexesOfCiphertext = new HashSet<>();
        private ItemEncryptor encryptor = StandardItemEncryptor.create();
        private ReservedAttributes reserved = ReservedAttributes.DEFAULT;
        private RetryPolicy retries = RetryPolicy.DEFAULT;

        private Builder() {}

        /**
         * Encrypts every table that is not named otherwise.
         *
         * @param provider whose keys
         * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
         *     {@code DO_NOTHING} is the default (rule ACT-2)
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if this was said already
         */
        public Builder allTables(MaterialsProvider provider, AttributeActions actions) {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(actions, "actions");
            return allTables(table -> CryptoConfig.of(provider, table, actions));
        }

        /**
         * Encrypts every table that is not named otherwise.
         *
         * @param configOf makes a table's configuration of its description
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if this was said already
         */
        public Builder allTables(Function<TableInfo, CryptoConfig> configOf) {
            Objects.requireNonNull(configOf, "configOf");
            if (allTables != null) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING, "All tables are configured twice; leave one configuration out");
            }
            this.allTables = configOf;
            return this;
        }

        /**
         * Encrypts a table, which the client describes when it is used first.
         *
         * @param tableName the table
         * @param provider whose keys
         * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
         *     {@code DO_NOTHING} is the default (rule ACT-2)
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if a table is named twice
         */
        public Builder table(String tableName, MaterialsProvider provider, AttributeActions actions) {
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(actions, "actions");
            return table(tableName, table -> CryptoConfig.of(provider, table, actions));
        }

        /**
         * Encrypts a table, which the client describes when it is used first: for what {@link CryptoConfig#builder} offers,
         * such as other names in signatures, or older actions that are still read.
         *
         * @param tableName the table
         * @param configOf makes its configuration of its description
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if a table is named twice
         */
        public Builder table(String tableName, Function<TableInfo, CryptoConfig> configOf) {
            Objects.requireNonNull(configOf, "configOf");
            requireNew(tableName);
            tables.put(tableName, configOf);
            return this;
        }

        /**
         * Encrypts a table whose description is given, so that the client never asks for it.
         *
         * @param config how it is encrypted
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if a table is named twice
         */
        public Builder table(CryptoConfig config) {
            requireNew(config.table().name());
            given.put(config.table().name(), config);
            return this;
        }

        /**
         * Names tables that are not encrypted: all that is done with them is passed on unchanged.
         *
         * @param tableNames the tables, named exactly as requests name them
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if a table is named twice
         */
        public Builder notEncrypted(String... tableNames) {
            for (String tableName : tableNames) {
                requireNew(tableName);
                notEncrypted.add(tableName);
            }
            return this;
        }

        private void requireNew(String tableName) {
            if (tables.containsKey(tableName) || given.containsKey(tableName) || notEncrypted.contains(tableName)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING, "Table '" + tableName + "' is configured twice; leave one out");
            }
        }

        /**
         * Allows encrypted keys in some secondary indexes, which then hold ciphertext and find nothing by it.
         *
         * @param indexNames the indexes
         * @return this
         */
        public Builder allowingCiphertextIn(String... indexNames) {
            indexesOfCiphertext.addAll(List.of(indexNames));
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
         * Takes other bounds for how often a managed update is tried.
         *
         * @param retries {@link RetryPolicy#DEFAULT} unless this is called
         * @return this
         */
        public Builder retries(RetryPolicy retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the configuration
         * @throws ConfigurationException with {@code MISSING_SETTING} if no table is encrypted
         */
        public EncryptedClientConfig build() {
            if (allTables == null && tables.isEmpty() && given.isEmpty()) {
                throw new ConfigurationException(
                        Reason.MISSING_SETTING,
                        "The client is to encrypt no table at all; name at least one, or use the SDK's client itself");
            }
            return new EncryptedClientConfig(this);
        }
    }
}
