package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.api.store.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Byte streams of any length in an encrypted table, in constant memory. Safe for use by several threads.
 *
 * <p>A stream is cut into pieces. Each piece is an item of its own, encrypted and signed with the write that it belongs
 * to, its number, and whether it is the last; its sort key is the stream's own with the write and the number behind it.
 * Under the stream's own key stands one more item, the head, which names the write that counts. The head is written last,
 * so an interrupted write leaves nothing that reads as complete. Reading refuses with {@code STREAM_BROKEN} whatever is
 * missing, added, reordered, cut off, or from another stream or write.
 *
 * <p>The table needs a sort key of type S. It must encrypt the attribute {@code stream-content}, and at least sign
 * {@code stream-write}, {@code stream-piece}, {@code stream-last}, {@code stream-pieces} and {@code stream-length}.
 */
public final class ByteStreams {

    /** How many bytes a piece holds, so that an item stays below what a table stores. */
    static final int PIECE_LENGTH = 256 * 1024;

    private static final Logger LOGGER = System.getLogger("dev.itemseal.engine");

    private final EncryptedTable table;
    private final int pieceLength;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes access to the streams of a table.
     *
     * @param table the table
     */
    public ByteStreams(EncryptedTable table) {
        this(table, PIECE_LENGTH);
    }

    ByteStreams(EncryptedTable table, int pieceLength) {
        this.table = Objects.requireNonNull(table, "table");
        this.pieceLength = pieceLength;
    }

    /**
     * Writes a stream, in the place of one that is there under the key.
     *
     * @param key the stream's key: partition key and sort key, the latter a text
     * @param source what to write; read to its end and not closed
     * @return how many bytes were written
     * @throws IOException if the source fails; what was written of it is deleted again, and a stream that was there stays
     * @throws StoreException with {@code CONDITION_FAILED} if another write of this stream came first; with
     *     {@code INVALID_REQUEST} if the key is not such a key; or if the store fails
     * @throws ItemsealException if the encryption fails. Whatever fails, a stream that was there stays; unless the reason is
     *     {@code STORE_UNAVAILABLE}, then nobody can tell which of the two is there, and pieces of the other may be left over.
     *     They may be, too, where a second failure is suppressed in the first. That pieces of a replaced stream can't be deleted fails nothing: it is logged, and {@link #deleteLeftovers} helps
     */
    public long write(Item key, InputStream source) throws IOException {
        StreamLayout layout = layout(key);
        Optional<StreamHead> before = table.getConsistently(key).map(StreamHead::of);
        StreamHead head = writePieces(layout, source);
        try {
            commit(layout, before, head);
        } catch (RuntimeException e) {
            requireThere(layout, head, e);
        }
        before.ifPresent(replaced -> deleteReplaced(layout, replaced));
        return head.length();
    }

