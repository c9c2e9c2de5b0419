package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.MISSING;
import static dev.itemseal.conformance.ContractTables.SORT;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Optional;

/** Stores that break the rules of what is refused. */
final class BrokenLimits {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-18", "get by a wrong key finds nothing", WrongKeyFindsNothing::new),
            new BrokenStore("STORE-19", "numbers in keys are texts", NumbersInKeysAsText::new),
            new BrokenStore("STORE-20", "a sort key that is too long is cut", LongKeysCut::new),
            new BrokenStore("STORE-21", "an item that is too large is dropped", LargeItemsDropped::new),
            new BrokenStore("STORE-22", "empty sets are left out", EmptySetsLeftOut::new),
            new BrokenStore("STORE-23", "changes of the key are left out", KeyChangesLeftOut::new),
            new BrokenStore("STORE-24", "get in a missing table finds nothing", MissingTableIsEmpty::new));

    private static final int MAX_SORT_KEY_BYTES = 1024;

    private BrokenLimits() {}

    private static final class WrongKeyFindsNothing extends DelegatingStore {
        WrongKeyFindsNothing(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> get(GetRequest request) {
            try {
                return super.get(request);
            } catch (StoreException e) {
                if (e.reason() == Reason.INVALID_REQUEST) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    private static final class NumbersInKeysAsText extends DelegatingStore {
        NumbersInKeysAsText(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> get(GetRequest request) {
            boolean canonical = request.key()
                    .attribute(SORT)
                    .filter(sort ->
                            sort instanceof NumberValue number && !number.text().equals(number.canonicalText()))
                    .isEmpty();
            return canonical ? super.get(request) : Optional.empty();
        }
    }

    private static final class LongKeysCut extends DelegatingStore {
        LongKeysCut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            Optional<String> sort = request.item()
                    .attribute(SORT)
                    .filter(StringValue.class::isInstance)
                    .map(value -> ((StringValue) value).text())
                    .filter(text -> text.length() > MAX_SORT_KEY_BYTES);
            return sort.map(text -> super.put(WriteRequest.Put.of(
                            request.tableName(),
                            request.item().with(SORT, new StringValue(text.substring(0, MAX_SORT_KEY_BYTES))))))
                    .orElseGet(() -> super.put(request));
        }
    }

    private static final class LargeItemsDropped extends DelegatingStore {
        LargeItemsDropped(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            try {
                return super.update(request);
            } catch (StoreException e) {
                if (e.reason() == Reason.STORE_LIMIT) {
                    return stored(request.tableName(), request.key());
                }
                throw e;
            }
        }
    }

    private static final class EmptySetsLeftOut extends DelegatingStore {
        EmptySetsLeftOut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            Item.Builder kept = Item.builder(request.item().size());
            request.item().forEach((name, value) -> {
                if (!(value instanceof StringSetValue set && set.elements().isEmpty())) {
                    kept.put(name, value);
                }
            });
            return super.put(new WriteRequest.Put(request.tableName(), kept.build(), request.condition()));
        }
    }

    private static final class KeyChangesLeftOut extends DelegatingStore {
        KeyChangesLeftOut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            return super.update(new WriteRequest.Update(
                    request.tableName(),
                    request.key(),
                    request.set().without(SORT),
                    request.remove(),
                    request.condition()));
        }
    }

    private static final class MissingTableIsEmpty extends DelegatingStore {
        MissingTableIsEmpty(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> get(GetRequest request) {
            return request.tableName().equals(MISSING) ? Optional.empty() : super.get(request);
        }
    }
}
