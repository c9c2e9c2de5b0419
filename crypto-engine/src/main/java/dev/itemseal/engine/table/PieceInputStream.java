package dev.itemseal.engine.table;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a byte stream together from its pieces, each of which must be the one that is due. For one thread. */
final class PieceInputStream extends InputStream {

    private final String tableName;
    private final StreamHead head;
    private final Stream<Item> source;
    private final Iterator<Item> pieces;
    private long piece;
    private long length;
    private BinaryValue content = BinaryValue.copyOf(new byte[0]);
    private int position;
    private boolean closed;

    PieceInputStream(String tableName, StreamHead head, Stream<Item> source) {
        this.tableName = tableName;
        this.head = head;
        this.source = source;
        this.pieces = source.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("The byte stream of table '" + tableName + "' is closed; read it before that");
        }
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        while (position == content.length()) {
            if (piece == head.pieces()) {
                requireEnd();
                return -1;
            }
            next();
        }
        int given = Math.min(count, content.length() - position);
        content.copyTo(position, target, offset, given);
        position += given;
        return given;
    }

    private void next() {
        if (!pieces.hasNext()) {
            throw ByteStreams.broken(tableName, "ends after piece " + piece + " of " + head.pieces());
        }
        Item item = pieces.next();
        boolean due = is(item, StreamLayout.WRITE, AttributeValue.ofString(head.write()))
                && is(item, StreamLayout.PIECE, AttributeValue.ofNumber(piece))
                && is(item, StreamLayout.LAST, AttributeValue.ofBoolean(piece == head.pieces() - 1));
        if (!due || !(item.attribute(StreamLayout.CONTENT).orElse(null) instanceof BinaryValue bytes)) {
            throw ByteStreams.broken(tableName, "has something else in the place of piece " + piece);
        }
        content = bytes;
        position = 0;
        length += bytes.length();
        piece++;
    }

    private void requireEnd() {
        if (length != head.length() || pieces.hasNext()) {
            throw ByteStreams.broken(tableName, "has more or other pieces than were written");
        }
    }

    private static boolean is(Item item, String name, AttributeValue expected) {
        return item.attribute(name).equals(Optional.of(expected));
    }

    @Override
    public void close() {
        closed = true;
        source.close();
    }
}
