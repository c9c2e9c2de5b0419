package dev.itemseal.engine.table;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableInfo;

/** The keys of items: what tells one item of a table from another. */
final class ItemKeys {

    private ItemKeys() {}

    /** Takes the key out of an item that is to be written. */
    static Item of(Item item, TableInfo table) {
        Item.Builder key = Item.builder(2);
        for (String name : table.protectedKeyNames()) {
            key.put(
                    name,
                    item.attribute(name)
                            .orElseThrow(() -> new InvalidItemException(
                                    Reason.MISSING_KEY_ATTRIBUTE,
                                    "An item for table '" + table.name() + "' lacks the key attribute '" + name
                                            + "'; give it")));
        }
        return key.build();
    }

    /** Refuses what is not a whole key and nothing else. */
    static void requireKey(Item key, TableInfo table) {
        if (!key.names().equals(table.protectedKeyNames())) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A key of table '" + table.name() + "' has the attributes " + table.protectedKeyNames()
                            + ", but the request has " + key.names());
        }
    }

    /** Refuses an item that is not the one that was asked for: its signature holds, but for another place. */
    static void requireKey(Item item, Item key, TableInfo table) {
        for (String name : key.names()) {
            if (!item.attribute(name).equals(key.attribute(name))) {
                throw wrongItem(table);
            }
        }
    }

    static ItemRefusedException wrongItem(TableInfo table) {
        return new ItemRefusedException(
                Reason.WRONG_ITEM,
                "Table '" + table.name() + "' gave another item than the one that was asked for; the store, or somebody"
                        + " between it and here, put it in the other's place");
    }
}
