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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes an item without losing anybody's write, and without a version attribute: reads and verifies it, lets the caller
 * change it, and writes it back on the condition that nobody did so meanwhile. The signature that was read stands for all
 * that is signed; of the rest, only what the caller changed is touched, so that others may go on changing the rest.
 *
 * <p>The caller's change is applied anew after one answer alone: that the first and only write of this try failed on its
 * condition. Whoever hears anything else has to reckon with a write that took effect.
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
                    .thenCompose(encrypted -> {
                        WriteRequest.Update update = update(stored, read, changed, encrypted);
                        return write(number, new Sent(update, hasCiphertext(read), hasCiphertext(update)));
                    })
                    .thenCompose(written ->
                            written ? CompletableFuture.completedFuture(Optional.of(changed)) : attempt(number + 1));
        });
    }

    /**
     * An update that the store is asked for, once or several times. A signature alone may come out the same when somebody
     * writes the same content; no two writes make the same ciphertext.
     *
     * @param update the very same each time
     * @param replacesCiphertext whether its condition can't hold again once it took effect, since the signature that it
     *     asks for covers ciphertext: then it takes effect once, however often it is sent
     * @param writesCiphertext whether no other write makes its signature: then the item tells that it took effect
     */
    private record Sent(WriteRequest.Update update, boolean replacesCiphertext, boolean writesCiphertext) {}

    /** Whether the signature of what was read covers ciphertext. */
    private boolean hasCiphertext(DecryptedItem read) {
        return read.verifiedAttributes().stream()
                .anyMatch(name -> read.attributeActions().action(name) == CryptoAction.ENCRYPT_AND_SIGN);
    }

    private boolean hasCiphertext(WriteRequest.Update update) {
        return update.set().names().stream()
                .anyMatch(name -> config.attributeActions().action(name) == CryptoAction.ENCRYPT_AND_SIGN
                        && !table.reserved().contains(name));
    }

    /** Sends the update; false if another write came first, and another try is due. */
    private CompletionStage<Boolean> write(int number, Sent sent) {
        return unlessDone(store.update(sent.update()), failure -> {
            if (!(failure instanceof StoreException e)) {
                return CompletableFuture.failedStage(failure);
            }
            if (e.reason() == Reason.STORE_UNAVAILABLE) {
                return settle(number, sent, lost(e));
            }
            if (e.reason() != Reason.CONDITION_FAILED || number >= retries.maxAttempts()) {
                return CompletableFuture.failedStage(e);
            }
            return retries.delayBefore(number + 1).thenApply(waited -> false);
        });
    }

    /**
     * Finds out what became of an update whose answer was lost. It may have taken effect, or do so at any time from now on:
     * so the caller's change is never applied anew from here, to what may be its own outcome.
     */
    private CompletionStage<Boolean> settle(int number, Sent sent, StoreException lost) {
        return retries.delayBefore(number + 1)
                .thenCompose(waited -> read())
                .handle((found, failure) -> {
                    if (failure != null) {
                        add(failure, lost);
                        return isPassing(failure) && number < retries.maxAttempts()
                                ? settle(number + 1, sent, lost)
                                : CompletableFuture.<Boolean>failedStage(lost);
                    }
                    Item now = found.orElse(Item.empty());
                    if (sent.writesCiphertext() && hasSignatureOf(sent.update(), now)) {
                        return CompletableFuture.completedStage(true);
                    }
                    boolean mayRepeat = sent.replacesCiphertext()
                            && sent.update().condition().holds(now)
                            && number < retries.maxAttempts();
                    return mayRepeat ? repeat(number + 1, sent, lost) : CompletableFuture.<Boolean>failedStage(lost);
                })
                .thenCompose(stage -> stage);
    }

    /** Sends the update once more. That its condition fails may be due to the first one, which was late. */
    private CompletionStage<Boolean> repeat(int number, Sent sent, StoreException lost) {
        return unlessDone(store.update(sent.update()), failure -> {
            add(failure, lost);
            boolean mayBeTold = failure instanceof StoreException e
                    && (e.reason() == Reason.STORE_UNAVAILABLE || e.reason() == Reason.CONDITION_FAILED);
            return mayBeTold ? settle(number, sent, lost) : CompletableFuture.failedStage(lost);
        });
    }

    private static CompletionStage<Boolean> unlessDone(
            CompletionStage<Optional<Item>> written, Function<Throwable, CompletionStage<Boolean>> otherwise) {
        return written.handle((old, failure) -> failure == null
                        ? CompletableFuture.completedStage(true)
                        : otherwise.apply(Stages.cause(failure)))
                .thenCompose(stage -> stage);
    }

    private boolean hasSignatureOf(WriteRequest.Update update, Item now) {
        String signatureName = table.reserved().signatureName();
        return now.attribute(signatureName).equals(update.set().attribute(signatureName));
    }

    private static boolean isPassing(Throwable failure) {
        return Stages.cause(failure) instanceof StoreException e && e.retryable();
    }

    /** What the caller is told if nobody can tell; not to be tried again as it is, or a change might be made twice. */
    private StoreException lost(StoreException unanswered) {
        return new StoreException(
                Reason.STORE_UNAVAILABLE,
                "A managed update of table '" + config.table().name()
                        + "' may have taken effect or not: the store has not confirmed its write, see the cause, and what is"
                        + " stored does not tell, or can't be read. Read the item before you change it again, or the change"
                        + " may be made twice",
                false,
                unanswered);
    }

    /** Keeps a failure beside the one that came first. */
    private static void add(Throwable failure, StoreException lost) {
        Throwable cause = Stages.cause(failure);
        if (cause != lost.getCause() && !Arrays.asList(lost.getSuppressed()).contains(cause)) {
            lost.addSuppressed(cause);
        }
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
