package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A wrapping or unwrapping key, and the name by which errors and the log tell it from the others. */
record NamedKey<K>(String name, K key) {

    NamedKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
    }

    /** Keys with names that are not empty and differ, at most so many. */
    static <K> List<NamedKey<K>> checked(String use, List<NamedKey<K>> keys, int most) {
        Set<String> names = new HashSet<>();
        for (NamedKey<K> named : keys) {
            if (named.name.isBlank() || !names.add(named.name)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The wrapped materials provider has " + use + " keys with the name '" + named.name
                                + "', which is blank or given twice; give each key a name of its own");
            }
        }
        if (keys.size() > most) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The wrapped materials provider has " + keys.size() + ' ' + use + " keys; it takes at most "
                            + most);
        }
        return List.copyOf(keys);
    }
}
