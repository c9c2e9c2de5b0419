package dev.itemseal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TableNameOverrideTest {

    @Test
    void withoutOneTheTablesOwnName() {
        assertThat(TableNameOverride.none().nameToWrite("Orders")).isEqualTo("Orders");
        assertThat(TableNameOverride.none().namesToRead("Orders")).containsExactly("Orders");
    }

    @Test
    void oneNameForAllTables() {
        TableNameOverride override = TableNameOverride.of("Old");

        assertThat(override.nameToWrite("Orders")).isEqualTo("Old");
        assertThat(override.namesToRead("Customers")).containsExactly("Old");
    }

    @Test
    void aMapForSomeTables() {
        Map<String, String> names = new HashMap<>(Map.of("Orders", "Old"));
        TableNameOverride override = TableNameOverride.of(names);
        names.put("Customers", "Changed later");

        assertThat(override.nameToWrite("Orders")).isEqualTo("Old");
        assertThat(override.nameToWrite("Customers")).isEqualTo("Customers");
    }

    @Test
    void acceptsFurtherNamesInOrderEachOnce() { // MIG-7
        TableNameOverride base = TableNameOverride.none().alsoAccepting("Old");
        TableNameOverride override = base.alsoAccepting("Orders", "Older", "Old");

        assertThat(override.namesToRead("Orders")).containsExactly("Orders", "Old", "Older");
        assertThat(override.nameToWrite("Orders")).isEqualTo("Orders");
        assertThat(base.namesToRead("Orders")).containsExactly("Orders", "Old");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> override.namesToRead("Orders").clear());
    }

    @Test
    void refusesAnEmptyName() { // STS-1
        assertRefused(() -> TableNameOverride.of(""));
        assertRefused(() -> TableNameOverride.of(Map.of("Orders", "")));
        assertRefused(() -> TableNameOverride.none().alsoAccepting("Old", ""));
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> TableNameOverride.of((String) null));
        assertThatNullPointerException().isThrownBy(() -> TableNameOverride.of((Map<String, String>) null));
        assertThatNullPointerException()
                .isThrownBy(() -> TableNameOverride.none().alsoAccepting((String) null));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING));
    }
}
