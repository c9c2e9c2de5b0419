package dev.itemseal.engine.table;

import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Protection;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Changes an item without losing anybody's write, and without a version attribute: reads and verifies it, lets the caller
 * change it, and writes it back on the condition that nobody did so meanwhile. The signature that was read stands for all
 * that is signed; of the rest, only what the caller changed is touched, so that others may go on changing the rest.
 */
final class ManagedUpdate {

    private final AsyncItemStore store;
    private final TableCrypto table;
    private final CryptoConfig config;
    private final Item key;
    private final UnaryOperator<Item> change;
    private final RetryPolicy retries;

    ManagedUpdate(AsyncItemStore store, TableCrypto table, Item key, UnaryOperator<Item> change, RetryPolicy retries) {
        this.store = store;
        this.table = table;
        this.config = table.config();
        this.key = key;
        this.change = change;
        this.retries = retries;
    }

    /** {@return the item as it is now, or empty if there is none} */
    CompletionStage<Optional<Item>> run() {
        return Stages.stage(() -> {
            table.requireKey(key);
            return attempt(1);
        });
    }

    private CompletionStage<Optional<Item>> attempt(int number) {
        return read().thenCompose(found ->
                found.isEmpty() ? CompletableFuture.completedFuture(Optional.empty()) : attempt(number, found.get()));
    }

    private CompletionStage<Optional<Item>> read() {
        return store.get(new GetRequest(config.table().name(), key, true));
    }

    private CompletionStage<Optional<Item>> attempt(int number, Item stored) {
        return table.decryptedWithDetails(stored, key).thenCompose(read -> {
            Item changed = change.apply(read.item());
            table.requireSameKey(read.item(), changed);
            return table.encrypted(changed)
                    .thenCompose(encrypted -> write(number, update(stored, read, changed, encrypted)))
                    .thenCompose(written ->
                            written ? CompletableFuture.completedFuture(Optional.of(changed)) : attempt(number + 1));
        });
    }

    /** Sends the update; false if another write came first, and another try is due. */
    private CompletionStage<Boolean> write(int number, WriteRequest.Update update) {
        return store.update(update)
                .handle((old, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedStage(true);
                    }
                    if (!(Stages.cause(failure) instanceof StoreException e)) {
                        return CompletableFuture.<Boolean>failedStage(Stages.cause(failure));
                    }
                    if (e.reason() == Reason.STORE_UNAVAILABLE) {
                        return settle(number, update, e);
                    }
                    if (e.reason() != Reason.CONDITION_FAILED || number >= retries.maxAttempts()) {
                        return CompletableFuture.<Boolean>failedStage(e);
                    }
                    return retries.delayBefore(number + 1).thenApply(waited -> false);
                })
                .thenCompose(stage -> stage);
    }

    /**
     * Finds out what became of an update whose answer was lost: applying the caller's change a second time would be wrong
     * if the first took effect. While its condition holds, it has none yet. After that its signature tells, if no other
     * write would have made the same one.
     */
    private CompletionStage<Boolean> settle(int number, WriteRequest.Update update, StoreException lost) {
        if (number >= retries.maxAttempts()) {
            return CompletableFuture.failedStage(lost);
        }
        return retries.delayBefore(number + 1).thenCompose(waited -> read()).thenCompose(found -> {
            Item now = found.orElse(Item.empty());
            if (update.condition().holds(now)) {
                return write(number + 1, update);
            }
            String signatureName = table.reserved().signatureName();
            return isUnique(update)
                            && now.attribute(signatureName).equals(update.set().attribute(signatureName))
                    ? CompletableFuture.completedStage(true)
                    : CompletableFuture.failedStage(lost);
        });
    }

    /** Whether the update's signature covers a value that was encrypted for it: a signature alone may come out the same. */
    private boolean isUnique(WriteRequest.Update update) {
        return update.set().names().stream()
                .anyMatch(name -> config.attributeActions().action(name) == CryptoAction.ENCRYPT_AND_SIGN
                        && !table.reserved().contains(name));
    }

    private WriteRequest.Update update(Item stored, DecryptedItem read, Item changed, Item encrypted) {
        ReservedAttributes reserved = table.reserved();
        Item.Builder set = Item.builder(encrypted.size());
        Set<String> remove = new LinkedHashSet<>();
        WriteCondition condition = unchanged(stored, encrypted);
        Set<String> names = new HashSet<>(stored.names());
        names.addAll(encrypted.names());
        names.removeAll(key.names());
        for (String name : names) {
            Optional<AttributeValue> before = stored.attribute(name);
            Optional<AttributeValue> after = encrypted.attribute(name);
            boolean signed =
                    reserved.contains(name) || config.attributeActions().action(name) != CryptoAction.DO_NOTHING;
            boolean mine = !read.item().attribute(name).equals(changed.attribute(name));
            if (!signed && !mine && wasUnsigned(name, read)) {
                continue;
            }
            if (!signed) {
                condition = condition.and(
                        before.<WriteCondition.Clause>map(value -> new WriteCondition.EqualTo(name, value))
                                .orElseGet(() -> new WriteCondition.NotExists(name)));
            }
            after.ifPresentOrElse(value -> set.put(name, value), () -> remove.add(name));
        }
        return new WriteRequest.Update(config.table().name(), key, set.build(), remove, condition);
    }

    /** Whether an attribute is stored in plain and unsigned already; an older schema may have encrypted it. */
    private static boolean wasUnsigned(String name, DecryptedItem read) {
        return read.protection() != Protection.SIGNED
                || read.attributeActions().action(name) == CryptoAction.DO_NOTHING;
    }

    /** The condition that what is signed is still what was read. */
    private WriteCondition unchanged(Item stored, Item encrypted) {
        String signatureName = table.reserved().signatureName();
        Optional<AttributeValue> signature = stored.attribute(signatureName);
        if (signature.isPresent()) {
            return WriteCondition.equalTo(signatureName, signature.get());
        }
        // An item that was stored in plain: each attribute stands for itself, and the keys for the item's being there.
        WriteCondition condition = WriteCondition.notExists(signatureName);
        for (String name : stored.names()) {
            boolean toBeSigned = config.attributeActions().action(name) != CryptoAction.DO_NOTHING;
            if (toBeSigned || key.has(name)) {
                condition = condition.and(
                        new WriteCondition.EqualTo(name, stored.attribute(name).orElseThrow()));
            }
        }
        for (String name : encrypted.names()) {
            boolean signed = config.attributeActions().action(name) != CryptoAction.DO_NOTHING;
            if (signed && !table.reserved().contains(name) && !stored.has(name)) {
                condition = condition.and(new WriteCondition.NotExists(name));
            }
        }
        return condition;
    }
}
