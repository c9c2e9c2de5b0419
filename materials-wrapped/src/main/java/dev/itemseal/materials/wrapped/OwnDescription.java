package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialDescription;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Checks the description entries that a caller configures a provider with. */
final class OwnDescription {

    /** The entries that the engine writes itself (rules DSC-7, DSC-8 and BND-1). */
    private static final Set<String> OF_THE_ENGINE =
            Set.of("amzn-ddb-map-sym-mode", "amzn-ddb-map-signingAlg", "itemseal-binding");

    /** The entries that a wrapped provider writes itself (rule WRP-1). */
    private static final Set<String> OF_THE_WRAPPING = Set.of(
            MaterialDescription.CONTENT_KEY,
            MaterialDescription.CONTENT_KEY_ALGORITHM,
            MaterialDescription.WRAPPING_ALGORITHM);

    private static final int MAX_ENTRIES = 256;
    private static final int MAX_BYTES = 65_536;

    private OwnDescription() {}

    static MaterialDescription checkedForStatic(MaterialDescription description) {
        return checked(description, OF_THE_ENGINE);
    }

    static MaterialDescription checkedForWrapped(MaterialDescription description) {
        checked(description, OF_THE_WRAPPING);
        description.entries().keySet().stream()
                .filter(WrappedKey::isFurtherEntry)
                .findFirst()
                .ifPresent(OwnDescription::refuseTaken);
        return checked(description, OF_THE_ENGINE);
    }

    /** Whether an item has all entries of a provider's own, with the same values. */
    static boolean isIn(MaterialDescription found, MaterialDescription own) {
        return found.entries().entrySet().containsAll(own.entries().entrySet());
    }

    /** Whether an item lacks an entry that other providers write, or it is one of the provider's own. */
    static boolean hasNoOther(String entry, MaterialDescription found, MaterialDescription own) {
        return found.entry(entry).isEmpty() || own.entry(entry).isPresent();
    }

    private static MaterialDescription checked(MaterialDescription description, Set<String> taken) {
        long bytes = 4;
        for (Map.Entry<String, String> entry : description.entries().entrySet()) {
            if (taken.contains(entry.getKey())) {
                refuseTaken(entry.getKey());
            }
            bytes += 8L + utf8Length(entry.getKey(), entry.getKey()) + utf8Length(entry.getValue(), entry.getKey());
        }
        if (bytes > MAX_BYTES || description.entries().size() > MAX_ENTRIES) {
            throw invalid("has " + description.entries().size() + " entries and " + bytes
                    + " bytes; an item holds at most " + MAX_ENTRIES + " and " + MAX_BYTES);
        }
        return description;
    }

    private static void refuseTaken(String name) {
        throw invalid("has the entry '" + name + "', which Itemseal writes itself; leave it out");
    }

    private static int utf8Length(String text, String entryName) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The provider's material description has text with a lone surrogate in the entry '" + entryName
                            + "'; mend it where the text is made",
                    e);
        }
    }

    private static ConfigurationException invalid(String problem) {
        return new ConfigurationException(Reason.INVALID_SETTING, "The provider's material description " + problem);
    }
}
