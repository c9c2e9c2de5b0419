package dev.itemseal.engine.table;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How the items of each table are encrypted. Safe for use by several threads.
 *
 * <p>Tables are given, or described by a source that is asked once for each, or once by each thread that comes while another asks. A table that is neither is an error, and never
 * goes unencrypted. A table whose secondary index has an encrypted key is refused: the index would be useless, and a write
 * fail late. A table whose own key is not signed (rule ACT-2) is warned of in the log, once.
 */
public final class TableConfigs {

    private static final Logger LOGGER = System.getLogger("dev.itemseal.engine");

    /** The tables that need not be described. */
    private final Map<String, CryptoConfig> given;

    private final Map<String, Description> described;
    private final Set<String> warnedOf;
    private final Source source;
    private final Function<TableInfo, CryptoConfig> configOf;
    private final Set<String> indexesOfCiphertext;

    /** Describes a table; what blocks runs on the executor. */
    private interface Source {
        CompletionStage<TableInfo> describe(String tableName, Executor executor);
    }

    /** What a source was asked for, and whether it left the thread that asked. */
    private static final class Description {
        private final CompletableFuture<CryptoConfig> config = new CompletableFuture<>();

        /** The same for callers, who must not be able to complete or cancel what others wait for. */
        private final CompletionStage<CryptoConfig> shared = config.minimalCompletionStage();

        private volatile boolean isAsked;
    }

    private TableConfigs(Source source, Function<TableInfo, CryptoConfig> configOf, Set<String> indexesOfCiphertext) {
        this.given = Map.of();
        this.described = new ConcurrentHashMap<>();
        this.warnedOf = ConcurrentHashMap.newKeySet();
        this.source = Objects.requireNonNull(source, "source");
        this.configOf = Objects.requireNonNull(configOf, "configOf");
        this.indexesOfCiphertext = Set.copyOf(indexesOfCiphertext);
    }

    private TableConfigs(Map<String, CryptoConfig> given, TableConfigs others) {
        this.given = Map.copyOf(given);
        this.described = others.described;
        this.warnedOf = others.warnedOf;
        this.source = others.source;
        this.configOf = others.configOf;
        this.indexesOfCiphertext = others.indexesOfCiphertext;
        given.values().forEach(this::check);
    }

