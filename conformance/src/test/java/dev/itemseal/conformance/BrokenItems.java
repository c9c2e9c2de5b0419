package dev.itemseal.conformance;

import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Stores that break the rules of single items. */
final class BrokenItems {

    static final List<BrokenStore> ALL = List.of(
            new BrokenStore("STORE-1", "null values are lost", NullsLost::new),
            new BrokenStore("STORE-2", "numbers become doubles", Doubles::new),
            new BrokenStore("STORE-3", "names are taken for paths", Paths::new),
            new BrokenStore("STORE-4", "get of nothing, not consistent, gives the key", KeysForNothing::new),
            new BrokenStore("STORE-5", "put merges", MergingPut::new),
            new BrokenStore("STORE-6", "put returns the new item", PutReturnsNew::new),
            new BrokenStore("STORE-7", "delete without a condition removes nothing", NoDelete::new),
            new BrokenStore("STORE-8", "delete returns the key", DeleteReturnsKey::new),
            new BrokenStore("STORE-9", "update that removes an attribute replaces the item", ReplacingUpdate::new),
            new BrokenStore("STORE-10", "update of nothing without a condition does nothing", UpdateOfNothing::new),
            new BrokenStore("STORE-11", "update returns the new item", UpdateReturnsNew::new));

    private BrokenItems() {}

    private static Item keyOf(Item item) {
        Item.Builder key = Item.builder(2);
        for (String name : List.of(ContractTables.ID, ContractTables.SORT)) {
            item.attribute(name).ifPresent(value -> key.put(name, value));
        }
        return key.build();
    }

    private static final class NullsLost extends DelegatingStore {
        NullsLost(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            Item.Builder kept = Item.builder(request.item().size());
            request.item().forEach((name, value) -> {
                if (value.type() != AttributeType.NULL) {
                    kept.put(name, value);
                }
            });
            return super.put(new WriteRequest.Put(request.tableName(), kept.build(), request.condition()));
        }
    }

    private static final class Doubles extends DelegatingStore {
        Doubles(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> get(GetRequest request) {
            return super.get(request).map(Doubles::rounded);
        }

        private static Item rounded(Item item) {
            Item.Builder rounded = Item.builder(item.size());
            item.forEach((name, value) -> rounded.put(
                    name,
                    value instanceof NumberValue number
                            ? AttributeValue.ofNumber(
                                    BigDecimal.valueOf(number.toBigDecimal().doubleValue()))
                            : value));
            return rounded.build();
        }
    }

    private static final class Paths extends DelegatingStore {
        Paths(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            Item.Builder set = Item.builder(request.set().size());
            request.set().forEach((name, value) -> set.put(name.replaceFirst("\\..*", ""), value));
            return super.update(new WriteRequest.Update(
                    request.tableName(), request.key(), set.build(), request.remove(), request.condition()));
        }
    }

    private static final class KeysForNothing extends DelegatingStore {
        KeysForNothing(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> get(GetRequest request) {
            Optional<Item> item = super.get(request);
            return request.consistent() ? item : item.or(() -> Optional.of(request.key()));
        }
    }

    private static final class MergingPut extends DelegatingStore {
        MergingPut(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            Optional<Item> old = stored(request.tableName(), keyOf(request.item()));
            Item merged = Item.builder(request.item().size())
                    .putAll(old.orElseGet(Item::empty))
                    .putAll(request.item())
                    .build();
            return super.put(new WriteRequest.Put(request.tableName(), merged, request.condition()));
        }
    }

    private static final class PutReturnsNew extends DelegatingStore {
        PutReturnsNew(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> put(WriteRequest.Put request) {
            super.put(request);
            return Optional.of(request.item());
        }
    }

    private static final class NoDelete extends DelegatingStore {
        NoDelete(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> delete(WriteRequest.Delete request) {
            return request.condition().equals(WriteCondition.always())
                    ? stored(request.tableName(), request.key())
                    : super.delete(request);
        }
    }

    private static final class DeleteReturnsKey extends DelegatingStore {
        DeleteReturnsKey(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> delete(WriteRequest.Delete request) {
            return super.delete(request).map(BrokenItems::keyOf);
        }
    }

    private static final class ReplacingUpdate extends DelegatingStore {
        ReplacingUpdate(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            Optional<Item> old = super.update(request);
            if (old.isPresent() && !request.remove().isEmpty()) {
                Item replaced = Item.builder(request.set().size() + 1)
                        .putAll(request.key())
                        .putAll(request.set())
                        .build();
                super.put(WriteRequest.Put.of(request.tableName(), replaced));
            }
            return old;
        }
    }

    private static final class UpdateOfNothing extends DelegatingStore {
        UpdateOfNothing(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            return request.condition().equals(WriteCondition.always())
                    ? stored(request.tableName(), request.key()).flatMap(there -> super.update(request))
                    : super.update(request);
        }
    }

    private static final class UpdateReturnsNew extends DelegatingStore {
        UpdateReturnsNew(ItemStore sound) {
            super(sound);
        }

        @Override
        public Optional<Item> update(WriteRequest.Update request) {
            super.update(request);
            return stored(request.tableName(), request.key());
        }
    }
}
