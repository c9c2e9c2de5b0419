package dev.itemseal.materials.mostrecent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that forgets what was not used for longest when it is full. Safe for use by several threads; what was used last is
 * found again without a lock.
 */
final class LeastRecentlyUsed<K, V> {

    private final int capacity;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** The entry that was used last. As long as it is, finding it again changes no order. */
    private volatile Map.@Nullable Entry<K, V> last;

    LeastRecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    Optional<V> find(K key) {
        Map.Entry<K, V> used = last;
        return used != null && used.getKey().equals(key) ? Optional.of(used.getValue()) : findWithLock(key);
    }

    private synchronized Optional<V> findWithLock(K key) {
        V value = entries.get(key);
        if (value != null) {
            last = Map.entry(key, value);
        }
        return Optional.ofNullable(value);
    }

    V findOrMake(K key, Function<K, V> maker) {
        Map.Entry<K, V> used = last;
        return used != null && used.getKey().equals(key) ? used.getValue() : findOrMakeWithLock(key, maker);
    }

    private synchronized V findOrMakeWithLock(K key, Function<K, V> maker) {
        V value = entries.computeIfAbsent(key, maker);
        last = Map.entry(key, value);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
        return value;
    }

    synchronized void remove(K key) {
        last = null;
        entries.remove(key);
    }

    synchronized void removeIf(BiPredicate<K, V> unwanted) {
        last = null;
        entries.entrySet().removeIf((Map.Entry<K, V> entry) -> unwanted.test(entry.getKey(), entry.getValue()));
    }
}
