package dev.itemseal.adapter.inmemory;

import static dev.itemseal.adapter.inmemory.Fixtures.INDEX;
import static dev.itemseal.adapter.inmemory.Fixtures.PARTIAL;
import static dev.itemseal.adapter.inmemory.Fixtures.TABLE;
import static dev.itemseal.adapter.inmemory.Fixtures.assertRefused;
import static dev.itemseal.adapter.inmemory.Fixtures.item;
import static dev.itemseal.adapter.inmemory.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.BatchGetResult;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** DynamoDB's rules that the contract leaves open, or that are this store's own. */
class LimitsTest {

    private static final KeyCondition PARTITION = KeyCondition.partition(AttributeValue.ofString("a"));
    private static final int LARGE = 390 * 1024;

    private final InMemoryItemStore store = Fixtures.store();

    private void put(Item item) {
        store.put(WriteRequest.Put.of(TABLE, item));
    }

    private static Item large(int line) {
        return key("a", line).with("text", AttributeValue.ofString("x".repeat(LARGE)));
    }

    private static List<Integer> lines(Page page) {
        return page.items().stream()
                .map(item -> ((NumberValue) item.attribute("line").orElseThrow())
                        .toBigDecimal()
                        .intValueExact())
                .toList();
    }

    @Test
    void pagesHaveAtMostOneMegabyte() {
        IntStream.range(0, 4).forEach(line -> put(large(line)));

        Page first = store.query(QueryRequest.of(TABLE, PARTITION));
        assertThat(lines(first)).containsExactly(0, 1);
        assertThat(first.lastKey()).contains(key("a", 1));
        Page second = store.query(QueryRequest.of(TABLE, PARTITION).startAfter(key("a", 1)));
        assertThat(lines(second)).containsExactly(2, 3);
        assertThat(second.lastKey()).isEmpty();
        assertThat(store.scan(ScanRequest.of(TABLE)).items()).hasSize(2);
    }

    /** An item that has exactly so many bytes. */
    private static Item ofSize(int line, int bytes) {
        Item withoutText = key("a", line).with("text", AttributeValue.ofString(""));
        int missing = bytes - ItemSize.of(withoutText);
        return withoutText.with("text", AttributeValue.ofString("x".repeat(missing)));
    }

    /** Items that have exactly so many bytes together. */
    private static List<Item> together(int bytes) {
        List<Item> items = new ArrayList<>();
        int left = bytes;
        for (; left > LARGE + 1000; left -= LARGE) {
            items.add(ofSize(items.size(), LARGE));
        }
        items.add(ofSize(items.size(), left));
        return items;
    }

    @Test
    void whatJustFitsIsTaken() {
        List<Item> megabyte = together(1024 * 1024);
        megabyte.forEach(this::put);
        assertThat(store.query(QueryRequest.of(TABLE, PARTITION)).items()).isEqualTo(megabyte);

        List<Item> four = together(4 * 1024 * 1024);
        List<WriteRequest> writes = four.stream()
                .<WriteRequest>map(item -> WriteRequest.Put.of(TABLE, item))
                .toList();
        store.transactWrite(writes);
        assertThat(store.items(TABLE)).isEqualTo(four);

        List<Item> sixteen = together(16 * 1024 * 1024);
        sixteen.forEach(this::put);
        BatchGetResult all = store.batchGet(IntStream.range(0, sixteen.size())
                .mapToObj(line -> GetRequest.of(TABLE, key("a", line)))
                .toList());
        assertThat(all.items().get(TABLE)).isEqualTo(sixteen);
        assertThat(all.unprocessed()).isEmpty();
    }

    @Test
    void projectedItemsCountWithTheirOwnSize() {
        IntStream.range(0, 4).forEach(line -> put(large(line).with("size", AttributeValue.ofNumber(1))));

        QueryRequest request = QueryRequest.of(TABLE, KeyCondition.partition(AttributeValue.ofNumber(1)));
        assertThat(store.query(request.index(PARTIAL)).items()).hasSize(4);
    }

