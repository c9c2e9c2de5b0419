package dev.itemseal.engine.table;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.engine.format.FormatV0;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One table's items on their way in and out, and the rules of what a request may do to them without breaking or bypassing
 * their protection. Encrypted tables and whatever else stands before a store share it. Immutable and safe for use by several
 * threads.
 *
 * <p>What is refused is a {@link StoreException}: with {@code UNSAFE_OPERATION} where an operation is not offered on an
 * encrypted table, with {@code INVALID_REQUEST} where a request does not fit the table.
 */
public final class TableCrypto {

    private final CryptoConfig config;
    private final ItemEncryptor encryptor;
    private final ReservedAttributes reserved;
    private final Executor executor;

    /**
     * Takes a table.
     *
     * @param config how its items are encrypted
     * @param encryptor what encrypts them
     * @param reserved the names that the encryptor reserves
     * @param executor where providers that block may run
     */
    public TableCrypto(CryptoConfig config, ItemEncryptor encryptor, ReservedAttributes reserved, Executor executor) {
        this.config = Objects.requireNonNull(config, "config");
        this.encryptor = Objects.requireNonNull(encryptor, "encryptor");
        this.reserved = Objects.requireNonNull(reserved, "reserved");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /** {@return how the table's items are encrypted} */
    public CryptoConfig config() {
        return config;
    }

    /**
     * Encrypts an item that is to be written.
     *
     * @param item the item in plaintext
     * @return completes with its stored form, or exceptionally with what the encryptor throws, or with an
     *     {@link dev.itemseal.api.error.InvalidItemException} with {@code MISSING_KEY_ATTRIBUTE} if it lacks a key
     */
    public CompletionStage<Item> encrypted(Item item) {
        return Stages.stage(() -> {
            keyOf(item);
            return encryptor.encryptAsync(item, config, executor);
        });
    }

    /**
     * Decrypts an item that the store gave.
     *
     * @param stored the item as it is stored
     * @param expected attributes that it must have, since it was asked for by them: often its key
     * @return completes with the item in plaintext, or exceptionally with what the encryptor throws, or with an
     *     {@link dev.itemseal.api.error.ItemRefusedException} with {@code WRONG_ITEM} if it is not the one that was expected
     */
    public CompletionStage<Item> decrypted(Item stored, Item expected) {
        return decryptedWithDetails(stored, expected).thenApply(DecryptedItem::item);
    }

    CompletionStage<DecryptedItem> decryptedWithDetails(Item stored, Item expected) {
        return encryptor.decryptWithDetailsAsync(stored, config, executor).thenApply(read -> {
            ItemKeys.requireKey(read.item(), expected, config.table());
            return read;
        });
    }

    /**
     * Decrypts the items of a page.
     *
     * @param stored the items as they are stored
     * @param expected attributes that each must have
     * @return completes with the items in their order, or exceptionally as {@link #decrypted} does if one does
     */
    public CompletionStage<List<Item>> decryptedPage(List<Item> stored, Item expected) {
        return Stages.mapInOrder(stored, item -> decrypted(item, expected));
    }

    /**
     * Takes the key out of an item that is to be written.
     *
     * @param item the item
     * @return its key attributes
     * @throws dev.itemseal.api.error.InvalidItemException with {@code MISSING_KEY_ATTRIBUTE} if it lacks one
     */
    public Item keyOf(Item item) {
        return ItemKeys.of(item, config.table());
    }

    /**
     * Refuses what is not a whole key and nothing else.
     *
     * @param key the key of a request
     * @throws StoreException with {@code INVALID_REQUEST}
     */
    public void requireKey(Item key) {
        ItemKeys.requireKey(key, config.table());
    }

    /** Refuses an update that would have to change a key. */
    void requireSameKey(Item before, Item after) {
        if (!keyOf(before).equals(keyOf(after))) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "An update of table '" + config.table().name()
                            + "' changes the item's key; put an item under the new key and delete the old one");
        }
    }

    /**
     * Gives the attributes that every item of a query's answer must have, so far as they can be told.
     *
     * @param equalities the attributes that the query compares for equality
     * @return those that are stored as they are given, and not as ciphertext
     */
    public Item expectedOf(Item equalities) {
        Item.Builder expected = Item.builder(2);
        equalities.forEach((name, value) -> {
            if (config.attributeActions().action(name) != CryptoAction.ENCRYPT_AND_SIGN) {
                expected.put(name, value);
            }
        });
        return expected.build();
    }

    /**
     * Refuses to compare an attribute whose stored form says nothing of its value.
     *
     * @param attributeName an attribute that a condition compares with a value; asking whether it is there needs no check
     * @throws StoreException with {@code UNSAFE_OPERATION} if it is encrypted, or reserved, or no key of an index and may be
     *     encrypted in items that were written with older actions
     */
    public void requireComparable(String attributeName) {
        if (reserved.contains(attributeName)) {
            throw unsafe(
                    "a condition compares the attribute '" + attributeName
                            + "', which the encryption itself keeps; compare an attribute of the item, or use a managed update");
        }
        if (mayBeEncrypted(attributeName)) {
            throw unsafe("a condition compares the attribute '" + attributeName
                    + "', which is encrypted, so it could never hold; compare an attribute that is not encrypted, or use a"
                    + " managed update");
        }
    }

    /**
     * Refuses to ask an index that holds ciphertext for anything else: it could find nothing, and the store would see the
     * plaintext of an encrypted attribute.
     */
    void requireFindable(String keyName, AttributeValue operand) {
        boolean encrypted = config.attributeActions().action(keyName) == CryptoAction.ENCRYPT_AND_SIGN;
        if (encrypted && !mayBeCiphertext(operand)) {
            throw unsafe("a query asks an index for a value of the attribute '" + keyName
                    + "', which is encrypted there, so it could find nothing; ask for the stored form of the value, or let the"
                    + " key be SIGN_ONLY");
        }
    }

    private static boolean mayBeCiphertext(AttributeValue value) {
        return value instanceof BinaryValue binary && FormatV0.isCiphertextLength(binary.length());
    }

    /** Key conditions must go on working while the key of an index is migrated, and find those that are readable. */
    private boolean mayBeEncrypted(String attributeName) {
        boolean indexKey = config.table().secondaryIndexes().values().stream()
                .anyMatch(index -> index.keyNames().contains(attributeName));
        return indexKey
                ? config.attributeActions().action(attributeName) == CryptoAction.ENCRYPT_AND_SIGN
                : config.actionsToRead().stream()
                        .anyMatch(actions -> actions.action(attributeName) == CryptoAction.ENCRYPT_AND_SIGN);
    }

    /**
     * Refuses to change an attribute directly whose signature would not hold any more.
     *
     * @param attributeName an attribute that an update writes or reads
     * @throws StoreException with {@code UNSAFE_OPERATION} if it is signed, or may be in items that were written with older
     *     actions, or is reserved
     */
    public void requireUpdatable(String attributeName) {
        if (isSigned(attributeName)) {
            throw unsafe("an update touches the attribute '" + attributeName
                    + "', which is signed, and the signature would not hold any more; use a managed update, or put the"
                    + " whole item");
        }
    }

    /**
     * Tells whether a signature may cover an attribute.
     *
     * @param attributeName an attribute
     * @return whether it is signed by the present actions or by older ones that are still read, or is reserved
     */
    public boolean isSigned(String attributeName) {
        return reserved.contains(attributeName)
                || config.actionsToRead().stream()
                        .anyMatch(actions -> actions.action(attributeName) != CryptoAction.DO_NOTHING);
    }

    /**
     * {@return the attribute that must exist for a direct update, so that none makes an unsigned item; empty if items of this
     * table are not signed}
     */
    public Optional<String> attributeThatUpdatesNeed() {
        return config.attributeActions().doNothing() ? Optional.empty() : Optional.of(reserved.signatureName());
    }

    /**
     * Refuses to read a part of an item that can't be verified.
     *
     * @param attributeNames the attributes that are read, each as a whole
     * @return these and those that must be read with them
     * @throws StoreException with {@code UNSAFE_OPERATION} if others may be signed
     */
    public Set<String> requireVerifiable(Collection<String> attributeNames) {
        Set<String> names = new HashSet<>(attributeNames);
        for (AttributeActions actions : config.actionsToRead()) {
            Optional<String> leftOut = actions.exceptions().entrySet().stream()
                    .filter(exception -> exception.getValue() != CryptoAction.DO_NOTHING)
                    .map(Map.Entry::getKey)
                    .filter(name -> !names.contains(name))
                    .findFirst();
            if (actions.defaultAction() != CryptoAction.DO_NOTHING || leftOut.isPresent()) {
                throw unsafe("a projection leaves out "
                        + leftOut.map(name -> "the attribute '" + name + "', which is signed")
                                .orElse("attributes that may be signed")
                        + ", so the signature can't be verified; read whole items, or ask for raw items");
            }
        }
        if (!config.attributeActions().doNothing()) {
            names.add(reserved.signatureName());
            names.add(reserved.descriptionName());
        }
        return names;
    }

    /**
     * Gives the index that a request names.
     *
     * @param indexName its name; empty for the table itself
     * @return its keys
     * @throws StoreException with {@code INVALID_REQUEST} if the table has no such index
     */
    public TableIndex index(Optional<String> indexName) {
        if (indexName.isEmpty()) {
            return config.table().primaryIndex();
        }
        TableIndex index = config.table().secondaryIndexes().get(indexName.get());
        if (index == null) {
            throw new StoreException(
                    Reason.INVALID_REQUEST,
                    "Table '" + config.table().name() + "' has no index '" + indexName.get() + "'; it has "
                            + config.table().secondaryIndexes().keySet()
                            + ". If the index is new, refresh the table's description");
        }
        return index;
    }

    /**
     * Gives the index that a request names, if it is one that holds whole items.
     *
     * @param indexName its name; empty for the table itself
     * @return its keys
     * @throws StoreException with {@code INVALID_REQUEST} if the table has no such index, or with {@code UNSAFE_OPERATION}
     *     if it does not hold whole items
     */
    public TableIndex requireWholeItems(Optional<String> indexName) {
        TableIndex index = index(indexName);
        boolean partial =
                indexName.filter(config.table().partialIndexes()::contains).isPresent();
        if (partial && !config.attributeActions().doNothing()) {
            throw unsafe("index '" + indexName.get()
                    + "' does not hold whole items, so their signatures can't be verified; ask the store itself for the keys,"
                    + " and get the items by key, or let the index hold all attributes");
        }
        return index;
    }

    private StoreException unsafe(String what) {
        return new StoreException(
                Reason.UNSAFE_OPERATION,
                "On the encrypted table '" + config.table().name() + "', " + what);
    }

    ReservedAttributes reserved() {
        return reserved;
    }
}
