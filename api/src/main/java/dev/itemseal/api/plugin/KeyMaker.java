package dev.itemseal.api.plugin;

import dev.itemseal.api.materials.SecretBytes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The service that makes new keys. An implementation has a public constructor without arguments, is safe for use by
 * several threads, and is declared twice: in {@code module-info} with {@code provides}, and in
 * {@code META-INF/services} for the class path.
 */
public interface KeyMaker {

    /** {@return the algorithms that it makes keys for, such as {@code AES}; constant, not empty} */
    Set<String> algorithms();

    /**
     * Makes a key, or a pair of keys.
     *
     * @param algorithm one of {@link #algorithms()}
     * @param sizeBits the size; without one, what the maker recommends
     * @param encoding how the key is encoded; without one, as text ({@code BASE64} or {@code PEM})
     * @return the encoded key: a {@code SECRET} part alone, or a {@code PRIVATE} and a {@code PUBLIC} one. The caller
     *     destroys what it has stored; never null
     * @throws dev.itemseal.api.error.ConfigurationException with {@code INVALID_KEY} if the algorithm has no keys of
     *     that size, or they would be too weak, or with {@code INVALID_SETTING} if its keys have no such encoding
     */
    Map<KeyPart, SecretBytes> make(String algorithm, OptionalInt sizeBits, Optional<KeyEncoding> encoding);
}
