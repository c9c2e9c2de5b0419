package dev.itemseal.benchmarks;

import com.amazonaws.services.dynamodbv2.datamodeling.encryption.EncryptionFlags;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import dev.itemseal.api.item.Item;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;

/**
 * Before anything is measured: both clients do the same work, since each reads what the other has written.
 *
 * @param shape the items
 * @param keys where the keys come from
 */
record CrossCheck(String shape, KeyScheme keys) {

    private static final int ITEMS = 4;

    static CrossCheck of(Configuration configuration) {
        return new CrossCheck(configuration.shape(), configuration.keys());
    }

    /**
     * Encrypts some items with either client and decrypts them with the other.
     *
     * @throws IllegalStateException if something else comes out
     */
    void run() throws GeneralSecurityException {
        ItemsealClient ours = new ItemsealClient(keys);
        LegacyClient legacy = new LegacyClient(keys);
        for (Item item : ItemShape.items(shape).subList(0, ITEMS)) {
            Map<String, Set<EncryptionFlags>> flags = LegacyClient.flags(item);
            Map<String, AttributeValue> encrypted = LegacyValues.of(ours.encrypt(item));
            requireEqual(item, LegacyValues.toItem(legacy.decrypt(encrypted, flags)));
            Item stored = LegacyValues.toItem(legacy.encrypt(LegacyValues.of(item), flags));
            requireEqual(item, ours.decrypt(stored));
        }
    }

    private void requireEqual(Item item, Item read) {
        if (!item.equals(read)) {
            throw new IllegalStateException("an item of shape '" + shape + "' with keys '" + keys.label()
                    + "' does not come back from the other client; no measurement would mean anything");
        }
    }
}
