package dev.itemseal.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TableInfoTest {

    @Test
    void protectsTheKeysOfThePrimaryIndexAlone() { // ACT-2
        TableInfo table = new TableInfo(
                "Orders", TableIndex.of("id", "at"), Map.of("byCustomer", TableIndex.of("customer", "at")));

        assertThat(table.protectedKeyNames()).containsExactlyInAnyOrder("id", "at");
        assertThat(TableInfo.of("Orders", TableIndex.of("id")).protectedKeyNames())
                .containsExactly("id");
    }

    @Test
    void copiesTheSecondaryIndexes() {
        Map<String, TableIndex> indexes = new HashMap<>();
        TableInfo table = new TableInfo("Orders", TableIndex.of("id"), indexes);
        indexes.put("later", TableIndex.of("customer"));

        assertThat(table.secondaryIndexes()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> table.secondaryIndexes().put("later", TableIndex.of("customer")));
        assertThat(table).isEqualTo(TableInfo.of("Orders", TableIndex.of("id")));
    }

    @Test
    void anIndexHasOneOrTwoKeys() {
        assertThat(TableIndex.of("id").sortKeyName()).isEmpty();
        assertThat(TableIndex.of("id").keyNames()).containsExactly("id");
        assertThat(TableIndex.of("id", "at").sortKeyName()).contains("at");
        assertThat(TableIndex.of("id", "at").keyNames()).containsExactlyInAnyOrder("id", "at");
    }

    @Test
    void aSecondaryIndexMayHaveFurtherKeys() {
        TableIndex index = new TableIndex("customer", Optional.of("day"), Set.of("region", "at"));
        TableInfo table = new TableInfo("Orders", TableIndex.of("id"), Map.of("by-customer", index));

        assertThat(index.keyNames()).containsExactlyInAnyOrder("customer", "day", "region", "at");
        assertThat(new TableIndex("customer", Optional.empty(), Set.of("region")).keyNames())
                .containsExactlyInAnyOrder("customer", "region");
        assertThat(table.protectedKeyNames()).containsExactly("id");
        assertInvalidSetting(() -> new TableIndex("id", Optional.empty(), Set.of("id")));
        assertInvalidSetting(() -> new TableIndex("id", Optional.of("at"), Set.of("at")));
        assertInvalidSetting(() -> new TableIndex("id", Optional.empty(), Set.of("")));
        assertInvalidSetting(() -> TableInfo.of("Orders", index));
        assertThatThrownBy(() -> TableDefinition.of(
                        table,
                        Map.of(
                                "id", AttributeType.S,
                                "customer", AttributeType.S,
                                "day", AttributeType.S,
                                "region", AttributeType.S,
                                "at", AttributeType.S)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING))
                .hasMessageContaining("by-customer");
    }

    @Test
    void refusesNamesThatNoTableHas() {
        assertInvalidSetting(() -> TableInfo.of("", TableIndex.of("id")));
        assertInvalidSetting(() -> TableIndex.of(""));
        assertInvalidSetting(() -> TableIndex.of("id", ""));
        assertInvalidSetting(() -> TableIndex.of("id", "id"));
    }

    @Test
    void isDescribedAnewUnderItsName() {
        TableInfo table = TableInfo.of("Orders", TableIndex.of("id"));
        TableMetadataSource source =
                name -> new TableInfo(name, TableIndex.of("id"), Map.of("new", TableIndex.of("customer")));

        assertThat(table.refreshed(source))
                .isEqualTo(new TableInfo("Orders", TableIndex.of("id"), Map.of("new", TableIndex.of("customer"))));
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> TableInfo.of(null, TableIndex.of("id")));
        assertThatNullPointerException().isThrownBy(() -> TableInfo.of("Orders", null));
        assertThatNullPointerException().isThrownBy(() -> new TableIndex(null, Optional.empty()));
        assertThatNullPointerException().isThrownBy(() -> new TableIndex("id", null));
    }

    private static void assertInvalidSetting(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING));
    }
}
