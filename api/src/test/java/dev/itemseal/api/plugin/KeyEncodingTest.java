package dev.itemseal.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyEncodingTest {

    @Test
    void hasTheNamesOfTheConfiguration() {
        assertThat(KeyEncoding.values())
                .extracting(KeyEncoding::settingName)
                .containsExactly("raw", "base64", "der", "pem");
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(KeyEncoding encoding) {
        assertThat(KeyEncoding.ofSettingName(encoding.settingName())).contains(encoding);
        assertThat(KeyEncoding.ofSettingName(encoding.name())).isEmpty();
    }

    @Test
    void wrappingKeysTakeNoNull() {
        assertThatNullPointerException().isThrownBy(() -> new WrappingKeys(null, Optional.empty()));
        assertThatNullPointerException().isThrownBy(() -> new WrappingKeys(Optional.empty(), null));
    }
}
