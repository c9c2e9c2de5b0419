package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.ItemStoreFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
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

    /** Makes the factory. */
    public DynamoDbItemStoreFactory() {}

    @Override
    public String id() {
        return "dynamodb";
    }

    @Override
    public ItemStore create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(REGION, ENDPOINT, PROFILE));
        Optional<URI> endpoint = endpoint(settings);
        Optional<String> profile = profile(settings);
        DynamoDbClientBuilder client = DynamoDbClient.builder().region(region(settings, profile));
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

    private static Region region(Settings settings, Optional<String> profile) {
        Optional<String> set = settings.optional(REGION);
        if (set.isPresent()) {
            if (!set.get().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                throw settings.invalid(REGION, "must be the name of a region, such as eu-west-1");
            }
            return Region.of(set.get());
        }
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

    private static Optional<URI> endpoint(Settings settings) {
        return settings.optional(ENDPOINT).map(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Not kept as the cause: its message quotes the value.
            }
            throw settings.invalid(
                    ENDPOINT, "must be an address such as http://localhost:8000, for a server that isn't AWS's own");
        });
    }

    private static Optional<String> profile(Settings settings) {
        return settings.optional(PROFILE).map(name -> {
            if (ProfileFile.defaultProfileFile().profile(name).isEmpty()) {
                throw settings.invalid(PROFILE, "names a profile that the AWS configuration files don't have");
            }
            return name;
        });
    }
}
