package dev.itemseal.testkit;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All keys and aliases at one moment, by their ARNs. Immutable.
 *
 * @param keys the keys
 * @param aliases the aliases
 */
record KeyStock(NavigableMap<String, LocalKey> keys, NavigableMap<String, Alias> aliases) {

    static final KeyStock EMPTY = new KeyStock(Collections.emptyNavigableMap(), Collections.emptyNavigableMap());

    /** A name that stands for a key. */
    record Alias(Arn arn, Arn key, Instant created, Instant updated) {}

    KeyStock {
        keys = Collections.unmodifiableNavigableMap(new TreeMap<>(keys));
        aliases = Collections.unmodifiableNavigableMap(new TreeMap<>(aliases));
    }

    KeyStock with(LocalKey key) {
        NavigableMap<String, LocalKey> changed = new TreeMap<>(keys);
        changed.put(key.arn().toString(), key);
        return new KeyStock(changed, aliases);
    }

    KeyStock with(Alias alias) {
        NavigableMap<String, Alias> changed = new TreeMap<>(aliases);
        changed.put(alias.arn().toString(), alias);
        return new KeyStock(keys, changed);
    }

    KeyStock withoutAlias(Arn arn) {
        NavigableMap<String, Alias> changed = new TreeMap<>(aliases);
        changed.remove(arn.toString());
        return new KeyStock(keys, changed);
    }

    boolean hasGone(Instant now) {
        return keys.values().stream().anyMatch(key -> key.isGone(now));
    }

    /** Without the keys whose waiting time is over, and without their names. */
    KeyStock withoutGone(Instant now) {
        NavigableMap<String, LocalKey> remaining = new TreeMap<>(keys);
        remaining.values().removeIf(key -> key.isGone(now));
        NavigableMap<String, Alias> named = new TreeMap<>(aliases);
        named.values().removeIf(alias -> !remaining.containsKey(alias.key().toString()));
        return new KeyStock(remaining, named);
    }
}
