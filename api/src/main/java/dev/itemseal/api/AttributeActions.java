package dev.itemseal.api;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is done to each attribute of an item: a default, and exceptions by name. Immutable.
 *
 * <p>Actions are not stored with the item: whoever reads it must know those that it was written with.
 */
public final class AttributeActions {

    private final CryptoAction defaultAction;
    private final Map<String, CryptoAction> exceptions;

    private AttributeActions(CryptoAction defaultAction, Map<String, CryptoAction> exceptions) {
        this.defaultAction = defaultAction;
        this.exceptions = exceptions;
    }

    /** {@return actions that encrypt and sign every attribute} The keys must be excepted; see {@link #withProtectedKeys}. */
    public static AttributeActions encryptAndSignAll() {
        return withDefault(CryptoAction.ENCRYPT_AND_SIGN);
    }

    /**
     * Makes actions that treat every attribute alike.
     *
     * @param defaultAction what is done to attributes without an exception
     * @return the actions
     */
    public static AttributeActions withDefault(CryptoAction defaultAction) {
        return new AttributeActions(Objects.requireNonNull(defaultAction, "defaultAction"), Map.of());
    }

    /**
     * Makes an exception.
     *
     * @param attributeName the attribute
     * @param action what is done to it
     * @return actions with the exception, which replaces an earlier one for the same attribute
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if the name is one that both existing clients reserve
     */
    public AttributeActions with(String attributeName, CryptoAction action) {
        if (ReservedAttributes.DEFAULT.contains(attributeName)) {
            throw new ConfigurationException(
                    Reason.INVALID_ACTIONS,
                    "No action can be set for '" + attributeName
                            + "': the name is reserved for what encryption adds to an item; leave it out of the actions");
        }
        Map<String, CryptoAction> changed = new HashMap<>(exceptions);
        changed.put(attributeName, Objects.requireNonNull(action, "action"));
        return new AttributeActions(defaultAction, Map.copyOf(changed));
    }

    /**
     * Protects the keys of a table, which the table itself must be able to read: each one without an exception of its
     * own gets {@code SIGN_ONLY}, or {@code DO_NOTHING} where that is the default.
     *
     * @param keyNames the names of the key attributes, such as
     *     {@link dev.itemseal.api.store.TableInfo#protectedKeyNames()}
     * @return actions that leave the keys readable
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if an exception asks to encrypt a key
     */
    public AttributeActions withProtectedKeys(Set<String> keyNames) {
        AttributeActions changed = this;
        for (String keyName : keyNames) {
            CryptoAction action = exceptions.get(keyName);
            if (action == CryptoAction.ENCRYPT_AND_SIGN) {
                throw encryptedKey(keyName);
            }
            if (action == null) {
                changed = changed.with(keyName, defaultAction.weakest(CryptoAction.SIGN_ONLY));
            }
        }
        return changed;
    }

    /**
     * Merges with other actions: for each attribute, and for the default, the stronger of the two.
     *
     * @param other the other actions
     * @return actions that do at least what each of the two does
     */
    public AttributeActions mergedWith(AttributeActions other) {
        Map<String, CryptoAction> merged = new HashMap<>();
        exceptions.forEach((name, action) -> merged.put(name, action.strongest(other.action(name))));
        other.exceptions.forEach((name, action) -> merged.put(name, action.strongest(action(name))));
        return new AttributeActions(defaultAction.strongest(other.defaultAction), Map.copyOf(merged));
    }

    /**
     * Looks up what is done to an attribute.
     *
     * @param attributeName the attribute
     * @return its exception, or the default
     */
    public CryptoAction action(String attributeName) {
        return exceptions.getOrDefault(attributeName, defaultAction);
    }

    /** {@return what is done to attributes without an exception} */
    public CryptoAction defaultAction() {
        return defaultAction;
    }

    /** {@return the exceptions by attribute name, immutable} */
    public Map<String, CryptoAction> exceptions() {
        return exceptions;
    }

    /** {@return whether nothing is ever done: items then pass through unchanged in both directions (rule ACT-5)} */
    public boolean doNothing() {
        return defaultAction == CryptoAction.DO_NOTHING
                && exceptions.values().stream().allMatch(action -> action == CryptoAction.DO_NOTHING);
    }

    /** Refuses actions that would encrypt a key. */
    void requireReadableKeys(Set<String> keyNames) {
        for (String keyName : keyNames) {
            if (action(keyName) == CryptoAction.ENCRYPT_AND_SIGN) {
                throw encryptedKey(keyName);
            }
        }
    }

    private static ConfigurationException encryptedKey(String keyName) {
        return new ConfigurationException(
                Reason.INVALID_ACTIONS,
                "The key attribute '" + keyName
                        + "' can't be encrypted: the table could not find the item any more; set it to SIGN_ONLY, or call"
                        + " withProtectedKeys with the table's keys");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttributeActions actions
                && defaultAction == actions.defaultAction
                && exceptions.equals(actions.exceptions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(defaultAction, exceptions);
    }

    @Override
    public String toString() {
        return "AttributeActions[default " + defaultAction + ", " + exceptions + "]";
    }
}
