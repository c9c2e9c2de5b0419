package dev.itemseal.engine.format;

import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Material descriptions to bytes and back (rules DSC-1 to DSC-5). Stateless. */
public final class DescriptionCodec {

    /** The most bytes that a description may have. */
    public static final int MAX_LENGTH = 65_536;

    /** The most entries that a description may have. */
    public static final int MAX_ENTRIES = 256;

    private static final int VERSION = 0;

    private DescriptionCodec() {}

    /**
     * Serializes a description, its entries sorted by name.
     *
     * @param description the description
     * @return the bytes, fresh
     * @throws MalformedException if it has too many entries or bytes
     * @throws dev.itemseal.api.error.InvalidItemException with {@code INVALID_TEXT} if a text has a lone surrogate
     */
    public static byte[] serialize(MaterialDescription description) {
        ByteSink sink = new ByteSink(256);
        sink.writeInt(VERSION);
        description.entries().forEach((name, value) -> {
            sink.writeLengthAndText(name, name);
            sink.writeLengthAndText(value, name);
        });
        if (sink.length() > MAX_LENGTH || description.entries().size() > MAX_ENTRIES) {
            throw new MalformedException("more than " + MAX_LENGTH + " bytes or " + MAX_ENTRIES + " entries");
        }
        return Arrays.copyOf(sink.array(), sink.length());
    }

    /**
     * Deserializes a description.
     *
     * @param stored the bytes as found
     * @return the description
     * @throws MalformedException if these are not the bytes of a description, or too many
     */
    public static MaterialDescription deserialize(BinaryValue stored) {
        if (stored.length() > MAX_LENGTH) {
            throw new MalformedException("more than " + MAX_LENGTH + " bytes");
        }
        byte[] bytes = stored.toByteArray();
        ByteSource source = new ByteSource(bytes, 0, bytes.length);
        if (source.readInt() != VERSION) {
            throw new MalformedException("a version other than 0");
        }
        Map<String, String> entries = new HashMap<>();
        while (source.remaining() > 0) {
            if (entries.size() == MAX_ENTRIES) {
                throw new MalformedException("more than " + MAX_ENTRIES + " entries");
            }
            if (entries.put(source.readLengthAndText(), source.readLengthAndText()) != null) {
                throw new MalformedException("an entry stands there twice");
            }
        }
        return MaterialDescription.of(entries);
    }
}
