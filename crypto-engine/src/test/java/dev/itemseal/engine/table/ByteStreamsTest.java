package dev.itemseal.engine.table;

import static dev.itemseal.engine.table.TableFixtures.ORDERS;
import static dev.itemseal.engine.table.TableFixtures.key;
import static dev.itemseal.engine.table.TableFixtures.order;
import static dev.itemseal.engine.table.TableFixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.Faults;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteStreamsTest {

    private static final Item KEY = key("ann", "photo");
    private static final int PIECE = 1000;

    private final InMemoryItemStore store = TableFixtures.store();
    private final EncryptedTable table = TableFixtures.orders(store);
    private final ByteStreams streams = new ByteStreams(table, PIECE);

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void write(Item key, byte[] content) throws IOException {
        assertThat(streams.write(key, new ByteArrayInputStream(content))).isEqualTo(content.length);
    }

    private byte[] read(Item key) throws IOException {
        try (InputStream stream = streams.read(key).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private Reason refusal() {
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, () -> read(KEY));
        assertThat(refusal).isNotNull();
        return refusal.reason();
    }

    /** The raw items of the pieces, in order; the head comes first. */
    private List<Item> raw() {
        return store.items(ORDERS);
    }

    @Test
    void anyLength() throws IOException {
        for (int length : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 7 * PIECE + 123}) {
            byte[] content = bytes(length, length);
            write(KEY, content);
            assertThat(read(KEY)).isEqualTo(content);
            // Replacing has cleaned up: the head, and as many pieces as this length takes.
            assertThat(raw()).hasSize(1 + Math.max(1, (length + PIECE - 1) / PIECE));
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertThat(streams.copy(KEY, copy)).contains(7L * PIECE + 123);
        assertThat(copy.size()).isEqualTo(7 * PIECE + 123);
        assertThat(streams.copy(key("ann", "none"), copy)).isEmpty();
        assertThat(streams.read(key("ann", "none"))).isEmpty();
    }

    @Test
    @DisplayName("A large stream goes through in the usual pieces, and no piece is too large for the table")
    void usualPieces() throws IOException {
        byte[] content = bytes(3 * 1024 * 1024 + 17, 1);
        ByteStreams usual = new ByteStreams(table);
        usual.write(KEY, new ByteArrayInputStream(content));
        assertThat(usual.read(KEY).orElseThrow().readAllBytes()).isEqualTo(content);
        assertThat(raw()).hasSize(14);
    }

    @Test
    @DisplayName("Pieces that are missing, exchanged, cut off or from another write are refused")
    void tampering() throws IOException {
        write(KEY, bytes(5 * PIECE, 1));
        List<Item> before = List.copyOf(raw());
        Item head = before.get(0);
        for (int taken = 1; taken <= 5; taken++) {
            store.delete(WriteRequest.Delete.of(ORDERS, keyOf(before.get(taken))));
            assertThat(refusal()).isEqualTo(Reason.STREAM_BROKEN);
            store.put(WriteRequest.Put.of(ORDERS, before.get(taken)));
        }
        assertThat(read(KEY)).hasSize(5 * PIECE);

        // One piece in the place of another: its signature is for its own key.
        Item second = before.get(2);
        Item swapped = before.get(3).with("order", second.attribute("order").orElseThrow());
        store.put(WriteRequest.Put.of(ORDERS, swapped));
        assertThat(refusal()).isEqualTo(Reason.NOT_AUTHENTIC);
        store.put(WriteRequest.Put.of(ORDERS, second));

        // The head of an earlier write with the pieces of a later one, and the other way round.
        write(KEY, bytes(5 * PIECE, 2));
        store.put(WriteRequest.Put.of(ORDERS, head));
        assertThat(refusal()).isEqualTo(Reason.STREAM_BROKEN);
    }

    @Test
    @DisplayName("Pieces that an owner of the keys has put together wrongly are refused as well")
    void wronglyPutTogether() throws IOException {
        write(KEY, bytes(3 * PIECE, 1));
        Item middle = table.items(ScanRequest.of(ORDERS))
                .filter(item -> item.attribute("stream-piece").equals(Optional.of(AttributeValue.ofNumber(1))))
                .findFirst()
                .orElseThrow();
        for (Item wrong : List.of(
                middle.with("stream-last", AttributeValue.ofBoolean(true)),
                middle.with("stream-write", AttributeValue.ofString("another")),
                middle.with("stream-piece", AttributeValue.ofNumber(2)),
                middle.with("stream-content", AttributeValue.ofString("text")),
                middle.with("stream-content", AttributeValue.ofBytes(new byte[1])),
                middle.without("stream-content"))) {
            table.put(wrong);
            assertThat(refusal()).isEqualTo(Reason.STREAM_BROKEN);
        }
        table.put(middle);
        assertThat(read(KEY)).hasSize(3 * PIECE);
        String sortKey = ((StringValue) middle.attribute("order").orElseThrow()).text();
        Item extra = middle.with("order", AttributeValue.ofString(sortKey.substring(0, sortKey.length() - 1) + "3"));
        table.put(extra);
        assertThat(refusal()).isEqualTo(Reason.STREAM_BROKEN);
    }

    @Test
    @DisplayName("An interrupted write leaves what was there, and nothing else")
    void failingSource() throws IOException {
        byte[] content = bytes(2 * PIECE, 1);
        write(KEY, content);
        InputStream failing = new ActingInputStream(5 * PIECE, () -> {
            throw new IOException("mine");
        });
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> streams.write(KEY, failing))
                .withMessageEndingWith("mine");
        assertThat(read(KEY)).isEqualTo(content);
        assertThat(raw()).hasSize(3);
    }

    @Test
    @DisplayName("A write that dies half-way reads as nothing, and its pieces can be cleaned up")
    void death() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        InMemoryItemStore dying = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation != Operation.GET && puts.incrementAndGet() > 3) {
                    throw Faults.unavailable();
                }
            }
        });
        ByteStreams half = new ByteStreams(TableFixtures.orders(dying), PIECE);
        ItemsealException failure = catchThrowableOfType(
                ItemsealException.class, () -> half.write(KEY, new ByteArrayInputStream(bytes(9 * PIECE, 1))));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(failure.getSuppressed()).isNotEmpty();
        assertThat(streams.read(KEY)).isEmpty();
        assertThat(raw()).hasSize(3);
        write(key("ann", "other"), bytes(PIECE, 2));
        streams.deleteLeftovers(KEY);
        assertThat(raw()).hasSize(2);
        byte[] content = bytes(2 * PIECE, 3);
        write(KEY, content);
        streams.deleteLeftovers(KEY);
        assertThat(read(KEY)).isEqualTo(content);
        puts.set(0);
        assertThat(catchThrowableOfType(
                        ItemsealException.class, () -> half.write(KEY, new ByteArrayInputStream(bytes(9 * PIECE, 4)))))
                .isNotNull();
        assertThat(raw())
                .as("two streams of one and two pieces, and three left over")
                .hasSize(2 + 3 + 3);
        streams.deleteLeftovers(KEY);
        assertThat(raw()).hasSize(2 + 3);
        assertThat(read(KEY)).isEqualTo(content);
    }

    @Test
    @DisplayName("However few bytes are asked for at a time, they are the stream's")
    void smallReads() throws IOException {
        byte[] content = bytes(2 * PIECE + 17, 1);
        content[0] = (byte) 0xFF;
        write(KEY, content);
        ByteArrayOutputStream singly = new ByteArrayOutputStream();
        try (InputStream stream = streams.read(KEY).orElseThrow()) {
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                assertThat(next).isBetween(0, 255);
                singly.write(next);
            }
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThat(singly.toByteArray()).isEqualTo(content);
        byte[] together = new byte[content.length];
        try (InputStream stream = streams.read(KEY).orElseThrow()) {
            int position = 0;
            while (position < together.length) {
                position += stream.read(together, position, Math.min(333, together.length - position));
            }
        }
        assertThat(together).isEqualTo(content);
    }

    @Test
    @DisplayName("Where the answer to the last step is lost, the stream is whole all the same, new or replaced")
    void lostAnswer() throws IOException {
        for (int round = 1; round <= 2; round++) {
            byte[] content = bytes(2 * PIECE, round);
            AtomicInteger left = new AtomicInteger(1);
            InMemoryItemStore losing = store.withFaults(new Faults() {
                @Override
                public void after(Operation operation, List<?> requests) {
                    boolean head = operation == Operation.UPDATE
                            || (requests.get(0) instanceof WriteRequest.Put put
                                    && put.item().has("stream-pieces"));
                    if (head && left.getAndDecrement() > 0) {
                        throw Faults.unavailable();
                    }
                }
            });
            new ByteStreams(TableFixtures.orders(losing), PIECE).write(KEY, new ByteArrayInputStream(content));
            assertThat(left).hasValueLessThan(1);
            assertThat(read(KEY)).isEqualTo(content);
            assertThat(raw()).hasSize(3);
        }
    }

    @Test
    @DisplayName("Whatever the last step fails with: where the new head is there, the stream was written")
    void takenEffectAfterAll() throws IOException {
        for (int round = 1; round <= 2; round++) {
            byte[] content = bytes(2 * PIECE, round);
            AtomicBoolean failed = new AtomicBoolean();
            InMemoryItemStore strange = store.withFaults(new Faults() {
                @Override
                public void after(Operation operation, List<?> requests) {
                    boolean head = operation == Operation.UPDATE
                            || (requests.get(0) instanceof WriteRequest.Put put
                                    && put.item().has("stream-pieces"));
                    if (head && failed.compareAndSet(false, true)) {
                        throw new StoreException(Reason.STORE_LIMIT, "says that nothing was written");
                    }
                }
            });
            new ByteStreams(TableFixtures.orders(strange), PIECE).write(KEY, new ByteArrayInputStream(content));
            assertThat(failed).isTrue();
            assertThat(read(KEY)).isEqualTo(content);
            assertThat(raw()).hasSize(3);
        }
    }

    @Test
    @DisplayName("Where the pieces of a replaced stream can't be deleted, the new one is written all the same")
    void replacedPiecesStay() throws IOException {
        write(KEY, bytes(3 * PIECE, 1));
        InMemoryItemStore full = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.BATCH_WRITE) {
                    throw new StoreException(Reason.STORE_LIMIT, "no deleting today");
                }
            }
        });
        byte[] content = bytes(2 * PIECE, 2);
        try (LoggedWarnings logged = new LoggedWarnings()) {
            assertThat(new ByteStreams(TableFixtures.orders(full), PIECE).write(KEY, new ByteArrayInputStream(content)))
                    .isEqualTo(2 * PIECE);
            assertThat(logged.messages()).singleElement().asString().contains(ORDERS, "deleteLeftovers");
        }
        assertThat(read(KEY)).isEqualTo(content);
        assertThat(raw()).hasSize(1 + 2 + 3);
        streams.deleteLeftovers(KEY);
        assertThat(raw()).hasSize(1 + 2);
        assertThat(read(KEY)).isEqualTo(content);
    }

    @Test
    @DisplayName("Where nobody can tell whether the last step took effect, nothing is deleted")
    void nobodyCanTell() {
        InMemoryItemStore losing = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (requests.get(0) instanceof WriteRequest.Put put
                        && put.item().has("stream-pieces")) {
                    throw Faults.unavailable();
                }
            }
        });
        ItemsealException failure = catchThrowableOfType(
                ItemsealException.class,
                () -> new ByteStreams(TableFixtures.orders(losing), PIECE)
                        .write(KEY, new ByteArrayInputStream(bytes(2 * PIECE, 1))));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(streams.read(KEY)).isEmpty();
        assertThat(raw()).hasSize(2);
        streams.deleteLeftovers(KEY);
        assertThat(raw()).isEmpty();
    }

    @Test
    @DisplayName("Where that can't even be asked, both streams are kept, and the loss is what the caller is told")
    void nobodyCanBeAsked() throws IOException {
        byte[] before = bytes(2 * PIECE, 1);
        write(KEY, before);
        AtomicBoolean gone = new AtomicBoolean();
        InMemoryItemStore losing = store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (gone.get() || operation == Operation.UPDATE) {
                    gone.set(true);
                    throw Faults.unavailable();
                }
            }
        });
        ItemsealException failure = catchThrowableOfType(
                ItemsealException.class,
                () -> new ByteStreams(TableFixtures.orders(losing), PIECE)
                        .write(KEY, new ByteArrayInputStream(bytes(3 * PIECE, 2))));
        assertThat(failure.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(failure.getSuppressed()).isNotEmpty();
        assertThat(raw()).hasSize(1 + 2 + 3);
        assertThat(read(KEY)).isEqualTo(before);
    }

    @Test
    @DisplayName("A stream that was closed asks for no more pieces")
    void closed() throws IOException {
        write(KEY, bytes(3 * ByteStreams.PIECE_LENGTH * 2, 1));
        AtomicInteger queries = new AtomicInteger();
        ByteStreams counted = new ByteStreams(TableFixtures.orders(store.withFaults(new Faults() {
            @Override
            public void before(Operation operation, List<?> requests) {
                if (operation == Operation.QUERY) {
                    queries.incrementAndGet();
                }
            }
        })));
        InputStream stream = counted.read(KEY).orElseThrow();
        assertThat(stream.read()).isNotNegative();
        int before = queries.get();
        stream.close();
        assertThatExceptionOfType(IOException.class).isThrownBy(stream::read).withMessageContaining("closed");
        assertThat(queries).hasValue(before);
    }

    @Test
    void deleting() throws IOException {
        write(KEY, bytes(3 * PIECE, 1));
        write(key("ann", "photo2"), bytes(PIECE, 2));
        assertThat(streams.delete(KEY)).isTrue();
        assertThat(streams.delete(KEY)).isFalse();
        assertThat(streams.read(KEY)).isEmpty();
        assertThat(read(key("ann", "photo2"))).hasSize(PIECE);
        assertThat(raw()).hasSize(2);
    }

    @Test
    @DisplayName("Cleaning up touches a stream's own pieces alone, whatever others are called")
    void namesThatLookAlike() throws IOException {
        byte[] others = bytes(2 * PIECE, 2);
        Item lookAlike = key("ann", "photo/write-up");
        write(KEY, bytes(PIECE, 1));
        write(lookAlike, others);
        table.put(order("ann", "photo/write-off", "an ordinary item"));
        streams.deleteLeftovers(KEY);
        assertThat(read(lookAlike)).isEqualTo(others);
        assertThat(streams.delete(KEY)).isTrue();
        assertThat(read(lookAlike)).isEqualTo(others);
        assertThat(table.get(key("ann", "photo/write-off"))).isPresent();
    }

    @Test
    @DisplayName("A stream can't have the name of a piece")
    void nameOfAPiece() throws IOException {
        write(KEY, bytes(PIECE, 1));
        Item piece = keyOf(raw().get(1));
        assertThat(catchThrowableOfType(
                                ItemsealException.class,
                                () -> streams.write(piece, new ByteArrayInputStream(new byte[1])))
                        .reason())
                .isEqualTo(Reason.INVALID_REQUEST);
    }

    @Test
    @DisplayName("A damaged stream can be deleted")
    void deletingWhatIsDamaged() throws IOException {
        write(KEY, bytes(3 * PIECE, 1));
        for (Item item : raw()) {
            store.put(WriteRequest.Put.of(ORDERS, item.with("stream-write", AttributeValue.ofString("damaged"))));
        }
        assertThat(refusal()).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(streams.delete(KEY)).isTrue();
        assertThat(raw()).isEmpty();
    }

    @Test
    @DisplayName("Of two writes at a time one counts whole, and the other is told and undone")
    void overtaken() throws IOException {
        for (boolean replacing : new boolean[] {false, true}) {
            byte[] others = bytes(2 * PIECE, 5);
            InputStream source = new ActingInputStream(3 * PIECE, () -> write(KEY, others));
            ItemsealException refusal = catchThrowableOfType(ItemsealException.class, () -> streams.write(KEY, source));
            assertThat(refusal.reason()).as("replacing: " + replacing).isEqualTo(Reason.CONDITION_FAILED);
            assertThat(read(KEY)).isEqualTo(others);
            assertThat(raw()).hasSize(3);
        }
    }

    @Test
    @DisplayName("A stream that somebody deletes while it is replaced stays deleted, and the write is told and undone")
    void deletedMeanwhile() throws IOException {
        write(KEY, bytes(2 * PIECE, 1));
        InputStream source = new ActingInputStream(3 * PIECE, () -> table.delete(KEY));
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, () -> streams.write(KEY, source));
        assertThat(refusal.reason()).isEqualTo(Reason.CONDITION_FAILED);
        assertThat(streams.read(KEY)).isEmpty();
        assertThat(raw()).as("the pieces of the old one").hasSize(2);
    }

    @Test
    void whatIsNoStream() {
        table.put(order("ann", "photo", "not a stream"));
        assertThat(refusal()).isEqualTo(Reason.STREAM_BROKEN);
    }

    private ByteStreams with(String name, CryptoAction action) {
        return with(TableFixtures.ACTIONS.with(name, action));
    }

    private ByteStreams with(AttributeActions actions) {
        return new ByteStreams(table.with(CryptoConfig.of(provider(), TableFixtures.INFO, actions)), PIECE);
    }

    @Test
    @DisplayName("A stream's content is encrypted, and the rest signed at least, or there is no stream")
    void protection() throws IOException {
        for (String name : List.of("stream-write", "stream-piece", "stream-last", "stream-pieces", "stream-length")) {
            ByteStreams signed = with(name, CryptoAction.SIGN_ONLY);
            signed.write(key("ann", name), new ByteArrayInputStream(bytes(PIECE, 1)));
            assertThat(signed.copy(key("ann", name), new ByteArrayOutputStream()))
                    .contains((long) PIECE);
            assertUnprotected(with(name, CryptoAction.DO_NOTHING));
        }
        assertUnprotected(with("stream-content", CryptoAction.SIGN_ONLY));
        assertUnprotected(with("stream-content", CryptoAction.DO_NOTHING));
    }

    @Test
    @DisplayName("Where a key is not signed, one stream could stand for another, and there is no stream")
    void unsignedKeys() throws IOException {
        AttributeActions nothing = AttributeActions.withDefault(CryptoAction.DO_NOTHING);
        for (String name : StreamLayout.ATTRIBUTES) {
            nothing = nothing.with(name, CryptoAction.ENCRYPT_AND_SIGN);
        }
        AttributeActions one = nothing.with("customer", CryptoAction.SIGN_ONLY);
        assertUnprotected(with(nothing));
        assertUnprotected(with(one));
        AttributeActions both = one.with("order", CryptoAction.SIGN_ONLY);
        AttributeActions older = both.with("stream-pieces", CryptoAction.DO_NOTHING);
        for (AttributeActions unsigned : List.of(one, older)) {
            assertUnprotected(new ByteStreams(
                    table.with(CryptoConfig.builder(provider(), TableFixtures.INFO, both)
                            .alsoReading(unsigned)
                            .build()),
                    PIECE));
        }
        ByteStreams signed = with(both);
        signed.write(KEY, new ByteArrayInputStream(bytes(PIECE, 1)));
        assertThat(signed.copy(KEY, new ByteArrayOutputStream())).contains((long) PIECE);
    }

    private static void assertUnprotected(ByteStreams streams) {
        assertThat(catchThrowableOfType(ItemsealException.class, () -> streams.read(KEY))
                        .reason())
                .isEqualTo(Reason.INVALID_ACTIONS);
    }

    @Test
    @DisplayName("A stream's key is the table's, no more and no less")
    void wrongKeys() {
        for (Item wrong : List.of(
                KEY.without("order"),
                KEY.without("customer"),
                KEY.with("more", AttributeValue.ofNull()),
                KEY.with("order", AttributeValue.ofNumber(1)))) {
            assertThat(catchThrowableOfType(ItemsealException.class, () -> streams.read(wrong))
                            .reason())
                    .isEqualTo(Reason.INVALID_REQUEST);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    /** A source that does something when it comes to its end. */
    private static final class ActingInputStream extends ByteArrayInputStream {

        private final Action action;
        private boolean acted;

        ActingInputStream(int length, Action action) {
            super(new byte[length]);
            this.action = action;
        }

        @Override
        public int readNBytes(byte[] target, int offset, int count) {
            if (available() == 0 && !acted) {
                acted = true;
                try {
                    action.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return super.readNBytes(target, offset, count);
        }
    }

    private static Item keyOf(Item item) {
        return Item.builder(2)
                .put("customer", item.attribute("customer").orElseThrow())
                .put("order", item.attribute("order").orElseThrow())
                .build();
    }
}
