package dev.itemseal.testkit;

import dev.itemseal.testkit.KeyStock.Alias;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The keys of all accounts and regions. Thread-safe; a change is kept before it is seen. */
final class KeyRing {

    private static final Pattern KEY_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");

    /** Keeps the keys beyond this process, or doesn't. */
    interface Keeper {
        void keep(KeyStock stock);
    }

    private final InstantSource clock;
    private final Keeper keeper;
    private volatile KeyStock stock;

    KeyRing(KeyStock stock, InstantSource clock, Keeper keeper) {
        this.stock = stock;
        this.clock = clock;
        this.keeper = keeper;
    }

    static boolean isKeyId(String text) {
        return KEY_ID.matcher(text).matches();
    }

    Instant now() {
        return clock.instant();
    }

    KeyStock stock() {
        Instant now = clock.instant();
        return stock.hasGone(now) ? change(UnaryOperator.identity()) : stock;
    }

    /** Changes the keys; what the function throws leaves them as they are. */
    synchronized KeyStock change(UnaryOperator<KeyStock> change) {
        KeyStock changed = change.apply(stock.withoutGone(clock.instant()));
        keeper.keep(changed);
        stock = changed;
        return changed;
    }

    /** The key that an id, an ARN, an alias or an alias's ARN stands for. */
    LocalKey resolve(String keyId, Caller caller) {
        return resolve(keyId, caller, stock());
    }

    static LocalKey resolve(String keyId, Caller caller, KeyStock stock) {
        Arn arn = arnOf(keyId, caller);
        if (!arn.isAlias()) {
            return key(arn, stock);
        }
        return Optional.ofNullable(stock.aliases().get(arn.toString()))
                .map(alias -> key(alias.key(), stock))
                .orElseThrow(() -> ServiceErrorException.notFound("Alias " + arn + " is not found."));
    }

    /** As {@link #resolve}, for the operations that take no alias. */
    static LocalKey resolveKey(String keyId, Caller caller, KeyStock stock) {
        Arn arn = arnOf(keyId, caller);
        if (arn.isAlias()) {
            throw ServiceErrorException.notFound("Invalid keyId '" + keyId + "'");
        }
        return key(arn, stock);
    }

    /** The key of whatever account that has an id in the caller's region. */
    Optional<LocalKey> inRegionOf(Caller caller, String id) {
        return stock().keys().values().stream()
                .filter(key -> key.id().equals(id) && key.arn().region().equals(caller.region()))
                .findFirst();
    }

    static Alias alias(Arn arn, KeyStock stock) {
        return Optional.ofNullable(stock.aliases().get(arn.toString()))
                .orElseThrow(() -> ServiceErrorException.notFound("Alias " + arn + " is not found."));
    }

    private static LocalKey key(Arn arn, KeyStock stock) {
        return Optional.ofNullable(stock.keys().get(arn.toString()))
                .orElseThrow(() -> ServiceErrorException.notFound("Key '" + arn + "' does not exist"));
    }

    private static Arn arnOf(String keyId, Caller caller) {
        if (keyId.startsWith("arn:")) {
            Arn arn = Arn.parse(keyId).orElseThrow(() -> ServiceErrorException.notFound("Invalid arn '" + keyId + "'"));
            if (!arn.equals(arn.inRegion(caller.region()))) {
                throw ServiceErrorException.notFound("Invalid arn " + arn.region());
            }
            return arn;
        }
        if (keyId.startsWith(Arn.ALIAS)) {
            return caller.arnOf(keyId);
        }
        if (!isKeyId(keyId)) {
            throw ServiceErrorException.notFound("Invalid keyId '" + keyId + "'");
        }
        return caller.arnOf(Arn.KEY + keyId);
    }
}
