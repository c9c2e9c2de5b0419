package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.plugin.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

    KmsKeys keys() {
        KmsKeys keys = named(KEY, () -> KmsKeys.of(settings.required(KEY)));
        if (settings.optional(ACCEPTED_KEYS).isPresent()) {
            KmsKeys one = keys;
            keys = named(ACCEPTED_KEYS, () -> one.accepting(list(settings, ACCEPTED_KEYS)));
        }
        Settings rule = section(ACCEPTED_RULE);
        if (!rule.isEmpty()) {
            rule.requireOnly(Set.of(PARTITION, ACCOUNTS, REGIONS));
            rule.required(ACCOUNTS);
            keys = keys.accepting(new KmsKeyRule(
                    rule.optional(PARTITION).orElse("aws"),
                    Set.copyOf(list(rule, ACCOUNTS)),
                    Set.copyOf(list(rule, REGIONS))));
        }
        return settings.flag(RELATED, false) ? keys.acceptingRelatedMultiRegionKeys() : keys;
    }

    KmsConnection connection() {
        KmsConnection.Builder connection = KmsConnection.builder(clients()).grantTokens(list(settings, GRANT_TOKENS));
        positive(settings, MAX_CALLS, Integer.MAX_VALUE)
                .ifPresent(most -> connection.maxConcurrentCalls((int) (long) most));
        Settings cache = section(CACHE);
        if (!cache.isEmpty()) {
            cache.requireOnly(Set.of(MAX_ENTRIES, MAX_USES, MAX_AGE));
            connection.cache(new CacheLimits(
                    (int) (long)
                            positive(cache, MAX_ENTRIES, Integer.MAX_VALUE).orElse((long) CacheLimits.STANDARD_ENTRIES),
                    positive(cache, MAX_USES, Long.MAX_VALUE).orElse(CacheLimits.STANDARD_USES),
                    age(cache)));
        }
        return connection.build();
    }

    /** Clients live as long as the provider that they serve, that is, as long as the application. */
    private KmsClients clients() {
        Optional<String> usualRegion = settings.optional(REGION);
        Optional<URI> endpoint = endpoint();
        Optional<String> profile = settings.optional(PROFILE);
        return KmsClients.perRegion(region -> {
            KmsClientBuilder client = KmsClient.builder();
            region.or(() -> usualRegion.map(Region::of)).ifPresent(client::region);
            endpoint.ifPresent(client::endpointOverride);
            profile.ifPresent(name -> client.overrideConfiguration(override -> override.defaultProfileName(name)));
            return client.build();
        });
    }

    private Optional<URI> endpoint() {
        return settings.optional(ENDPOINT).map(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Not kept as the cause: its message quotes the value.
            }
            throw settings.invalid(ENDPOINT, "must be an address such as https://kms.eu-west-1.amazonaws.com");
        });
    }

    /** A section that has no value of its own, which nobody would look at. */
    private Settings section(String name) {
        Settings section = settings.section(name);
        if (section.hasId()) {
            throw section.invalid("", "has settings below it, but no value of its own");
        }
        return section;
    }

    private static List<String> list(Settings settings, String name) {
        return settings.optional(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<Long> positive(Settings settings, String name, long most) {
        return settings.optional(name).map(text -> {
            try {
                long number = Long.parseLong(text);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Not kept as the cause: its message quotes the value.
            }
            throw settings.invalid(name, "must be a whole number from 1 on");
        });
    }

    private static Duration age(Settings cache) {
        return cache.optional(MAX_AGE)
                .map(text -> {
                    try {
                        Duration age = Duration.parse(text);
                        if (!age.isNegative() && !age.isZero()) {
                            return age;
                        }
                    } catch (DateTimeParseException e) {
                        // Not kept as the cause: its message quotes the value.
                    }
                    throw cache.invalid(MAX_AGE, "must be an ISO duration of more than zero, such as PT5M");
                })
                .orElse(CacheLimits.STANDARD_AGE);
    }

    /** Names the setting in an error that does not know it. */
    private <T> T named(String name, Supplier<T> work) {
        settings.required(name);
        try {
            return work.get();
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    e.reason(), "The setting '" + settings.fullName(name) + "' can't be used: " + e.getMessage());
        }
    }
}
