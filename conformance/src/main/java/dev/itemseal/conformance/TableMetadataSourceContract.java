package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.BY_GROUP;
import static dev.itemseal.conformance.ContractTables.BY_LABEL;
import static dev.itemseal.conformance.ContractTables.GROUP;
import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.LABEL;
import static dev.itemseal.conformance.ContractTables.MISSING;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static dev.itemseal.conformance.ContractTables.PLAIN_DEFINITION;
import static dev.itemseal.conformance.ContractTables.RANK;
import static dev.itemseal.conformance.ContractTables.SORT;
import static dev.itemseal.conformance.ContractTables.TEXTS;
import static dev.itemseal.conformance.ContractTables.TEXTS_DEFINITION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableMetadataSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The contract of {@link TableMetadataSource}: rules {@code META-1} and following, which {@code docs/store-contract.md}
 * lists. DynamoDB itself fulfils them all.
 *
 * <p>Extend it in the tests of a source and implement {@link #source()}. The rules create two tables whose names begin
 * with {@code itemseal-contract-} and write no items.
 */
@DisplayNameGeneration(RuleNames.class)
@SuppressWarnings("exports") // JUnit alone uses the value of the annotation
public abstract class TableMetadataSourceContract {

    /** For the class that extends this one. */
    protected TableMetadataSourceContract() {}

    /**
     * Gives the source of table metadata. Called several times in each test.
     *
     * @return the source
     */
    protected abstract TableMetadataSource source();

    /**
     * Creates a table and waits until it can be described; a table of that name that is there already is no error. Unless
     * overridden, the source must implement {@link TableAdministration}.
     *
     * @param definition the table
     */
    protected void createTable(TableDefinition definition) {
        if (!(source() instanceof TableAdministration administration)) {
            throw new IllegalStateException("The source can't create tables: override createTable");
        }
        administration.createTable(definition);
    }

    @BeforeEach
    final void createTables() {
        createTable(PLAIN_DEFINITION);
        createTable(TEXTS_DEFINITION);
    }

    /** Describes a table with a sort key and one without. */
    @Rule(
            id = "META-1",
            holds = "A table's description has its name and its own keys, with the sort key if there is one.",
            lookAt = "which key of the table's schema is taken for which")
    final void primaryIndex() {
        assertEquals(TEXTS, source().describe(TEXTS).name(), "The name of the table");
        assertEquals(
                TableIndex.of(ID, SORT), source().describe(TEXTS).primaryIndex(), "The keys of a table with sort key");
        assertEquals(
                TableIndex.of(ID), source().describe(PLAIN).primaryIndex(), "The keys of a table without sort key");
    }

    /** Describes a table with two secondary indexes and one without. */
    @Rule(
            id = "META-2",
            holds = "A table's description has all of its secondary indexes, by name, with their keys.",
            lookAt = "local and global indexes: both belong there")
    final void secondaryIndexes() {
        assertEquals(
                Map.of(BY_GROUP, TableIndex.of(GROUP, RANK), BY_LABEL, TableIndex.of(LABEL)),
                source().describe(TEXTS).secondaryIndexes(),
                "The secondary indexes of a table that has some");
        assertEquals(Map.of(), source().describe(PLAIN).secondaryIndexes(), "The indexes of a table that has none");
    }

    /** Describes a table with an index of whole items and one with a projection. */
    @Rule(
            id = "META-3",
            holds = "A table's description names the secondary indexes that don't hold whole items.",
            lookAt = "how the projection of an index is read: all, keys only, or some attributes")
    final void partialIndexes() {
        assertEquals(Set.of(BY_LABEL), source().describe(TEXTS).partialIndexes(), "The indexes of parts of items");
    }

    /** Describes a table that nobody has created. */
    @Rule(
            id = "META-4",
            holds = "The description of a table that is not there fails with table-not-found.",
            lookAt = "how the store tells that a table is missing")
    final void missingTable() {
        StoreException refusal = assertThrows(
                StoreException.class, () -> source().describe(MISSING), "A table is described that is missing");
        assertEquals(Reason.TABLE_NOT_FOUND, refusal.reason(), "The reason why a missing table is not described");
    }
}
