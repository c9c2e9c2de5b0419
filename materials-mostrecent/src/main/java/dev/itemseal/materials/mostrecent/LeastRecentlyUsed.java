package dev.itemseal.materials.mostrecent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** A map that forgets what was not used for longest when it is full. Safe for use by several threads. */
final class LeastRecentlyUsed<K, V> {

    private final int capacity;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    LeastRecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized V findOrMake(K key, Function<K, V> maker) {
        V value = entries.computeIfAbsent(key, maker);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
        return value;
    }

    synchronized void removeIf(BiPredicate<K, V> unwanted) {
        entries.entrySet().removeIf((Map.Entry<K, V> entry) -> unwanted.test(entry.getKey(), entry.getValue()));
    }

    synchronized void clear() {
        entries.clear();
    }
}
