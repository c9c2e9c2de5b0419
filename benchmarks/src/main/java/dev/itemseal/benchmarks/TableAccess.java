package dev.itemseal.benchmarks;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.store.TableDefinition;
import java.util.Map;

/** The ways to a table that are compared. */
enum TableAccess {
    /** The store in memory, as it is. */
    MEMORY {
        @Override
        TableSubject open() {
            return new PlainStore(memory());
        }
    },
    /** An encrypted table over the store in memory. */
    MEMORY_ENCRYPTED {
        @Override
        TableSubject open() {
            return new EncryptedTableSubject(memory());
        }
    };

    /** Opens an empty table. */
    abstract TableSubject open();

    /** What this one is compared with. */
    TableAccess plain() {
        return MEMORY;
    }

    /** The name on the command line and in the report. */
    String label() {
        return Labels.of(this);
    }

    static TableAccess labelled(String label) {
        return Labels.find(values(), label);
    }

    private static InMemoryItemStore memory() {
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(TableDefinition.of(
                ItemShape.TABLE,
                Map.of(ItemShape.PARTITION_KEY, AttributeType.S, ItemShape.SORT_KEY, AttributeType.N)));
        return store;
    }
}
