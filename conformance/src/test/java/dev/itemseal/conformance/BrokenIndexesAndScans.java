package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.LABEL;
import static dev.itemseal.conformance.ContractTables.RANK;
import static dev.itemseal.conformance.ContractTables.SORT;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores that break the rules of secondary indexes and of scans. */
final class BrokenIndexesAndScans {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-36", "an index is sorted by the table's keys", IndexInTableOrder::new),
            new BrokenStore("STORE-37", "an index never changes an answer", StaleIndex::new),
            new BrokenStore("STORE-38", "items of an index are completed", CompletedItems::new),
            new BrokenStore("STORE-39", "a page of an index begins after equal keys", EqualKeysSkipped::new),
            new BrokenStore("STORE-40", "wrong index keys are left out", WrongIndexKeysLeftOut::new),
            new BrokenStore("STORE-41", "the first item of a scan's next page is lost", ScanLosesItems::new),
            new BrokenStore("STORE-42", "every segment is the whole table", NoSegments::new),
            new BrokenStore("STORE-42", "the last segment is empty", LastSegmentEmpty::new),
            new BrokenStore("STORE-43", "a scan of an index is one of the table", IndexScanOfTable::new));

    private BrokenIndexesAndScans() {}

    private static final class IndexInTableOrder extends DelegatingStore {
        IndexInTableOrder(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page query(QueryRequest request) {
            Page page = super.query(request);
            Comparator<Item> bySort = Comparator.comparing(
                    item -> ((StringValue) item.attribute(SORT).orElseThrow()).text());
            return request.indexName().isPresent()
                    ? new Page(page.items().stream().sorted(bySort).toList(), page.lastKey())
                    : page;
        }
    }

    private static final class StaleIndex extends DelegatingStore {
        private final Map<QueryRequest, Page> answers = new HashMap<>();

        StaleIndex(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page query(QueryRequest request) {
            return request.indexName().isPresent()
                    ? answers.computeIfAbsent(request, super::query)
                    : super.query(request);
        }
    }

    private static final class CompletedItems extends DelegatingStore {
        CompletedItems(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page query(QueryRequest request) {
            Page page = super.query(request);
            if (request.indexName().isEmpty()) {
                return page;
            }
            List<Item> completed = page.items().stream()
                    .map(item -> Item.empty()
                            .with(ID, item.attribute(ID).orElseThrow())
                            .with(SORT, item.attribute(SORT).orElseThrow()))
                    .map(key -> stored(request.tableName(), key).orElseThrow())
                    .toList();
            return new Page(completed, page.lastKey());
        }
    }

    private static final class EqualKeysSkipped extends DelegatingStore {
        EqualKeysSkipped(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page query(QueryRequest request) {
            Page page = super.query(request);
            Optional<AttributeValue> rank = request.startAfter().flatMap(start -> start.attribute(RANK));
            return rank.isEmpty()
                    ? page
                    : new Page(
                            page.items().stream()
                                    .filter(item -> !item.attribute(RANK).equals(rank))
                                    .toList(),
                            page.lastKey());
        }
    }

    private static final class WrongIndexKeysLeftOut extends DelegatingStore {
        WrongIndexKeysLeftOut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            boolean empty = request.item().attribute(LABEL).equals(Optional.of(AttributeValue.ofString("")));
            return super.put(
                    empty
                            ? new WriteRequest.Put(
                                    request.tableName(), request.item().without(LABEL), request.condition())
                            : request);
        }
    }

    private static final class ScanLosesItems extends DelegatingStore {
        ScanLosesItems(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page scan(ScanRequest request) {
            Page page = super.scan(request);
            boolean next = request.startAfter().isPresent() && request.segments() == 1;
            return next ? new Page(page.items().stream().skip(1).toList(), page.lastKey()) : page;
        }
    }

    private static final class NoSegments extends DelegatingStore {
        NoSegments(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page scan(ScanRequest request) {
            return super.scan(request.segment(0, 1));
        }
    }

    private static final class LastSegmentEmpty extends DelegatingStore {
        LastSegmentEmpty(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page scan(ScanRequest request) {
            return request.segment() > 0 && request.segment() == request.segments() - 1
                    ? new Page(List.of(), Optional.empty())
                    : super.scan(request);
        }
    }

    private static final class IndexScanOfTable extends DelegatingStore {
        IndexScanOfTable(ItemStore sound) {
            super(sound);
        }

        @Override
        public Page scan(ScanRequest request) {
            return super.scan(new ScanRequest(
                    request.tableName(),
                    Optional.empty(),
                    request.segment(),
                    request.segments(),
                    request.limit(),
                    request.startAfter(),
                    request.consistent()));
        }
    }
}
