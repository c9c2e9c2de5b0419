package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The clients that KMS is called with: one for everything, or one for each region (rule KMS-14). With asynchronous clients
 * the asynchronous forms of Itemseal block no thread. Safe for use by several threads. Whoever made a client closes it.
 */
public final class KmsClients {

    private final Function<Optional<Region>, Endpoint> endpointOf;
    private final Map<Optional<Region>, Endpoint> perRegion = new ConcurrentHashMap<>();

    private KmsClients(Function<Optional<Region>, Endpoint> endpointOf) {
        this.endpointOf = endpointOf;
    }

    /**
     * Takes one client for all keys.
     *
     * @param client a client of the region that the keys are in
     * @return the clients
     */
    public static KmsClients of(KmsClient client) {
        Endpoint only = new Blocking(client);
        return new KmsClients(region -> only);
    }

    /**
     * Takes one asynchronous client for all keys.
     *
     * @param client a client of the region that the keys are in
     * @return the clients
     */
    public static KmsClients of(KmsAsyncClient client) {
        Endpoint only = new NonBlocking(client);
        return new KmsClients(region -> only);
    }

    /**
     * Takes a client for each region.
     *
     * @param supplier makes the client for a region, or for the usual region of the application if there is none: with keys
     *     that are not named by an ARN. Asked once for each; never gives null; safe for use by several threads
     * @return the clients
     */
    public static KmsClients perRegion(Function<Optional<Region>, KmsClient> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return new KmsClients(region -> new Blocking(made(supplier.apply(region))));
    }

    /**
     * Takes an asynchronous client for each region.
     *
     * @param supplier makes the client for a region, as for {@link #perRegion}
     * @return the clients
     */
    public static KmsClients perRegionAsync(Function<Optional<Region>, KmsAsyncClient> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return new KmsClients(region -> new NonBlocking(made(supplier.apply(region))));
    }

    private static <T> T made(T client) {
        if (client == null) {
            throw new PluginException(
                    Reason.PLUGIN_CONTRACT, "The supplier of KMS clients gave null; it must give a client");
        }
        return client;
    }

    Endpoint of(Optional<Region> region) {
        try {
            return perRegion.computeIfAbsent(region, endpointOf);
        } catch (SdkClientException e) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "No KMS client can be made"
                            + region.map(name -> " for the region '" + name.id() + "'")
                                    .orElse("")
                            + "; name the key by its ARN or set the region, and put one HTTP client of the AWS SDK on the"
                            + " path, such as software.amazon.awssdk:url-connection-client; the cause tells which is"
                            + " missing",
                    e);
        }
    }

    /** Where calls go. Compared by identity: two clients may have two identities. */
    abstract static sealed class Endpoint {

        abstract <Q, R> CompletionStage<R> call(KmsOperation<Q, R> operation, Q request, Caller caller);
    }

    private static final class Blocking extends Endpoint {

        private final KmsClient client;

        Blocking(KmsClient client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        @Override
        <Q, R> CompletionStage<R> call(KmsOperation<Q, R> operation, Q request, Caller caller) {
            return caller.run(() -> operation.blocking().apply(client, request));
        }
    }

    private static final class NonBlocking extends Endpoint {

        private final KmsAsyncClient client;

        NonBlocking(KmsAsyncClient client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        @Override
        <Q, R> CompletionStage<R> call(KmsOperation<Q, R> operation, Q request, Caller caller) {
            return caller.settled(operation.nonBlocking().apply(client, request));
        }
    }
}
