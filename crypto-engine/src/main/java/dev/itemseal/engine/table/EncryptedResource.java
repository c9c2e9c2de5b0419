package dev.itemseal.engine.table;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableMetadataSource;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The tables of a store, encrypted: the synchronous form of {@link AsyncEncryptedResource}. Safe for use by several
 * threads.
 */
public final class EncryptedResource {

    private final AsyncEncryptedResource resource;

    /**
     * Makes the synchronous form.
     *
     * @param resource what does the work
     */
    public EncryptedResource(AsyncEncryptedResource resource) {
        this.resource = Objects.requireNonNull(resource, "resource");
    }

    /**
     * Makes a resource whose tables are given. All work is done by the calling thread, but for what a managed
     * update does after it had to wait.
     *
     * @param store where stored items are
     * @param configs one for each table
     * @return the resource
     * @throws dev.itemseal.api.error.ConfigurationException if a table is given twice, or an index has an encrypted key
     */
    public static EncryptedResource of(ItemStore store, CryptoConfig... configs) {
        return new EncryptedResource(AsyncEncryptedResource.builder(bridged(store), Runnable::run, configs)
                .build());
    }

    /**
     * Makes a resource whose tables are described by a source, and all have the same provider and actions. All work is done
     * by the calling thread, but for what a managed update does after it had to wait.
     *
     * @param store where stored items are
     * @param source where tables are described; often the store itself
     * @param provider whose keys
     * @param actions what is done to attributes; a key without an action of its own is signed, or left unprotected where
     *     {@code DO_NOTHING} is the default (rule ACT-2)
     * @return the resource
     */
    public static EncryptedResource of(
            ItemStore store, TableMetadataSource source, MaterialsProvider provider, AttributeActions actions) {
        return new EncryptedResource(
                AsyncEncryptedResource.builder(bridged(store), Runnable::run, source, provider, actions)
                        .build());
    }

    private static AsyncItemStore bridged(ItemStore store) {
        return AsyncItemStore.bridging(store, Runnable::run);
    }

    /**
     * Gives a table.
     *
     * @param name its name
     * @return the table; whether it is there shows when it is used
     */
    public EncryptedTable table(String name) {
        return new EncryptedTable(resource.table(name));
    }

    /**
     * Gives all tables of a store.
     *
     * @param administration where tables are listed; often the store itself
     * @return the tables, in the order of their names; whether one is configured shows when it is used
     */
    public Stream<EncryptedTable> tables(TableAdministration administration) {
        return administration.listTables().stream().sorted().map(this::table);
    }

    /** {@return the store of all tables, for batches and transactions over several} */
    public EncryptedStore store() {
        return new EncryptedStore(resource.store());
    }
}
