package dev.itemseal.api.materials;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The material description of an item: what a provider needs to find or unwrap the item's keys again. Immutable.
 *
 * <p>It stands in the item without being signed: whoever can write the table can change it.
 */
public final class MaterialDescription {

    /** The wrapped content key, in Base64; written by wrapped and KMS providers. */
    public static final String CONTENT_KEY = "amzn-ddb-env-key";

    /** The content key's algorithm and, after a slash, its size in bits; written by wrapped and KMS providers. */
    public static final String CONTENT_KEY_ALGORITHM = "amzn-ddb-env-alg";

    /** How the content key is wrapped; written by wrapped and KMS providers. */
    public static final String WRAPPING_ALGORITHM = "amzn-ddb-wrap-alg";

    /** The name and version of the materials, with {@code #} between them; written by most-recent providers. */
    public static final String MATERIALS_VERSION = "amzn-ddb-meta-id";

    private static final MaterialDescription EMPTY = new MaterialDescription(new TreeMap<>());

    private final TreeMap<String, String> entries;

    private MaterialDescription(TreeMap<String, String> entries) {
        this.entries = entries;
    }

    /** {@return the description without entries} */
    public static MaterialDescription empty() {
        return EMPTY;
    }

    /**
     * Makes a description.
     *
     * @param entries values by name, which are copied
     * @return the description
     */
    public static MaterialDescription of(Map<String, String> entries) {
        return entries.isEmpty() ? EMPTY : new MaterialDescription(new TreeMap<>(Map.copyOf(entries)));
    }

    /**
     * Finds an entry.
     *
     * @param name its name
     * @return its value, or empty if there is none
     */
    public Optional<String> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** {@return the entries, immutable, sorted by name} */
    public Map<String, String> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** {@return whether there are no entries} */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * Adds or replaces an entry.
     *
     * @param name its name
     * @param value its value
     * @return a description with it
     */
    public MaterialDescription with(String name, String value) {
        TreeMap<String, String> changed = new TreeMap<>(entries);
        changed.put(name, Objects.requireNonNull(value, "value"));
        return new MaterialDescription(changed);
    }

    /**
     * Adds or replaces all entries of another description.
     *
     * @param other the other
     * @return a description with the entries of both, the other's where both have one
     */
    public MaterialDescription withAll(MaterialDescription other) {
        if (other.isEmpty()) {
            return this;
        }
        TreeMap<String, String> changed = new TreeMap<>(entries);
        changed.putAll(other.entries);
        return new MaterialDescription(changed);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MaterialDescription description && entries.equals(description.entries));
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** {@return the entries' names} */
    @Override
    public String toString() {
        return "MaterialDescription" + entries.keySet();
    }
}
