package dev.itemseal.adapter.awssdk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store's settings. */
class DynamoDbItemStoreFactoryTest {

    private static void create(Map<String, String> settings) {
        Plugins.load().itemStore(Settings.of(settings, Path.of("")).section("store"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region | eu west 1",
                "region | EU-WEST-1",
                "endpoint | table-server:8001",
                "endpoint | ftp://localhost",
                "endpoint | http://local host",
                "profile | no-such-profile-s3cr3t",
                "access-key | s3cr3t"
            })
    void wrongOnesAreRefusedByName(String setting, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(Map.of("store", "dynamodb", "store." + setting, value)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING))
                .withMessageContaining("'store." + setting + "'")
                .satisfies(e -> assertThat(e).message().doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 200_000})
    void aLongRegionIsRefusedToo(int length) {
        String region = "a-".repeat(length / 2 - 1) + "aa";
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(Map.of("store", "dynamodb", "store.region", region)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SETTING));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(Map.of(
                        "store", "dynamodb",
                        "store.region", "eu west 1",
                        "store.endpoint", "localhost:4711",
                        "store.profile", "no-such-profile-s3cr3t",
                        "store.access-key", "s3cr3t")))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(mistake -> mistake.getMessage().replaceAll("[^']*'([^']*)'.*", "$1"))
                        .containsExactlyInAnyOrder(
                                "store.region", "store.endpoint", "store.profile", "store.access-key"))
                .satisfies(e -> assertThat(e).message().doesNotContain("eu west", "4711", "s3cr3t"));
    }

    @Test
    void anHttpClientIsNeeded() {
        // This module brings none: which one is used is the application's choice.
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(Map.of("store", "dynamodb", "store.region", "eu-west-1")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_DEPENDENCY))
                .withMessageContaining("url-connection-client");
    }
}
