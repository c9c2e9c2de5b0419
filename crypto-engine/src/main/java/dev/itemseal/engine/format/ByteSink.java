package dev.itemseal.engine.format;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.BinaryValue;
import java.util.Arrays;

/**
 * A growing buffer that values are serialized into. Kept between items, so it may hold plaintext until it is wiped. For
 * one thread.
 */
public final class ByteSink {

    private byte[] bytes;
    private int length;

    /** How far the array was written since it was last wiped. */
    private int written;

    /**
     * Makes a sink.
     *
     * @param capacity bytes that fit without growing
     */
    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** {@return the array behind the sink, of which {@link #length()} bytes count; another one after the sink has grown} */
    public byte[] array() {
        return bytes;
    }

    /** {@return the number of bytes so far} */
    public int length() {
        return length;
    }

    /**
     * Goes back.
     *
     * @param newLength how many of the bytes stay
     */
    public void truncate(int newLength) {
        written = Math.max(written, length);
        length = newLength;
    }

    /**
     * Empties the sink and overwrites what it held.
     *
     * @param maxCapacity a larger array is given back to the garbage collector
     */
    public void wipe(int maxCapacity) {
        Arrays.fill(bytes, 0, Math.max(written, length), (byte) 0);
        if (bytes.length > maxCapacity) {
            bytes = new byte[maxCapacity];
        }
        length = 0;
        written = 0;
    }

    /**
     * Adds room for bytes that the caller fills in.
     *
     * @param count how many
     * @return where they begin in the array
     */
    public int skip(int count) {
        ensure(count);
        int at = length;
        length += count;
        return at;
    }

    /**
     * Adds a byte.
     *
     * @param value its low eight bits count
     */
    public void writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /**
     * Adds an unsigned 32-bit big-endian integer.
     *
     * @param value the integer
     */
    public void writeInt(int value) {
        ensure(4);
        setInt(length, value);
        length += 4;
    }

    private void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /**
     * Adds bytes.
     *
     * @param source where they come from
     */
    public void write(byte[] source) {
        int at = skip(source.length);
        System.arraycopy(source, 0, bytes, at, source.length);
    }

    /**
     * Adds a part of a byte string.
     *
     * @param source where the bytes come from
     * @param from where they begin
     * @param count how many
     */
    public void write(BinaryValue source, int from, int count) {
        int at = skip(count);
        source.copyTo(from, bytes, at, count);
    }

    /**
     * Adds a text: its length in bytes, and its UTF-8 form.
     *
     * @param text the text
     * @param attributeName the attribute that it belongs to, for the error
     * @throws InvalidItemException with {@code INVALID_TEXT} if it holds a lone surrogate (rule SER-15)
     */
    public void writeLengthAndText(String text, String attributeName) {
        int start = skip(4);
        writeText(text, attributeName);
        setInt(start, length - start - 4);
    }

    /**
     * Adds the UTF-8 form of a text.
     *
     * @param text the text
     * @param attributeName the attribute that it belongs to, for the error
     * @throws InvalidItemException with {@code INVALID_TEXT} if it holds a lone surrogate (rule SER-15)
     */
    public void writeText(String text, String attributeName) {
        int count = text.length();
        if (isAscii(text, count)) {
            writeAscii(text, count);
        } else {
            writeBeyondAscii(text, attributeName);
        }
    }

    /** Four characters at a time, which do not have to wait for each other. */
    private static boolean isAscii(String text, int count) {
        int allBits = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            allBits |= (text.charAt(i) | text.charAt(i + 1)) | (text.charAt(i + 2) | text.charAt(i + 3));
        }
        for (; i < count; i++) {
            allBits |= text.charAt(i);
        }
        return allBits < 0x80;
    }

    /** Takes the low byte of each character in one go, which for ASCII is all there is to it. */
    @SuppressWarnings("deprecation")
    private void writeAscii(String text, int count) {
        int at = skip(count);
        text.getBytes(0, count, bytes, at);
    }

    private void writeBeyondAscii(String text, String attributeName) {
        int count = text.length();
        // At most three bytes for each UTF-16 unit.
        ensure(Math.multiplyExact(count, 3));
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[at++] = (byte) (0xF0 | (point >> 18));
                bytes[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                bytes[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (point & 0x3F));
            } else {
                length = at; // so that wipe() gets at what was written
                throw new InvalidItemException(
                        Reason.INVALID_TEXT,
                        "The text of attribute '" + printable(attributeName)
                                + "' holds half of a surrogate pair and has no UTF-8 form; it was probably cut in the"
                                + " middle of a character");
            }
        }
        length = at;
    }

    /** A name that is itself cut in the middle of a character must not garble the message. */
    private static String printable(String name) {
        return name.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            byte[] old = bytes;
            bytes = new byte[Math.max(Math.addExact(length, more), (int) Math.min(2L * old.length, 1L << 30))];
            System.arraycopy(old, 0, bytes, 0, length);
            // The old array is out of wipe()'s reach.
            Arrays.fill(old, 0, Math.max(written, length), (byte) 0);
            written = 0;
        }
    }
}
