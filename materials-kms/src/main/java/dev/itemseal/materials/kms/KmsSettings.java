package dev.itemseal.materials.kms;

import dev.itemseal.api.plugin.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/** The settings that the provider and the wrapping key have in common: which keys, and how KMS is reached. */
final class KmsSettings {

    static final String KEY = "key";
    private static final String ACCEPTED_KEYS = "accepted-keys";
    private static final String ACCEPTED_RULE = "accepted-rule";
    private static final String PARTITION = "partition";
    private static final String ACCOUNTS = "accounts";
    private static final String REGIONS = "regions";
    private static final String RELATED = "related-multi-region-keys";
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final String PROFILE = "profile";
    private static final String GRANT_TOKENS = "grant-tokens";
    private static final String MAX_CALLS = "max-concurrent-calls";
    private static final String CACHE = "cache";
    private static final String MAX_ENTRIES = "max-entries";
    private static final String MAX_USES = "max-uses";
    private static final String MAX_AGE = "max-age";

    private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Duration LONGEST_AGE = Duration.ofDays(365);

    private static final Set<String> COMMON = Set.of(
            KEY, ACCEPTED_KEYS, ACCEPTED_RULE, RELATED, REGION, ENDPOINT, PROFILE, GRANT_TOKENS, MAX_CALLS, CACHE);

    private final Settings settings;

    /** Takes settings; those that neither are common nor among the further ones are refused. */
    KmsSettings(Settings settings, Set<String> further) {
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(further);
        settings.requireOnly(known);
        this.settings = settings;
    }

    /** Looks the keys up; they can be had when the settings were checked. */
    Supplier<KmsKeys> keys() {
        String key = settings.required(KEY);
        if (!key.isEmpty() && !KmsKeyName.isName(key)) {
            settings.refuse(KEY, "must be " + KmsKeyName.FORMS);
        }
        List<String> accepted = list(settings, ACCEPTED_KEYS);
        if (!accepted.stream().allMatch(KmsKeyName::isName)) {
            settings.refuse(ACCEPTED_KEYS, "must be names of keys, separated by commas, each " + KmsKeyName.FORMS);
        }
        Optional<KmsKeyRule> rule = rule(settings.group(ACCEPTED_RULE));
        boolean related = settings.flag(RELATED, false);
        return () -> {
            KmsKeys one = KmsKeys.of(key).accepting(accepted);
            KmsKeys all = rule.map(one::accepting).orElse(one);
            return related ? all.acceptingRelatedMultiRegionKeys() : all;
        };
    }

    private static Optional<KmsKeyRule> rule(Settings section) {
        section.requireOnly(Set.of(PARTITION, ACCOUNTS, REGIONS));
        if (section.names().isEmpty()) {
            return Optional.empty();
        }
        return section.attempt(() -> {
            section.required(ACCOUNTS);
            List<String> accounts = list(section, ACCOUNTS);
            if (accounts.isEmpty()) {
                throw section.invalid(ACCOUNTS, "must be the numbers of accounts, separated by commas");
            }
            return new KmsKeyRule(
                    section.optional(PARTITION).orElse("aws"),
                    Set.copyOf(accounts),
                    Set.copyOf(list(section, REGIONS)));
        });
    }

    /** Looks up how KMS is reached, and calls nobody. */
    KmsConnection connection() {
        KmsConnection.Builder connection = KmsConnection.builder(clients()).grantTokens(list(settings, GRANT_TOKENS));
        settings.number(MAX_CALLS, 1, Integer.MAX_VALUE).ifPresent(connection::maxConcurrentCalls);
        Settings cache = settings.group(CACHE);
        cache.requireOnly(Set.of(MAX_ENTRIES, MAX_USES, MAX_AGE));
        if (!cache.names().isEmpty()) {
            connection.cache(new CacheLimits(
                    cache.number(MAX_ENTRIES, 1, Integer.MAX_VALUE).orElse(CacheLimits.STANDARD_ENTRIES),
                    cache.number(MAX_USES, 1, Integer.MAX_VALUE)
                            .map(Integer::longValue)
                            .orElse(CacheLimits.STANDARD_USES),
                    cache.duration(MAX_AGE, Duration.ofNanos(1), LONGEST_AGE).orElse(CacheLimits.STANDARD_AGE)));
        }
        return connection.build();
    }

    /** Clients live as long as the provider that they serve, that is, as long as the application. */
    private KmsClients clients() {
        Optional<Region> usualRegion = region();
        Optional<URI> endpoint = settings.address(ENDPOINT);
        Optional<String> profile = settings.optional(PROFILE);
        return KmsClients.perRegion(region -> {
            KmsClientBuilder client = KmsClient.builder();
            region.or(() -> usualRegion).ifPresent(client::region);
            endpoint.ifPresent(client::endpointOverride);
            // By name alone, credentials in the environment would come before those of the profile.
            profile.ifPresent(name -> client.credentialsProvider(ProfileCredentialsProvider.create(name))
                    .overrideConfiguration(override -> override.defaultProfileName(name)));
            return client.build();
        });
    }

    private Optional<Region> region() {
        Optional<String> region = settings.optional(REGION);
        if (region.filter(name -> !REGION_NAME.matcher(name).matches()).isPresent()) {
            settings.refuse(REGION, "must be the name of a region, such as eu-west-1");
        }
        return region.map(Region::of);
    }

    private static List<String> list(Settings settings, String name) {
        return settings.optional(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
