package dev.itemseal.engine.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads bytes that nobody has checked: every length is compared with what is left before anything is made of it (rules
 * DES-2 and DSC-4). For one thread.
 */
final class ByteSource {

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteSource(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    int remaining() {
        return end - position;
    }

    int readByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** Reads a length or count whose unit takes at least so many bytes. */
    int readCount(int minUnitLength) {
        int count = readInt();
        if (count < 0 || count > remaining() / minUnitLength) {
            throw new MalformedException("a length or count goes beyond the end");
        }
        return count;
    }

    int readInt() {
        require(4);
        int value = ((bytes[position] & 0xFF) << 24)
                | ((bytes[position + 1] & 0xFF) << 16)
                | ((bytes[position + 2] & 0xFF) << 8)
                | (bytes[position + 3] & 0xFF);
        position += 4;
        return value;
    }

    byte[] readLengthAndBytes() {
        int length = readCount(1);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String readLengthAndText() {
        int length = readCount(1);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        // The quick decoder puts this character in place of what is not UTF-8; only then is a second look needed.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(length);
        }
        position += length;
        return text;
    }

    private void requireUtf8(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not UTF-8");
        }
    }

    private void require(int count) {
        if (remaining() < count) {
            throw new MalformedException("the bytes end too early");
        }
    }
}
