package dev.itemseal.conformance;

import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables that the contracts use. Each test has partitions of its own, so that tables may live on. */
final class ContractTables {

    /** A table without a sort key. */
    static final String PLAIN = "itemseal-contract-plain";

    /** A table whose sort keys are texts, with an index of whole items and one that shows an attribute beside the keys. */
    static final String TEXTS = "itemseal-contract-texts";

    /** A table whose sort keys are numbers. */
    static final String NUMBERS = "itemseal-contract-numbers";

    /** A table whose sort keys are byte strings. */
    static final String BYTES = "itemseal-contract-bytes";

    /** A table that nobody creates. */
    static final String MISSING = "itemseal-contract-missing";

    static final String ID = "id";
    static final String SORT = "sort";
    static final String BY_GROUP = "by-group";
    static final String GROUP = "group";
    static final String RANK = "rank";
    static final String BY_LABEL = "by-label";
    static final String LABEL = "label";
    static final String SHOWN = "shown";

    private static final TableIndex KEYS = TableIndex.of(ID, SORT);

    static final TableDefinition TEXTS_DEFINITION = new TableDefinition(
            new TableInfo(TEXTS, KEYS, Map.of(BY_GROUP, TableIndex.of(GROUP, RANK), BY_LABEL, TableIndex.of(LABEL))),
            Map.of(
                    ID, AttributeType.S,
                    SORT, AttributeType.S,
                    GROUP, AttributeType.S,
                    RANK, AttributeType.N,
                    LABEL, AttributeType.S),
            Map.of(BY_LABEL, Set.of(SHOWN)));

    static final TableDefinition PLAIN_DEFINITION =
            TableDefinition.of(TableInfo.of(PLAIN, TableIndex.of(ID)), Map.of(ID, AttributeType.S));

    static final List<TableDefinition> ALL = List.of(
            PLAIN_DEFINITION,
            TEXTS_DEFINITION,
            TableDefinition.of(TableInfo.of(NUMBERS, KEYS), Map.of(ID, AttributeType.S, SORT, AttributeType.N)),
            TableDefinition.of(TableInfo.of(BYTES, KEYS), Map.of(ID, AttributeType.S, SORT, AttributeType.B)));

    private ContractTables() {}
}