    /**
     * Takes the tables that are given, and no others.
     *
     * @param configs one for each table
     * @return the configurations
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if an index has an encrypted key, or with
     *     {@code INVALID_SETTING} if a table is given twice
     */
    public static TableConfigs of(CryptoConfig... configs) {
        Map<String, CryptoConfig> given = new HashMap<>();
        for (CryptoConfig config : configs) {
            if (given.put(config.table().name(), config) != null) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "Table '" + config.table().name() + "' is configured twice; leave one out");
            }
        }
        return new TableConfigs(given, new TableConfigs(TableConfigs::unknown, TableConfigs::never, Set.of()));
    }

    /**
     * Takes another configuration for one table, which then need not be described.
     *
     * @param config the table's configuration
     * @return these configurations with that one in the place of the table's own; what was described serves both
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if an index has an encrypted key that is not allowed here
     */
    public TableConfigs with(CryptoConfig config) {
        Map<String, CryptoConfig> changed = new HashMap<>(given);
        changed.put(config.table().name(), config);
        return new TableConfigs(changed, this);
    }

    /**
     * Takes every table that a source describes, all with the same provider.
     *
     * @param source where tables are described
     * @param provider whose keys
     * @param actions which actions a table has, by its name; a key without one of its own is signed, or left unprotected
     *     where {@code DO_NOTHING} is the default (rule ACT-2)
     * @return the configurations
     */
    public static TableConfigs describedBy(
            TableMetadataSource source, MaterialsProvider provider, Function<String, AttributeActions> actions) {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(actions, "actions");
        return describedBy(source, table -> CryptoConfig.of(provider, table, actions.apply(table.name())));
    }

    /**
     * Takes every table that a source describes.
     *
     * @param source where tables are described
     * @param configOf makes a table's configuration
     * @return the configurations
     */
    public static TableConfigs describedBy(TableMetadataSource source, Function<TableInfo, CryptoConfig> configOf) {
        return describedBy(source, configOf, Set.of());
    }

    /**
     * Takes every table that a source describes, and allows encrypted keys in some secondary indexes, which then hold
     * ciphertext and find nothing by it.
     *
     * @param source where tables are described
     * @param configOf makes a table's configuration
     * @param indexesOfCiphertext the names of these indexes
     * @return the configurations
     */
    public static TableConfigs describedBy(
            TableMetadataSource source, Function<TableInfo, CryptoConfig> configOf, Set<String> indexesOfCiphertext) {
        Objects.requireNonNull(source, "source");
        return new TableConfigs(
                (tableName, executor) -> CompletableFuture.supplyAsync(() -> source.describe(tableName), executor),
                configOf,
                indexesOfCiphertext);
    }

    /**
     * Takes every table that a source describes which does not block.
     *
     * @param source describes a table by its name, as {@link TableMetadataSource#describe} does
     * @param configOf makes a table's configuration
     * @param indexesOfCiphertext the names of the secondary indexes that may have encrypted keys
     * @return the configurations
     */
    public static TableConfigs describedAsynchronouslyBy(
            Function<String, CompletionStage<TableInfo>> source,
            Function<TableInfo, CryptoConfig> configOf,
            Set<String> indexesOfCiphertext) {
        Objects.requireNonNull(source, "source");
        return new TableConfigs((tableName, executor) -> source.apply(tableName), configOf, indexesOfCiphertext);
    }

    /**
     * Gives a table's configuration, asking the source if this is the first time. Others wait for the answer too, unless the
     * source is just being asked by another thread: then this one asks as well, and nobody depends on another's thread.
     *
     * @param tableName the table
     * @param executor where the source is asked, which may block
     * @return completes with the configuration, or exceptionally with a {@link ConfigurationException} with
     *     {@code MISSING_SETTING} if the table is not known, or what the source failed with; a failure is not remembered
     */
    public CompletionStage<CryptoConfig> configOf(String tableName, Executor executor) {
        if (given.containsKey(tableName)) {
            return CompletableFuture.completedFuture(given.get(tableName));
        }
        Description asked = described.get(tableName);
        if (asked == null) {
            Description mine = new Description();
            asked = described.putIfAbsent(tableName, mine);
            if (asked == null) {
                return ask(tableName, executor, mine);
            }
        }
        // Who asks on a thread of his own may be interrupted: neither that nor the work behind it is for others.
        boolean isAnother = !asked.isAsked && !asked.config.isDone();
        return isAnother || asked.config.isCompletedExceptionally()
                ? ask(tableName, executor, new Description())
                : asked.shared;
    }

    private CompletionStage<CryptoConfig> ask(String tableName, Executor executor, Description mine) {
        Stages.stage(() -> source.describe(tableName, executor))
                .thenApply(table -> config(tableName, table))
                .whenComplete((config, failure) -> {
                    if (failure != null) {
                        described.remove(tableName, mine);
                        mine.config.completeExceptionally(Stages.cause(failure));
                    } else {
                        mine.config.complete(config);
                    }
                });
        mine.isAsked = true;
        return mine.shared;
    }

    /** {@return completes with the configuration of each of several tables, as {@link #configOf} does} */
    CompletionStage<Map<String, CryptoConfig>> configsOf(Collection<String> tableNames, Executor executor) {
        List<String> distinct = tableNames.stream().distinct().toList();
        return Stages.mapInOrder(distinct, name -> configOf(name, executor)).thenApply(configs -> {
            Map<String, CryptoConfig> byName = new HashMap<>();
            for (int i = 0; i < distinct.size(); i++) {
                byName.put(distinct.get(i), configs.get(i));
            }
            return byName;
        });
    }

    /**
     * Forgets what the source said of a table, so that it is asked again: after an index was added, for example. A table
     * that was given stays as it was given.
     *
     * @param tableName the table
     */
    public void refresh(String tableName) {
        described.remove(tableName);
    }

    private CryptoConfig config(String tableName, TableInfo table) {
        if (!table.name().equals(tableName)) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The description of table '" + tableName + "' is that of '" + table.name()
                            + "'; look at where tables are described");
        }
        CryptoConfig config = configOf.apply(table);
        check(config);
        return config;
    }

    private void check(CryptoConfig config) {
        requireReadableIndexes(config);
        warnOfUnsignedKeys(config);
    }

    private void warnOfUnsignedKeys(CryptoConfig config) {
        TableInfo table = config.table();
        Set<String> unsigned = new TreeSet<>();
        for (AttributeActions actions : config.actionsToRead()) {
            if (!actions.doNothing()) {
                table.protectedKeyNames().stream()
                        .filter(name -> actions.action(name) == CryptoAction.DO_NOTHING)
                        .forEach(unsigned::add);
            }
        }
        if (!unsigned.isEmpty() && warnedOf.add(table.name())) {
            LOGGER.log(
                    Level.WARNING,
                    "The key attributes " + unsigned + " of table '" + table.name()
                            + "' are not signed, so whoever writes the table can move an item to another key; set them to"
                            + " SIGN_ONLY, and read the items that are there with the present actions as older ones, or require"
                            + " bindings of descriptions, which this warning can't see");
        }
    }

    private void requireReadableIndexes(CryptoConfig config) {
        config.table().secondaryIndexes().forEach((name, index) -> {
            Optional<String> encrypted = index.keyNames().stream()
                    .filter(key -> config.attributeActions().action(key) == CryptoAction.ENCRYPT_AND_SIGN)
                    .findFirst();
            if (encrypted.isPresent() && !indexesOfCiphertext.contains(name)) {
                throw new ConfigurationException(
                        Reason.INVALID_ACTIONS,
                        "The key attribute '" + encrypted.get() + "' of index '" + name + "' of table '"
                                + config.table().name()
                                + "' would be encrypted, and the index find nothing by it; set it to SIGN_ONLY, or allow the"
                                + " index to hold ciphertext");
            }
        });
    }

    private static CompletionStage<TableInfo> unknown(String tableName, Executor executor) {
        throw new ConfigurationException(
                Reason.MISSING_SETTING,
                "Table '" + tableName
                        + "' is not configured, so its items would go unencrypted; add a configuration for"
                        + " it, or use the store itself for tables that are not encrypted");
    }

    private static CryptoConfig never(TableInfo table) {
        throw new IllegalStateException("no source, no description");
    }
}
