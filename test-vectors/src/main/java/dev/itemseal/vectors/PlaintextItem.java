package dev.itemseal.vectors;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Set;

/**
 * An item of a plaintext file. What it shares with others is put together only when it is asked for.
 *
 * @param key its key attributes
 * @param ownInput what encryption is given, without the shared attributes
 * @param ownExpected what decryption gives, without the shared attributes
 * @param shared the groups of attributes that it has as well, unless it has its own in their place
 * @param sharedActions what is done to its attributes, but for the keys that are protected
 * @param protectedKeys the keys that are protected
 * @param inVersion whether the version of the scenario has such items
 * @param tags known differences between clients, for reports
 */
record PlaintextItem(
        Item key,
        Item ownInput,
        Item ownExpected,
        List<Item> shared,
        AttributeActions sharedActions,
        Set<String> protectedKeys,
        boolean inVersion,
        String tags) {

    /** Its key, for reports. */
    String name() {
        return PlaintextTable.nameOf(key);
    }

    /** What encryption is given. */
    Item input() {
        return complete(ownInput);
    }

    /** What decryption gives. */
    Item expected() {
        return complete(ownExpected);
    }

    private Item complete(Item own) {
        Item.Builder complete = Item.builder(16);
        shared.forEach(complete::putAll);
        return complete.putAll(own).build();
    }

    /**
     * What is done to its attributes.
     *
     * @throws dev.itemseal.api.error.ConfigurationException if a key of the table would be encrypted
     */
    AttributeActions actions() {
        return sharedActions.withProtectedKeys(protectedKeys);
    }
}
