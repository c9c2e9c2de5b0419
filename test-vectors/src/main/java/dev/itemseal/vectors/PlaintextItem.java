package dev.itemseal.vectors;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.Item;

/**
 * An item of a plaintext file.
 *
 * @param name its key, for reports
 * @param key its key attributes
 * @param input what encryption is given
 * @param expected what decryption gives
 * @param actions what is done to its attributes
 * @param inVersion whether the version of the scenario has such items
 * @param tags known differences between clients, for reports
 */
record PlaintextItem(
        String name, Item key, Item input, Item expected, AttributeActions actions, boolean inVersion, String tags) {}
