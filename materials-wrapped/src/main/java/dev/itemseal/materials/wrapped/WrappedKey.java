package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.UnwrappingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A content key, wrapped under one key, and its place in the description: the first one where the existing clients look
 * for it, the others in numbered entries of Itemseal's own (rules WRP-30 to WRP-32).
 */
final class WrappedKey {

    /** The most wrapped keys of one item (rule WRP-30). */
    static final int MOST = 4;

    private static final String FURTHER_KEY = "itemseal-env-key-";
    private static final String FURTHER_ALGORITHM = "itemseal-wrap-alg-";

    private final String algorithm;
    private final byte[] bytes;

    WrappedKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** The name of the wrapping, as the description has it. */
    String algorithm() {
        return algorithm;
    }

    /** The wrapped key, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether this is the same wrapped key, which no two different keys make. */
    boolean sameAs(WrappedKey other) {
        return algorithm.equals(other.algorithm) && Arrays.equals(bytes, other.bytes);
    }

    /** The name of the entry for the wrapped key at a place, which counts from 1. */
    static String keyEntry(int place) {
        return place == 1 ? MaterialDescription.CONTENT_KEY : FURTHER_KEY + place;
    }

    /** The name of the entry for the wrapping at a place, which counts from 1. */
    static String algorithmEntry(int place) {
        return place == 1 ? MaterialDescription.WRAPPING_ALGORITHM : FURTHER_ALGORITHM + place;
    }

    /** All wrappings that a description names, whether or not the rest of it is in order. */
    static Stream<String> wrappings(MaterialDescription description) {
        return Stream.concat(
                Stream.of(description.entry(algorithmEntry(1)).orElse(UnwrappingKey.UNNAMED_WRAPPING)),
                IntStream.rangeClosed(2, MOST)
                        .mapToObj(place -> description.entry(algorithmEntry(place)))
                        .flatMap(Optional::stream));
    }

    /** Whether a name is one of the numbered entries, or looks as if it were. */
    static boolean isFurtherEntry(String name) {
        return name.startsWith(FURTHER_KEY) || name.startsWith(FURTHER_ALGORITHM);
    }

    /**
     * The wrapped keys from the second on, in their order.
     *
     * @throws ItemRefusedException with {@code DESCRIPTION_MALFORMED} unless the entries are a list without gaps, halves
     *     and surplus (rule WRP-32)
     */
    static List<WrappedKey> further(EncryptionContext context) {
        int entries = 0;
        for (String name : context.materialDescription().entries().keySet()) {
            entries += isFurtherEntry(name) ? 1 : 0;
        }
        if (entries == 0) {
            return List.of();
        }
        List<WrappedKey> keys = new ArrayList<>();
        for (int place = 2; place <= MOST; place++) {
            Optional<String> key = context.materialDescription().entry(keyEntry(place));
            Optional<String> algorithm = context.materialDescription().entry(algorithmEntry(place));
            if (key.isEmpty() || algorithm.filter(name -> !name.isEmpty()).isEmpty()) {
                break;
            }
            keys.add(new WrappedKey(algorithm.get(), decoded(key.get(), keyEntry(place), context)));
        }
        if (entries != 2 * keys.size()) {
            throw malformedList(context);
        }
        return keys;
    }

    static ItemRefusedException malformedList(EncryptionContext context) {
        return new ItemRefusedException(
                Reason.DESCRIPTION_MALFORMED,
                "The item of the table '" + context.tableName() + "' has entries '" + FURTHER_KEY + "…' and '"
                        + FURTHER_ALGORITHM + "…' in its material description that are no list of at most "
                        + (MOST - 1) + " different wrapped keys, counted from 2; it is damaged or was tampered with:"
                        + " restore it");
    }

    static byte[] decoded(String base64, String entry, EncryptionContext context) {
        // The JDK's decoder takes text without padding too.
        if (base64.length() % 4 != 0) {
            throw notBase64(entry, context);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw notBase64(entry, context);
        }
    }

    private static ItemRefusedException notBase64(String entry, EncryptionContext context) {
        return new ItemRefusedException(
                Reason.DESCRIPTION_MALFORMED,
                "The item of the table '" + context.tableName() + "' has in '" + entry
                        + "' something that is not Base64; it is damaged or was tampered with: restore it");
    }
}
