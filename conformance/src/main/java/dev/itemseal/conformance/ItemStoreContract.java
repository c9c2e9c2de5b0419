package dev.itemseal.conformance;

import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link ItemStore}: rules {@code STORE-1} and following, which {@code docs/store-contract.md} lists. DynamoDB
 * itself fulfils them all.
 *
 * <p>Extend it in the tests of a store and implement {@link #store()}. The rules create four tables whose names begin with
 * {@code itemseal-contract-}. They work on partitions of their own and leave their items behind, so the tables may be
 * there from the last run, but should serve nothing else.
 */
public abstract class ItemStoreContract {

    /** For the class that extends this one. */
    protected ItemStoreContract() {}

    /**
     * Gives the store. Called several times in each test.
     *
     * @return the store; within one test always one with the same content
     */
    protected abstract ItemStore store();

    /**
     * Creates a table and waits until it can be used; a table of that name that is there already is no error. Unless
     * overridden, the store must implement {@link TableAdministration}.
     *
     * @param definition the table
     */
    protected void createTable(TableDefinition definition) {
        if (!(store() instanceof TableAdministration administration)) {
            throw new IllegalStateException("The store can't create tables: override createTable");
        }
        administration.createTable(definition);
    }

    /**
     * Tells how long a secondary index may lag behind its table.
     *
     * @return the time after which an index must be up to date; 10 seconds unless overridden
     */
    protected Duration indexDelay() {
        return Duration.ofSeconds(10);
    }

    @Nested
    class Items extends ItemRules {
        Items() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Conditions extends ConditionRules {
        Conditions() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Limits extends LimitRules {
        Limits() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Queries extends QueryRules {
        Queries() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Indexes extends IndexRules {
        Indexes() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Scans extends ScanRules {
        Scans() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Batches extends BatchRules {
        Batches() {
            super(ItemStoreContract.this);
        }
    }

    @Nested
    class Transactions extends TransactionRules {
        Transactions() {
            super(ItemStoreContract.this);
        }
    }
}