    @Test
    void fullPageHasLastKeyAsInDynamoDb() {
        put(key("a", 1));

        assertThat(store.query(QueryRequest.of(TABLE, PARTITION).limit(1)).lastKey())
                .contains(key("a", 1));
        Page rest = store.query(QueryRequest.of(TABLE, PARTITION).limit(1).startAfter(key("a", 1)));
        assertThat(rest.items()).isEmpty();
        assertThat(rest.lastKey()).isEmpty();
    }

    @Test
    void pageBeginsWithinItsRequest() {
        put(key("a", 1));
        QueryRequest request =
                QueryRequest.of(TABLE, PARTITION.sortKey(Comparison.GREATER, AttributeValue.ofNumber(3)));

        assertRefused(() -> store.query(request.startAfter(key("a", 3))), Reason.INVALID_REQUEST);
        assertRefused(() -> store.query(request.startAfter(key("b", 4))), Reason.INVALID_REQUEST);
        assertRefused(() -> store.query(request.startAfter(item("id", "a"))), Reason.INVALID_REQUEST);
        assertThat(store.query(request.startAfter(key("a", 4))).items()).isEmpty();
        long segments = IntStream.range(0, 4)
                .filter(segment ->
                        accepts(ScanRequest.of(TABLE).segment(segment, 4).startAfter(key("a", 1))))
                .count();
        assertThat(segments).isEqualTo(1);
    }

