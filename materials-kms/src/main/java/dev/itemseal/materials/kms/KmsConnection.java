package dev.itemseal.materials.kms;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * How KMS is reached and what that may cost: clients, grant tokens, a budget of calls that run at the same time, a cache of
 * data keys for reads, and who hears of it. Providers and wrapping keys that share a connection share its budget and its
 * cache. Safe for use by several threads; make one and keep it.
 */
public final class KmsConnection {

    /** So many calls run at the same time unless the builder is told otherwise. */
    public static final int STANDARD_CONCURRENT_CALLS = 32;

    private final KmsClients clients;
    private final List<String> grantTokens;
    private final CallBudget budget;
    private final KmsListener listener;
    private final Ticker ticker;
    private final Optional<DataKeyCache> cache;
    private final AliasKeys aliases;

    private KmsConnection(Builder builder) {
        clients = builder.clients;
        grantTokens = List.copyOf(builder.grantTokens);
        budget = new CallBudget(builder.maxConcurrentCalls);
        listener = new GuardedListener(builder.listeners);
        ticker = builder.ticker;
        cache = Optional.ofNullable(builder.cache).map(limits -> new DataKeyCache(limits, ticker, listener));
        aliases = new AliasKeys(this);
    }

    /**
     * Starts a connection.
     *
     * @param clients the clients that KMS is called with
     * @return a builder, for one thread
     */
    public static Builder builder(KmsClients clients) {
        return new Builder(clients);
    }

    /**
     * Makes a connection as most applications need it: without grant tokens and without a cache.
     *
     * @param clients the clients that KMS is called with
     * @return the connection
     */
    public static KmsConnection of(KmsClients clients) {
        return builder(clients).build();
    }

    KmsClients.Endpoint endpoint(Optional<Region> region) {
        return clients.of(region);
    }

    boolean blocking() {
        return clients.blocking();
    }

    List<String> grantTokens() {
        return grantTokens;
    }

    KmsListener listener() {
        return listener;
    }

    Ticker ticker() {
        return ticker;
    }

    Optional<DataKeyCache> cache() {
        return cache;
    }

    AliasKeys aliases() {
        return aliases;
    }

    /** Makes a call when its turn comes. Fails with one of Itemseal's errors. */
    <Q, R> CompletionStage<R> call(KmsRequest<Q, R> request, Caller caller) {
        KmsClients.Endpoint endpoint = endpoint(request.region());
        long asked = ticker.read();
        return caller.settled(budget.acquire()).thenCompose(permit -> {
            long began = ticker.read();
            return Caller.stage(() -> endpoint.call(request.operation(), request.content(), caller))
                    .handle((answer, failure) -> {
                        budget.release();
                        KmsOutcome outcome = failure == null
                                ? KmsOutcome.SUCCEEDED
                                : KmsFailures.outcome(Caller.cause(failure), request.operation());
                        listener.called(new KmsCall(
                                request.operation().name(),
                                request.key().flatMap(KmsKeyName::shown).orElse(""),
                                request.tableName(),
                                Duration.ofNanos(began - asked),
                                Duration.ofNanos(ticker.read() - began),
                                outcome));
                        if (failure != null) {
                            throw failed(Caller.cause(failure), outcome, request);
                        }
                        return answer;
                    });
        });
    }

    private static CompletionException failed(Throwable cause, KmsOutcome outcome, KmsRequest<?, ?> request) {
        return new CompletionException(cause instanceof Error ? cause : KmsFailures.of(cause, outcome, request));
    }

    @Override
    public String toString() {
        return "KmsConnection";
    }

    /** Collects what is not usual. For one thread. */
    public static final class Builder {

        private final KmsClients clients;
        private final List<KmsListener> listeners = new ArrayList<>();
        private List<String> grantTokens = List.of();
        private int maxConcurrentCalls = STANDARD_CONCURRENT_CALLS;
        private @Nullable CacheLimits cache;
        private Ticker ticker = Ticker.systemTicker();

        private Builder(KmsClients clients) {
            this.clients = Objects.requireNonNull(clients, "clients");
        }

        /**
         * Sets the grant tokens that go with each call.
         *
         * @param tokens the tokens; none unless this is called
         * @return this
         */
        public Builder grantTokens(List<String> tokens) {
            grantTokens = List.copyOf(tokens);
            return this;
        }

        /**
         * Bounds how many calls run at the same time, over all regions; others wait for their turn. With asynchronous
         * clients that blocks no thread but that of a caller who waits anyway.
         *
         * @param most at least 1; {@value #STANDARD_CONCURRENT_CALLS} unless this is called
         * @return this
         * @throws ConfigurationException with {@code INVALID_SETTING} if it is less than 1
         */
        public Builder maxConcurrentCalls(int most) {
            if (most < 1) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING, "At least one call to KMS must be allowed at a time, not " + most);
            }
            maxConcurrentCalls = most;
            return this;
        }

        /**
         * Keeps unwrapped data keys for reading the same item again. Each is bound to the client, the named key, the
         * wrapped key and the whole encryption context; it is wiped when it leaves the cache. This delays revocation: see
         * {@link CacheLimits}.
         *
         * @param limits how much is kept, and for how long; nothing unless this is called
         * @return this
         */
        public Builder cache(CacheLimits limits) {
            cache = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Adds somebody who hears of calls and of the cache.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(KmsListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets the clock for ages and latencies; a steady one of the system unless this is called.
         *
         * @param source the time, which does not go back, safe for use by several threads
         * @return this
         */
        public Builder clock(InstantSource source) {
            Objects.requireNonNull(source, "source");
            Instant start = source.instant();
            ticker = () -> Duration.between(start, source.instant()).toNanos();
            return this;
        }

        /** {@return the connection, which has called nobody yet} */
        public KmsConnection build() {
            return new KmsConnection(this);
        }
    }
}
