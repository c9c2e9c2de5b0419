package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.Page;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The meta table: its items, encrypted and signed on their way in, verified and decrypted on their way out. */
final class MetaTable {

    private final ItemStore store;
    private final ItemEncryptor encryptor;
    private final CryptoConfig config;
    private final boolean creating;

    MetaTable(ItemStore store, ItemEncryptor encryptor, CryptoConfig config, boolean creating) {
        this.store = store;
        this.encryptor = encryptor;
        this.config = config;
        this.creating = creating;
    }

    String name() {
        return config.table().name();
    }

    boolean create() {
        if (store instanceof TableAdministration administration) {
            return administration.createTable(MetaItem.definition(name()));
        }
        throw new StoreException(
                Reason.INVALID_REQUEST,
                "The store of the meta table '" + name() + "' can't create tables; create it elsewhere, with the"
                        + " partition key 'N' (text) and the sort key 'V' (number)");
    }

    OptionalLong newest(String materialName) {
        QueryRequest request = query(materialName).inDescendingOrder().limit(1);
        Page page = store.query(request);
        while (page.items().isEmpty() && page.lastKey().isPresent()) {
            page = store.query(request.startAfter(page.lastKey().get()));
        }
        if (page.items().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(version(page.items().get(0)));
    }

    List<Long> versions(String materialName) {
        List<Long> versions = new ArrayList<>();
        QueryRequest request = query(materialName);
        Page page = store.query(request);
        page.items().forEach(item -> versions.add(version(item)));
        while (page.lastKey().isPresent()) {
            page = store.query(request.startAfter(page.lastKey().get()));
            page.items().forEach(item -> versions.add(version(item)));
        }
        return List.copyOf(versions);
    }

    private QueryRequest query(String materialName) {
        return QueryRequest.of(name(), KeyCondition.partition(AttributeValue.ofString(materialName)))
                .consistently();
    }

    private long version(Item stored) {
        return MetaItem.version(stored)
                .orElseThrow(
                        () -> new StoreException(
                                Reason.INVALID_REQUEST,
                                "The meta table '" + name()
                                        + "' has an item whose sort key 'V' is no version; find out what wrote it, and delete it"));
    }

    Optional<Item> read(MaterialsVersion version) {
        Item key = MetaItem.key(version);
        return store.get(new GetRequest(name(), key, true)).map(stored -> decrypted(stored, key));
    }

    private Item decrypted(Item stored, Item key) {
        Item item = encryptor.decrypt(stored, config);
        if (!key.names().stream().allMatch(name -> item.attribute(name).equals(key.attribute(name)))) {
            throw new ItemRefusedException(
                    Reason.WRONG_ITEM,
                    "The meta table '" + name() + "' gave another item than the one that was asked for");
        }
        return item;
    }

    /** Adds a version; false if there is one already, which stays as it is (rule MRP-10). */
    boolean put(Item item) {
        try {
            store.put(new WriteRequest.Put(
                    name(),
                    encryptor.encrypt(item, config),
                    WriteCondition.notExists(MetaItem.NAME).and(WriteCondition.notExists(MetaItem.VERSION))));
            return true;
        } catch (StoreException e) {
            if (e.reason() == Reason.CONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    <T> T createdOnDemand(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            if (!creating || e.reason() != Reason.TABLE_NOT_FOUND) {
                throw e;
            }
        }
        create();
        return work.get();
    }

    StoreException noNext() {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "The meta table '" + name()
                        + "' has the highest version that there can be; find out who created it, and"
                        + " use another material name if items were written under it");
    }

    StoreException missing(MaterialsVersion version) {
        return new StoreException(
                Reason.INVALID_REQUEST,
                "The meta table '" + name() + "' has no " + version + " of these materials; it was deleted, or"
                        + " never there");
    }
}
