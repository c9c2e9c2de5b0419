package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.ItemStoreFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Makes a {@link DynamoDbItemStore} with a client of its own, under the id {@code dynamodb}. The settings {@code region},
 * {@code endpoint} and {@code profile} are all optional: without them the SDK looks for region and credentials where it always
 * does. Credentials are no settings. The HTTP client is the one on the path. The client lives as long as the application.
 */
public final class DynamoDbItemStoreFactory implements ItemStoreFactory {

    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final String PROFILE = "profile";
    private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Makes the factory. */
    public DynamoDbItemStoreFactory() {}

    @Override
    public String id() {
        return "dynamodb";
    }

    @Override
    public ItemStore create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(REGION, ENDPOINT, PROFILE));
        Optional<URI> endpoint = settings.address(ENDPOINT);
        Optional<String> profile = profile(settings);
        Optional<String> region = region(settings);
        settings.check();
        DynamoDbClientBuilder client =
                DynamoDbClient.builder().region(region.map(Region::of).orElseGet(() -> usualRegion(settings, profile)));
        endpoint.ifPresent(client::endpointOverride);
        profile.ifPresent(name -> client.credentialsProvider(ProfileCredentialsProvider.create(name))
                .overrideConfiguration(override -> override.defaultProfileName(name)));
        try {
            return DynamoDbItemStore.over(client.build());
        } catch (SdkClientException e) {
            throw new ConfigurationException(
                    Reason.MISSING_DEPENDENCY,
                    "The SDK can't make a DynamoDB client; put exactly one of its HTTP clients on the path, such as"
                            + " software.amazon.awssdk:url-connection-client",
                    e);
        }
    }

    private static Optional<String> region(Settings settings) {
        Optional<String> region = settings.optional(REGION);
        if (region.filter(name -> !REGION_NAME.matcher(name).matches()).isPresent()) {
            settings.refuse(REGION, "must be the name of a region, such as eu-west-1");
        }
        return region;
    }

    /** Where the SDK looks, which may be the service that tells a machine about itself. */
    private static Region usualRegion(Settings settings, Optional<String> profile) {
        try {
            DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
            profile.ifPresent(chain::profileName);
            return chain.build().getRegion();
        } catch (SdkClientException e) {
            throw new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "The setting '" + settings.fullName(REGION)
                            + "' is missing, and neither the environment nor a profile names a region; add it",
                    e);
        }
    }

    private static Optional<String> profile(Settings settings) {
        Optional<String> profile = settings.optional(PROFILE);
        if (profile.filter(
                        name -> ProfileFile.defaultProfileFile().profile(name).isEmpty())
                .isPresent()) {
            settings.refuse(PROFILE, "names a profile that the AWS configuration files don't have");
        }
        return profile;
    }
}
