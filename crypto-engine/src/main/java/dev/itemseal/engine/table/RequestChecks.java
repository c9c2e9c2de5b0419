package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses requests that can't be carried out on an encrypted table without breaking or bypassing its protection. */
final class RequestChecks {

    private RequestChecks() {}

    /** A condition that compares ciphertext can never hold, since the same value is never encrypted the same way. */
    static void requireComparable(WriteCondition condition, CryptoConfig config) {
        for (WriteCondition.Clause clause : condition.clauses()) {
            if (clause instanceof WriteCondition.EqualTo
                    && config.attributeActions().action(clause.attributeName()) == CryptoAction.ENCRYPT_AND_SIGN) {
                throw unsafe(
                        config,
                        "a condition compares the attribute '" + clause.attributeName()
                                + "', which is encrypted, so it could never hold; compare an attribute that is not"
                                + " encrypted, or use a managed update");
            }
        }
    }

    /**
     * An update from outside may touch what is not signed, of an item that is there and signed: it must neither break a
     * signature nor make an unsigned item.
     *
     * @return the update with the condition that makes sure of the latter
     */
    static WriteRequest.Update requireUnsignedOnly(
            WriteRequest.Update update, CryptoConfig config, ReservedAttributes reserved) {
        ItemKeys.requireKey(update.key(), config.table());
        requireComparable(update.condition(), config);
        Stream.concat(update.set().names().stream(), update.remove().stream())
                .filter(name ->
                        reserved.contains(name) || config.attributeActions().action(name) != CryptoAction.DO_NOTHING)
                .findFirst()
                .ifPresent(name -> {
                    throw unsafe(
                            config,
                            "an update changes the attribute '" + name
                                    + "', which is signed, and the signature would not hold any more; use a managed update,"
                                    + " or put the whole item");
                });
        if (config.attributeActions().doNothing()) {
            return update;
        }
        return new WriteRequest.Update(
                update.tableName(),
                update.key(),
                update.set(),
                update.remove(),
                update.condition().and(new WriteCondition.Exists(reserved.signatureName())));
    }

    /** Gives the index that a query or scan names, if it is one that holds whole items. */
    static TableIndex requireIndex(Optional<String> indexName, CryptoConfig config) {
        if (indexName.isEmpty()) {
            return config.table().primaryIndex();
        }
        TableIndex index = config.table().secondaryIndexes().get(indexName.get());
        if (index == null) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "Table '" + config.table().name() + "' has no index '" + indexName.get() + "'; it has "
                            + config.table().secondaryIndexes().keySet()
                            + ". If the index is new, refresh the table's description");
        }
        if (config.table().partialIndexes().contains(indexName.get())
                && !config.attributeActions().doNothing()) {
            throw unsafe(
                    config,
                    "index '" + indexName.get()
                            + "' does not hold whole items, so their signatures can't be verified; ask the store itself for"
                            + " the keys, and get the items by key, or let the index hold all attributes");
        }
        return index;
    }

    /** Refuses an update that a transaction or a managed update would have to change a key with. */
    static void requireSameKey(Item before, Item after, CryptoConfig config) {
        if (!ItemKeys.of(before, config.table()).equals(ItemKeys.of(after, config.table()))) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "An update of table '" + config.table().name()
                            + "' changes the item's key; put an item under the new key and delete the old one");
        }
    }

    static StoreException unsafe(CryptoConfig config, String what) {
        return new StoreException(
                Reason.UNSAFE_OPERATION,
                "On the encrypted table '" + config.table().name() + "', " + what);
    }
}
