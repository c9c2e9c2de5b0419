package dev.itemseal.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The lines of an input, one after the other, in bounded memory: of a line that is too long no more than the bound is
 * kept. For one thread.
 */
final class Lines {

    /** An item has at most 400 KB in a table; as JSON, with every character escaped, still less than this. */
    static final int MAX_LENGTH = 8 * 1024 * 1024;

    /** What goes on for so long without a line feed has no lines, and may have no end. */
    private static final long ENDLESS = 16L * MAX_LENGTH;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private long number;
    private long length;
    private int position;
    private int filled;
    private boolean tooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** A line is not text. */
    static final class MalformedLineException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedLineException(String message) {
            super(message);
        }
    }

    /** Goes to the next line; false at the end. */
    boolean advance() throws IOException {
        line.reset();
        number++;
        length = 0;
        tooLong = false;
        boolean any = false;
        while (position < filled || fill()) {
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            keep(end);
            boolean complete = end < filled;
            position = complete ? end + 1 : end;
            if (complete) {
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private void keep(int end) throws IOException {
        int count = end - position;
        length += count;
        if (length > ENDLESS) {
            throw new IOException("line " + number + " doesn't end within " + ENDLESS + " bytes");
        }
        tooLong |= length > MAX_LENGTH;
        if (!tooLong) {
            line.write(buffer, position, count);
        }
    }

    /** Whether the next line may have to be waited for. */
    boolean mayWait() throws IOException {
        return position == filled && in.available() == 0;
    }

    /** The current line, without its line feed. */
    String text() throws MalformedLineException {
        if (tooLong) {
            throw new MalformedLineException("the line is longer than " + MAX_LENGTH + " bytes, more than any item");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLineException("the line is not UTF-8");
        }
    }
}
