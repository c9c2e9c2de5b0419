package dev.itemseal.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.KeyCondition.SortRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Item ITEM = Item.fromJava(Map.of("id", "1", "count", 5, "tags", Set.of("a", "b")));
    private static final KeyCondition ONE = KeyCondition.partition(AttributeValue.ofString("MARKED"));

    @Test
    void conditionsAreConjunctions() {
        WriteCondition there = WriteCondition.exists("id").and(WriteCondition.notExists("other"));
        assertThat(there.holds(ITEM)).isTrue();
        assertThat(there.holds(Item.empty())).isFalse();
        assertThat(there.and(WriteCondition.exists("other")).holds(ITEM)).isFalse();
        assertThat(WriteCondition.always().holds(Item.empty())).isTrue();
    }

    @Test
    void valuesAreComparedAsTheTableDoes() {
        assertThat(WriteCondition.equalTo("count", AttributeValue.ofNumber("5.0"))
                        .holds(ITEM))
                .isTrue();
        assertThat(WriteCondition.equalTo("tags", AttributeValue.ofStrings(List.of("b", "a")))
                        .holds(ITEM))
                .isTrue();
        assertThat(WriteCondition.equalTo("count", AttributeValue.ofString("5")).holds(ITEM))
                .isFalse();
        assertThat(WriteCondition.equalTo("none", AttributeValue.ofNull()).holds(ITEM))
                .isFalse();
    }

    @Test
    void anUpperBoundBelongsToBetween() {
        AttributeValue value = AttributeValue.ofNumber(1);
        assertThat(ONE.sortKeyBetween(value, value).sortRange()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> ONE.sortKey(Comparison.BETWEEN, value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SortRange(Comparison.LESS, value, Optional.of(value)));
    }

    @Test
    void requestsKeepWhatIsNotChanged() {
        Item key = Item.fromJava(Map.of("id", "1"));
        QueryRequest query = QueryRequest.of("T", ONE)
                .index("I")
                .inDescendingOrder()
                .limit(3)
                .startAfter(key)
                .consistently();
        assertThat(query.indexName()).contains("I");
        assertThat(query.descending()).isTrue();
        assertThat(query.limit()).hasValue(3);
        assertThat(query.startAfter()).contains(key);
        assertThat(query.consistent()).isTrue();
        ScanRequest scan = ScanRequest.of("T")
                .index("I")
                .segment(2, 4)
                .limit(3)
                .startAfter(key)
                .consistently();
        assertThat(scan).isEqualTo(new ScanRequest("T", Optional.of("I"), 2, 4, query.limit(), Optional.of(key), true));
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryRequest.of("T", ONE).limit(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScanRequest.of("T").limit(0));
        for (int[] segment : new int[][] {{-1, 2}, {2, 2}, {0, 0}, {0, 1_000_001}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScanRequest.of("T").segment(segment[0], segment[1]));
        }
    }

    @Test
    void tablesNeedKeyTypes() {
        TableInfo table = TableInfo.of("T", TableIndex.of("id", "at"));
        assertThat(TableDefinition.of(table, Map.of("id", AttributeType.S, "at", AttributeType.N)))
                .isNotNull();
        for (Map<String, AttributeType> types :
                List.of(Map.of("id", AttributeType.S), Map.of("id", AttributeType.S, "at", AttributeType.BOOL))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> TableDefinition.of(table, types))
                    .withMessageContaining("'at'");
        }
    }

    @Test
    void noValueShows() {
        WriteRequest put = WriteRequest.Put.of("T", Item.fromJava(Map.of("id", "MARKED")));
        WriteCondition condition = WriteCondition.equalTo("id", AttributeValue.ofString("MARKED"));
        assertThat(List.of(put, condition, ONE, QueryRequest.of("T", ONE)).toString())
                .doesNotContain("MARKED");
    }
}
