package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.table.BatchRequests;
import dev.itemseal.engine.table.TableConfigs;
import dev.itemseal.engine.table.TableCrypto;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The tables that requests name, and whether what they do with a table goes through the encryption. Immutable. */
final class ClientTables {

    private final EncryptedClientConfig config;
    private final TableConfigs configs;
    private final Executor executor;
    private final boolean raw;

    private ClientTables(EncryptedClientConfig config, TableConfigs configs, Executor executor, boolean raw) {
        this.config = config;
        this.configs = configs;
        this.executor = executor;
        this.raw = raw;
    }

    /**
     * Takes a client's tables.
     *
     * @param config which are encrypted, and how
     * @param source describes a table without blocking
     * @param executor where providers that block may run
     */
    static ClientTables of(
            EncryptedClientConfig config, Function<String, CompletionStage<TableInfo>> source, Executor executor) {
        return new ClientTables(config, config.tables(source), executor, false);
    }

    /** The same tables, with another configuration for one of them. */
    ClientTables with(CryptoConfig other) {
        if (config.isNotEncrypted(other.table().name())) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "Table '" + other.table().name()
                            + "' is named as one that is not encrypted, so it can't have a configuration; take it off that"
                            + " list");
        }
        return new ClientTables(config, configs.with(other), executor, raw);
    }

    /** The same tables, of which the items are read as they are stored. */
    ClientTables raw() {
        return new ClientTables(config, configs, executor, true);
    }

    void refresh(String tableName) {
        configs.refresh(tableName);
    }

    EncryptedClientConfig config() {
        return config;
    }

    TableConfigs configs() {
        return configs;
    }

    Executor executor() {
        return executor;
    }

    boolean isNotEncrypted(String tableName) {
        return tableName != null && config.isNotEncrypted(tableName);
    }

    CompletionStage<CryptoConfig> configOf(String tableName) {
        requireName(tableName);
        return configs.configOf(tableName, executor);
    }

    /** {@return completes with how a table's items are read; with empty if they are read as they are stored} */
    CompletionStage<Optional<TableRequests>> toRead(String tableName) {
        return raw ? known(tableName).thenApply(known -> Optional.empty()) : known(tableName);
    }

    /** {@return completes with how a table's items are written; with empty if they are written as they are} */
    CompletionStage<Optional<TableRequests>> toWrite(String tableName) {
        return known(tableName).thenApply(table -> {
            if (raw && table.isPresent()) {
                throw unsafe(
                        tableName,
                        "a client for raw items writes nothing, since it would write it unencrypted; write through the"
                                + " client that it was made of");
            }
            return table;
        });
    }

    /** {@return completes with how the items of several tables are read, by the names of the tables} */
    CompletionStage<Map<String, Optional<TableRequests>>> toRead(Collection<String> tableNames) {
        return byName(tableNames, this::toRead);
    }

    /** {@return completes with how the items of several tables are written, by the names of the tables} */
    CompletionStage<Map<String, Optional<TableRequests>>> toWrite(Collection<String> tableNames) {
        return byName(tableNames, this::toWrite);
    }

    private static CompletionStage<Map<String, Optional<TableRequests>>> byName(
            Collection<String> tableNames, Function<String, CompletionStage<Optional<TableRequests>>> table) {
        tableNames.forEach(ClientTables::requireGiven);
        List<String> distinct = tableNames.stream().distinct().toList();
        return BatchRequests.inOrder(distinct, table).thenApply(found -> {
            Map<String, Optional<TableRequests>> byName = new HashMap<>();
            for (int i = 0; i < distinct.size(); i++) {
                byName.put(distinct.get(i), found.get(i));
            }
            return byName;
        });
    }

    private CompletionStage<Optional<TableRequests>> known(String tableName) {
        requireGiven(tableName);
        if (config.isNotEncrypted(tableName)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return configOf(tableName)
                .thenApply(found -> Optional.of(
                        new TableRequests(new TableCrypto(found, config.encryptor(), config.reserved(), executor))));
    }

    private static void requireGiven(String tableName) {
        if (tableName == null || tableName.isEmpty()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST, "A request names no table; name the table that it is about");
        }
    }

    /** An ARN may be that of another account's table with the same name, whose keys and items are others. */
    private static void requireName(String tableName) {
        if (tableName.indexOf(':') >= 0) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A request names the table '" + tableName
                            + "' by its ARN, but encrypted tables are known by their names, which stand in signatures; use"
                            + " the name, with a client for the table's own account and region");
        }
    }

    static StoreException unsafe(String tableName, String what) {
        return new StoreException(Reason.UNSAFE_OPERATION, "On the encrypted table '" + tableName + "', " + what);
    }
}
