package dev.itemseal.api;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened to an item, as a stream of its table tells it: the key, and the item before and after it, as far as the stream
 * shows them. Immutable.
 *
 * @param type what happened
 * @param key the key attributes
 * @param oldImage the item as it was before; empty if there was none, or the stream does not show it
 * @param newImage the item as it is after; empty if there is none, or the stream does not show it
 * @param expired whether DynamoDB itself removed the item, since its time to live was over
 * @param tableName the table, where the stream names it
 * @param sequenceNumber the change's number within its shard, by which a consumer reports how far it got; where the stream
 *     names it
 * @param approximateTime about when it happened, where the stream tells it
 */
public record ItemChange(
        Type type,
        Item key,
        Optional<Item> oldImage,
        Optional<Item> newImage,
        boolean expired,
        Optional<String> tableName,
        Optional<String> sequenceNumber,
        Optional<Instant> approximateTime) {

    /** What happened to the item. */
    public enum Type {
        /** It is new. */
        INSERT,
        /** It was changed. */
        MODIFY,
        /** It was deleted. */
        REMOVE
    }

    /**
     * Makes a change.
     *
     * @param type what happened
     * @param key the key attributes
     * @param oldImage the item as it was before
     * @param newImage the item as it is after
     * @param expired whether DynamoDB itself removed the item
     * @param tableName the table
     * @param sequenceNumber the change's number within its shard
     * @param approximateTime about when it happened
     */
    public ItemChange {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(oldImage, "oldImage");
        Objects.requireNonNull(newImage, "newImage");
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(sequenceNumber, "sequenceNumber");
        Objects.requireNonNull(approximateTime, "approximateTime");
    }

    /**
     * Verifies and decrypts both images.
     *
     * @param encryptor what decrypts them
     * @param config how the table's items are encrypted; which table it is, the caller says, not the stream
     * @return the change with plaintext images
     * @throws ItemRefusedException with {@code WRONG_ITEM} if an image is not that of the key, and as
     *     {@link ItemEncryptor#decrypt} throws it
     * @throws dev.itemseal.api.error.ItemsealException as {@link ItemEncryptor#decrypt} does
     */
    public ItemChange decrypted(ItemEncryptor encryptor, CryptoConfig config) {
        return new ItemChange(
                type,
                key,
                oldImage.map(image -> decrypted(image, encryptor, config)),
                newImage.map(image -> decrypted(image, encryptor, config)),
                expired,
                tableName,
                sequenceNumber,
                approximateTime);
    }

    private Item decrypted(Item image, ItemEncryptor encryptor, CryptoConfig config) {
        for (String name : config.table().protectedKeyNames()) {
            if (!key.has(name) || !image.attribute(name).equals(key.attribute(name))) {
                throw new ItemRefusedException(
                        Reason.WRONG_ITEM,
                        "A stream of table '" + config.table().name()
                                + "' shows an item that does not have the key attribute '" + name
                                + "' of the change; is it the stream of another table, or did somebody exchange the items?");
            }
        }
        return encryptor.decrypt(image, config);
    }
}
