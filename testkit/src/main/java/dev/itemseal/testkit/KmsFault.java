package dev.itemseal.testkit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Something that goes wrong with calls, for {@link LocalKms#inject}: what, and with which calls. Without restriction it
 * strikes every call until it is withdrawn.
 *
 * <pre>{@code
 * kms.inject(KmsFault.throttling().on(KmsOperation.DECRYPT).times(2));
 * kms.inject(KmsFault.accessDenied().forKey(keyArn));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class KmsFault {

    /** Does to a call what is wrong with it. */
    interface Effect {
        void strike(KmsOperation operation, Optional<LocalKey> key)
                throws InterruptedException, LostConnectionException;
    }

    private final Effect effect;
    private final boolean afterwards;
    private final Set<KmsOperation> operations;
    private final Optional<String> key;
    private final int times;
    private final int every;

    private KmsFault(
            Effect effect,
            boolean afterwards,
            Set<KmsOperation> operations,
            Optional<String> key,
            int times,
            int every) {
        this.effect = effect;
        this.afterwards = afterwards;
        this.operations = operations;
        this.key = key;
        this.times = times;
        this.every = every;
    }

    private static KmsFault of(Effect effect, boolean afterwards) {
        return new KmsFault(effect, afterwards, Set.of(KmsOperation.values()), Optional.empty(), Integer.MAX_VALUE, 1);
    }

    /**
     * The service has too much to do, or the caller asks too often: {@code ThrottlingException}, which clients retry.
     *
     * @return the fault
     */
    public static KmsFault throttling() {
        return of(
                (operation, key) -> {
                    throw new ServiceErrorException("ThrottlingException", "Rate exceeded");
                },
                false);
    }

    /**
     * The caller may not do this: {@code AccessDeniedException}.
     *
     * @return the fault
     */
    public static KmsFault accessDenied() {
        return of(
                (operation, key) -> {
                    throw new ServiceErrorException(
                            "AccessDeniedException",
                            "The caller is not authorized to perform: kms:" + operation.wireName() + " on resource: "
                                    + key.map(used -> used.arn().toString()).orElse("*"));
                },
                false);
    }

    /**
     * The service answers with an error.
     *
     * @param code the service's error code, such as {@code KMSInternalException}, {@code KeyUnavailableException},
     *     {@code DependencyTimeoutException}, {@code LimitExceededException} or {@code InvalidGrantTokenException}; those of
     *     the service's own failures come with HTTP status 500 or 503, all others with 400
     * @return the fault
     */
    public static KmsFault error(String code) {
        Objects.requireNonNull(code, "code");
        return of(
                (operation, key) -> {
                    throw new ServiceErrorException(code, "Injected into the local KMS");
                },
                false);
    }

    /**
     * The service takes its time, then answers as ever.
     *
     * @param duration how much longer than usual, 0 or more
     * @return the fault
     * @throws IllegalArgumentException if the duration is negative
     */
    public static KmsFault delay(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative");
        }
        return of((operation, key) -> Thread.sleep(duration.toMillis()), false);
    }

    /**
     * The service answers only once a latch is open: a slow service for tests that don't sleep. Closing the server lets go
     * of the calls that wait, without an answer.
     *
     * @param latch what calls wait for
     * @return the fault
     */
    public static KmsFault delayUntil(CountDownLatch latch) {
        Objects.requireNonNull(latch, "latch");
        return of((operation, key) -> latch.await(), false);
    }

    /**
     * The connection is closed instead of an answer, before anything is done. Note that the JDK's HTTP client by itself
     * sends a call again whose connection it used before: then more than one call is counted.
     *
     * @return the fault
     */
    public static KmsFault connectionLoss() {
        return of(
                (operation, key) -> {
                    throw new LostConnectionException();
                },
                false);
    }

    /**
     * The service does what it is asked, but its answer is lost with the connection.
     *
     * @return the fault
     */
    public static KmsFault answerLoss() {
        return of(
                (operation, key) -> {
                    throw new LostConnectionException();
                },
                true);
    }

    /**
     * Restricts the fault to some operations.
     *
     * @param first an operation
     * @param others further ones
     * @return the fault that strikes those alone
     */
    public KmsFault on(KmsOperation first, KmsOperation... others) {
        Set<KmsOperation> chosen = EnumSet.of(first, others);
        return new KmsFault(effect, afterwards, Set.copyOf(chosen), key, times, every);
    }

    /**
     * Restricts the fault to calls that use a key: it strikes when the service has found which key that is, before it looks
     * at the key's state.
     *
     * @param keyIdOrArn the key, by its id or ARN (not by an alias)
     * @return the fault that strikes those alone
     */
    public KmsFault forKey(String keyIdOrArn) {
        return new KmsFault(effect, afterwards, operations, Optional.of(keyIdOrArn), times, every);
    }

    /**
     * Restricts how often the fault strikes.
     *
     * @param count how many calls it strikes, 1 or more; after them it is over
     * @return the fault that strikes so often
     * @throws IllegalArgumentException if the count is less than 1
     */
    public KmsFault times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a fault strikes at least once");
        }
        return new KmsFault(effect, afterwards, operations, key, count, every);
    }

    /**
     * Restricts the fault to a part of the calls: of those that it would strike, each n-th one.
     *
     * @param n 1 for each call, 2 for the second, fourth and so on
     * @return the fault that strikes those alone
     * @throws IllegalArgumentException if the number is less than 1
     */
    public KmsFault everyNth(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a fault strikes each call, each second, and so on");
        }
        return new KmsFault(effect, afterwards, operations, key, times, n);
    }

    Effect effect() {
        return effect;
    }

    boolean afterwards() {
        return afterwards;
    }

    int times() {
        return times;
    }

    int every() {
        return every;
    }

    /** Whether it is about a call at a moment: when its key is known, or, if it asks for no key, before that. */
    boolean concerns(KmsOperation operation, Optional<LocalKey> used) {
        return operations.contains(operation)
                && (key.isEmpty() ? used.isEmpty() : used.filter(this::isFor).isPresent());
    }

    private boolean isFor(LocalKey used) {
        return key.filter(
                        name -> name.equals(used.id()) || name.equals(used.arn().toString()))
                .isPresent();
    }
}