    private StreamHead writePieces(StreamLayout layout, InputStream source) throws IOException {
        String write = StreamLayout.newWrite(random);
        long pieces = 0;
        long length = 0;
        try {
            byte[] buffer = new byte[pieceLength];
            int count = source.readNBytes(buffer, 0, pieceLength);
            boolean last;
            do {
                byte[] content = Arrays.copyOf(buffer, count);
                // Only what comes next tells whether this was the last piece.
                count = count < pieceLength ? 0 : source.readNBytes(buffer, 0, pieceLength);
                last = count == 0;
                table.put(layout.piece(write, pieces, last, content));
                pieces++;
                length += content.length;
            } while (!last);
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, layout, write, pieces + 1);
            throw e;
        }
        return new StreamHead(write, pieces, length);
    }

    /** Lets the stream be what was written, unless another write did so meanwhile. */
    private void commit(StreamLayout layout, Optional<StreamHead> before, StreamHead head) {
        Item item = layout.head(head);
        if (before.isEmpty()) {
            table.put(item, WriteCondition.notExists(layout.partitionKeyName()));
            return;
        }
        Optional<Item> now = table.update(layout.key(), present -> {
            if (!StreamHead.of(present).equals(before.get())) {
                throw overtaken();
            }
            return item;
        });
        if (now.isEmpty()) {
            throw overtaken();
        }
    }

    private StoreException overtaken() {
        return new StoreException(
                Reason.CONDITION_FAILED,
                "A byte stream of table '" + table.name()
                        + "' was written or deleted by somebody else meanwhile; this write was undone: write again if it"
                        + " should count");
    }

    /**
     * Rethrows why the last step failed, unless the head is there all the same: its answer may have been lost, or the store
     * be wrong in what it says. Only pieces that certainly don't count are deleted before.
     */
    private void requireThere(StreamLayout layout, StreamHead head, RuntimeException failure) {
        boolean there;
        try {
            there = table.getConsistently(layout.key()).map(StreamHead::of).equals(Optional.of(head));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (!there) {
            // Only a refusal of ours tells that nothing was written; what else a store throws tells nothing.
            boolean isRefused = failure instanceof ItemsealException e && e.reason() != Reason.STORE_UNAVAILABLE;
            if (isRefused) {
                deleteAfter(failure, layout, head.write(), head.pieces());
            }
            throw failure;
        }
    }

    /** Deletes the pieces of a stream that was replaced. The new one is there: that this fails must not let it look undone. */
    private void deleteReplaced(StreamLayout layout, StreamHead replaced) {
        try {
            deletePieces(layout, replaced.write(), replaced.pieces());
        } catch (RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "Pieces of a byte stream of table '" + table.name()
                            + "' that was replaced could not be deleted, and take up space; deleteLeftovers deletes them",
                    e);
        }
    }

    /** Deletes what a failed write has left. That it may fail as well must not hide why the write failed. */
    private void deleteAfter(Exception failure, StreamLayout layout, String write, long pieces) {
        try {
            deletePieces(layout, write, pieces);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Reads a stream.
     *
     * @param key the stream's key
     * @return the stream, or empty if there is none; its methods throw {@link ItemsealException} where the bytes are not
     *     what was written, or if the stream is replaced while it is read. Only what comes to its end is the whole
     * @throws ItemsealException if the store or the decryption fails, or what is there is not a stream
     */
    public Optional<InputStream> read(Item key) {
        StreamLayout layout = layout(key);
        return table.getConsistently(key)
                .map(StreamHead::of)
                .map(head -> new PieceInputStream(
                        table.name(), head, table.items(request(layout, layout.piecesOf(head.write())))));
    }

    /**
     * Reads a stream into another.
     *
     * @param key the stream's key
     * @param target where the bytes go; not closed
     * @return how many bytes there were, or empty if there is no such stream
     * @throws IOException if the target fails
     * @throws ItemsealException as {@link #read} says; the target then holds a part
     */
    public Optional<Long> copy(Item key, OutputStream target) throws IOException {
        Optional<InputStream> stream = read(key);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream source = stream.get()) {
            return Optional.of(source.transferTo(target));
        }
    }

    /**
     * Deletes a stream, and whatever interrupted writes of it have left; also one that is damaged, since nothing of it is
     * read. No other write of it may be under way.
     *
     * @param key the stream's key
     * @return whether there was anything under the key
     * @throws ItemsealException if the store fails; the stream is no longer there then, but pieces of it may be
     */
    public boolean delete(Item key) {
        StreamLayout layout = layout(key);
        boolean was = table.stored(key).isPresent();
        try (BatchWriter writer = table.batchWriter()) {
            writer.delete(key);
        }
        deletePieces(layout, piece -> true);
        return was;
    }

    /**
     * Deletes what interrupted writes of a stream have left. No write of it may be under way.
     *
     * @param key the stream's key
     * @throws ItemsealException if the store fails
     */
    public void deleteLeftovers(Item key) {
        StreamLayout layout = layout(key);
        Optional<StreamHead> head = table.getConsistently(key).map(StreamHead::of);
        deletePieces(
                layout,
                piece -> head.isEmpty() || !layout.belongs(piece, head.get().write()));
    }

    private void deletePieces(StreamLayout layout, Predicate<Item> which) {
        try (BatchWriter writer = table.batchWriter();
                Stream<Item> all = table.stored(request(layout, layout.allPieces()))) {
            // Their keys are not verified: only what stands where pieces do is deleted.
            all.filter(layout::isPiece).filter(which).map(layout::keyOf).forEach(writer::delete);
        }
    }

    private void deletePieces(StreamLayout layout, String write, long pieces) {
        try (BatchWriter writer = table.batchWriter()) {
            for (long piece = 0; piece < pieces; piece++) {
                writer.delete(layout.pieceKey(write, piece));
            }
        }
    }

    private QueryRequest request(StreamLayout layout, String prefix) {
        KeyCondition condition = KeyCondition.partition(layout.partitionKey())
                .sortKey(Comparison.BEGINS_WITH, AttributeValue.ofString(prefix));
        return QueryRequest.of(table.name(), condition).consistently();
    }

    private StreamLayout layout(Item key) {
        CryptoConfig config = table.config();
        requireProtection(config);
        TableInfo info = config.table();
        ItemKeys.requireKey(key, info);
        Optional<String> sortKey = info.primaryIndex().sortKeyName();
        if (sortKey.isEmpty() || !(key.attribute(sortKey.get()).orElseThrow() instanceof StringValue)) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "A byte stream needs a key with a sort key of type S, which table '" + table.name()
                            + "' or the key that was given does not have");
        }
        StreamLayout layout = new StreamLayout(info.primaryIndex(), key);
        if (layout.hasNameOfPiece()) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "The sort key of a byte stream of table '" + table.name()
                            + "' has the form of another stream's piece; choose another one");
        }
        return layout;
    }

    /** Without its attributes signed, a stream could be cut and put together at will; without its key, stand for another. */
    private static void requireProtection(CryptoConfig config) {
        for (String name : config.table().primaryIndex().keyNames()) {
            if (isLeftUnsigned(name, config)) {
                throw new ConfigurationException(
                        Reason.INVALID_ACTIONS,
                        "Byte streams in table '" + config.table().name()
                                + "' need its keys signed, or one stream could stand"
                                + " in the place of another; set the action of '" + name
                                + "' to SIGN_ONLY, in older actions that are still read as well");
            }
        }
        for (String name : StreamLayout.ATTRIBUTES) {
            CryptoAction action = config.attributeActions().action(name);
            if (isLeftUnsigned(name, config)
                    || (name.equals(StreamLayout.CONTENT) && action != CryptoAction.ENCRYPT_AND_SIGN)) {
                throw new ConfigurationException(
                        Reason.INVALID_ACTIONS,
                        "Byte streams in table '" + config.table().name() + "' need the attribute '"
                                + StreamLayout.CONTENT + "' encrypted and signed, and " + StreamLayout.ATTRIBUTES
                                + " signed at least, by older actions that are still read as well; change the action of '"
                                + name + "'");
            }
        }
    }

    /** Items that were written with older actions are read too, and so may be forged where these sign less. */
    private static boolean isLeftUnsigned(String name, CryptoConfig config) {
        return config.actionsToRead().stream().anyMatch(actions -> actions.action(name) == CryptoAction.DO_NOTHING);
    }

    static ItemRefusedException broken(String tableName, String how) {
        return new ItemRefusedException(
                Reason.STREAM_BROKEN,
                "A byte stream of table '" + tableName + "' " + how
                        + "; it was replaced or deleted while it was read, or pieces of it were taken away, exchanged or"
                        + " added");
    }
}
