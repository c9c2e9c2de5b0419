package dev.itemseal.conformance;

import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.TableMetadataSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A source of table metadata with one defect.
 *
 * @param rule the one rule that it breaks
 * @param defect what is wrong
 * @param breaking makes it of a sound source
 */
record BrokenMetadata(String rule, String defect, UnaryOperator<TableMetadataSource> breaking) {

    private static final List<BrokenMetadata> ALL = List.of(
            new BrokenMetadata("META-1", "sort keys of tables are lost", sound -> name -> {
                TableInfo table = sound.describe(name);
                TableIndex keys = TableIndex.of(table.primaryIndex().partitionKeyName());
                return new TableInfo(name, keys, table.secondaryIndexes(), table.partialIndexes());
            }),
            new BrokenMetadata("META-2", "indexes without sort keys are lost", sound -> name -> {
                TableInfo table = sound.describe(name);
                Map<String, TableIndex> indexes = new HashMap<>(table.secondaryIndexes());
                indexes.values().removeIf(index -> index.sortKeyName().isEmpty());
                return new TableInfo(name, table.primaryIndex(), indexes, table.partialIndexes());
            }),
            new BrokenMetadata("META-3", "projections are lost", sound -> name -> {
                TableInfo table = sound.describe(name);
                return new TableInfo(name, table.primaryIndex(), table.secondaryIndexes());
            }),
            new BrokenMetadata("META-4", "missing tables are invented", sound -> name -> {
                try {
                    return sound.describe(name);
                } catch (StoreException e) {
                    return TableInfo.of(name, TableIndex.of("id"));
                }
            }));

    static Stream<BrokenMetadata> all() {
        return ALL.stream();
    }

    static BrokenMetadata of(String defect) {
        return all().filter(broken -> broken.defect.equals(defect)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        return rule + ": " + defect;
    }
}
