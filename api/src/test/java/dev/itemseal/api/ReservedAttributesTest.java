package dev.itemseal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedAttributesTest {

    @Test
    void theDefaultNamesAreThoseOfAct6() {
        assertThat(ReservedAttributes.DEFAULT.signatureName()).isEqualTo("*amzn-ddb-map-sig*");
        assertThat(ReservedAttributes.DEFAULT.descriptionName()).isEqualTo("*amzn-ddb-map-desc*");
    }

    @Test
    void containsBothAndNoOther() {
        ReservedAttributes reserved = new ReservedAttributes("sig", "desc");

        assertThat(reserved.contains("sig")).isTrue();
        assertThat(reserved.contains("desc")).isTrue();
        assertThat(reserved.contains("Sig")).isFalse();
        assertThat(reserved.contains("*amzn-ddb-map-sig*")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', desc", "sig, ''", "same, same"})
    void refusesEmptyAndEqualNames(String signature, String description) { // MIG-9
        assertThatThrownBy(() -> new ReservedAttributes(signature, description))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING));
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> new ReservedAttributes(null, "desc"));
        assertThatNullPointerException().isThrownBy(() -> new ReservedAttributes("sig", null));
    }
}
