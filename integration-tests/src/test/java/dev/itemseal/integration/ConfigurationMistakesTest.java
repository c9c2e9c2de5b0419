package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One error tells the mistakes of plugins that lie in each other. */
class ConfigurationMistakesTest {

    @Test
    void mostRecentOverKmsInDynamoDbTellsAll() {
        Map<String, String> broken = Map.ofEntries(
                Map.entry("provider", "multi"),
                Map.entry("provider.write-with", "one"),
                Map.entry("provider.1", "most_recent"),
                Map.entry("provider.1.material-name", "a#s3cr3t"),
                Map.entry("provider.1.rotate-after", "PT1S"),
                Map.entry("provider.1.meta-store.create-table", "s3cr3t"),
                Map.entry("provider.1.meta-store.store", "dynamodb"),
                Map.entry("provider.1.meta-store.store.region", "s3cr3t region"),
                Map.entry("provider.1.meta-store.store.endpoint", "s3cr3t"),
                Map.entry("provider.1.meta-store.store.secret-key", "s3cr3t"),
                Map.entry("provider.1.meta-store.provider", "kms"),
                Map.entry("provider.1.meta-store.provider.key", "s3cr3t%key"),
                Map.entry("provider.1.meta-store.provider.accepted-keys", "alias/a, s3cr3t%key"),
                Map.entry("provider.1.meta-store.provider.cache.max-age", "s3cr3t"),
                Map.entry("provider.1.meta-store.provider.signing-algorithm", "s3cr3t"),
                Map.entry("provider.2", "wrapped"),
                Map.entry("provider.2.signing-key.env", "ITEMSEAL_IS_NOT_SET"),
                Map.entry("provider.2.wrapping-keys", "cloud, tink, spare"),
                Map.entry("provider.2.wrapping-keys.cloud", "kms"),
                Map.entry("provider.2.wrapping-keys.cloud.endpoint", "s3cr3t"),
                Map.entry("provider.2.wrapping-keys.tink", "tink"),
                Map.entry("provider.2.wrapping-keys.tink.keyset.file", "s3cr3t.json"));

        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> Plugins.load()
                        .materialsProvider(Settings.of(broken, Path.of("")).section("provider")));

        assertThat(refusal.mistakes())
                .extracting(mistake -> mistake.reason() + mistake.getMessage().replaceAll("[^']*'([^']*)'.*", " $1"))
                .containsExactlyInAnyOrder(
                        "invalid-setting provider.write-with",
                        "invalid-setting provider.1.material-name",
                        "invalid-setting provider.1.rotate-after",
                        "missing-setting provider.1.meta-store.table-name",
                        "invalid-setting provider.1.meta-store.create-table",
                        "invalid-setting provider.1.meta-store.store.region",
                        "invalid-setting provider.1.meta-store.store.endpoint",
                        "invalid-setting provider.1.meta-store.store.secret-key",
                        "invalid-setting provider.1.meta-store.provider.key",
                        "invalid-setting provider.1.meta-store.provider.accepted-keys",
                        "invalid-setting provider.1.meta-store.provider.cache.max-age",
                        "invalid-setting provider.1.meta-store.provider.signing-algorithm",
                        "invalid-setting provider.2.signing-key.env",
                        "missing-setting provider.2.wrapping-keys.cloud.key",
                        "invalid-setting provider.2.wrapping-keys.cloud.endpoint",
                        "invalid-setting provider.2.wrapping-keys.tink.keyset.file",
                        "missing-setting provider.2.wrapping-keys.spare");
        assertThat(refusal.toString()).doesNotContain("s3cr3t");
        assertThat(refusal.mistakes())
                .allSatisfy(mistake -> assertThat(refusal.getMessage()).contains(mistake.getMessage()));
    }
}
