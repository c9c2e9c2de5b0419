package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Provider and wrapping key from settings, found through Plugins")
class KmsFactoriesTest {

    private static Settings settings(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("provider", "kms", "provider.key", StubKms.KEY));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("provider." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.of(values, Path.of(".")).section("provider");
    }

    private static MaterialsProvider provider(String... namesAndValues) {
        return Plugins.load().materialsProvider(settings(namesAndValues));
    }

    private static WrappingKeys wrappingKeys(String... namesAndValues) {
        return Plugins.load().wrappingKeys(settings(namesAndValues));
    }

    private static final String[] EVERYTHING = {
        "accepted-keys", "alias/before, " + StubKms.KEY_ID,
        "accepted-rule.partition", "aws",
        "accepted-rule.accounts", "111122223333, 444455556666",
        "accepted-rule.regions", "eu-west-1",
        "related-multi-region-keys", "true",
        "region", "eu-west-1",
        "endpoint", "http://127.0.0.1:1",
        "profile", "team",
        "grant-tokens", "a,b",
        "max-concurrent-calls", "4",
        "cache.max-entries", "10",
        "cache.max-uses", "100",
        "cache.max-age", "PT1M"
    };

    @Test
    @DisplayName("A key is enough; everything can be set; no call is made")
    void made() {
        assertThat(provider()).isInstanceOf(KmsMaterialsProvider.class);
        assertThat(provider(EVERYTHING)).isInstanceOf(KmsMaterialsProvider.class);
        assertThat(provider(
                        "content-key-algorithm", "AES/128", "signing-algorithm", "HmacSHA512", "description.team", "a"))
                .isInstanceOf(KmsMaterialsProvider.class);
        WrappingKeys keys = wrappingKeys(EVERYTHING);
        assertThat(keys.wrapping().orElseThrow()).isSameAs(keys.unwrapping().orElseThrow());
        assertThat(keys.wrapping().orElseThrow().wrappingAlgorithm()).isEqualTo("kms-encrypt");
    }

    @ParameterizedTest
    @DisplayName("What is missing, unknown or wrong is named in full, and values are not quoted")
    @CsvSource({
        "key, '', missing-setting",
        "key, not%a%key, invalid-setting",
        "accepted-keys, not%a%key, invalid-setting",
        "accepted-rule.accounts, '', missing-setting",
        "accepted-rule.account, 1, invalid-setting",
        "accepted-rule, not%a%key, invalid-setting",
        "related-multi-region-keys, not%a%key, invalid-setting",
        "region, not%a%key, invalid-setting",
        "accepted-rule.accounts, ',', invalid-setting",
        "endpoint, not%a%key, invalid-setting",
        "endpoint, ftp://127.0.0.1, invalid-setting",
        "endpoint, 127.0.0.1:80, invalid-setting",
        "max-concurrent-calls, 0, invalid-setting",
        "max-concurrent-calls, many, invalid-setting",
        "max-concurrent-calls, 99999999999, invalid-setting",
        "cache, true, invalid-setting",
        "cache.max-entries, 0, invalid-setting",
        "cache.max-uses, -1, invalid-setting",
        "cache.max-age, 5m, invalid-setting",
        "cache.max-age, PT0S, invalid-setting",
        "cache.age, PT1S, invalid-setting",
        "keys, x, invalid-setting"
    })
    void refused(String name, String value, String reason) {
        for (Runnable making : List.<Runnable>of(() -> provider(name, value), () -> wrappingKeys(name, value))) {
            ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, making::run);
            assertThat(refusal).isNotNull().hasMessageContaining("'provider." + name + "'");
            assertThat(refusal.reason().code()).isEqualTo(reason);
            assertThat(refusal.toString()).doesNotContain("not%a%key");
        }
    }

    @ParameterizedTest
    @DisplayName("A region's name is refused as well where it is very long, or no part of a host's name")
    @ValueSource(strings = {"a-", "-a", "eu_west_1", "eu-west-1\n", ""})
    void regions(String end) {
        for (String region : List.of("a".repeat(63) + end, "a" + "-a".repeat(100_000) + end)) {
            ConfigurationException refusal =
                    catchThrowableOfType(ConfigurationException.class, () -> provider("region", region));
            if (region.equals("a".repeat(63))) {
                assertThat(refusal).isNull();
            } else {
                assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
            }
        }
    }

    @ParameterizedTest
    @DisplayName("What belongs to the provider alone is refused for the wrapping key, and checked for the provider")
    @CsvSource({
        "content-key-algorithm, AES/512",
        "signing-algorithm, SHA256withRSA",
        "description, x",
        "description.amzn-ddb-env-key, x"
    })
    void ofTheProviderAlone(String name, String value) {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> provider(name, value)))
                .hasMessageContaining("provider")
                .hasMessageContaining(name.substring(name.indexOf('.') + 1));
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> wrappingKeys(name, value)))
                .hasMessageContaining("'provider." + name + "'");
    }

    private static final String[] BROKEN = {
        "key", "",
        "accepted-keys", "alias/before, not%a%key",
        "accepted-rule.regions", "eu-west-1",
        "related-multi-region-keys", "not%a%key",
        "region", "not%a%key",
        "endpoint", "not%a%key",
        "max-concurrent-calls", "not%a%key",
        "cache.max-entries", "0",
        "cache.max-age", "not%a%key",
        "grant-token", "not%a%key"
    };

    private static final String[] MISTAKES = {
        "missing-setting 'provider.key'",
        "invalid-setting 'provider.accepted-keys'",
        "missing-setting 'provider.accepted-rule.accounts'",
        "invalid-setting 'provider.related-multi-region-keys'",
        "invalid-setting 'provider.region'",
        "invalid-setting 'provider.endpoint'",
        "invalid-setting 'provider.max-concurrent-calls'",
        "invalid-setting 'provider.cache.max-entries'",
        "invalid-setting 'provider.cache.max-age'",
        "invalid-setting 'provider.grant-token'"
    };

    @Test
    @DisplayName("All mistakes are told at once, for the provider and for the wrapping key")
    void allMistakesAtOnce() {
        assertThat(mistakes(() -> wrappingKeys(BROKEN))).containsExactlyInAnyOrder(MISTAKES);

        List<String> ofTheProvider = new ArrayList<>(List.of(MISTAKES));
        ofTheProvider.add("invalid-setting 'provider.content-key-algorithm'");
        ofTheProvider.add("invalid-setting 'provider.signing-algorithm'");
        ofTheProvider.add("missing-setting 'provider.description.team'");
        ofTheProvider.add("invalid-setting 'provider.description.itemseal-binding'");
        List<String> settings = new ArrayList<>(List.of(BROKEN));
        settings.addAll(List.of("content-key-algorithm", "not%a%key", "signing-algorithm", "SHA256withRSA"));
        settings.addAll(List.of("description.team", "", "description.itemseal-binding", "not%a%key"));
        assertThat(mistakes(() -> provider(settings.toArray(String[]::new))))
                .containsExactlyInAnyOrderElementsOf(ofTheProvider);
    }

    private static List<String> mistakes(ThrowingCallable making) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, making);
        assertThat(refusal.toString()).doesNotContain("not%a%key");
        return refusal.mistakes().stream()
                .map(mistake -> mistake.reason() + mistake.getMessage().replaceAll("[^']*('[^']*').*", " $1"))
                .toList();
    }
}
