package dev.itemseal.conformance;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Stores that break the rules of transactions. */
final class BrokenTransactions {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-49", "deletes in a transaction are lost", DeletesLost::new),
            new BrokenStore("STORE-50", "a cancelled transaction does not tell why", NoPositions::new),
            new BrokenStore("STORE-50", "a transaction stops in the middle", StopsInTheMiddle::new),
            new BrokenStore("STORE-51", "gets of what is missing come last", MissingComeLast::new),
            new BrokenStore("STORE-52", "a large transaction of writes is cut", LargeTransactionCut::new),
            new BrokenStore("STORE-53", "a get of an item twice is answered", DuplicateGets::new),
            new BrokenStore("STORE-54", "a transaction of gets is several gets", SingleGets::new));

    private static final Duration GAP = Duration.ofMillis(5);

    private BrokenTransactions() {}

    private static final class DeletesLost extends DelegatingStore {
        DeletesLost(ItemStore sound) {
            super(sound);
        }

        @Override
        public void transactWrite(List<WriteRequest> requests) {
            super.transactWrite(requests.stream()
                    .map(request -> request instanceof WriteRequest.Delete delete
                                    && stored(delete.tableName(), delete.key()).isPresent()
                            ? new WriteRequest.Check(delete.tableName(), delete.key(), delete.condition())
                            : request)
                    .toList());
        }
    }

    private static final class NoPositions extends DelegatingStore {
        NoPositions(ItemStore sound) {
            super(sound);
        }

        @Override
        public void transactWrite(List<WriteRequest> requests) {
            try {
                super.transactWrite(requests);
            } catch (StoreException e) {
                throw e.reason() == Reason.TRANSACTION_CANCELLED
                        ? new StoreException(e.getMessage(), List.of(), false)
                        : e;
            }
        }
    }

    private static final class StopsInTheMiddle extends DelegatingStore {
        StopsInTheMiddle(ItemStore sound) {
            super(sound);
        }

        @Override
        public void transactWrite(List<WriteRequest> requests) {
            try {
                super.transactWrite(requests);
            } catch (StoreException e) {
                if (e.reason() == Reason.TRANSACTION_CANCELLED) {
                    super.transactWrite(requests.subList(0, e.failedRequests().get(0)));
                }
                throw e;
            }
        }
    }

    private static final class MissingComeLast extends DelegatingStore {
        MissingComeLast(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<Optional<Item>> transactGet(List<GetRequest> requests) {
            List<Optional<Item>> items = new ArrayList<>(super.transactGet(requests));
            items.sort(Comparator.comparing(Optional::isEmpty));
            return items;
        }
    }

    private static final class LargeTransactionCut extends DelegatingStore {
        LargeTransactionCut(ItemStore sound) {
            super(sound);
        }

        @Override
        public void transactWrite(List<WriteRequest> requests) {
            int first = Math.min(requests.size(), MAX_TRANSACTION_REQUESTS);
            super.transactWrite(requests.subList(0, first));
            if (first < requests.size()) {
                super.transactWrite(requests.subList(first, requests.size()));
            }
        }
    }

    private static final class DuplicateGets extends DelegatingStore {
        DuplicateGets(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<Optional<Item>> transactGet(List<GetRequest> requests) {
            List<GetRequest> distinct = List.copyOf(new LinkedHashSet<>(requests));
            List<Optional<Item>> items = super.transactGet(distinct);
            return requests.stream()
                    .map(request -> items.get(distinct.indexOf(request)))
                    .toList();
        }
    }

    private static final class SingleGets extends DelegatingStore {
        SingleGets(ItemStore sound) {
            super(sound);
        }

        @Override
        public List<Optional<Item>> transactGet(List<GetRequest> requests) {
            super.transactGet(requests);
            return requests.stream()
                    .map(request -> {
                        StoreRules.pause(requests.size() > 2 ? Duration.ZERO : GAP);
                        return stored(request.tableName(), request.key());
                    })
                    .toList();
        }
    }
}
