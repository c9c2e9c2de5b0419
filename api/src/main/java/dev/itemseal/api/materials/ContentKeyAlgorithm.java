package dev.itemseal.api.materials;

import java.util.Optional;

/**
 * The kinds of content keys that an item's description may name (rule WRP-12). No name from an item ever reaches the
 * JCA: it selects a constant here.
 */
public enum ContentKeyAlgorithm {
    /** AES with 256 bits: what new items get unless configured otherwise. */
    AES_256("AES/256", 32),
    /** AES with 192 bits. */
    AES_192("AES/192", 24),
    /** AES with 128 bits. */
    AES_128("AES/128", 16),
    /** AES without a size, as the Java client writes it: new keys have 256 bits, existing ones any size of AES. */
    AES("AES", 32);

    private final String descriptionName;
    private final int newKeyLength;

    ContentKeyAlgorithm(String descriptionName, int newKeyLength) {
        this.descriptionName = descriptionName;
        this.newKeyLength = newKeyLength;
    }

    /** {@return the name in the material description} */
    public String descriptionName() {
        return descriptionName;
    }

    /** {@return the length of a new key, in bytes} */
    public int newKeyLength() {
        return newKeyLength;
    }

    /**
     * Tells whether a key of some length is one of this kind.
     *
     * @param bytes the key's length, in bytes
     * @return whether it is
     */
    public boolean allowsLength(int bytes) {
        return this == AES ? bytes == 16 || bytes == 24 || bytes == 32 : bytes == newKeyLength;
    }

    /**
     * Finds an algorithm by name.
     *
     * @param name the name, exactly as {@link #descriptionName()} gives it
     * @return the algorithm, or empty if it is not one of these
     */
    public static Optional<ContentKeyAlgorithm> ofDescriptionName(String name) {
        for (ContentKeyAlgorithm algorithm : values()) {
            if (algorithm.descriptionName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
