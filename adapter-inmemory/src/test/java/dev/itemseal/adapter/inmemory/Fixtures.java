package dev.itemseal.adapter.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A table that the tests share, with a secondary index of whole items and one of parts. */
final class Fixtures {

    static final String TABLE = "orders";
    static final String INDEX = "by-color";
    static final String PARTIAL = "by-size";

    static final TableDefinition DEFINITION = new TableDefinition(
            new TableInfo(
                    TABLE,
                    TableIndex.of("id", "line"),
                    Map.of(INDEX, TableIndex.of("color", "size"), PARTIAL, TableIndex.of("size"))),
            Map.of(
                    "id", AttributeType.S,
                    "line", AttributeType.N,
                    "color", AttributeType.S,
                    "size", AttributeType.N),
            Map.of(PARTIAL, Set.of("note")));

    private Fixtures() {}

    static InMemoryItemStore store() {
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(DEFINITION);
        return store;
    }

    /** An item or a key of names and values in turn. */
    static Item item(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Item.fromJava(values);
    }

    static Item key(String id, int line) {
        return item("id", id, "line", line);
    }

    static StoreException assertRefused(ThrowingCallable call, Reason reason) {
        StoreException refusal = catchThrowableOfType(StoreException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }
}