    private boolean accepts(ScanRequest request) {
        try {
            store.scan(request);
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST);
            return false;
        }
    }

    @Test
    void manySegmentsAreStillExact() {
        IntStream.range(0, 200).forEach(i -> put(key("k" + i, 0)));

        int segments = 997;
        List<Integer> found = IntStream.range(0, segments)
                .map(segment -> store.scan(ScanRequest.of(TABLE).segment(segment, segments))
                        .items()
                        .size())
                .boxed()
                .toList();
        assertThat(found.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
        assertThat(found).as("spread over the segments").allMatch(items -> items < 10);
    }

    @Test
    void numbersAreStoredInCanonicalText() {
        put(item("id", "a", "line", new NumberValue("01.0"))
                .with(
                        "list",
                        AttributeValue.ofList(List.of(
                                new NumberValue("1E3"), AttributeValue.ofNumbers(List.of(new NumberValue("-.50")))))));

        Item stored = store.items(TABLE).get(0);
        assertThat(((NumberValue) stored.attribute("line").orElseThrow()).text())
                .isEqualTo("1");
        assertThat(stored.toJava().get("list").toString()).isEqualTo("[1000, [-0.5]]");
    }

    @Test
    void namesAndTextsThatNoTableHoldsAreRefused() {
        assertRefused(() -> put(item("id", "a", "line", 1, "t", "\uD800")), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "t", "\uDFFF")), Reason.INVALID_REQUEST);
        put(item("id", "a", "line", 1, "t", "\uD7FF\uE000\uD83D\uDE00"));
        assertRefused(() -> put(item("id", "\uDC00", "line", 1)), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "\uD800", 1)), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "", 1)), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "m", Map.of("", 1))), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "m", Map.of("\uD800", 1))), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "s", Set.of("\uD800"))), Reason.INVALID_REQUEST);
        assertRefused(() -> put(item("id", "a", "line", 1, "n".repeat(65_536), 1)), Reason.STORE_LIMIT);
        put(item("id", "a", "line", 1, "n".repeat(65_535), 1));
    }

    @Test
    void setsHaveMembers() {
        for (AttributeValue empty : List.of(
                AttributeValue.ofStrings(List.of()),
                AttributeValue.ofNumbers(List.of()),
                AttributeValue.ofBinaries(List.of()))) {
            assertRefused(() -> put(key("a", 1).with("set", empty)), Reason.INVALID_REQUEST);
        }
    }

    @Test
    void mapsAndListsHaveThirtyTwoLevels() {
        for (boolean maps : new boolean[] {true, false}) {
            AttributeValue value = AttributeValue.ofNumber(1);
            for (int level = 2; level <= 32; level++) {
                value = maps ? AttributeValue.ofMap(Map.of("m", value)) : AttributeValue.ofList(List.of(value));
            }
            AttributeValue fits = value;
            put(key("a", 1).with("nested", fits));
            AttributeValue tooDeep =
                    maps ? AttributeValue.ofMap(Map.of("m", fits)) : AttributeValue.ofList(List.of(fits));
            assertRefused(() -> put(key("a", 1).with("nested", tooDeep)), Reason.INVALID_REQUEST);
        }
    }

    @Test
    void conditionsHoldWhatTablesHold() {
        WriteCondition condition = WriteCondition.equalTo("a", AttributeValue.ofNumbers(List.of()));

        assertRefused(
                () -> store.delete(new WriteRequest.Delete(TABLE, key("a", 1), condition)), Reason.INVALID_REQUEST);
    }

    @Test
    void keysOfIndexesHaveSizesToo() {
        String color = "c".repeat(2048);
        put(item("id", "a", "line", 1, "color", color, "size", 1));

        assertRefused(() -> put(item("id", "a", "line", 1, "color", color + "c")), Reason.STORE_LIMIT);
        QueryRequest request = QueryRequest.of(TABLE, KeyCondition.partition(AttributeValue.ofString(color)));
        assertThat(store.query(request.index(INDEX)).items()).hasSize(1);
    }

    @Test
    void failedConditionComesBeforeTheSizeOfWhatIsNotWritten() {
        put(large(1));
        Item set = item("more", "x".repeat(LARGE));

        assertRefused(
                () -> store.update(
                        new WriteRequest.Update(TABLE, key("a", 1), set, Set.of(), WriteCondition.notExists("id"))),
                Reason.CONDITION_FAILED);
        assertRefused(
                () -> store.update(new WriteRequest.Update(TABLE, key("a", 1), set, Set.of(), WriteCondition.always())),
                Reason.STORE_LIMIT);
    }

    @Test
    void batchOfGetsLeavesWhatExceedsSixteenMegabytes() {
        IntStream.range(0, 50).forEach(line -> put(large(line)));
        List<GetRequest> requests = IntStream.range(0, 50)
                .mapToObj(line -> GetRequest.of(TABLE, key("a", line)))
                .toList();

        BatchGetResult result = store.batchGet(requests);

        int room = 16 * 1024 * 1024 / LARGE;
        assertThat(result.items().get(TABLE)).hasSize(room);
        assertThat(result.unprocessed()).isEqualTo(requests.subList(room, 50));
    }

    @Test
    void transactionsHaveFourMegabytes() {
        List<WriteRequest> writes = IntStream.range(0, 11)
                .<WriteRequest>mapToObj(line -> WriteRequest.Put.of(TABLE, large(line)))
                .toList();

        assertRefused(() -> store.transactWrite(writes), Reason.STORE_LIMIT);
        assertThat(store.items(TABLE)).isEmpty();

        store.batchWrite(writes);
        assertRefused(
                () -> store.transactGet(IntStream.range(0, 11)
                        .mapToObj(line -> GetRequest.of(TABLE, key("a", line)))
                        .toList()),
                Reason.STORE_LIMIT);
    }

    @Test
    void refusalsHoldNoValue() {
        StoreException refusal =
                assertRefused(() -> put(item("id", "secretId", "line", 1, "color", 4711)), Reason.INVALID_REQUEST);
        StringWriter trace = new StringWriter();
        refusal.printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString()).contains("'color'", TABLE).doesNotContain("secretId", "4711");
    }
}
