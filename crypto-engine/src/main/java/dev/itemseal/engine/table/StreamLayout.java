package dev.itemseal.engine.table;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.TableIndex;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the items of one byte stream stand, and what they hold. */
final class StreamLayout {

    static final String WRITE = "stream-write";
    static final String PIECE = "stream-piece";
    static final String LAST = "stream-last";
    static final String CONTENT = "stream-content";
    static final String PIECES = "stream-pieces";
    static final String LENGTH = "stream-length";

    /** All attributes that a stream's items have beside the table's keys. */
    static final List<String> ATTRIBUTES = List.of(WRITE, PIECE, LAST, CONTENT, PIECES, LENGTH);

    /** What stands behind a stream's own sort key in those of its pieces: the write, and the number. */
    private static final Pattern PIECE_SUFFIX = Pattern.compile("/write-[0-9a-f]{32}/[0-9]{19}");

    private final TableIndex index;
    private final Item key;

    StreamLayout(TableIndex index, Item key) {
        this.index = index;
        this.key = key;
    }

    /** A name for a write that no other write of any stream has. */
    static String newWrite(SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Item key() {
        return key;
    }

    String partitionKeyName() {
        return index.partitionKeyName();
    }

    AttributeValue partitionKey() {
        return key.attribute(index.partitionKeyName()).orElseThrow();
    }

    private String sortKeyName() {
        return index.sortKeyName().orElseThrow();
    }

    private String sortKey(Item item) {
        return ((StringValue) item.attribute(sortKeyName()).orElseThrow()).text();
    }

    /** Whether a stream's sort key could be taken for that of another one's piece. */
    boolean hasNameOfPiece() {
        String name = sortKey(key);
        int suffix = name.lastIndexOf("/write-");
        return suffix >= 0 && PIECE_SUFFIX.matcher(name.substring(suffix)).matches();
    }

    /** How the sort keys of the pieces of all writes begin. */
    String allPieces() {
        return sortKey(key) + "/write-";
    }

    /** How the sort keys of the pieces of one write begin. */
    String piecesOf(String write) {
        return allPieces() + write + '/';
    }

    /** Where a piece stands: with as many digits as any number has, so that the table sorts pieces by number. */
    Item pieceKey(String write, long piece) {
        String digits = String.format(Locale.ROOT, "%019d", piece);
        return key.with(sortKeyName(), AttributeValue.ofString(piecesOf(write) + digits));
    }

    Item keyOf(Item piece) {
        return key.with(sortKeyName(), AttributeValue.ofString(sortKey(piece)));
    }

    /** Whether an item stands where pieces of this stream do. */
    boolean isPiece(Item stored) {
        return stored.attribute(index.partitionKeyName()).equals(Optional.of(partitionKey()))
                && stored.attribute(sortKeyName()).orElse(null) instanceof StringValue text
                && text.text().startsWith(sortKey(key))
                && PIECE_SUFFIX
                        .matcher(text.text().substring(sortKey(key).length()))
                        .matches();
    }

    boolean belongs(Item piece, String write) {
        return sortKey(piece).startsWith(piecesOf(write));
    }

    Item piece(String write, long piece, boolean last, byte[] content) {
        return Item.builder(6)
                .putAll(pieceKey(write, piece))
                .put(WRITE, AttributeValue.ofString(write))
                .put(PIECE, AttributeValue.ofNumber(piece))
                .put(LAST, AttributeValue.ofBoolean(last))
                .put(CONTENT, BinaryValue.wrapping(content, 0, content.length))
                .build();
    }

    Item head(StreamHead head) {
        return Item.builder(5)
                .putAll(key)
                .put(WRITE, AttributeValue.ofString(head.write()))
                .put(PIECES, AttributeValue.ofNumber(head.pieces()))
                .put(LENGTH, AttributeValue.ofNumber(head.length()))
                .build();
    }
}
